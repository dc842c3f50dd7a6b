"""The report on paper: an Indonesian document that the head of an office can sign."""

import datetime
import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

from django.utils.formats import date_format, number_format
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from core.pdf import BOLD, HEAVY
from insights.edition.comparing import comparable, summary
from insights.edition.tables import TOTALS

INK, SOFT, LINE = HexColor("#2a1a12"), HexColor("#674f3f"), HexColor("#b9a88e")
TEXT = ParagraphStyle("text", fontName=BOLD, fontSize=9.5, leading=13, textColor=INK)
NUMBER = ParagraphStyle("number", parent=TEXT, alignment=TA_RIGHT)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=8, leading=11, textColor=SOFT)
TITLE = ParagraphStyle("title", parent=TEXT, fontName=HEAVY, fontSize=20, leading=24, spaceAfter=4)
HEADING = ParagraphStyle(
    "heading", parent=TEXT, fontName=HEAVY, fontSize=12, leading=16, spaceBefore=12, spaceAfter=2
)
TOTAL = ParagraphStyle("total", parent=TEXT, fontName=HEAVY)
TOTAL_NUMBER = ParagraphStyle("total-number", parent=NUMBER, fontName=HEAVY)
FRAME_PADDING = 6
WIDTH = A4[0] - 40 * mm - 2 * FRAME_PADDING


def pdf(figures: dict, *, made_at: datetime.datetime, zone: str, is_final: bool) -> bytes:
    """Return the report as PDF: tables with how they were counted, and a place to sign.

    `made_at` is told as it stands, with the name of its zone.
    """
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=18 * mm,
        bottomMargin=18 * mm,
        title=f"Laporan {figures['title']}",
        author=figures["organiser"],
        lang="id",
        initialFontName=BOLD,
    )
    days = [datetime.date.fromisoformat(day) for day in figures["days"]]
    state = "Laporan akhir" if is_final else "Laporan sementara, hari terakhir expo belum lewat"
    parts = [
        Paragraph(escape(f"Laporan {figures['title']}"), TITLE),
        Paragraph(escape(" – ".join(date_format(day, "j F Y") for day in dict.fromkeys(days))), TEXT),
        Paragraph(escape(figures["organiser"]), TEXT),
        Paragraph(
            f"{state}. Dihitung {date_format(made_at, 'j F Y')} pukul {date_format(made_at, 'H.i')} {zone}.",
            SMALL,
        ),
    ]
    before = figures["before"]
    if before:
        parts.append(Paragraph(escape(f"Dibandingkan dengan {before['title']}."), SMALL))
    parts += _summary(figures)
    for table in figures["tables"]:
        parts += _table(table, comparable(table, before))
    parts.append(KeepTogether([Spacer(1, 14 * mm), _signature(figures["organiser"])]))
    document.build(parts, onFirstPage=_foot, onLaterPages=_foot)
    return file.getvalue()


def _summary(figures: dict) -> list:
    before = figures["before"]
    headings = ["", figures["title"], *([before["title"]] if before else [])]
    rows = [_row(headings, TOTAL, TOTAL_NUMBER)]
    rows += [_row(row if before else row[:2]) for row in summary(figures)]
    return [KeepTogether([Paragraph("Ringkasan", HEADING), _grid(rows)])]


def _table(table: dict, before: list[int] | None) -> list:
    rows = [_row(table["headings"])]
    rows += [_row(row) for row in table["rows"]] or [_row(["Tidak ada.", *[None] * len(table["totals"])])]
    rows.append(_row([TOTALS[table["is_highest"]], *table["totals"]], TOTAL, TOTAL_NUMBER))
    if before:
        rows.append(_row(["Expo sebelumnya", *before]))
    head = [Paragraph(escape(table["title"]), HEADING), Paragraph(escape(table["how"]), SMALL)]
    # A short table stays with its heading; a long one may go on over the page.
    return [KeepTogether([*head, _grid(rows)])] if len(rows) <= 25 else [*head, _grid(rows)]


def _grid(rows: list[list]) -> Table:
    numbers = len(rows[0]) - 1
    number_width = min(34 * mm, WIDTH * 0.6 / numbers)
    drawn = Table(rows, colWidths=[WIDTH - numbers * number_width, *[number_width] * numbers], repeatRows=1)
    drawn.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
                ("LINEBELOW", (0, 1), (-1, -1), 0.3, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ]
        )
    )
    return drawn


def _row(values: Sequence, name_style=TEXT, number_style=NUMBER) -> list:
    name, *rest = values
    return [Paragraph(escape(name), name_style), *(Paragraph(_cell(one), number_style) for one in rest)]


def _cell(value: str | int | None) -> str:
    """Return a heading, a whole number or nothing, as markup."""
    if isinstance(value, int):
        return number_format(value, use_l10n=True, force_grouping=True)
    return escape(value or "")


def _signature(organiser: str) -> Table:
    lines = [
        "………………………, …………………………",
        "Kepala",
        escape(organiser),
        "<br/><br/><br/>",
        "…………………………………………",
        "NIP …………………………………",
    ]
    block = Paragraph("<br/>".join(lines), TEXT)
    return Table([["", block]], colWidths=[WIDTH * 0.55, WIDTH * 0.45])


def _foot(canvas, document) -> None:
    canvas.saveState()
    canvas.setFont(BOLD, 8)
    canvas.setFillColor(SOFT)
    canvas.drawRightString(A4[0] - 20 * mm - FRAME_PADDING, 10 * mm, f"Halaman {document.page}")
    canvas.restoreState()
