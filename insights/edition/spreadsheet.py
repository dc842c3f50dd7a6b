"""The report as a workbook: totals beside those of the edition before, each table, participants and minutes."""

import io
import re

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from expo.admin.export import harmless
from insights.edition.comparing import comparable
from insights.edition.figures import HOW_PARTICIPANTS, PARTICIPANT_HEADINGS, participant_totals
from insights.edition.tables import TOTALS
from insights.edition.viewers import VIEWER_HEADINGS

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
BOLD = Font(bold=True)


def workbook(figures: dict) -> bytes:
    """Return the workbook (XLSX) of a report's figures."""
    book = Workbook()
    summary = book.active
    summary.title = "Ringkasan"
    _write(summary, [figures["title"], *figures["days"]], bold=True)
    before = (figures["before"] or {"title": ""})["title"]
    _write(summary, ["", "", figures["title"], before], bold=True)
    for table in figures["tables"]:
        then = comparable(table, figures["before"]) or [None] * len(table["totals"])
        rows = zip(table["headings"][1:], table["totals"], then, strict=True)
        for heading, total, earlier in rows:
            _write(summary, [table["title"], heading, total, earlier])
    for table in figures["tables"]:
        sheet = book.create_sheet(_NOT_IN_A_NAME.sub(" ", table["title"])[:31])
        _write(sheet, [table["how"]])
        _write(sheet, table["headings"], bold=True)
        for row in table["rows"]:
            _write(sheet, row)
        _write(sheet, [TOTALS[table["is_highest"]], *table["totals"]], bold=True)
    sheet = book.create_sheet("Rincian peserta")
    _write(sheet, [HOW_PARTICIPANTS])
    _write(sheet, PARTICIPANT_HEADINGS, bold=True)
    for row in figures["participants"]:
        _write(sheet, row)
    _write(sheet, participant_totals(figures["participants"]), bold=True)
    sheet = book.create_sheet("Penonton per menit")
    _write(sheet, VIEWER_HEADINGS, bold=True)
    for row in figures["minutes"]:
        _write(sheet, row)
    for sheet in book:
        sheet.column_dimensions["A"].width = 42
        for column in range(2, 11):
            sheet.column_dimensions[get_column_letter(column)].width = 18
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet, values, *, bold=False) -> None:
    sheet.append([harmless(value) for value in values])
    if bold:
        for cell in sheet[sheet.max_row]:
            cell.font = BOLD
