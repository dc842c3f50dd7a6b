"""Pictures are made once, when a photo is saved."""

import pytest

from core.models import Photo
from core.photos import make_sources
from core.templatetags.core_tags import photo as photo_tag
from tests.factories import PhotoFactory, image_file


@pytest.mark.django_db
def test_a_saved_photo_has_its_pictures(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        photo = PhotoFactory(file=image_file(size=(1600, 1200)))
    sources = Photo.objects.get(pk=photo.pk).sources
    assert {shape: sorted(group) for shape, group in sources.items()} == {
        "card": ["avif", "height", "jpeg", "tone", "webp", "width"],
        "full": ["avif", "height", "jpeg", "tone", "webp", "width"],
    }
    assert [width for width, _url in sources["card"]["avif"]] == [320, 640]
    assert [width for width, _url in sources["full"]["jpeg"]] == [1080]
    assert (sources["card"]["width"], sources["card"]["height"]) == (640, 480)
    assert (sources["full"]["width"], sources["full"]["height"]) == (1080, 810)


@pytest.mark.django_db
def test_a_small_photo_is_never_named_twice_in_one_srcset():
    photo = PhotoFactory(file=image_file(size=(300, 300)))
    sources = make_sources(photo)
    assert [width for width, _url in sources["full"]["webp"]] == [300]


@pytest.mark.django_db
def test_showing_a_picture_costs_no_query(django_assert_num_queries):
    photo = PhotoFactory(file=image_file(colour="#b5651d"))
    make_sources(photo)
    with django_assert_num_queries(0):
        html = photo_tag(photo, sizes="50vw", alt='Kain "batik" <1>')
    assert html.startswith('<picture class="t17"><source type="image/avif" srcset="/media/')
    assert 'alt="Kain &quot;batik&quot; &lt;1&gt;"' in html
    assert 'width="640" height="480" loading="lazy"' in html


def test_no_picture_prints_nothing():
    assert photo_tag(None) == ""
    assert photo_tag({}) == ""
