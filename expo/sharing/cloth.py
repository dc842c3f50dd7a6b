"""The stall a card is laid out on: cloth in the hall's motif and colours, an awning, a counter."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles.finders import find
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 630
"""What Facebook, X and WhatsApp document for a large preview."""

SQUARE = (285, 0, 915, 630)
"""The middle that a messenger keeps when it cuts a square: all that matters stands in it."""

STALL = (310, 84, 890, 606)
AWNING = (290, 0, 910, 92)
PHOTO = (310, 78, 890, 374)
RADIUS = 26
FLAPS = 11
HEM = 26
SHADOW = 40
SMOOTH = 4
"""Shapes are drawn this many times larger and reduced, for smooth edges."""

KEPT_STALLS = 8
"""Grounds kept ready, one for each pair of motif and palette drawn lately: two megabytes each."""
TILES = Path(__file__).parent / "tiles"


@dataclass(frozen=True, slots=True)
class Colours:
    """A hall's pair and the text on each, with the site's paper, ink and call to action: "#rrggbb"."""

    hall: str
    on_hall: str
    hall_2: str
    on_hall_2: str
    tint: str
    surface: str
    ink: str
    ink_soft: str
    cta: str


@lru_cache(maxsize=1)
def _tokens() -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the light scheme's own colours and those of each palette, out of the style sheet."""
    light = Path(find("css/tokens.css")).read_text().partition("@media (prefers-color-scheme: dark)")[0]

    def read(text):
        return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", text))

    palettes = {
        match[1]: read(match[2]) for match in re.finditer(r'\[data-palette="(\w+)"\]\s*\{([^}]*)\}', light)
    }
    return read(light.partition("}")[0]), palettes


def colours_of(palette: str) -> Colours:
    """Return the colours of a hall's palette; an unknown one has those of the first."""
    site, palettes = _tokens()
    pair = palettes.get(palette) or next(iter(palettes.values()))
    return Colours(
        hall=pair["hall"],
        on_hall=pair["on-hall"],
        hall_2=pair["hall-2"],
        on_hall_2=pair["on-hall-2"],
        tint=pair["hall-tint"],
        surface=site["surface"],
        ink=site["ink"],
        ink_soft=site["ink-soft"],
        cta=site["cta"],
    )


def motif_mask(motif: str, size: tuple[int, int], strength: float) -> Image.Image:
    """Return a mask of this size covered with the motif; `strength` (0 to 1) is how much of it shows."""
    path = TILES / f"{motif}.png"
    with Image.open(path if path.exists() else TILES / "kawung.png") as tile:
        tile = tile.convert("L").point(lambda value: round(value * strength))
    mask = Image.new("L", size)
    for left in range(-tile.width // 2, size[0], tile.width):
        for top in range(0, size[1], tile.height):
            mask.paste(tile, (left, top))
    return mask


def cloth(motif: str, colours: Colours, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    """Return cloth: the hall's colour with its motif in the other colour of the pair."""
    image = Image.new("RGB", size, colours.hall)
    image.paste(colours.hall_2, mask=motif_mask(motif, size, 0.34))
    return image


def placeholder(motif: str, colours: Colours, size: tuple[int, int]) -> Image.Image:
    """Return what stands where there is no photo: the motif in the hall's colour on its tint."""
    image = Image.new("RGB", size, colours.tint)
    image.paste(colours.hall, mask=motif_mask(motif, size, 0.30))
    return image


@lru_cache(maxsize=KEPT_STALLS)
def empty_stall(motif: str, palette: str) -> Image.Image:
    """Return the ground of a card (shared: copy before drawing on it)."""
    colours = colours_of(palette)
    image = cloth(motif, colours)
    shade = Image.new("L", image.size)
    left, top, right, bottom = STALL
    ImageDraw.Draw(shade).rounded_rectangle((left - 6, top, right + 6, bottom + 12), RADIUS, fill=150)
    image.paste("#1e0a00", mask=shade.filter(ImageFilter.GaussianBlur(14)))
    image.paste(colours.surface, mask=rounded(image.size, STALL))
    return image


def rounded(size: tuple[int, int], box: tuple[int, int, int, int], radius: int = RADIUS) -> Image.Image:
    """Return a mask of a box with round corners and smooth edges."""
    left, top, right, bottom = box
    large = Image.new("L", ((right - left) * SMOOTH, (bottom - top) * SMOOTH))
    ImageDraw.Draw(large).rounded_rectangle(
        (0, 0, large.width - 1, large.height - 1), radius * SMOOTH, fill=255
    )
    mask = Image.new("L", size)
    mask.paste(large.resize((right - left, bottom - top), Image.LANCZOS), (left, top))
    return mask


@lru_cache(maxsize=KEPT_STALLS)
def awning(motif: str, palette: str) -> Image.Image:
    """Return the awning with its shadow, as wide as a card and transparent elsewhere."""
    colours = colours_of(palette)
    left, _top, right, bottom = AWNING
    width, height = right - left, bottom
    flap = width / FLAPS
    stripes = Image.new("RGB", (width, height), colours.hall_2)
    draw = ImageDraw.Draw(stripes)
    for number in range(1, FLAPS, 2):
        draw.rectangle((number * flap, 0, (number + 1) * flap - 1, height), fill=colours.hall)
    weave = motif_mask(motif, (width * 2, height * 2), 0.28).resize((width, height), Image.BOX)
    light, dark = Image.new("RGB", stripes.size, "#ffffff"), Image.new("RGB", stripes.size, "#502300")
    ground = Image.new("L", stripes.size)
    for number in range(1, FLAPS, 2):
        ImageDraw.Draw(ground).rectangle((number * flap, 0, (number + 1) * flap - 1, height), fill=255)
    stripes.paste(Image.composite(light, dark, ground), mask=weave)
    fold = Image.linear_gradient("L").resize((width, height)).point(lambda value: max(0, value - 150) // 2)
    stripes.paste("#1e0a00", mask=fold)
    shape = Image.new("L", (width * SMOOTH, height * SMOOTH))
    draw = ImageDraw.Draw(shape)
    draw.rectangle((0, 0, shape.width, (height - HEM) * SMOOTH), fill=255)
    for number in range(FLAPS):
        box = (number * flap, height - HEM * 2, (number + 1) * flap, height)
        draw.ellipse([round(value * SMOOTH) for value in box], fill=255)
    shape = shape.resize((width, height), Image.LANCZOS)
    shadow = Image.new("L", (WIDTH, height + SHADOW))
    shadow.paste(shape.point(lambda value: value * 120 // 255), (left, 8))
    layer = Image.new("RGBA", shadow.size, "#1e0a0000")
    layer.putalpha(shadow.filter(ImageFilter.GaussianBlur(7)))
    layer.paste(stripes, (left, 0), mask=shape)
    return layer
