"""CSV and its kin: text in an unknown encoding with an unknown delimiter."""

import codecs
import csv
import io

from django.utils.translation import gettext_lazy as _

from catalog.importing.errors import UnreadableFileError
from catalog.importing.headings import heading_score
from catalog.importing.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from catalog.importing.tables import Line, Table

DELIMITERS = (",", ";", "\t", "|")

_SAMPLE_LINES = 40
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALLOWED_CONTROLS = frozenset("\t\r\n\x0b\x0c\x1a")


def read_delimited(data: bytes) -> Table:
    """Return the table in a text file; raises UnreadableFileError."""
    text = decode(data)
    separator, text = _stated_separator(text)
    return _parse(text, separator or guess_delimiter(text))


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16, UTF-32 (by their marks) or Windows-1252.

    Raises UnreadableFileError for binary data, and for text damaged on the way: half UTF-8, half something else.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _text_only(data.decode(encoding))
            except UnicodeDecodeError as error:
                raise UnreadableFileError(_damaged(data, error)) from None
    if b"\x00" in data:
        return _text_only(_decode_unmarked_utf16(data))
    try:
        return _text_only(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            raise UnreadableFileError(_damaged(data, error)) from None
    try:
        return _text_only(data.decode("cp1252"))
    except UnicodeDecodeError as error:
        raise UnreadableFileError(_damaged(data, error)) from None


def _decode_unmarked_utf16(data: bytes) -> str:
    sample = data[:4000]
    zeros_even, zeros_odd = sample[::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if zeros_odd > zeros_even else "utf-16-be"
    if max(zeros_even, zeros_odd) < len(sample) // 4 or min(zeros_even, zeros_odd) > len(sample) // 16:
        raise UnreadableFileError(_("Berkas ini bukan teks. Simpan tabelnya sebagai CSV atau XLSX."))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(_damaged(data, error)) from None


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell whether text that is not UTF-8 as a whole has more of it than of anything else."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return sum(1 for character in text if ord(character) > 127) - damaged >= damaged


def _damaged(data: bytes, error: UnicodeDecodeError):
    line = data.count(b"\n", 0, error.start) + 1
    return _(
        "Ada huruf yang rusak pada baris %(line)d. Simpan ulang sebagai “CSV UTF-8” atau XLSX, lalu unggah lagi."
    ) % {"line": line}


def _text_only(text: str) -> str:
    if any(character < " " and character not in _ALLOWED_CONTROLS for character in set(text)):
        raise UnreadableFileError(_("Berkas ini bukan teks. Simpan tabelnya sebagai CSV atau XLSX."))
    if not text.strip():
        raise UnreadableFileError(_("Berkas ini kosong."))
    return text.rstrip("\x1a")


def _stated_separator(text: str) -> tuple[str, str]:
    """Return the delimiter that Excel's first line "sep=;" names; the line stays, as an empty one."""
    first, newline, rest = text.partition("\n")
    stated = first.strip().strip('"').lower()
    if stated.startswith("sep=") and stated[4:] in DELIMITERS and len(stated) == 5:
        return stated[4:], newline + rest
    return "", text


def guess_delimiter(text: str) -> str:
    """Return the delimiter under which a line of the beginning makes the best heading.

    Among equals the one that splits lines most evenly wins, then the comma.
    """
    sample = "".join(text.splitlines(keepends=True)[:_SAMPLE_LINES])

    def score(delimiter: str) -> tuple:
        rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(row)]
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=widths.count) if widths else 0
        best = max((heading_score(row) for row in rows), default=(0, 0))
        return best, usual > 1, widths.count(usual)

    try:
        return max(DELIMITERS, key=score)
    except csv.Error:
        return ","


def _parse(text: str, delimiter: str) -> Table:
    # The limit is the module's, not the reader's; it only ever grows, and cells are checked below.
    csv.field_size_limit(max(csv.field_size_limit(), 1024 * 1024))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    start = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return Table(lines=lines)
        except csv.Error:
            raise UnreadableFileError(
                _("Tanda kutip pada baris %(line)d tidak berpasangan. Perbaiki baris itu, lalu unggah lagi.")
                % {"line": start}
            ) from None
        if any(cell.strip() for cell in row):
            check_size(number=start, cells=row, count=len(lines))
            lines.append(Line(start, tuple(cell.strip() or None for cell in row)))
        start = reader.line_num + 1


def check_size(*, number: int, cells, count: int) -> None:
    """Raise UnreadableFileError when this row makes the table larger than any honest one."""
    if count > MAX_ROWS + 30:
        raise UnreadableFileError(
            _("Berkas ini punya lebih dari %(limit)s baris. Bagi menjadi beberapa berkas.")
            % {"limit": f"{MAX_ROWS:,}".replace(",", ".")}
        )
    if len(cells) > MAX_COLUMNS:
        raise UnreadableFileError(
            _("Baris %(line)d punya %(columns)d kolom; paling banyak %(limit)d.")
            % {"line": number, "columns": len(cells), "limit": MAX_COLUMNS}
        )
    if any(isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS for cell in cells):
        raise UnreadableFileError(
            _("Isi satu sel pada baris %(line)d terlalu panjang. Periksa tanda kutip dan pemisah kolomnya.")
            % {"line": number}
        )
