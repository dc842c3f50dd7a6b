"""What stands in a photo's place until the photo is there."""

import io
import math
import re

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image

from core.photos import make_sources
from core.templatetags.core_tags import photo as photo_tag
from core.tones import _oklab, nearest, style_sheet, tone_of, tones
from tests.factories import PhotoFactory


def test_the_style_sheet_has_exactly_the_tones_there_are():
    folder = settings.BASE_DIR / "static" / "css"
    assert (folder / "tones.css").read_text() == style_sheet(), (
        "run: python -m core.tones > static/css/tones.css"
    )
    assert (folder / "site.css").read_text().count('@import url("tones.css")') == 1


def test_the_text_of_a_picture_that_never_comes_can_be_read():
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    rules = re.findall(r"\.t\d+ { background: #(\w{6}); color: #(\w{3}); }", style_sheet())
    assert len(rules) == len(tones())
    for ground, ink in rules:
        darker, lighter = sorted((light(ground), light(ink * 2)))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, ground


def test_every_tone_is_nearest_to_itself():
    assert [nearest(tone) for tone in tones()] == list(range(len(tones())))


@pytest.mark.parametrize(
    "colour", ["#ffffff", "#000000", "#b5651d", "#2f6b3a", "#c21d1d", "#8a7a66", "#1d4fc2"]
)
def test_no_colour_of_a_photo_is_far_from_its_tone(colour):
    tone = tones()[tone_of(Image.new("RGB", (40, 30), colour))]
    rgb = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    assert math.dist(_oklab(rgb), _oklab(tone)) < 0.21


def test_the_tone_is_that_of_the_whole_picture():
    half = Image.new("RGB", (40, 30), "#ffffff")
    half.paste("#000000", (0, 0, 20, 30))
    assert tones()[tone_of(half)] == tones()[2]


def test_what_one_sees_through_has_no_tone():
    assert tone_of(Image.new("RGBA", (4, 4), (200, 0, 0, 255))) is not None
    assert tone_of(Image.new("RGBA", (4, 4), (200, 0, 0, 100))) is None


@pytest.mark.django_db
def test_a_see_through_logo_keeps_the_ground_it_stands_on():
    buffer = io.BytesIO()
    Image.new("RGBA", (400, 300), (200, 0, 0, 90)).save(buffer, "PNG")
    buffer.seek(0)
    photo = PhotoFactory(file=ImageFile(buffer, name="logo.png"))
    sources = make_sources(photo)
    assert (sources["card"]["tone"], sources["full"]["tone"]) == (None, None)
    assert photo_tag(photo).startswith("<picture><source")
    assert photo_tag(photo, css_class="kecil").startswith('<picture class="kecil"><source')
