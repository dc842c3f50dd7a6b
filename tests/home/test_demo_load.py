"""Loading the demo: complete, repeatable, harmless when run twice."""

import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from wagtail.images.models import Filter
from wagtail.models import Page, TaskState

from catalog.models import ProductListing, ProductPage
from core.models import Photo, User
from core.photos import rendition_specs
from expo.domain.moderation import waiting_for_review
from expo.models import BoothListing, BoothPage, ExpoPage, HallPage, ShowcasePage
from home.demo.content import site
from home.demo.people import demo_password, password_file
from home.domain import set_up_site
from home.models import HomePage
from marketplaces.models import OutboundLink
from merchants.models import Membership

pytestmark = pytest.mark.django_db

SMALL = {"booths": 2, "products": 5, "workers": 0, "picture_width": 340, "password": "sandi-untuk-tes-1"}


@pytest.fixture(autouse=True)
def no_leftovers(settings, tmp_path):
    """Keep passwords and marks of one test from another."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


def load(**options):
    out = io.StringIO()
    call_command("load_demo", stdout=out, **{**SMALL, **options})
    return out.getvalue()


def snapshot():
    """What the demo says and shows, without the numbers the database gives out."""
    pages = list(
        Page.objects.order_by("path").values_list("path", "title", "slug", "url_path", "live", "draft_title")
    )
    booths = [
        (
            booth.short_code, booth.stall_number, booth.tagline, booth.founded, booth.whatsapp, booth.merchant.name,
            [block for block in booth.story.get_prep_value() if block["type"] != "photo"],
            list(booth.certificates.values_list("type", "number", "valid_until", "is_checked")),
            list(booth.links.values_list("pasted", "address", "key")),
        )
        for booth in BoothPage.objects.order_by("path").select_related("merchant")
    ]  # fmt: skip
    products = [
        (product.description, product.price, product.availability, sorted(product.tags.names()),
         list(product.links.values_list("address", "key")), product.sku)
        for product in ProductPage.objects.order_by("path")
    ]  # fmt: skip
    photos = list(Photo.objects.order_by("pk").values_list("title", "file_hash", "width", "height"))
    people = list(User.objects.order_by("username").values_list("username", "first_name", "is_superuser"))
    return repr([str(pages), str(booths), str(products), photos, people])


def test_everything_is_there():
    output = load()
    assert HallPage.objects.live().count() == 6
    assert list(BoothPage.objects.live().values_list("title", flat=True)) == [
        "Batik Canting Kenanga",
        "Keripik Tempe Bu Darmi",
    ]
    assert BoothListing.objects.count() == 2
    assert ProductListing.objects.count() == ProductPage.objects.live().count() == 5
    assert ProductListing.objects.filter(picture={}).count() == 0
    assert ShowcasePage.objects.live().count() == len(site()["showcases"])
    assert HomePage.objects.get().showcase.title == "Teman Duduk Sore"
    assert ExpoPage.objects.public().running_or_next().count() == 1
    assert Page.objects.filter(depth=3, show_in_menus=True).count() == 3
    assert User.objects.filter(is_superuser=True).count() == 1
    assert Membership.objects.filter(role="helper").count() == 1
    assert BoothPage.objects.filter(is_trusted=True).count() == 2
    assert all(
        address.startswith("https://") for address in OutboundLink.objects.values_list("address", flat=True)
    )
    # Work in progress: two booths and two edits wait, one booth and one edit were sent back.
    assert sorted(waiting.title for waiting in waiting_for_review() if waiting.is_first_publication) == [
        "Kaca Timbul Arjuna",
        "Roti Widoro Payung",
    ]
    assert len(waiting_for_review()) == 4
    assert TaskState.objects.filter(status=TaskState.STATUS_REJECTED).exclude(comment="").count() == 2
    assert mail.outbox == []
    assert "sandi-untuk-tes-1" in output
    assert "admin@gelarlapak.example" in output
    admin = User.objects.get(is_superuser=True)
    assert admin.check_password("sandi-untuk-tes-1")


def test_second_run_changes_nothing_and_the_same_seed_makes_the_same():
    with transaction.atomic():
        load()
        first = snapshot()
        assert "nothing changed" in load()
        assert snapshot() == first
        transaction.set_rollback(True)
    load()
    assert snapshot() == first


def test_another_seed_makes_another():
    with transaction.atomic():
        load(booths=1, products=1)
        first = snapshot()
        transaction.set_rollback(True)
    load(booths=1, products=1, seed=7)
    assert snapshot() != first


def test_photos_are_as_wagtail_would_make_them():
    load(booths=1, products=1)
    for photo in Photo.objects.all():
        specs = set(rendition_specs().values())
        assert set(photo.renditions.values_list("filter_spec", flat=True)) == specs
        for rendition in photo.renditions.all():
            made = Filter(spec=rendition.filter_spec).run(photo, io.BytesIO())
            assert (rendition.width, rendition.height) == made.get_size()
            assert rendition.focal_point_key == Filter(spec=rendition.filter_spec).get_cache_key(photo)
            assert rendition.file.size > 500
        assert photo.sources["card"]["avif"]
        assert photo.uploaded_by_user is not None
        assert photo.file_hash


def test_empty_means_no_booths():
    load(booths=1, products=1)
    before = snapshot()
    out = io.StringIO()
    call_command("load_demo", if_empty=True, stdout=out)
    assert snapshot() == before
    assert "Demo log-ins" in out.getvalue()


def test_a_load_that_was_stopped_goes_on():
    set_up_site()
    load(booths=1, products=1)
    from django.conf import settings

    (settings.DATA_DIR / "demo_unfinished").touch()
    out = io.StringIO()
    call_command("load_demo", **{**SMALL, "booths": 2, "products": 2}, if_empty=True, stdout=out)
    assert BoothPage.objects.live().count() == 2
    assert not (settings.DATA_DIR / "demo_unfinished").exists()


def test_production_settings_refuse_the_log_ins(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.production")
    with pytest.raises(CommandError, match="production"):
        load()
    assert not BoothPage.objects.exists()


def test_password_is_made_once_and_kept_private():
    assert demo_password() == demo_password()
    assert password_file().stat().st_mode & 0o077 == 0
