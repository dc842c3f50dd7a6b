"""What pages show while a photo's pictures are being made by a worker, and what follows once they are."""

import io

import pytest
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from catalog.models import ProductListing, ProductPhoto
from core.models import Photo
from core.photos import ON_THEIR_WAY, make_sources
from expo.models import BoothListing
from tests.factories import PhotoFactory, image_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def with_worker(settings):
    """Leave background work to a worker, as production does."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def work():
    """Do all that waits as the worker does it, but for its loop, which takes the transaction of a test amiss."""
    worker = Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="uji",
    )
    while waiting := list(DBTaskResult.objects.ready()):
        for result in waiting:
            result.claim("uji")
            with captured(execute=True):
                worker.run_task(result)


def captured(execute):
    """Collect what is to happen once a change is stored, and let it happen."""
    return TestCase.captureOnCommitCallbacks(execute=execute)


def publish(page):
    with captured(execute=True):
        page.save_revision().publish()


def upload(**values) -> Photo:
    with captured(execute=True):
        return PhotoFactory(**values)


def html(client, page) -> str:
    return client.get(page.get_url()).content.decode()


def test_a_worker_makes_the_pictures_and_rows_and_pages_follow(client, with_worker, booth, product):
    cover, photo = upload(), upload()
    booth.cover = cover
    publish(booth)
    product.photos = [ProductPhoto(photo=photo)]
    publish(product)
    # The request is over, and nothing is made yet: drawn placeholders, no picture of anything else.
    assert Photo.objects.filter(sources={}).count() == 2
    assert BoothListing.objects.get(page=booth.pk).picture == {}
    assert ProductListing.objects.get(page=product.pk).picture == {}
    for page in (booth, product):
        shown = html(client, page)
        assert ("<picture" in shown, 'class="placeholder"' in shown) == (False, True)
    work()
    assert DBTaskResult.objects.exclude(status="SUCCESSFUL").count() == 0
    cover.refresh_from_db()
    photo.refresh_from_db()
    assert BoothListing.objects.get(page=booth.pk).picture == cover.sources["card"]
    assert ProductListing.objects.get(page=product.pk).picture == photo.sources["card"]
    assert cover.sources["card"]["avif"][-1][1] in html(client, booth)
    assert photo.sources["full"]["avif"][-1][1] in html(client, product)


def test_a_cover_in_the_making_is_not_stood_in_for_by_a_product(client, with_worker, booth, product):
    photo = PhotoFactory()
    make_sources(photo)
    product.photos = [ProductPhoto(photo=photo)]
    publish(product)
    assert BoothListing.objects.get(page=booth.pk).picture == photo.sources["card"]
    booth.cover = upload()
    publish(booth)
    row = BoothListing.objects.get(page=booth.pk)
    assert row.picture == {}
    storefront = html(client, booth).partition('class="storefront__cover"')[2].partition("</div>")[0]
    assert ("<picture" in storefront, 'class="placeholder"' in storefront) == (False, True)


def test_a_replaced_photo_shows_nothing_until_the_new_one_is_there(client, with_worker, booth):
    cover = upload()
    booth.cover = cover
    publish(booth)
    work()
    old = BoothListing.objects.get(page=booth.pk).picture
    assert old["tone"] == 17
    photo = Photo.objects.get(pk=cover.pk)
    photo.file = image_file(colour="#1d4fc2", name="baru.jpg")
    photo.renditions.all().delete()
    with captured(execute=True):
        photo.save()
    assert BoothListing.objects.get(page=booth.pk).picture == {}
    work()
    new = BoothListing.objects.get(page=booth.pk).picture
    assert new == Photo.objects.get(pk=cover.pk).sources["card"]
    assert new["tone"] != old["tone"]


def test_what_a_crashed_worker_left_is_made_by_the_command(with_worker, booth):
    booth.cover = upload()
    publish(booth)
    # As a worker leaves it that was killed in the middle: claimed, and never taken up again.
    DBTaskResult.objects.filter(task_path__endswith="make_pictures").update(status="RUNNING")
    work()
    assert BoothListing.objects.get(page=booth.pk).picture == {}
    call_command("make_pictures", stdout=io.StringIO())
    assert BoothListing.objects.get(page=booth.pk).picture["width"] == 640


def test_what_a_crashed_worker_left_is_made_within_the_hour(with_worker, booth):
    booth.cover = upload()
    publish(booth)
    DBTaskResult.objects.filter(task_path__endswith="make_pictures").update(status="RUNNING")
    broken = PhotoFactory()
    broken.file.storage.delete(broken.file.name)
    Photo.objects.filter(pk=broken.pk).update(created_at=timezone.now() - ON_THEIR_WAY)
    call_command("follow_calendar", verbosity=0)
    # A worker that is only busy makes it itself.
    assert BoothListing.objects.get(page=booth.pk).picture == {}
    Photo.objects.filter(pk=booth.cover.pk).update(created_at=timezone.now() - ON_THEIR_WAY)
    call_command("follow_calendar", verbosity=0)
    assert BoothListing.objects.get(page=booth.pk).picture["width"] == 640
    assert Photo.objects.get(pk=broken.pk).sources == {}


def test_a_gallery_leaves_out_photos_without_pictures(client, booth, product):
    whole, unmade = upload(), PhotoFactory()
    product.photos = [ProductPhoto(photo=unmade, sort_order=0), ProductPhoto(photo=whole, sort_order=1)]
    publish(product)
    Photo.objects.filter(pk=unmade.pk).update(sources={})
    shown = html(client, product)
    assert (shown.count('id="foto-'), shown.count("gallery__thumbs")) == (1, 0)
