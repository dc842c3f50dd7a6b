"""Spreadsheets of what an editor's list shows: written row by row, whatever the number of rows.

No personal data unless the editor asks for it and may manage businesses: telephone numbers, owners'
names and NIB are columns of their own, and asking for them is put on record.
"""

import csv
import datetime
import io
import logging
import re
import zipfile
from xml.sax.saxutils import escape

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

FORMATS = ("xlsx", "csv")
CHUNK = 1000
PERSONAL_PERMISSION = "merchants.change_merchant"

MAX_CELL = 32767
"""The longest text a spreadsheet's cell may hold."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def record_personal_export(name: str, kind: str, *, by) -> None:
    """Put on record who took personal data out."""
    logging.getLogger("expo.export").warning(
        "personal data of %s exported as %s by user %s", name, kind, by.pk
    )


class ExportMixin:
    """Adds downloads of the filtered rows to a list.

    A subclass gives `export_name`, `export_headings(personal)`, `export_rows(pages, personal)`, and in
    `export_personal_fields` the fields to read only for personal columns.
    """

    export_name = "data"
    export_personal_fields: tuple[str, ...] = ()

    @cached_property
    def may_export_personal(self) -> bool:
        """Tell whether there is personal data and this editor may take it out."""
        return bool(self.export_personal_fields) and self.request.user.has_perm(PERSONAL_PERMISSION)

    def get(self, request, *args, **kwargs):
        """Answer with a spreadsheet when one is asked for."""
        kind = request.GET.get("export")
        if kind not in FORMATS:
            return super().get(request, *args, **kwargs)
        personal = request.GET.get("pribadi") == "1" and self.may_export_personal
        if personal:
            record_personal_export(self.export_name, kind, by=request.user)
            self.personal_fields = self.export_personal_fields
        pages = self.export_queryset()
        lines = self.export_lines(pages, personal)
        name = f"{self.export_name}-{timezone.localdate():%Y-%m-%d}.{kind}"
        stream = stream_csv(lines) if kind == "csv" else stream_xlsx(lines, sheet=str(self.page_title))
        response = StreamingHttpResponse(stream, content_type=CONTENT_TYPES[kind])
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def export_queryset(self):
        """Return the rows the list shows, of all its pages."""
        return self.get_queryset()

    def export_lines(self, pages, personal):
        """Yield the heading and then one list of values per page, reading CHUNK pages at a time."""
        yield self.export_headings(personal)
        rows = []
        for page in pages.iterator(chunk_size=CHUNK):
            rows.append(page)
            if len(rows) == CHUNK:
                yield from self.export_rows(rows, personal)
                rows = []
        if rows:
            yield from self.export_rows(rows, personal)

    @property
    def show_export_buttons(self):
        """Leave out Wagtail's own buttons."""
        return False

    @cached_property
    def header_more_buttons(self):
        """Offer the downloads."""
        buttons = [*super().header_more_buttons]
        for order, kind in enumerate(FORMATS):
            buttons.append(self._button(_("Unduh %(kind)s") % {"kind": kind.upper()}, kind, 90 + order))
        if self.may_export_personal:
            label = _("Unduh XLSX dengan data pribadi")
            buttons.append(self._button(label, "xlsx", 95, pribadi="1"))
        return buttons

    def _button(self, label, kind, priority, **extra):
        query = self.request.GET.copy()
        for name in ("p", "export", "pribadi", "_w_filter_fragment"):
            query.pop(name, None)
        query["export"] = kind
        query.update(extra)
        return Button(
            label, url=f"{self.index_url}?{query.urlencode()}", icon_name="download", priority=priority
        )


CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def plain(value):
    """Return a value as a spreadsheet may hold it: dates in ISO form, booleans in words, None empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, (int, float)):
        return value
    return str(value)


class _Echo:
    def write(self, text):
        return text


def stream_csv(lines):
    """Yield a CSV file with a byte order mark, so that spreadsheet programs read it as UTF-8.

    A text that a spreadsheet program would run as a formula gets an apostrophe in front.
    """
    writer = csv.writer(_Echo())
    yield "\ufeff".encode()
    for line in lines:
        yield writer.writerow([harmless(plain(value)) for value in line]).encode()


def harmless(value):
    """Return a value; text that a spreadsheet would run as a formula is made plain."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


class _Pipe(io.RawIOBase):
    """A file that only takes, for the ZIP to write to; what it took is handed on as it comes."""

    def __init__(self):
        super().__init__()
        self.parts = []

    def writable(self):
        return True

    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)

    def take(self):
        parts, self.parts = self.parts, []
        return b"".join(parts)


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _parts(sheet):
    """Return the fixed parts of a workbook of one sheet (Office Open XML, ECMA-376 part 1)."""
    name = escape("".join(" " if sign in "[]:*?/\\" else sign for sign in sheet)[:31], {'"': "&quot;"})
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }


def stream_xlsx(lines, *, sheet):
    """Yield a workbook of one sheet; texts are texts, never formulas, and numbers are numbers."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, text in _parts(sheet).items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, line in enumerate(lines, start=1):
                part.write(f'<row r="{number}">{"".join(map(_cell, line))}</row>'.encode())
                if number % 200 == 0 and (data := pipe.take()):
                    yield data
            part.write(b"</sheetData></worksheet>")
        yield pipe.take()
    yield pipe.take()


_NOT_IN_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 (section 2.2) does not know: one of them makes the whole spreadsheet unreadable."""


def _cell(value):
    value = plain(value)
    if isinstance(value, (int, float)):
        return f"<c><v>{value}</v></c>"
    if not value:
        return "<c/>"
    text = escape(_NOT_IN_XML.sub("", value[:MAX_CELL]))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
