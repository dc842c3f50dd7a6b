"""Drawing on paper: the site's typeface, a hall's cloth and awning, QR codes. Lengths are points (1/72 inch)."""

from dataclasses import dataclass
from functools import lru_cache

import segno
from PIL import Image, ImageDraw
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas

from core.pdf import BOLD
from expo.sharing.cloth import Colours, motif_mask
from expo.sharing.text import cut, fitted

PIXELS = 8 / mm
"""Pixels of the cloth's motif for each point: about 200 to an inch. Everything else is drawn as outlines."""
QUIET = 4
"""Light modules around a QR code (ISO/IEC 18004)."""


def new_canvas(file, *, size: tuple[float, float], title: str) -> Canvas:
    """Return a document to draw on; fonts are embedded, each with the letters that are used."""
    canvas = Canvas(file, pagesize=size, initialFontName=BOLD, lang="id", pageCompression=1)
    canvas.setTitle(title)
    canvas.setAuthor("Gelar Lapak")
    canvas.setCreator("Gelar Lapak")
    return canvas


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface at a size, measured as `expo.sharing.text` asks it."""

    name: str
    size: float

    def getlength(self, text: str) -> float:
        """Return how wide the text is."""
        return pdfmetrics.stringWidth(text, self.name, self.size)


def in_lines(text: str, *, name: str, sizes: tuple[float, ...], width: float, lines: int):
    """Return (face, rows): the text in the largest of the sizes at which all of it fits, else cut at the smallest."""
    for size in sizes:
        face = Face(name, size)
        if rows := fitted(text, face=face, width=width, lines=lines):
            return face, rows
    return face, cut(text, face=face, width=width, lines=lines)


def write(
    canvas: Canvas, rows: list[str], *, face: Face, x: float, top: float, fill: str, step=1.18, centred=True
):
    """Write rows below `top`, centred about `x` or from it; return where the next may begin."""
    canvas.setFillColor(HexColor(fill))
    canvas.setFont(face.name, face.size)
    for row in rows:
        baseline = top - face.size * (0.5 * step + 0.36)
        (canvas.drawCentredString if centred else canvas.drawString)(x, baseline, row)
        top -= face.size * step
    return top


def draw_qr(canvas: Canvas, text: str, *, x: float, y: float, side: float) -> None:
    """Draw a QR code with its quiet zone into a square, as outlines; a quarter of it may be lost (level Q)."""
    matrix = segno.make(text, error="q", micro=False, boost_error=False).matrix
    module = side / (len(matrix) + 2 * QUIET)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.rect(x, y, side, side, stroke=0, fill=1)
    path = canvas.beginPath()
    for row, modules in enumerate(matrix):
        bottom = y + side - (row + 1 + QUIET) * module
        start = None
        for column, is_dark in enumerate([*modules, 0]):
            if is_dark and start is None:
                start = column
            elif not is_dark and start is not None:
                # A hair taller than a module: printers would leave white lines between the rows.
                path.rect(x + (start + QUIET) * module, bottom, (column - start) * module, module * 1.02)
                start = None
    canvas.setFillColor(HexColor("#000000"))
    # Not the even-odd rule, which leaves overlapping parts white.
    canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)


@lru_cache(maxsize=16)
def _woven(
    motif: str, width: int, height: int, flap: float, colours: tuple[str, str], strength: float
) -> Image.Image:
    """Return the motif as a picture with transparency, in the first colour on even flaps, the second on odd ones."""
    image = Image.new("RGBA", (width, height), colours[0])
    if flap:
        draw = ImageDraw.Draw(image)
        for number in range(1, round(width / flap) + 1, 2):
            draw.rectangle((number * flap, 0, (number + 1) * flap - 1, height), fill=colours[1])
    image.putalpha(motif_mask(motif, (width, height), strength))
    return image


def draw_awning(
    canvas: Canvas,
    *,
    motif: str,
    colours: Colours,
    x: float,
    y: float,
    width: float,
    height: float,
    flaps: int,
):
    """Draw an awning whose scallops end at `y`: stripes of the hall's pair, its motif woven through."""
    name = f"awning-{motif}-{colours.hall[1:]}-{width:.0f}-{height:.0f}-{flaps}"
    if not canvas.hasForm(name):
        canvas.beginForm(name, 0, 0, width, height)
        flap = width / flaps
        radius = flap / 2
        shape = canvas.beginPath()
        shape.moveTo(0, height)
        for number in range(flaps):
            left = number * flap
            shape.lineTo(left, radius)
            shape.arcTo(left, 0, left + flap, 2 * radius, 180, 180)
        shape.lineTo(width, height)
        shape.close()
        canvas.clipPath(shape, stroke=0, fill=0)
        for number in range(flaps):
            canvas.setFillColor(HexColor(colours.hall_2 if number % 2 == 0 else colours.hall))
            canvas.rect(number * flap, 0, flap + 0.2, height, stroke=0, fill=1)
        pixels = (round(width * PIXELS), round(height * PIXELS))
        cloth = _woven(motif, *pixels, flap * PIXELS, ("#502300", "#ffffff"), 0.3)
        canvas.drawImage(ImageReader(cloth), 0, 0, width, height, mask="auto")
        canvas.endForm()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.doForm(name)
    canvas.restoreState()


def draw_cloth(
    canvas: Canvas, *, motif: str, colours: Colours, x: float, y: float, width: float, height: float
):
    """Draw a band of cloth: the hall's colour with its motif in the other colour of the pair."""
    name = f"cloth-{motif}-{colours.hall[1:]}-{width:.0f}-{height:.0f}"
    if not canvas.hasForm(name):
        canvas.beginForm(name, 0, 0, width, height)
        canvas.setFillColor(HexColor(colours.hall))
        canvas.rect(0, 0, width, height, stroke=0, fill=1)
        pixels = (round(width * PIXELS), round(height * PIXELS))
        cloth = _woven(motif, *pixels, 0, (colours.hall_2, colours.hall_2), 0.34)
        canvas.drawImage(ImageReader(cloth), 0, 0, width, height, mask="auto")
        canvas.endForm()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.doForm(name)
    canvas.restoreState()
