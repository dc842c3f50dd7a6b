"""The colours of the face: every pair that carries text keeps the contrast WCAG 2.2 AA asks for."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from core.enums import Motif, Palette

CSS = Path(settings.BASE_DIR) / "static" / "css"
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")

TEXT = 4.5
"""Smallest contrast of text (WCAG 2.2, 1.4.3)."""
SHAPE = 3.0
"""Smallest contrast of what marks a control or carries meaning (WCAG 2.2, 1.4.11)."""

PAPER_PAIRS = [
    *((text, ground) for ground in ("paper", "surface", "sunk") for text in ("ink", "ink-soft", "cta-text")),
    *((text, ground) for ground in ("surface", "sunk") for text in ("good", "bad")),
    ("on-cta", "cta"),
    ("on-cta", "cta-deep"),
    ("on-night", "night"),
    ("on-night-soft", "night"),
]
HALL_PAIRS = [
    ("on-hall", "hall"),
    ("on-hall-2", "hall-2"),
    ("hall-deep", "paper"),
    ("hall-deep", "surface"),
    ("hall-deep", "hall-tint"),
    ("ink", "hall-tint"),
]


def read_tokens() -> dict[str, dict[str, dict[str, str]]]:
    """Return {scheme: {palette: {name: colour}}} out of tokens.css; the palette "" holds the neutrals."""
    text = re.sub(r"/\*.*?\*/", "", (CSS / "tokens.css").read_text(), flags=re.DOTALL)
    light, _, dark = text.partition("@media (prefers-color-scheme: dark) {")
    schemes = {}
    base: dict[str, dict[str, str]] = {}
    for scheme, part in (("light", light), ("dark", dark)):
        found = {name: dict(values) for name, values in base.items()}
        for selector, body in _RULE.findall(part):
            values = dict(_VARIABLE.findall(body))
            names = re.findall(r'data-palette="(\w+)"', selector) or [""]
            for name in names:
                found.setdefault(name, {}).update(values)
        schemes[scheme] = base = found
    return schemes


TOKENS = read_tokens()


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours "#rrggbb", as WCAG 2.2 defines it."""

    def luminance(colour):
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_known_colours():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_every_palette_has_a_pair_in_both_schemes():
    for palettes in TOKENS.values():
        assert {name for name in palettes if name} == set(Palette.values)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAPER_PAIRS)
def test_text_on_neutral_grounds_can_be_read(scheme, text, ground):
    colours = TOKENS[scheme][""]
    assert contrast(colours[text], colours[ground]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("palette", Palette.values)
@pytest.mark.parametrize(("text", "ground"), HALL_PAIRS)
def test_text_in_a_halls_colours_can_be_read(scheme, palette, text, ground):
    colours = TOKENS[scheme][""] | TOKENS[scheme][palette]
    assert contrast(colours[text], colours[ground]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("palette", Palette.values)
def test_the_two_colours_of_a_pair_stand_apart(scheme, palette):
    colours = TOKENS[scheme][palette]
    assert contrast(colours["hall"], colours["hall-2"]) >= SHAPE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_stand_out_from_the_paper(scheme):
    colours = TOKENS[scheme][""]
    for shape in ("cta", "line-strong"):
        assert contrast(colours[shape], colours["paper"]) >= SHAPE


@pytest.mark.parametrize("motif", Motif.values)
def test_every_motif_has_its_tile(motif):
    tile = (CSS.parent / "img" / "motifs" / f"{motif}.svg").read_text()
    assert tile.startswith("<svg ")
    assert f'[data-motif="{motif}"]' in (CSS / "motif.css").read_text()
