"""Telling what a file really is, by its first bytes and never by its name, and reading its tables."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from catalog.importing.delimited import read_delimited
from catalog.importing.errors import UnreadableFileError
from catalog.importing.limits import MAX_FILE_BYTES
from catalog.importing.tables import Table
from catalog.importing.workbooks import read_workbook

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_STRANGERS = {
    b"MZ": _("Berkas ini program Windows, bukan tabel."),
    b"\x7fELF": _("Berkas ini program, bukan tabel."),
    b"#!": _("Berkas ini program, bukan tabel."),
    b"%PDF": _("Berkas ini PDF. Simpan tabelnya sebagai CSV atau XLSX, lalu unggah lagi."),
    b"\x89PNG": _("Berkas ini gambar, bukan tabel."),
    b"\xff\xd8\xff": _("Berkas ini gambar, bukan tabel."),
    b"GIF8": _("Berkas ini gambar, bukan tabel."),
    b"RIFF": _("Berkas ini gambar atau suara, bukan tabel."),
    b"{\\rtf": _("Berkas ini dokumen, bukan tabel."),
    b"\x1f\x8b": _("Berkas ini terkompresi. Buka dulu, lalu unggah tabel di dalamnya."),
    b"7z\xbc\xaf": _("Berkas ini terkompresi. Buka dulu, lalu unggah tabel di dalamnya."),
    b"Rar!": _("Berkas ini terkompresi. Buka dulu, lalu unggah tabel di dalamnya."),
    b"PK\x05\x06": _("Berkas ZIP ini kosong."),
    b"SQLite format 3": _("Berkas ini basis data, bukan tabel."),
    b"\xca\xfe\xba\xbe": _("Berkas ini program, bukan tabel."),
}

_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<body", b"<script", b"<style")


def read_tables(path: Path) -> list[Table]:
    """Return the tables of a CSV file or a workbook: one for CSV, one per visible sheet otherwise.

    Raises UnreadableFileError with a sentence for people when it is anything else, broken or too large.
    """
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFileError(_("Berkas ini kosong."))
    if size > MAX_FILE_BYTES:
        raise UnreadableFileError(
            _("Berkas ini %(size)d MB; paling besar %(limit)d MB. Bagi menjadi beberapa berkas.")
            % {"size": -(-size // 1024**2), "limit": MAX_FILE_BYTES // 1024**2}
        )
    with path.open("rb") as file:
        head = file.read(4096)
    for magic, message in _STRANGERS.items():
        if head.startswith(magic):
            raise UnreadableFileError(message)
    if head.startswith((_ZIP, _OLE)):
        return read_workbook(path)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKUP) or start.replace(b"\x00", b"").lstrip(b"\xff\xfe").startswith(_MARKUP):
        raise UnreadableFileError(
            _(
                "Berkas ini halaman web yang diberi nama seperti tabel (sering terjadi pada unduhan “.xls”). "
                "Buka di Excel atau LibreOffice, simpan sebagai XLSX, lalu unggah lagi."
            )
        )
    return [read_delimited(path.read_bytes())]
