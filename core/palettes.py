"""The colours of the face, read out of its stylesheet, and whether a hall's pair can be read.

Contrast is that of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles.finders import find

TEXT = 4.5
"""Smallest contrast of text (WCAG 2.2, 1.4.3)."""
SHAPE = 3.0
"""Smallest contrast of what marks a control or carries meaning (WCAG 2.2, 1.4.11)."""

SCHEMES = ("light", "dark")
HALL_TEXTS = (
    ("on-hall", "hall"),
    ("on-hall-2", "hall-2"),
    ("hall-deep", "paper"),
    ("hall-deep", "surface"),
    ("hall-deep", "hall-tint"),
    ("ink", "hall-tint"),
)
"""Where a hall's colours carry text: (text, ground)."""
HALL_SHAPES = (("hall", "hall-2"),)
"""What must stand apart without being text: the stripes of an awning and the motif on its cloth."""

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\b")
_PALETTE = re.compile(r'data-palette="(\w+)"')

Tokens = dict[str, dict[str, dict[str, str]]]


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1, of a colour "#rrggbb"."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, 1 to 21, of two colours "#rrggbb"."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def parse_tokens(text: str) -> Tokens:
    """Return {scheme: {palette: {name: colour}}} of a tokens file; the palette "" holds the neutrals."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    light, _, dark = text.partition("@media (prefers-color-scheme: dark) {")
    schemes: Tokens = {}
    base: dict[str, dict[str, str]] = {}
    for scheme, part in zip(SCHEMES, (light, dark), strict=True):
        found = {name: dict(values) for name, values in base.items()}
        for selector, body in _RULE.findall(part):
            values = dict(_VARIABLE.findall(body))
            for name in _PALETTE.findall(selector) or [""]:
                found.setdefault(name, {}).update(values)
        schemes[scheme] = base = found
    return schemes


@lru_cache(maxsize=1)
def tokens() -> Tokens:
    """Return the colours of static/css/tokens.css."""
    return parse_tokens(Path(find("css/tokens.css")).read_text())


def weak_pairs(palette: str) -> list[tuple[str, str, str, float]]:
    """Return (scheme, colour, ground, contrast) of each pair of a palette that can't be told apart well.

    A palette without colours in the stylesheet has no pair to be read: it is weak as a whole.
    """
    weak = []
    for scheme in SCHEMES:
        own = tokens()[scheme].get(palette)
        if not own:
            weak.append((scheme, "", "", 1.0))
            continue
        colours = tokens()[scheme][""] | own
        for pairs, least in ((HALL_TEXTS, TEXT), (HALL_SHAPES, SHAPE)):
            for one, other in pairs:
                ratio = contrast(colours[one], colours[other])
                if ratio < least:
                    weak.append((scheme, one, other, ratio))
    return weak
