"""The tones that stand in a picture's place until it is there.

The policy for styles allows none inside a page, so a photo's own colour can't be written beside it.
The nearest of a fixed set can: a class of a few letters, and one rule of the style sheet for each.
Colours are chosen, and compared, in OKLab (https://bottosson.github.io/posts/oklab/), where equal
distances look equally far apart.

`python -m core.tones` prints the style sheet; a test holds it and this file together.
"""

import math
from functools import lru_cache

from PIL import Image

GREYS = (0.2, 0.38, 0.55, 0.73, 0.9)
"""Lightness of the tones without colour; a breath of warmth lets them stand on the site's paper."""

WARMTH = (70, 0.012)
"""Hue and chroma of that breath."""

HUES = (20, 45, 70, 95, 135, 190, 250, 330)
"""Degrees; close together where food, wood and cloth are."""

SHADES = ((0.3, 0.05), (0.48, 0.06), (0.57, 0.13), (0.66, 0.06), (0.82, 0.055))
"""(lightness, chroma) of each hue."""

INK_TURNS = 0.179
"""Relative luminance (WCAG 2.2) above which black is read more easily than white."""


@lru_cache(maxsize=1)
def tones() -> tuple[tuple[int, int, int], ...]:
    """Return the tones as (red, green, blue), 0 to 255; a tone's number is its place here."""
    warm, breath = WARMTH
    points = [(lightness, breath, warm) for lightness in GREYS]
    points += [(lightness, chroma, hue) for hue in HUES for lightness, chroma in SHADES]
    return tuple(_rgb(*point) for point in points)


def tone_of(picture: Image.Image) -> int | None:
    """Return the number of the tone nearest to the picture's mean colour; None where one sees through it."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        if picture.getchannel("A").getextrema()[0] < 255:
            return None
    return nearest(picture.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))


def nearest(colour: tuple[int, int, int]) -> int:
    """Return the number of the tone nearest to a colour."""
    wanted = _oklab(colour)
    return min(range(len(tones())), key=lambda number: math.dist(wanted, _oklab(tones()[number])))


def style_sheet() -> str:
    """Return the rules of all tones; the text of a picture that never comes is black or white on them."""
    rules = "".join(
        f".t{number} {{ background: #{red:02x}{green:02x}{blue:02x};"
        f" color: #{'000' if _luminance((red, green, blue)) > INK_TURNS else 'fff'}; }}\n"
        for number, (red, green, blue) in enumerate(tones())
    )
    return f"/* Made by `python -m core.tones`: what a photo's place looks like until the photo is there. */\n{rules}"


def _linear(colour: tuple[int, int, int]) -> list[float]:
    parts = (value / 255 for value in colour)
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _luminance(colour: tuple[int, int, int]) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: tuple[int, int, int]) -> tuple[float, float, float]:
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[int, int, int]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    parts = (12.92 * p if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055 for p in linear)
    return tuple(round(255 * min(1.0, max(0.0, part))) for part in parts)


if __name__ == "__main__":
    import sys

    sys.stdout.write(style_sheet())
