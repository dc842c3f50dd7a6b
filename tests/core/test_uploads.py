"""What is stored of a photo is the picture alone."""

import io
import re
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from core.models import Photo
from core.photos import make_sources, rendition_specs
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


def encoded(kind, size=(640, 480), mode="RGB", **options) -> bytes:
    """Return a picture of noise: it does not compress, so that any part cut off is missed."""
    buffer = io.BytesIO()
    picture = Image.effect_noise(size, 80).convert(mode) if mode != "1" else Image.new(mode, size)
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def cut(kind) -> bytes:
    """Return the first two thirds of a picture."""
    whole = encoded(kind)
    return whole[: len(whole) * 2 // 3]


HEIC = (Path(__file__).parent / "files" / "ponsel.heic").read_bytes()
BAD_FILES = {
    # 225 megapixels in a few kilobytes.
    "bomb.png": lambda: encoded("PNG", size=(15_000, 15_000), mode="1"),
    "besar.webp": lambda: _plain("WEBP", (7100, 7100)),
    "besar.jpg": lambda: _plain("JPEG", (7100, 7100)),
    "terpotong.jpg": lambda: cut("JPEG"),
    "terpotong.png": lambda: cut("PNG"),
    "terpotong.webp": lambda: cut("WEBP"),
    "terpotong.avif": lambda: cut("AVIF"),
    "terpotong.heic": lambda: HEIC[:600],
    "rusak.avif": lambda: without_a_picture(),
    "kepala-saja.jpg": lambda: cut("JPEG")[:100],
    "berat.jpg": lambda: _plain("JPEG", (80, 60)) + b"\0" * (20 * 1024 * 1024),
    "heic-sebenarnya.png": lambda: HEIC,
    "gif-sebenarnya.png": lambda: _plain("GIF", (40, 30)),
    "animasi.gif": lambda: _plain("GIF", (40, 30)),
    "halaman.jpg": lambda: b"<!doctype html><script>alert(1)</script>",
    "program.jpg": lambda: b"MZ\x90\x00" + b"\x00" * 500,
    "gambar.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg.png": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "skrip.svg.png": lambda: (
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    ),
    "png-sebenarnya.jpg": lambda: _plain("PNG", (40, 30)),
    "kosong.jpg": lambda: b"",
}


def without_a_picture() -> bytes:
    """Return an AVIF whose box `pitm` names a picture that is not in it."""
    whole = encoded("AVIF")
    number = whole.index(b"pitm") + 8
    return whole[:number] + b"\x77\x77" + whole[number + 2 :]


def _plain(kind, size):
    buffer = io.BytesIO()
    Image.new("RGB", size, "red").save(buffer, kind)
    return buffer.getvalue()


def _grey_of_sixteen_bits() -> bytes:
    buffer = io.BytesIO()
    Image.new("I;16", (64, 48), 40_000).save(buffer, "PNG")
    return buffer.getvalue()


def offer(name, content):
    """Return the form of a photo with this file."""
    upload = SimpleUploadedFile(name, content, content_type="image/jpeg")
    values = {"title": "Kain", "collection": Collection.get_first_root_node().pk}
    return get_image_form(Photo)(values, {"file": upload})


@pytest.mark.django_db
@pytest.mark.parametrize("name", BAD_FILES)
def test_what_is_no_photo_is_refused_in_plain_words_and_nothing_is_stored(name):
    form = offer(name, BAD_FILES[name]())
    assert not form.is_valid()
    assert list(form.errors) == ["file"]
    assert len(form.errors["file"]) == 1
    # The person reads a sentence, not what a decoder says.
    assert re.fullmatch(r"[A-Z][^<>{}]{20,160}", form.errors["file"][0])
    assert not re.search(r"(?i)pil|decod|errno|exception|bytes read", form.errors["file"][0])
    assert Photo.objects.count() == 0


GOOD_FILES = {
    "IMG_1.JPG": lambda: encoded("JPEG", size=(3000, 2000)),
    "foto.jpeg": lambda: encoded("JPEG", mode="CMYK"),
    "abu.jpg": lambda: encoded("JPEG", mode="L"),
    "layar.png": lambda: encoded("PNG", mode="RGBA"),
    "palet.png": lambda: encoded("PNG", mode="P"),
    "toko.webp": lambda: encoded("WEBP", mode="RGBA"),
    "ponsel.avif": lambda: encoded("AVIF"),
    "IMG_0042.HEIC": lambda: HEIC,
    "catatan-rusak.jpg": lambda: encoded("JPEG", exif=b"Exif\0\0MZ\0*" + bytes(40)),
    "abu-abu-16-bit.png": lambda: _grey_of_sixteen_bits(),
    "lima-puluh-megapiksel.jpg": lambda: _plain("JPEG", (10_000, 5_000)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", GOOD_FILES)
def test_what_phones_make_is_taken_and_gets_its_pictures(name):
    form = offer(name, GOOD_FILES[name]())
    assert form.is_valid(), form.errors
    photo = form.save()
    assert max(photo.width, photo.height) <= 2560
    assert make_sources(photo)["card"]["jpeg"][-1][1].endswith(".jpg")
    assert photo.renditions.count() == len(rendition_specs())


@pytest.mark.django_db
def test_grey_of_sixteen_bits_keeps_its_brightness():
    form = offer("abu.png", _grey_of_sixteen_bits())
    assert form.is_valid()
    photo = form.save()
    with photo.file.open("rb") as opened, Image.open(opened) as image:
        assert (image.mode, image.getpixel((5, 5))) == ("L", 40_000 // 256)


@pytest.mark.django_db
@pytest.mark.parametrize("place", [176, 12, 90, 300])
def test_a_damaged_photo_of_an_iphone_never_ends_the_process(place):
    """A byte that makes an older decoder (libheif 1.23.0) end the whole process, and others."""
    form = offer("IMG_0043.HEIC", HEIC[:place] + b"\xef" + HEIC[place + 1 :])
    assert form.is_valid() or list(form.errors) == ["file"]


TRACES = [
    b"Exif\0\0",
    b"http://ns.adobe.com/xap",
    b"<x:xmpmeta",
    b"Photoshop 3.0",
    b"Ponsel",
    b"Jl. Rahasia 7",
]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_trace_of_any_kind_is_in_any_stored_file(kind):
    exif = Image.Exif()
    exif[MAKER] = "Ponsel"
    exif[0x9286] = "Jl. Rahasia 7"
    exif.get_ifd(GPS)[2] = (6.0, 53.0, 24.0)
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>Jl. Rahasia 7</creator></x:xmpmeta>'
    options = {"exif": exif.tobytes()} | ({"xmp": xmp} if kind in ("JPEG", "WEBP", "AVIF") else {})
    whole = encoded(kind, **options)
    assert b"Jl. Rahasia 7" in whole
    form = offer(f"a.{kind.lower()}", whole)
    assert form.is_valid(), form.errors
    photo = form.save()
    make_sources(photo)
    files = [photo.file, *(rendition.file for rendition in photo.renditions.all())]
    assert len(files) == 1 + len(rendition_specs())
    for file in files:
        with file.open("rb") as opened:
            content = opened.read()
        assert [trace for trace in TRACES if trace in content] == [], file.name
        assert metadata(file) == ({}, {})
