"""Where uploaded files wait: a private folder per import, never below MEDIA_URL.

File names from outside are kept for people to read and never become paths.
"""

import datetime
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

TABLE, PHOTOS = "table", "photos.zip"
_PLAN, _PROGRESS = "plan.jsonl", "progress.json"


class ImportFolder:
    """The files of one import."""

    def __init__(self, key):
        """Name the folder of the import with this key."""
        self.path = Path(settings.DATA_DIR) / "imports" / str(key)

    @property
    def table(self) -> Path:
        """The uploaded table."""
        return self.path / TABLE

    @property
    def photos(self) -> Path | None:
        """The uploaded ZIP, or None."""
        path = self.path / PHOTOS
        return path if path.exists() else None

    def exists(self) -> bool:
        """Tell whether the uploaded file is still here."""
        return self.table.exists()

    def save(self, name: str, upload) -> Path:
        """Store an uploaded file as `TABLE` or `PHOTOS`, readable to this site only."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.path / name
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        return path

    def take(self, name: str) -> Path | None:
        """Give `TABLE` or `PHOTOS` to the one who asks first, under another name; None to everybody after."""
        taken = self.path / f"{name}.taken"
        try:
            (self.path / name).rename(taken)
        except FileNotFoundError:
            return None
        return taken

    def remove(self) -> None:
        """Delete everything of this import."""
        shutil.rmtree(self.path, ignore_errors=True)

    def write_plan(self, rows: Iterable[dict]) -> None:
        """Store the plan, a row per line."""
        with (self.path / _PLAN).open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def read_plan(self, *, state: str = "", start: int = 0, stop: int | None = None) -> Iterator[dict]:
        """Yield rows `start` to `stop` of the plan, of one state only when it is named."""
        try:
            file = (self.path / _PLAN).open(encoding="utf-8")
        except FileNotFoundError:
            return
        # Cheaper than parsing every row of a long plan to show fifty.
        mark = f'"state": "{state}"'
        with file:
            position = -1
            for text in file:
                if state and mark not in text:
                    continue
                position += 1
                if stop is not None and position >= stop:
                    return
                if position >= start:
                    row = json.loads(text)
                    if not state or row["state"] == state:
                        yield row

    def write_progress(self, *, done: int, total: int) -> None:
        """Note how far the import is. A file, because the database shows nothing before it commits."""
        temporary = self.path / (_PROGRESS + ".new")
        try:
            temporary.write_text(json.dumps({"done": done, "total": total}), encoding="utf-8")
            temporary.replace(self.path / _PROGRESS)
        except OSError:
            # Progress is a courtesy: a full disk must not end an import that the database could hold.
            return

    def progress(self) -> dict[str, int]:
        """Return how far the import is: rows done of the total."""
        try:
            return json.loads((self.path / _PROGRESS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {"done": 0, "total": 0}


def all_folders(*, before: datetime.datetime) -> list[ImportFolder]:
    """Return the folders in which nothing was stored since a moment."""
    paths = (Path(settings.DATA_DIR) / "imports").glob("*-*-*-*-*")
    return [ImportFolder(path.name) for path in paths if path.stat().st_mtime < before.timestamp()]
