"""XLSX, XLS and ODS, opened in a process of their own.

A workbook is an unpacked archive of XML, and a few bytes of it can ask for a grid of billions of
cells. So the parts are measured before they are opened, and the opening happens in a child process
with a limit on memory and time: what goes wrong there is a message here.
"""

import json
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from catalog.importing import sheet_reader
from catalog.importing.delimited import check_size
from catalog.importing.errors import UnreadableFileError
from catalog.importing.limits import (
    MAX_PARTS,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
    READER_MEMORY_BYTES,
    READER_SECONDS,
)
from catalog.importing.tables import Line, Table

_PASSWORD = _(
    "Berkas ini dikunci kata sandi. Buka kuncinya di Excel atau LibreOffice, simpan, lalu unggah lagi."
)
_BROKEN = _(
    "Berkas ini rusak atau bukan tabel. Buka di Excel atau LibreOffice, simpan sebagai XLSX, lalu unggah lagi."
)
_TOO_LARGE = _("Isi berkas ini terlalu besar untuk dibuka. Simpan hanya tabel produknya, lalu unggah lagi.")


def read_workbook(path: Path) -> list[Table]:
    """Return the visible sheets of a workbook that hold anything; raises UnreadableFileError."""
    with path.open("rb") as file:
        is_zip = file.read(2) == b"PK"
    if is_zip:
        _check_parts(path)
    elif b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in path.read_bytes():
        raise UnreadableFileError(_PASSWORD)
    tables = _read(path)
    if not tables:
        raise UnreadableFileError(_("Berkas ini kosong."))
    return tables


def _check_parts(path: Path) -> None:
    """Refuse archives that are no workbook, are locked, or unpack to too much."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise UnreadableFileError(_BROKEN) from None
    names = {part.filename for part in parts}
    if any(name.startswith("word/") for name in names):
        raise UnreadableFileError(
            _("Berkas ini dokumen Word. Salin tabelnya ke Excel dan simpan sebagai XLSX.")
        )
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableFileError(_("Berkas ini presentasi, bukan tabel."))
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise UnreadableFileError(
            _("Berkas ini ZIP biasa, bukan tabel. Foto dalam ZIP diunggah di kolom sebelahnya.")
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableFileError(_PASSWORD)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnreadableFileError(_TOO_LARGE)


def _read(path: Path) -> list[Table]:
    # The child runs this package's own file with the interpreter in use; the path is no argument of a shell.
    command = [
        sys.executable,
        sheet_reader.__file__,
        str(path),
        str(MAX_ROWS + 60),
        str(READER_MEMORY_BYTES),
        str(READER_SECONDS),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=READER_SECONDS + 5, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise UnreadableFileError(_TOO_LARGE) from None
    if done.returncode == sheet_reader.EXIT_PASSWORD:
        raise UnreadableFileError(_PASSWORD)
    if done.returncode == sheet_reader.EXIT_BROKEN:
        raise UnreadableFileError(_BROKEN)
    if done.returncode != 0:
        raise UnreadableFileError(_TOO_LARGE)
    return [table for table in map(_table, done.stdout.splitlines()) if table.lines]


def _table(text: bytes) -> Table:
    sheet = json.loads(text)
    lines: list[Line] = []
    for number, values in sheet["rows"]:
        cells = tuple(_cell(value) for value in values)
        check_size(number=number, cells=cells, count=len(lines))
        lines.append(Line(number, cells))
    broken = {(row, column): text for row, column, text in sheet["broken"]}
    return Table(lines=lines, name=sheet["name"], broken=broken)


def _cell(value):
    """Return a cell as Python knows it: dates come from the child as {"date": …}."""
    if isinstance(value, dict):
        text = value["date"]
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    if isinstance(value, str):
        return value.strip() or None
    return value
