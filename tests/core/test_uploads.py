"""What is stored of a photo is the picture alone."""

import io
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

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


@pytest.mark.parametrize("hidden_in", ["png text", "after the end", "app segment"])
def test_nothing_is_stored_beside_the_picture_wherever_it_was_hidden(hidden_in):
    secret = b"Jl. Rahasia 7"
    buffer = io.BytesIO()
    picture = Image.new("RGB", (80, 60), "red")
    if hidden_in == "png text":
        notes = PngInfo()
        notes.add_text("Author", secret.decode())
        picture.save(buffer, "PNG", pnginfo=notes)
        whole = buffer.getvalue()
    else:
        picture.save(buffer, "JPEG")
        whole = buffer.getvalue()
        segment = b"\xff\xeb" + (len(secret) + 2).to_bytes(2, "big") + secret
        whole = whole + secret if hidden_in == "after the end" else whole[:2] + segment + whole[2:]
    assert secret in whole
    clean = private_copy(ImageFile(io.BytesIO(whole), name="foto.jpg"))
    assert secret not in clean.read()
    with Image.open(clean) as image:
        assert image.size == (80, 60)


@pytest.mark.django_db
def test_a_photo_keeps_its_name_but_not_its_address():
    photo = PhotoFactory(file=phone_photo())
    assert photo.file.name.endswith("IMG_2031.jpg")
    assert photo.file.name != PhotoFactory(file=phone_photo()).file.name


def test_a_whole_photo_passes_and_is_left_at_its_start():
    file = phone_photo()
    require_whole(file)
    assert file.tell() == 0


@pytest.mark.django_db
def test_an_iphones_photo_becomes_a_jpeg_without_its_past():
    """`ponsel.heic` is drawn: left half yellow, right half green, lying on its side, with a maker and a place."""
    whole = (Path(__file__).parent / "files" / "ponsel.heic").read_bytes()
    upload = SimpleUploadedFile("IMG_0042.HEIC", whole, content_type="image/heic")
    form = get_image_form(Photo)(
        {"title": "Kain", "collection": Collection.get_first_root_node().pk}, {"file": upload}
    )
    assert form.is_valid(), form.errors
    photo = form.save()
    assert photo.file.name.endswith("-IMG_0042.jpg")
    assert (photo.width, photo.height) == (64, 96)
    assert metadata(photo.file) == ({}, {})
    with photo.file.open("rb") as opened, Image.open(opened) as image:
        assert image.format == "JPEG"
        top, bottom = image.getpixel((32, 10)), image.getpixel((32, 86))
    assert top[0] > 180 > top[2]
    assert bottom[0] < 100 < bottom[1]


def bomb():
    """A picture of 225 megapixels in a few kilobytes."""
    buffer = io.BytesIO()
    Image.new("1", (15_000, 15_000)).save(buffer, "PNG")
    return buffer.getvalue()


BAD_FILES = {
    "bomb.png": bomb,
    "terpotong.jpg": lambda: phone_photo(size=(1200, 900)).read()[:3000],
    "terpotong.heic": lambda: (Path(__file__).parent / "files" / "ponsel.heic").read_bytes()[:600],
    "program.jpg": lambda: b"MZ\x90\x00" + b"\x00" * 500,
    "gambar.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg.png": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "png-sebenarnya.jpg": lambda: _png(),
    "kosong.jpg": lambda: b"",
}


def _png():
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("name", BAD_FILES)
def test_what_is_no_photo_is_refused_and_nothing_is_stored(name):
    upload = SimpleUploadedFile(name, BAD_FILES[name](), content_type="image/jpeg")
    values = {"title": "Buruk", "collection": Collection.get_first_root_node().pk}
    form = get_image_form(Photo)(values, {"file": upload})
    assert not form.is_valid()
    assert list(form.errors) == ["file"]
    assert len(form.errors["file"]) == 1
    assert Photo.objects.count() == 0
