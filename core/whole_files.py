"""Uploaded files are stored whole or not at all."""

import threading
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Deletes the beginning of a file that could not be written to its end.

    Django's own storage leaves it behind where the disk fills up: no row names it, and it takes the very
    room that is missing.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._last = threading.local()

    def get_available_name(self, name, max_length=None):
        """Return a free name, and remember it as the one this thread writes next."""
        self._last.name = super().get_available_name(name, max_length)
        return self._last.name

    def _save(self, name, content):
        self._last.name = name
        try:
            return super()._save(name, content)
        except OSError:
            # A name that somebody else took meanwhile was given up for another one.
            Path(self.path(self._last.name)).unlink(missing_ok=True)
            raise
