"""`manage.py recognise_links FILE.csv`: what each pasted link of a table is."""

import codecs
import csv
import io
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from marketplaces.enums import LinkKind, PlatformSlug
from marketplaces.models import Platform
from marketplaces.recognition import recognise, shipped_catalogue

HEADINGS = ["url", "marketplace", "kind", "address", "warning"]
# The table's words: platforms that are gone have no word of their own, and a seller's chat number is
# the seller's place on WhatsApp (docs/decisions/marketplace-labels.md).
_GONE = {PlatformSlug.JD_ID, PlatformSlug.BLANJA, PlatformSlug.ELEVENIA, PlatformSlug.QLAPA}
_KIND_WORDS = {LinkKind.SHORT_LINK: "short link", LinkKind.CHAT: "shop"}

LONGEST_CELL = 100_000
"""Characters a cell may have; no share text comes near it."""


class Command(BaseCommand):
    """Print `url,marketplace,kind,address,warning` for each row of a CSV with a column `url`."""

    help = (
        "Reads the column “url” of a CSV file and prints url,marketplace,kind,address,warning as CSV. "
        "Refused links have no address; the reason stands under warning."
    )

    def add_arguments(self, parser):
        """One argument: the file."""
        parser.add_argument(
            "file", metavar="FILE.csv", help="CSV in UTF-8 (or UTF-16 with BOM) with a heading"
        )

    def handle(self, *args, file, **options):
        """Read everything before printing anything, so that a broken file prints no half table."""
        catalogue = _catalogue()
        rows = [_row(text, recognise(text, catalogue=catalogue)) for text in _read_urls(Path(file))]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADINGS)
        writer.writerows(rows)
        self.stdout.write(out.getvalue(), ending="")


def _row(text, found):
    slug = "unknown" if found.platform in _GONE else str(found.platform)
    return [
        text,
        slug,
        _KIND_WORDS.get(found.kind, found.kind.value),
        found.address,
        found.error or found.warning,
    ]


def _catalogue():
    """The site's platforms; those shipped when there is no database to ask."""
    try:
        return Platform.objects.catalogue()
    except DatabaseError:
        return shipped_catalogue()


def _read_urls(path):
    text = _read_text(path)
    heading_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading_line.count) if heading_line.strip() else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        heading = [name.strip().lower() for name in next(reader, [])]
        if "url" not in heading:
            names = ", ".join(name for name in heading if name) or "none"
            raise CommandError(f"{path}: there is no column “url” (columns found: {names})")
        column = heading.index("url")
        urls = []
        for row in reader:
            # A quote that is never closed swallows the rest of the file into one cell. Python's own
            # limit belongs to the whole process, and other rooms raise it.
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise csv.Error(f"a cell is longer than {LONGEST_CELL} characters")
            # A short row has no link; an empty line is no row.
            if row:
                urls.append(row[column] if column < len(row) else "")
        return urls
    except csv.Error as error:
        raise CommandError(f"{path}, line {reader.line_num}: not readable as CSV: {error}") from error


def _read_text(path):
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise CommandError(f"{path}: there is no such file") from error
    except OSError as error:
        raise CommandError(f"{path}: can't be read: {error.strerror}") from error
    if not data.strip():
        raise CommandError(f"{path}: the file is empty")
    if data.startswith(b"PK\x03\x04"):
        raise CommandError(f"{path}: this is a spreadsheet or ZIP file; save it as CSV first")
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CommandError(f"{path}, line {line}: not {encoding} text; save it as CSV in UTF-8") from error
    if "\0" in text:
        raise CommandError(f"{path}: this is not a text file")
    return text
