"""A ZIP of photos, named in the table's photo column.

The ZIP comes from outside: what it claims about sizes is checked while reading, names are only ever
compared and never become paths, and a photo is believed to be one when Pillow has decoded it.
"""

import hashlib
import io
import stat
import warnings
import zipfile
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _
from PIL import Image

from catalog.importing.errors import UnreadableFileError
from catalog.importing.limits import (
    MAX_PHOTO_BYTES,
    MAX_PHOTO_PIXELS,
    MAX_PHOTOS,
    MAX_PHOTOS_UNPACKED_BYTES,
    MAX_ZIP_BYTES,
)

PHOTO_FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".avif"}
_DEBRIS = {"thumbs.db", "desktop.ini", ".ds_store"}


class PhotoArchive:
    """The photos of one ZIP by file name, whatever folder they are in and however the name is spelt."""

    def __init__(self, path: Path):
        """Open the ZIP at `path`; raises UnreadableFileError when anything about it is not as it should be."""
        if path.stat().st_size > MAX_ZIP_BYTES:
            raise UnreadableFileError(
                _("ZIP foto paling besar %(limit)d MB. Bagi menjadi beberapa ZIP.")
                % {"limit": MAX_ZIP_BYTES // 1024**2}
            )
        try:
            self._archive = zipfile.ZipFile(path)
            entries = [entry for entry in self._archive.infolist() if not _is_debris(entry)]
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            raise UnreadableFileError(_("Berkas foto bukan ZIP, atau ZIP-nya rusak.")) from None
        self._entries: dict[str, list[zipfile.ZipInfo]] = {}
        self._checked: dict[str, tuple[str, str]] = {}
        for entry in entries:
            _check_entry(entry)
            self._entries.setdefault(_key(entry.filename), []).append(entry)
        if len(entries) > MAX_PHOTOS:
            raise UnreadableFileError(_("ZIP foto paling banyak %(limit)d foto.") % {"limit": MAX_PHOTOS})
        if sum(entry.file_size for entry in entries) > MAX_PHOTOS_UNPACKED_BYTES:
            raise UnreadableFileError(_("Isi ZIP foto terlalu besar bila dibuka. Bagi menjadi beberapa ZIP."))
        if not entries:
            raise UnreadableFileError(_("ZIP foto ini kosong."))

    def __enter__(self):
        """Return the archive itself."""
        return self

    def __exit__(self, *_error):
        """Close the file."""
        self._archive.close()

    def __len__(self):
        """Return how many photos there are."""
        return sum(len(entries) for entries in self._entries.values())

    def names(self) -> set[str]:
        """Return the names of the photos as they are compared."""
        return set(self._entries)

    def key(self, name: str) -> str:
        """Return the name under which a photo called `name` in the table is found.

        Raises ValueError with a sentence when there is none, more than one, or it is no photo.
        """
        key = _key(name)
        found = self._entries.get(key)
        if not found:
            keys = [key + suffix for suffix in sorted(_SUFFIXES) if key + suffix in self._entries]
            if len(keys) != 1:
                raise ValueError(_("foto “%(name)s” tidak ada dalam ZIP") % {"name": name[:60]})
            key = keys[0]
            found = self._entries[key]
        if len(found) > 1:
            raise ValueError(
                _("ada %(count)d foto bernama “%(name)s” dalam ZIP") % {"count": len(found), "name": name}
            )
        self.checked(key)
        return key

    def checked(self, key: str) -> tuple[str, str]:
        """Return (format, SHA-1 of the content) of a photo after decoding it once; raises ValueError."""
        if key not in self._checked:
            data = self.read(key)
            self._checked[key] = (
                _decoded_format(data, key),
                hashlib.sha1(data, usedforsecurity=False).hexdigest(),
            )
        return self._checked[key]

    def read(self, key: str) -> bytes:
        """Return the bytes of a photo; raises ValueError when it is larger than it says or damaged."""
        (entry,) = self._entries[key]
        try:
            with self._archive.open(entry) as file:
                data = file.read(MAX_PHOTO_BYTES + 1)
        except Exception:  # a damaged archive raises half a dozen unrelated types
            raise ValueError(_("foto “%(name)s” rusak dalam ZIP") % {"name": key}) from None
        if len(data) > MAX_PHOTO_BYTES:
            raise ValueError(_("foto “%(name)s” terlalu besar") % {"name": key})
        return data

    def file_name(self, key: str) -> str:
        """Return a harmless file name for a photo, with the ending of what it really is."""
        return f"{PurePosixPath(key).stem[:80] or 'foto'}.{PHOTO_FORMATS[self.checked(key)[0]]}"


def _key(name: str) -> str:
    """Return the last part of a path without case and outer spaces, as names are compared."""
    return PurePosixPath(name.replace("\\", "/")).name.strip().casefold()


def _is_debris(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a folder or what operating systems leave in archives."""
    path = PurePosixPath(entry.filename)
    name = path.name.casefold()
    return entry.is_dir() or "__MACOSX" in path.parts or name in _DEBRIS or name.startswith("._")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    shown = {"name": name[:80]}
    if ".." in parts or name.startswith(("/", "\\")) or ":" in name or "\x00" in name:
        raise UnreadableFileError(_("ZIP foto ditolak: “%(name)s” menunjuk ke luar ZIP.") % shown)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnreadableFileError(_("ZIP foto ditolak: “%(name)s” adalah tautan, bukan foto.") % shown)
    if entry.flag_bits & 0x1:
        raise UnreadableFileError(_("ZIP foto dikunci kata sandi. Buat ulang tanpa kata sandi."))
    if PurePosixPath(parts[-1]).suffix.casefold() not in _SUFFIXES:
        raise UnreadableFileError(
            _("ZIP foto ditolak: “%(name)s” bukan foto. Isi ZIP hanya boleh JPG, PNG, WebP, atau AVIF.")
            % shown
        )
    if entry.file_size > MAX_PHOTO_BYTES:
        raise UnreadableFileError(
            _("ZIP foto ditolak: “%(name)s” lebih besar dari %(limit)d MB.")
            % {**shown, "limit": MAX_PHOTO_BYTES // 1024**2}
        )


def _decoded_format(data: bytes, name: str) -> str:
    """Return the format of an image that decodes whole; raises ValueError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(PHOTO_FORMATS)) as image:
                if image.width * image.height > MAX_PHOTO_PIXELS:
                    raise ValueError(_("foto “%(name)s” terlalu besar ukurannya") % {"name": name})
                kind = image.format
                # JPEG can be decoded at an eighth of its size: enough to see that it is whole.
                image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
                image.load()
    except ValueError as error:
        if type(error) is ValueError and name in str(error):
            raise
        raise ValueError(_("“%(name)s” bukan foto atau rusak") % {"name": name}) from None
    except Exception:  # Pillow's decoders raise a dozen unrelated types on damaged data
        raise ValueError(_("“%(name)s” bukan foto atau rusak") % {"name": name}) from None
    return kind
