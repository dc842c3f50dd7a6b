"""Pictures follow their photo: its focal point, its file, its end; what is missing is made by a command."""

import io

import pytest
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image

from core.models import Photo, PhotoRendition
from core.photos import make_sources, rendition_specs, unfinished
from tests.factories import PhotoFactory, image_file

pytestmark = pytest.mark.django_db

RED, BLUE = (200, 30, 30), (30, 30, 200)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    """Files of these tests alone, so that they can be counted."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored_files(folder) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def two_halves(size=(1600, 600), name="dua.jpg", left=RED, right=BLUE) -> ImageFile:
    """Return a wide photo whose left half has one colour and whose right half another."""
    picture = Image.new("RGB", size, left)
    picture.paste(right, (size[0] // 2, 0, *size))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=95)
    buffer.seek(0)
    return ImageFile(buffer, name=name)


def colours_in(url: str) -> set[str]:
    """Return which of the two colours make at least a tenth of the picture at an address."""
    with default_storage.open(url.removeprefix("/media/")) as file, Image.open(file) as picture:
        small = picture.convert("RGB").resize((40, 30))
    pixels = [small.getpixel((x, y)) for x in range(40) for y in range(30)]
    shares = {
        "red": sum(red > 130 > blue for red, _green, blue in pixels),
        "blue": sum(blue > 130 > red for red, _green, blue in pixels),
    }
    return {name for name, share in shares.items() if share >= 120}


def look_at(photo, x, y, size=100):
    photo.focal_point_x, photo.focal_point_y = x, y
    photo.focal_point_width = photo.focal_point_height = size
    photo.save()


def test_every_crop_is_around_the_focal_point():
    photo = PhotoFactory(file=two_halves())
    sources = make_sources(photo)
    assert {
        colours_in(url) == {"red", "blue"}
        for kind in ("avif", "webp", "jpeg")
        for _w, url in sources["card"][kind]
    } == {True}
    for x, colour in ((100, "red"), (1500, "blue")):
        look_at(photo, x, 300)
        sources = make_sources(photo)
        shown = [
            colours_in(url) for kind in ("avif", "webp", "jpeg") for _width, url in sources["card"][kind]
        ]
        assert shown == [{colour}] * 5
        # What is not cropped shows all of it.
        assert [colours_in(url) for _width, url in sources["full"]["webp"]] == [{"red", "blue"}] * 2


def test_another_focal_point_leaves_no_old_crops_behind(own_media, django_capture_on_commit_callbacks):
    photo = PhotoFactory(file=two_halves())
    make_sources(photo)
    before = stored_files(own_media)
    with django_capture_on_commit_callbacks(execute=True):
        look_at(photo, 200, 300)
    assert stored_files(own_media) == before == 1 + PhotoRendition.objects.count()


def test_a_deleted_photo_leaves_no_file_behind(own_media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        photo = PhotoFactory()
    assert stored_files(own_media) == 1 + len(rendition_specs())
    with django_capture_on_commit_callbacks(execute=True):
        Photo.objects.get(pk=photo.pk).delete()
    assert (stored_files(own_media), PhotoRendition.objects.count()) == (0, 0)


def post_photo(client, photo, **values):
    data = {"title": photo.title, "description": "", "collection": photo.collection_id, **values}
    return client.post(reverse("wagtailimages:edit", args=[photo.pk]), data)


@pytest.mark.parametrize("who", ["editor", "merchant"])
def test_both_set_the_focal_point_in_the_administration(
    who, client, editor, merchant_user, booth, django_capture_on_commit_callbacks
):
    person = {"editor": editor, "merchant": merchant_user}[who]
    photo = PhotoFactory(file=two_halves(), uploaded_by_user=person)
    client.force_login(person)
    page = client.get(reverse("wagtailimages:edit", args=[photo.pk])).content.decode()
    assert page.count('name="focal_point_x"') == 1
    point = {"focal_point_x": 1500, "focal_point_y": 300, "focal_point_width": 90, "focal_point_height": 90}
    with django_capture_on_commit_callbacks(execute=True):
        assert post_photo(client, photo, **point).status_code == 302
    photo.refresh_from_db()
    assert [colours_in(url) for _width, url in photo.sources["card"]["webp"]] == [{"blue"}] * 2


def test_a_replaced_file_shows_at_once_and_the_old_one_is_gone(
    client, editor, own_media, django_capture_on_commit_callbacks
):
    photo = PhotoFactory(file=image_file(colour=RED))
    make_sources(photo)
    old = {path.name for path in own_media.rglob("*") if path.is_file()}
    client.force_login(editor)
    with django_capture_on_commit_callbacks(execute=True):
        upload = image_file(colour=BLUE, size=(900, 900), name="baru.jpg")
        assert post_photo(client, photo, file=upload).status_code == 302
    photo.refresh_from_db()
    assert [colours_in(url) for _width, url in photo.sources["card"]["avif"]] == [{"blue"}] * 2
    assert (photo.sources["full"]["width"], photo.sources["full"]["height"]) == (900, 900)
    now = {path.name for path in own_media.rglob("*") if path.is_file() and "max-165" not in path.name}
    assert now & old == set()
    assert len(now) == 1 + len(rendition_specs())


def test_pictures_of_a_file_replaced_meanwhile_are_thrown_away(own_media):
    photo = PhotoFactory(file=image_file(colour=RED))
    late = Photo.objects.get(pk=photo.pk)
    photo.file = image_file(colour=BLUE, name="baru.jpg")
    photo.save()
    make_sources(late)
    assert (Photo.objects.get(pk=photo.pk).sources, PhotoRendition.objects.count()) == ({}, 0)
    sources = make_sources(Photo.objects.get(pk=photo.pk))
    assert [colours_in(url) for _width, url in sources["card"]["webp"]] == [{"blue"}] * 2


def test_a_photo_deleted_while_its_pictures_are_made_leaves_no_file(own_media, monkeypatch):
    """The photo goes after its pictures were drawn and before they are stored."""
    photo = PhotoFactory()
    draw = Photo.get_renditions

    def draw_and_lose(self, *specs):
        made = draw(self, *specs)
        Photo.objects.get(pk=photo.pk).delete()
        default_storage.delete(photo.file.name)
        return made

    monkeypatch.setattr(Photo, "get_renditions", draw_and_lose)
    make_sources(photo)
    assert (stored_files(own_media), PhotoRendition.objects.count()) == (0, 0)


# The command


def run():
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("make_pictures", stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), ""


def test_what_is_missing_is_made_and_nothing_else():
    done, new, half = PhotoFactory(), PhotoFactory(), PhotoFactory()
    make_sources(done)
    make_sources(half)
    half.renditions.filter(filter_spec__startswith="max-640").first().delete()
    untouched = set(done.renditions.values_list("pk", flat=True))
    assert [photo.pk for photo in unfinished()] == [new.pk, half.pk]
    assert run() == ("3 photos: 2 made, 1 had theirs.\n", "", "")
    assert list(unfinished()) == []
    assert set(done.renditions.values_list("pk", flat=True)) == untouched
    assert {photo.renditions.count() for photo in Photo.objects.all()} == {len(rendition_specs())}


def test_photos_of_an_older_version_get_their_tone():
    photo = PhotoFactory()
    make_sources(photo)
    for group in photo.sources.values():
        del group["tone"]
    Photo.objects.filter(pk=photo.pk).update(sources=photo.sources)
    run()
    assert Photo.objects.get(pk=photo.pk).sources["card"]["tone"] == 17


def test_a_broken_photo_stops_nothing_and_is_named():
    first, lost, broken, last = (PhotoFactory(title=title) for title in ("Satu", "Hilang", "Rusak", "Empat"))
    default_storage.delete(lost.file.name)
    with default_storage.open(broken.file.name, "wb") as file:
        file.write(b"bukan foto")
    out, err, error = run()
    assert out == "4 photos: 2 made, 0 had theirs.\n"
    assert [line.partition(":")[0] for line in err.splitlines()] == [
        f"photo {lost.pk} (Hilang)",
        f"photo {broken.pk} (Rusak)",
    ]
    assert error == f"2 could not be made: {lost.pk}, {broken.pk}"
    assert all(Photo.objects.get(pk=photo.pk).sources for photo in (first, last))


def test_lost_files_of_pictures_are_found_when_asked():
    photo = PhotoFactory()
    make_sources(photo)
    lost = photo.renditions.get(filter_spec="fill-320x240|format-webp")
    default_storage.delete(lost.file.name)
    assert list(unfinished()) == []
    call_command("make_pictures", look_at_files=True, stdout=io.StringIO())
    photo.refresh_from_db()
    assert all(
        default_storage.exists(url.removeprefix("/media/")) for _width, url in photo.sources["card"]["webp"]
    )


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_unfinished_photos_costs_the_same_for_any_number(count, django_assert_num_queries):
    for photo in PhotoFactory.create_batch(count):
        make_sources(photo)
    with django_assert_num_queries(3):
        assert list(unfinished()) == []
