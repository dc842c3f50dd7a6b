"""The pages: posters, a sheet of ten stickers, slips. Words on paper are Indonesian."""

import io
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from core.enums import Motif, Palette
from core.pdf import BOLD, HEAVY
from expo.models import BoothPage
from expo.sharing.cloth import colours_of
from expo.sharing.text import writable
from lapak.paper.drawing import (
    draw_awning,
    draw_cloth,
    draw_qr,
    in_lines,
    new_canvas,
    write,
)

A4 = (210 * mm, 297 * mm)
A6 = (105 * mm, 148 * mm)
STICKER = (105 * mm, 57 * mm)
"""The common sheet of ten labels: two columns, five rows, 6 mm above and below."""
STICKERS = 10
SHEET_EDGE = 6 * mm
SLIPS_ON_SHEET = 4

HOW = "Pindai dengan kamera HP: lihat semua barang, pesan lewat WhatsApp"
HOW_IN_SHORT = "Pindai: lihat barang, pesan lewat WhatsApp"


@dataclass(frozen=True, slots=True)
class Stall:
    """What stands on paper about a booth."""

    name: str
    line: str
    hall: str
    motif: str
    palette: str
    address: str

    @property
    def short_address(self) -> str:
        """Return the address as people type it."""
        return self.address.partition("://")[2].rstrip("/")


def stall_of(booth: BoothPage) -> Stall:
    """Return the facts of a booth: as it is published, or as it was saved last where it never was."""
    hall = booth.hall
    title = booth.title if booth.live else booth.draft_title
    with translation.override(settings.LANGUAGE_CODE):
        address = settings.SITE_URL + reverse("booth_short", args=[booth.short_code])
    return Stall(
        # Names in other scripts than the typeface's have no letters to be printed in.
        name=writable(title) or f"Lapak {booth.short_code.upper()}",
        line=writable(booth.tagline or booth.place_label()),
        hall=writable(hall.title) if hall else "",
        motif=hall.motif if hall else Motif.values[0],
        palette=hall.palette if hall else Palette.values[0],
        address=address,
    )


def draw_poster(canvas: Canvas, stall: Stall, *, size: tuple[float, float]) -> None:
    """Draw a poster on the page; it is laid out for A4 and scaled."""
    colours = colours_of(stall.palette)
    width, height = A4
    middle = width / 2
    cloth = {"motif": stall.motif, "colours": colours, "x": 0, "width": width}
    canvas.saveState()
    canvas.scale(size[0] / width, size[1] / height)
    draw_cloth(canvas, y=0, height=26 * mm, **cloth)
    draw_awning(canvas, y=height - 52 * mm, height=52 * mm, flaps=9, **cloth)
    face, rows = _name_on_poster(stall.name)
    line_face, line_rows = in_lines(stall.line, name=BOLD, sizes=(21, 18), width=170 * mm, lines=2)
    line_rows = line_rows if stall.line else []
    room = 68 * mm
    used = len(rows) * face.size * 1.18 + len(line_rows) * line_face.size * 1.3 + 4 * mm * bool(line_rows)
    top = height - 58 * mm - max(0, (room - used) / 2)
    top = write(canvas, rows, face=face, x=middle, top=top, fill=colours.ink)
    write(canvas, line_rows, face=line_face, x=middle, top=top - 4 * mm, fill=colours.ink_soft, step=1.3)
    side, frame = 94 * mm, 5 * mm
    left, bottom = middle - side / 2, 70 * mm
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setStrokeColor(HexColor(colours.hall))
    canvas.setLineWidth(2.4 * mm)
    canvas.roundRect(left - frame, bottom - frame, side + 2 * frame, side + 2 * frame, 7 * mm, fill=1)
    draw_qr(canvas, stall.address, x=left, y=bottom, side=side)
    face, rows = in_lines(HOW, name=HEAVY, sizes=(20,), width=150 * mm, lines=2)
    top = write(canvas, rows, face=face, x=middle, top=63 * mm, fill=colours.ink)
    face, rows = in_lines(stall.short_address, name=BOLD, sizes=(26, 22, 18, 14), width=182 * mm, lines=1)
    write(canvas, rows, face=face, x=middle, top=top - 2 * mm, fill=colours.cta, step=1.3)
    where = f"{settings.WAGTAIL_SITE_NAME} · {stall.hall}" if stall.hall else settings.WAGTAIL_SITE_NAME
    face, rows = in_lines(where, name=HEAVY, sizes=(19, 16, 13), width=150 * mm, lines=1)
    label = face.getlength(rows[0]) + 14 * mm
    canvas.setFillColor(HexColor(colours.hall))
    canvas.roundRect(middle - label / 2, 7 * mm, label, 12 * mm, 6 * mm, stroke=0, fill=1)
    write(canvas, rows, face=face, x=middle, top=13 * mm + face.size * 0.59, fill=colours.on_hall)
    canvas.restoreState()


def _name_on_poster(name: str):
    """Return (face, rows): two large lines, or three where the name is long."""
    face, rows = in_lines(name, name=HEAVY, sizes=(54, 47), width=182 * mm, lines=2)
    if " ".join(rows) == " ".join(name.split()):
        return face, rows
    return in_lines(name, name=HEAVY, sizes=(40, 34, 28), width=182 * mm, lines=3)


def draw_sticker(canvas: Canvas, stall: Stall, *, x: float, y: float) -> None:
    """Draw one sticker with its lower left corner at x, y; 4 mm at each edge may be cut away."""
    colours = colours_of(stall.palette)
    width, height = STICKER
    awning = 9 * mm
    draw_awning(
        canvas, motif=stall.motif, colours=colours, x=x + 4 * mm, y=y + height - awning - 3 * mm,
        width=width - 8 * mm, height=awning, flaps=13,
    )  # fmt: skip
    side = 40 * mm
    draw_qr(canvas, stall.address, x=x + 5 * mm, y=y + 3.5 * mm, side=side)
    left, room = x + 7 * mm + side, width - side - 12 * mm
    face, rows = in_lines(stall.name, name=HEAVY, sizes=(17, 15, 13, 11), width=room, lines=3)
    top = write(canvas, rows, face=face, x=left, top=y + 42 * mm, fill=colours.ink, centred=False)
    face, rows = in_lines(HOW_IN_SHORT, name=BOLD, sizes=(9,), width=room, lines=2)
    write(canvas, rows, face=face, x=left, top=top - 1.5 * mm, fill=colours.ink_soft, centred=False, step=1.3)
    face, rows = in_lines(stall.short_address, name=HEAVY, sizes=(11, 10, 9, 8, 7), width=room, lines=2)
    bottom = y + 4 * mm + len(rows) * face.size * 1.2
    write(canvas, rows, face=face, x=left, top=bottom, fill=colours.cta, centred=False, step=1.2)


def draw_stickers(canvas: Canvas, stall: Stall) -> None:
    """Draw a sheet of ten stickers, with marks where to cut."""
    for number in range(STICKERS):
        row, column = divmod(number, 2)
        draw_sticker(canvas, stall, x=column * STICKER[0], y=SHEET_EDGE + row * STICKER[1])
    _cut_lines(canvas, [STICKER[0]], [SHEET_EDGE + row * STICKER[1] for row in range(6)])


def _cut_lines(canvas: Canvas, across: list[float], along: list[float]) -> None:
    canvas.saveState()
    canvas.setStrokeColor(HexColor("#8f8f8f"))
    canvas.setLineWidth(0.4)
    canvas.setDash(2, 3)
    for x in across:
        canvas.line(x, 0, x, A4[1])
    for y in along:
        canvas.line(0, y, A4[0], y)
    canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on a slip that makes somebody owner of a booth."""

    stall: Stall
    code: str
    address: str
    """With the code, for the QR code."""
    typed_address: str
    until: str


def draw_slip(canvas: Canvas, slip: Slip, *, x: float, y: float) -> None:
    """Draw one slip, a quarter of A4, with its lower left corner at x, y."""
    colours = colours_of(slip.stall.palette)
    width, height = A4[0] / 2, A4[1] / 2
    middle, room = x + width / 2, width - 16 * mm
    steps = [
        "1. Arahkan kamera HP ke kode QR, atau buka",
        slip.typed_address.partition("://")[2],
        "dan tulis kode di atas.",
        "2. Isi nama, nomor HP, dan kata sandi.",
    ]
    until = f"Berlaku sampai {slip.until}, untuk satu orang."
    draw_awning(
        canvas, motif=slip.stall.motif, colours=colours, x=x + 6 * mm, y=y + height - 17 * mm,
        width=width - 12 * mm, height=11 * mm, flaps=11,
    )  # fmt: skip
    face, rows = in_lines("Slip pemilik lapak", name=BOLD, sizes=(10,), width=room, lines=1)
    top = write(canvas, rows, face=face, x=middle, top=y + height - 19 * mm, fill=colours.ink_soft, step=1.3)
    face, rows = in_lines(slip.stall.name, name=HEAVY, sizes=(18, 16, 14, 12), width=room, lines=2)
    write(canvas, rows, face=face, x=middle, top=top, fill=colours.ink)
    side = 56 * mm
    draw_qr(canvas, slip.address, x=middle - side / 2, y=y + 51 * mm, side=side)
    face, rows = in_lines(slip.code, name=HEAVY, sizes=(24,), width=room, lines=1)
    top = write(canvas, rows, face=face, x=middle, top=y + 50 * mm, fill=colours.ink, step=1.3)
    for words in steps:
        face, rows = in_lines(words, name=BOLD, sizes=(9.5, 8.5, 7.5), width=room, lines=1)
        top = write(canvas, rows, face=face, x=middle, top=top, fill=colours.ink, step=1.35)
    face, rows = in_lines(until, name=HEAVY, sizes=(9.5, 8.5), width=room, lines=1)
    write(canvas, rows, face=face, x=middle, top=top - 1 * mm, fill=colours.ink, step=1.3)


def draw_slips(canvas: Canvas, slips: list[Slip]) -> None:
    """Draw up to four slips on an A4 page, with marks where to cut."""
    for number, slip in enumerate(slips):
        row, column = divmod(number, 2)
        draw_slip(canvas, slip, x=column * A4[0] / 2, y=A4[1] / 2 * (1 - row))
    _cut_lines(canvas, [A4[0] / 2], [A4[1] / 2])


def poster_a4(canvas: Canvas, stall: Stall) -> None:
    """Draw a page with an A4 poster."""
    draw_poster(canvas, stall, size=A4)


def poster_a6(canvas: Canvas, stall: Stall) -> None:
    """Draw a page with an A6 poster."""
    draw_poster(canvas, stall, size=A6)


SHEETS = {
    "poster-a4": (A4, poster_a4),
    "poster-a6": (A6, poster_a6),
    "stiker": (A4, draw_stickers),
}
"""What a booth prints, by the name in addresses: size of the page, and what draws it."""


def sheet_pdf(kind: str, stall: Stall) -> bytes:
    """Return one of SHEETS of a booth as PDF."""
    size, draw = SHEETS[kind]
    file = io.BytesIO()
    canvas = new_canvas(file, size=size, title=stall.name)
    draw(canvas, stall)
    canvas.showPage()
    canvas.save()
    return file.getvalue()
