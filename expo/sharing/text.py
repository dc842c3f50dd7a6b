"""Writing on cards, in the site's own typeface."""

import unicodedata
from functools import lru_cache

from django.contrib.staticfiles.finders import find
from PIL import Image, ImageDraw, ImageFont

FONT = "fonts/plus-jakarta-sans-latin.woff2"
BOLD, HEAVY = 600, 800
ELLIPSIS = "…"
LARGER = 3
SIDE = 4
_BESIDES_LATIN = set("\u2009–—‘’‚“”„•…′″‹›€™−")


@lru_cache(maxsize=64)
def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Return the site's typeface at a size in pixels and a weight of 400 to 800."""
    face = ImageFont.truetype(find(FONT), size)
    face.set_variation_by_axes([weight])
    return face


def writable(text: str) -> str:
    """Return the text in signs that the typeface has: "Café", without pictures and other scripts."""
    found = []
    for sign in unicodedata.normalize("NFC", text):
        if _is_in_font(sign):
            found.append(sign)
        else:
            found += [part for part in unicodedata.normalize("NFKD", sign) if _is_in_font(part)] or [" "]
    return " ".join("".join(found).split())


def _is_in_font(sign: str) -> bool:
    return " " <= sign <= "~" or "\u00a0" <= sign <= "\u00ff" or sign in _BESIDES_LATIN


def fitted(text: str, *, face: ImageFont.FreeTypeFont, width: int, lines: int) -> list[str] | None:
    """Return the text in at most this many lines of `width` pixels, or None when it needs more."""
    rows, row = [], ""
    for word in text.split():
        longer = f"{row} {word}".strip()
        if face.getlength(longer) <= width:
            row = longer
            continue
        if row:
            rows.append(row)
        row = word
        if face.getlength(word) > width:
            return None
    rows.append(row)
    return rows if len(rows) <= lines else None


def cut(text: str, *, face: ImageFont.FreeTypeFont, width: int, lines: int) -> list[str]:
    """Return as much of the text as fits, with an ellipsis where the rest is missing."""
    if rows := fitted(text, face=face, width=width, lines=lines):
        return rows
    rows, rest = [], text
    for number in range(lines):
        is_last = number == lines - 1
        end = len(rest)
        while end and face.getlength(rest[:end].rstrip() + ELLIPSIS * is_last) > width:
            end -= 1
        if not is_last and end < len(rest) and " " in rest[:end]:
            end = rest.rindex(" ", 0, end)
        rows.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
        if not rest:
            return rows
    return [*rows[:-1], rows[-1].rstrip(" ,.–-") + ELLIPSIS]


def in_lines(text: str, *, sizes: tuple[int, ...], weight: int, width: int, lines: int):
    """Return (face, rows): the text in the largest of the sizes at which all of it fits, else cut at the smallest."""
    text = writable(text)
    for size in sizes:
        face = font(size, weight)
        if rows := fitted(text, face=face, width=width, lines=lines):
            return face, rows
    return face, cut(text, face=face, width=width, lines=lines)


def write(
    image: Image.Image, rows: list[str], *, face, weight: int, top: int, middle: int, fill: str, step: float
):
    """Write rows centred about `middle`, the first one's line beginning at `top`; return where the next begins.

    Pillow sets letters on whole pixels; written larger and reduced, small words keep their spacing.
    """
    height = round(face.size * step)
    spare = round(face.size * 0.3)  # for what reaches below and above a tight row
    large = font(face.size * LARGER, weight)
    for row in rows:
        width = round(large.getlength(row) / LARGER) + 2 * SIDE
        mask = Image.new("L", (width * LARGER, (height + 2 * spare) * LARGER))
        ImageDraw.Draw(mask).text((mask.width / 2, mask.height / 2), row, font=large, fill=255, anchor="mm")
        image.paste(fill, (middle - width // 2, top - spare), mask.reduce(LARGER))
        top += height
    return top
