"""The colours of the face: every pair that carries text keeps the contrast WCAG 2.2 AA asks for."""

from pathlib import Path

import pytest
from django.conf import settings

from core.enums import Motif, Palette
from core.palettes import HALL_SHAPES, HALL_TEXTS, SHAPE, TEXT, contrast, tokens, weak_pairs

CSS = Path(settings.BASE_DIR) / "static" / "css"

PAPER_PAIRS = [
    *((text, ground) for ground in ("paper", "surface", "sunk") for text in ("ink", "ink-soft", "cta-text")),
    *((text, ground) for ground in ("surface", "sunk") for text in ("good", "bad")),
    ("on-cta", "cta"),
    ("on-cta", "cta-deep"),
    ("on-night", "night"),
    ("on-night-soft", "night"),
]
TOKENS = tokens()


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
@pytest.mark.parametrize(("text", "ground"), HALL_TEXTS)
def test_text_in_a_halls_colours_can_be_read(scheme, palette, text, ground):
    colours = TOKENS[scheme][""] | TOKENS[scheme][palette]
    assert contrast(colours[text], colours[ground]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("palette", Palette.values)
def test_the_two_colours_of_a_pair_stand_apart(scheme, palette):
    colours = TOKENS[scheme][palette]
    assert [contrast(colours[one], colours[other]) >= SHAPE for one, other in HALL_SHAPES] == [True]


@pytest.mark.parametrize("palette", Palette.values)
def test_no_palette_on_offer_is_weak(palette):
    assert weak_pairs(palette) == []


def test_a_palette_without_colours_is_weak():
    assert weak_pairs("ungu") == [("light", "", "", 1.0), ("dark", "", "", 1.0)]


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
