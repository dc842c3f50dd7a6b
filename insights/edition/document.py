"""The report on paper: an Indonesian document that the head of an office can sign."""

import datetime
import io
from xml.sax.saxutils import escape

from django.utils.formats import date_format, number_format
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from core.pdf import BOLD, HEAVY
from insights.edition.tables import TOTALS

INK, SOFT, LINE = HexColor("#2a1a12"), HexColor("#674f3f"), HexColor("#b9a88e")
TEXT = ParagraphStyle("text", fontName=BOLD, fontSize=9.5, leading=13, textColor=INK)
NUMBER = ParagraphStyle("number", parent=TEXT, alignment=TA_RIGHT)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=8, leading=11, textColor=SOFT)
TITLE = ParagraphStyle("title", parent=TEXT, fontName=HEAVY, fontSize=20, leading=24, spaceAfter=4)
HEADING = ParagraphStyle(
    "heading", parent=TEXT, fontName=HEAVY, fontSize=12, leading=16, spaceBefore=12, spaceAfter=2
)
WIDTH = A4[0] - 40 * mm


def pdf(figures: dict, *, made_at: datetime.datetime, is_final: bool) -> bytes:
    """Return the report as PDF: tables with how they were counted, and a place to sign."""
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
    state = "Laporan akhir" if is_final else "Laporan sementara, expo belum selesai"
    parts = [
        Paragraph(escape(f"Laporan {figures['title']}"), TITLE),
        Paragraph(escape(" – ".join(date_format(day, "j F Y") for day in dict.fromkeys(days))), TEXT),
        Paragraph(escape(figures["organiser"]), TEXT),
        Paragraph(
            f"{state}. Dihitung {date_format(made_at, 'j F Y')} pukul {date_format(made_at, 'H.i')}.", SMALL
        ),
    ]
    before = figures["before"]
    if before:
        parts.append(Paragraph(escape(f"Dibandingkan dengan {before['title']}."), SMALL))
    for table in figures["tables"]:
        parts += _table(table, before and before["totals"].get(table["key"]))
    parts.append(KeepTogether([Spacer(1, 14 * mm), _signature(figures["organiser"])]))
    document.build(parts, onFirstPage=_foot, onLaterPages=_foot)
    return file.getvalue()


def _table(table: dict, before: list[int] | None) -> list:
    rows = [
        [
            Paragraph(escape(text), TEXT if not place else NUMBER)
            for place, text in enumerate(table["headings"])
        ]
    ]
    rows += [_row(row) for row in table["rows"]] or [
        [Paragraph("Tidak ada.", TEXT)] + [""] * (len(table["headings"]) - 1)
    ]
    rows.append(_row([TOTALS[table["is_highest"]], *table["totals"]]))
    if before and len(before) == len(table["totals"]):
        rows.append(_row(["Expo sebelumnya", *before]))
    numbers = len(table["headings"]) - 1
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
            ]
        )
    )
    head = [Paragraph(escape(table["title"]), HEADING), Paragraph(escape(table["how"]), SMALL)]
    # A short table stays with its heading; a long one may go on over the page.
    return [KeepTogether([*head, drawn])] if len(rows) <= 25 else [*head, drawn]


def _row(values: list) -> list:
    return [
        Paragraph(escape(str(value)), TEXT)
        if not place
        else Paragraph(number_format(value, use_l10n=True, force_grouping=True), NUMBER)
        for place, value in enumerate(values)
    ]


def _signature(organiser: str) -> Table:
    lines = ["", "Kepala", escape(organiser), "<br/><br/><br/>", "…………………………………………", "NIP …………………………………"]
    block = Paragraph("<br/>".join(lines), TEXT)
    return Table([["", block]], colWidths=[WIDTH * 0.55, WIDTH * 0.45])


def _foot(canvas, document) -> None:
    canvas.saveState()
    canvas.setFont(BOLD, 8)
    canvas.setFillColor(SOFT)
    canvas.drawRightString(A4[0] - 20 * mm, 10 * mm, f"Halaman {document.page}")
    canvas.restoreState()
