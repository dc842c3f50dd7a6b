"""Drawing the card of a booth or a product: 1,200 × 630 pixels, below 200 kB, whole in its middle square."""

import io
from dataclasses import dataclass

from django.contrib.staticfiles.finders import find
from PIL import Image, ImageOps

from expo.sharing.cloth import (
    PHOTO,
    STALL,
    Colours,
    awning,
    colours_of,
    empty_stall,
    placeholder,
    rounded,
)
from expo.sharing.text import BOLD, HEAVY, in_lines, write

DESIGN = 1
"""Raise it when cards are drawn differently: every card then counts as out of date."""

LARGEST = 200_000
"""Bytes. WhatsApp leaves larger pictures out of its previews on slow connections."""

QUALITIES = (74, 66, 56, 44, 34)
TEXT_WIDTH = 530
MIDDLE = 600
GAP = 7
NAME_SIZES = (47, 42, 37)
SITE_NAME = "Gelar Lapak"


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card shows. `sign` is the stall's code, `line` stands below the name, `price` is empty on a booth's."""

    motif: str
    palette: str
    name: str
    line: str
    price: str = ""
    sign: str = ""
    picture: str = ""
    """Address of the photo, or "" where the motif stands in its place."""


def draw_card(facts: CardFacts, photo: Image.Image | None = None) -> bytes:
    """Return the card as JPEG; `photo` is the picture that `facts` name, opened."""
    colours = colours_of(facts.palette)
    image = empty_stall(facts.motif, facts.palette).copy()
    left, top, right, bottom = PHOTO
    size = (right - left, bottom - top)
    if photo is None:
        goods = placeholder(facts.motif, colours, size)
    else:
        goods = ImageOps.fit(photo.convert("RGB"), size, Image.LANCZOS, centering=(0.5, 0.55))
    image.paste(goods, (left, top))
    if photo is None:
        _medallion(image, (MIDDLE, (top + bottom) // 2 + 8), 66)
    _put_up_awning(image, facts.motif, facts.palette)
    if facts.sign:
        _sign(image, facts.sign, colours)
    _words(image, facts, colours)
    return encode(image)


def draw_site_card(*, tagline: str, motif: str = "kawung", palette: str = "mengkudu") -> bytes:
    """Return the card of pages without a picture of their own: the site's mark, name and words."""
    colours = colours_of(palette)
    image = empty_stall(motif, palette).copy()
    left, top, right, bottom = PHOTO
    image.paste(placeholder(motif, colours, (right - left, bottom - top)), (left, top))
    _medallion(image, (MIDDLE, (top + bottom) // 2 + 12), 92)
    _put_up_awning(image, motif, palette)
    facts = CardFacts(motif=motif, palette=palette, name=SITE_NAME, line=tagline)
    _words(image, facts, colours)
    return encode(image)


def _put_up_awning(image: Image.Image, motif: str, palette: str) -> None:
    layer = awning(motif, palette)
    image.paste(layer, mask=layer.getchannel("A"))


def _words(image: Image.Image, facts: CardFacts, colours: Colours) -> None:
    """Write name, price and line, centred in the counter below the photo."""
    parts = [
        (
            *in_lines(facts.name, sizes=NAME_SIZES, weight=HEAVY, width=TEXT_WIDTH, lines=2),
            HEAVY,
            colours.ink,
            1.14,
        )
    ]
    if facts.price:
        face, rows = in_lines(facts.price, sizes=(42, 37, 32, 26), weight=HEAVY, width=TEXT_WIDTH, lines=1)
        parts.append((face, rows, HEAVY, colours.cta, 1.24))
    if facts.line:
        lines = 1 if facts.price or len(parts[0][1]) > 1 else 2
        face, rows = in_lines(facts.line, sizes=(28, 26), weight=BOLD, width=TEXT_WIDTH, lines=lines)
        parts.append((face, rows, BOLD, colours.ink_soft, 1.34))
    height = sum(round(face.size * step) * len(rows) for face, rows, _weight, _fill, step in parts)
    height += GAP * (len(parts) - 1)
    top = PHOTO[3] + max(0, (STALL[3] - PHOTO[3] - height) // 2)
    for face, rows, weight, fill, step in parts:
        top = write(image, rows, face=face, weight=weight, top=top, middle=MIDDLE, fill=fill, step=step) + GAP


def _sign(image: Image.Image, text: str, colours: Colours) -> None:
    """Hang the stall's code over the lower edge of the photo, as it hangs below the awning."""
    face, rows = in_lines(text, sizes=(30,), weight=HEAVY, width=200, lines=1)
    half = round(face.getlength(rows[0]) / 2) + 24
    box = (MIDDLE - half, PHOTO[3] - 30, MIDDLE + half, PHOTO[3] + 26)
    rim = (box[0] - 4, box[1] - 4, box[2] + 4, box[3] + 4)
    image.paste(colours.surface, mask=rounded(image.size, rim, 18))
    image.paste(colours.hall, mask=rounded(image.size, box, 14))
    write(image, rows, face=face, weight=HEAVY, top=box[1] + 4, middle=MIDDLE, fill=colours.on_hall, step=1.6)


def _medallion(image: Image.Image, middle: tuple[int, int], radius: int) -> None:
    """Set the site's mark into a round of paper."""
    x, y = middle
    image.paste("#fffcf6", mask=rounded(image.size, (x - radius, y - radius, x + radius, y + radius), radius))
    with Image.open(find("img/mark-180.png")) as mark:
        mark = mark.convert("RGBA").resize((radius * 23 // 20,) * 2, Image.LANCZOS)
    image.paste(mark, (x - mark.width // 2, y - mark.height // 2), mask=mark.getchannel("A"))


def encode(image: Image.Image) -> bytes:
    """Return a JPEG of at most `LARGEST` bytes in the best of our qualities that fits."""
    for quality in QUALITIES:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= LARGEST:
            break
    return buffer.getvalue()
