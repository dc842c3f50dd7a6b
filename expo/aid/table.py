"""A table of aid: read, planned row by row, stored as a whole."""

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.importing.cells import as_text
from catalog.importing.errors import UnreadableFileError
from catalog.importing.files import read_tables
from catalog.importing.headings import normalised
from expo.aid.forms import said
from expo.domain.aid import complete, overlaps, save_aid
from expo.importing.booths import BoothFinder
from expo.models import AidGrant, AidProgramme, BoothPage
from merchants.models import Merchant

MAX_ROWS = 2_000
HEADING_LINES = 20

COLUMNS = {
    "merchant": ("lapak", "kode lapak", "usaha", "nama usaha", "pelaku usaha", "penerima", "nib"),
    "number": ("nomor polis", "no polis", "polis", "nomor", "nomor bukti"),
    "starts_on": ("mulai", "berlaku mulai", "tanggal mulai"),
    "ends_on": ("sampai", "berakhir", "berlaku sampai", "tanggal berakhir"),
    "received_on": ("diterima tanggal", "tanggal terima", "tanggal diterima"),
    "received_by": ("diterima oleh", "nama penerima", "yang menerima"),
}
"""Fields, and what people write above their columns."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb februari february", "mar maret march", "apr april", "mei may",
            "jun juni june", "jul juli july", "agu agt agustus aug august", "sep sept september",
            "okt oktober oct october", "nov november", "des desember dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAY = re.compile(r"^(\d{1,2})[\s./-]+(\d{1,2}|[a-z]+)[\s./-]+(\d{4})$")


def read_day(value) -> datetime.date | None:
    """Return the day a cell means: a date, "2026-11-28", "28/11/2026" or "28 November 2026"; None when empty.

    Raises ValueError on anything else. The day stands before the month, as Indonesia writes it.
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = as_text(value).casefold()
    if not text:
        return None
    if match := _DAY.match(text):
        day, month, year = match.groups()
        number = int(month) if month.isdigit() else MONTHS.get(month, 0)
        if 1 <= number <= 12:
            return datetime.date(int(year), number, int(day))
    return datetime.date.fromisoformat(text)


@dataclass(slots=True)
class PlannedRow:
    """One row: what would be stored, why it can't be, and what to look at twice."""

    line: int
    name: str
    grant: AidGrant | None = None
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    is_known: bool = False
    """Whether this number of the programme is stored already, so that nothing is to be done."""

    @property
    def state(self) -> str:
        """Return the state by its name in `expo.importing.planning.RowState`."""
        if self.errors:
            return "wrong"
        return "same" if self.is_known else "new"


class MerchantFinder:
    """Finds businesses by NIB, by name, or by code, stall or name of one of their booths."""

    def __init__(self):
        """Read what it needs of all of them once."""
        rows = Merchant.objects.values_list("pk", "name", "nib")
        self._by_nib = {nib: pk for pk, _name, nib in rows if nib}
        self._by_name: dict[str, list[int]] = {}
        for pk, name, _nib in rows:
            self._by_name.setdefault(" ".join(name.casefold().split()), []).append(pk)
        booths = BoothPage.objects.all()
        self._booths = BoothFinder(booths)
        self._of_booth = dict(booths.values_list("pk", "merchant"))

    def find(self, text: str) -> int:
        """Return the id of the business meant; raises ValueError with a sentence when it is unclear."""
        if pk := self._by_nib.get(text.replace(" ", "")):
            return pk
        named = self._by_name.get(" ".join(text.casefold().split()), [])
        if len(named) == 1:
            return named[0]
        if named:
            raise ValueError(
                _("ada %(count)d usaha bernama “%(text)s”; pakai NIB atau kode lapak")
                % {"count": len(named), "text": text[:60]}
            )
        return self._of_booth[self._booths.find(text)]


def plan_table(*, path: Path, programme: AidProgramme) -> list[PlannedRow]:
    """Return every row of the table, nothing stored. Raises UnreadableFileError for what is no such table."""
    lines, columns = _rows(path)
    finder = MerchantFinder()
    known = set(programme.grants.exclude(number="").values_list("number", flat=True))
    planned, numbers = [], set()
    for line in lines:
        cells = {
            name: line.cells[index] if index < len(line.cells) else None for name, index in columns.items()
        }
        row = _planned(line.number, cells, programme, finder)
        number = row.grant.number if row.grant else ""
        if number and number in numbers:
            row.errors.append(_("nomor ini ada dua kali di tabel"))
        numbers.add(number)
        row.is_known = number in known
        planned.append(row)
    _warn([row for row in planned if row.state == "new"], programme)
    return planned


def _warn(rows: list[PlannedRow], programme: AidProgramme) -> None:
    had: dict[int, list[AidGrant]] = {}
    for other in AidGrant.objects.filter(programme__kind=programme.kind).select_related("programme"):
        had.setdefault(other.merchant_id, []).append(other)
    lines: dict[int, int] = {}
    for row in rows:
        merchant = row.grant.merchant_id
        others = [other for other in had.get(merchant, []) if overlaps(row.grant, other)]
        row.warnings += [_("sudah punya %(aid)s") % {"aid": said(other)} for other in others]
        if merchant in lines:
            row.warnings.append(_("usaha ini juga ada di baris %(line)d") % {"line": lines[merchant]})
        lines.setdefault(merchant, row.line)


def _rows(path: Path):
    lines = [line for table in read_tables(path) for line in table.lines]
    for index, line in enumerate(lines[:HEADING_LINES]):
        headings = [normalised(cell) for cell in line.cells]
        columns = {
            name: headings.index(known[0])
            for name, words in COLUMNS.items()
            if (known := [heading for heading in headings if heading in words])
        }
        if "merchant" in columns and len(columns) > 1:
            rows = lines[index + 1 :]
            if len(rows) > MAX_ROWS:
                raise UnreadableFileError(
                    _(
                        "Tabel ini punya %(count)d baris; paling banyak %(most)d. Bagi menjadi beberapa berkas."
                    )
                    % {"count": len(rows), "most": MAX_ROWS}
                )
            return rows, columns
    raise UnreadableFileError(
        _("Baris judul tidak ditemukan. Beri judul kolom “Lapak” (atau “Usaha”) dan “Nomor polis”.")
    )


def _planned(number: int, cells: dict, programme: AidProgramme, finder: MerchantFinder) -> PlannedRow:
    name = as_text(cells["merchant"])
    row = PlannedRow(number, name)
    grant = AidGrant(programme=programme, number=as_text(cells.get("number")))
    grant.received_by = as_text(cells.get("received_by"))
    try:
        grant.merchant_id = finder.find(name)
    except ValueError as error:
        row.errors.append(str(error))
    for column in ("starts_on", "ends_on", "received_on"):
        try:
            setattr(grant, column, read_day(cells.get(column)))
        except ValueError:
            row.errors.append(_("“%(text)s” bukan tanggal") % {"text": as_text(cells[column])[:40]})
    if not row.errors:
        try:
            grant.full_clean(
                exclude=["programme", "merchant"], validate_unique=False, validate_constraints=False
            )
            complete(grant)
        except ValidationError as error:
            row.errors += error.messages
    if not row.errors:
        row.grant = grant
    return row


@transaction.atomic
def store_table(*, path: Path, programme: AidProgramme, by) -> int:
    """Store every new row without an error, all or none; return how many. Raises as `plan_table` and `save_aid` do."""
    AidProgramme.objects.select_for_update().get(pk=programme.pk)
    new = [row for row in plan_table(path=path, programme=programme) if row.state == "new"]
    for row in new:
        save_aid(grant=row.grant, by=by)
    return len(new)
