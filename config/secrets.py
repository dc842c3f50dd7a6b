"""Secrets that the embedded profile makes for itself."""

import os
import secrets
import tempfile
from pathlib import Path


def generated_secret(path: Path) -> str:
    """Return the secret stored at `path`, making it once, readable by its owner only.

    Two processes may start at the same time: the secret is written beside its place and linked
    there, which only one of them can do, so nobody ever reads a half-written file.
    """
    if not path.exists():
        handle, written = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(60))
        try:
            os.link(written, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(written)
    return path.read_text().strip()
