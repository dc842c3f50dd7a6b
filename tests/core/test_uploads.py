"""What is stored of a photo is the picture alone."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image

from core.models import Photo
from core.photos import make_sources
from core.uploads import private_copy, require_whole
from tests.factories import PhotoFactory, image_file

GPS = 0x8825
ORIENTATION = 0x0112
MAKER = 0x010F


def phone_photo(size=(800, 600), kind="JPEG", name="IMG_2031.jpg"):
    """Return a photo as a phone writes it: lying on its side, with its maker and the place."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Ponsel"
    exif.get_ifd(GPS)[2] = (6.0, 53.0, 24.0)
    buffer = io.BytesIO()
    Image.new("RGB", size, "#3b6b4b").save(buffer, kind, exif=exif.tobytes())
    buffer.seek(0)
    return ImageFile(buffer, name=name)


def metadata(file):
    with file.open("rb") as opened, Image.open(opened) as image:
        return dict(image.getexif()), dict(image.getexif().get_ifd(GPS))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("WEBP", "a.webp"), ("PNG", "a.png"), ("AVIF", "a.avif")]
)
def test_place_and_phone_are_gone_from_original_and_pictures(kind, name):
    upload = phone_photo(kind=kind, name=name)
    assert metadata(upload)[1] == {2: (6.0, 53.0, 24.0)}
    photo = Photo.objects.create(title="Di rumah", file=phone_photo(kind=kind, name=name))
    stored = Photo.objects.get(pk=photo.pk)
    assert metadata(stored.file) == ({}, {})
    assert (stored.width, stored.height) == (600, 800)
    assert stored.file_size == stored.file.size
    make_sources(stored)
    assert [metadata(rendition.file) for rendition in stored.renditions.all()] == [
        ({}, {})
    ] * stored.renditions.count()
    assert stored.renditions.count() > 0


def test_a_large_photo_is_kept_no_larger_than_the_site_can_use():
    clean = private_copy(image_file(size=(5000, 2500)))
    with Image.open(clean) as image:
        assert image.size == (2560, 1280)


def test_a_clean_photo_is_stored_as_it_came():
    assert private_copy(image_file(size=(800, 600))) is None


@pytest.mark.django_db
def test_a_photo_keeps_its_name_but_not_its_address():
    photo = PhotoFactory(file=phone_photo())
    assert photo.file.name.endswith("IMG_2031.jpg")
    assert photo.file.name != PhotoFactory(file=phone_photo()).file.name


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["cut short", "only a head", "text"])
def test_a_broken_photo_is_refused_in_plain_words(kind):
    whole = phone_photo().read()
    broken = {"cut short": whole[: len(whole) // 2], "only a head": whole[:200], "text": b"bukan foto"}[kind]
    photo = Photo(title="Rusak", file=ContentFile(broken, name="rusak.jpg"), width=800, height=600)
    with pytest.raises(ValidationError) as refused:
        photo.clean()
    assert list(refused.value.message_dict) == ["file"]
    assert "rusak atau terpotong" in refused.value.messages[0]


def test_a_whole_photo_passes_and_is_left_at_its_start():
    file = phone_photo()
    require_whole(file)
    assert file.tell() == 0
