"""Static files for production: joined, hashed, compressed."""

import re
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_LAYERED_IMPORT = re.compile(
    r"""@import\s+url\(\s*["']?(?P<url>[^"')]+)["']?\s*\)\s*(?:layer\((?P<layer>[\w.-]+)\))?\s*;"""
)
_URL = re.compile(r"""url\(\s*["']?(?!data:|https?:|/|#)(?P<url>[^"')]+)["']?\s*\)""")


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Joins `css/site.css` into one file before hashing, so that a page asks for one stylesheet.

    Each `@import url("x.css") layer(name);` is replaced by the file's text inside `@layer name`.
    """

    joined = ("css/site.css",)
    # Modules import each other by their hashed names, so that a new release is never half an old one.
    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        """Join first, then let the parents hash and compress."""
        if not dry_run:
            for name in self.joined:
                if name in paths:
                    self._join(name, *paths[name])
                    # The parents read the originals: from here on, the joined file is one.
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _join(self, name, source_storage, source_path):
        with source_storage.open(source_path) as file:
            text = file.read().decode()
        folder = PurePosixPath(source_path).parent

        def inlined(match):
            part = folder / match["url"]
            with source_storage.open(str(part)) as file:
                body = file.read().decode()
            body = _URL.sub(lambda url: f'url("{_relative(part.parent / url["url"], folder)}")', body)
            return f"@layer {match['layer']} {{\n{body}\n}}" if match["layer"] else body

        joined = _LAYERED_IMPORT.sub(inlined, text)
        self.delete(name)
        self._save(name, ContentFile(joined.encode()))


def _relative(target: PurePosixPath, folder: PurePosixPath) -> str:
    """Return `target` (which may hold "..") as a path relative to `folder`."""
    parts: list[str] = []
    for part in target.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    base = list(folder.parts)
    while base and parts and base[0] == parts[0]:
        base.pop(0)
        parts.pop(0)
    return "/".join([".."] * len(base) + parts)
