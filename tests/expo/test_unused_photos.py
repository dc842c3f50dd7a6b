"""Photos that phones sent and nobody put anywhere go after 60 days; all others stay."""

import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision

from catalog.models import ProductPhoto
from core.models import Photo, User
from expo.domain import unused_photos as unused
from expo.domain.goods_photos import KEPT
from expo.domain.unused_photos import forget_unused_photos, unused_photos
from expo.models import BoothPage, Received
from home.models import ContentPage
from lapak.opening.models import BoothOpening
from tests.factories import PhotoFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
LONG_AGO = KEPT + timedelta(minutes=1)


@pytest.fixture
def sent(merchant_user):
    """Make photos that somebody sent from a phone so long ago, before everything that shows them."""

    def make(*, by=merchant_user, ago=LONG_AGO):
        # Numbers that stand on no version by chance, which would be looked into.
        photo = PhotoFactory(pk=80_000_000 + Photo.objects.count(), uploaded_by_user=by)
        Photo.objects.filter(pk=photo.pk).update(created_at=timezone.now() - ago)
        received = Received.objects.create(user=by, key=uuid.uuid4(), photo=photo)
        Received.objects.filter(pk=received.pk).update(at=timezone.now() - ago)
        return Photo.objects.get(pk=photo.pk)

    return make


def test_a_photo_on_nothing_goes_with_its_file(booth, sent, django_capture_on_commit_callbacks):
    photo = sent()
    path = photo.file.path
    assert list(unused_photos()) == [photo]
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_unused_photos() == 1
    assert (Photo.objects.count(), Received.objects.count()) == (0, 0)
    with pytest.raises(FileNotFoundError), open(path, "rb"):
        pass
    assert forget_unused_photos() == 0


def test_it_waits_sixty_days(booth, sent):
    photo = sent(ago=KEPT - timedelta(minutes=1))
    assert forget_unused_photos() == 0
    assert forget_unused_photos(now=timezone.now() + timedelta(minutes=2)) == 1
    assert not Photo.objects.filter(pk=photo.pk).exists()


def on_booth(photo, booth, product, tree):
    BoothPage.objects.filter(pk=booth.pk).update(cover=photo)  # no version, no reference


def on_product(photo, booth, product, tree):
    product.photos.add(ProductPhoto(photo=photo))
    product.save()


def on_draft(photo, booth, product, tree):
    product.photos.add(ProductPhoto(photo=photo))
    product.save_revision()
    assert not ProductPhoto.objects.exists()


def on_older_version(photo, booth, product, tree):
    on_draft(photo, booth, product, tree)
    product.photos.clear()
    product.save_revision()


def in_story(photo, booth, product, tree):
    booth.story = [("photos", [{"photo": photo, "caption": "", "alt": "Meja"}])]
    booth.save()


def in_story_of_a_draft(photo, booth, product, tree):
    booth.story = [("photos", [{"photo": photo, "caption": "", "alt": "Meja"}])]
    booth.save_revision()


def on_a_version_that_cannot_be_built(photo, booth, product, tree):
    on_draft(photo, booth, product, tree)
    Revision.objects.filter(object_id=product.pk).update(object_id="987654")


def in_an_opening(photo, booth, product, tree):
    BoothOpening.objects.create(code_hash="x", sender="y", expires_at=timezone.now(), photo=photo)


def in_a_text(photo, booth, product, tree):
    """Only the index of references knows: as a text or a story somewhere else would stand in it."""
    page = ContentPage(title="Tulisan", slug="tulisan")
    tree.home.refresh_from_db()
    tree.home.add_child(instance=page)
    reference = ReferenceIndex.objects.filter(object_id=str(booth.pk)).first()
    reference.pk, reference.object_id = None, str(page.pk)
    reference.to_content_type = unused.ContentType.objects.get_for_model(Photo)
    reference.to_object_id, reference.content_path_hash = str(photo.pk), uuid.uuid4()
    reference.save()


PLACES = [
    on_booth,
    on_product,
    on_draft,
    on_older_version,
    in_story,
    in_story_of_a_draft,
    on_a_version_that_cannot_be_built,
    in_an_opening,
    in_a_text,
]


@pytest.mark.parametrize("put", PLACES, ids=[put.__name__ for put in PLACES])
def test_what_is_used_anywhere_stays(booth, tree, sent, put):
    product = ProductFactory(parent=booth)
    photo, lost = sent(), sent()
    put(photo, booth, product, tree)
    # Other numbers of the versions are no photos.
    product.price = lost.pk
    product.save_revision()
    assert list(unused_photos()) == [lost]
    assert forget_unused_photos() == 1
    assert list(Photo.objects.all()) == [photo]
    assert not Received.objects.exists()


@pytest.mark.parametrize("who", ["editor", "administrator", "canvasser", "colleague"])
def test_only_what_merchants_sent_themselves(request, booth, sent, who):
    if who == "colleague":
        photo = sent()
        Photo.objects.update(uploaded_by_user=UserFactory())
    else:
        photo = sent(by=request.getfixturevalue(who))
    PhotoFactory(uploaded_by_user=User.objects.get(memberships__merchant=booth.merchant))
    assert forget_unused_photos() == 0
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_what_is_put_somewhere_at_the_last_moment_stays(booth, sent, monkeypatch):
    photo = sent()
    found = [Photo.objects.get(pk=photo.pk)]
    BoothPage.objects.filter(pk=booth.pk).update(logo=photo)
    # Between looking and deleting; there is no other way to stand there.
    monkeypatch.setattr(unused, "unused_photos", lambda *, now: found)
    assert forget_unused_photos() == 0
    booth.refresh_from_db()
    assert booth.logo == photo


def test_what_is_put_on_a_draft_at_the_last_moment_stays(booth, sent, monkeypatch):
    product = ProductFactory(parent=booth)
    photo, lost = sent(), sent()
    product.save_revision().publish()
    Revision.objects.update(created_at=timezone.now() - timedelta(days=1))
    found = list(unused_photos())
    on_draft(photo, booth, product, None)
    # Between looking and deleting; there is no other way to stand there.
    monkeypatch.setattr(unused, "unused_photos", lambda *, now: found)
    assert (found, forget_unused_photos()) == ([photo, lost], 1)
    assert list(Photo.objects.all()) == [photo]


@pytest.mark.parametrize("photos", [1, 3])
def test_looking_costs_a_fixed_number_of_queries(booth, sent, photos, django_assert_num_queries):
    for _photo in range(photos):
        sent()
    with django_assert_num_queries(12):
        assert unused_photos().count() == photos


def test_the_command_and_the_calendar(booth, sent):
    photo = sent()
    for options, words in [
        (
            {"dry_run": True},
            f"{photo.pk} {photo.created_at:%Y-%m-%d} {photo.title}\n1 photos would be deleted.\n",
        ),
        ({}, "1 photos deleted.\n"),
        ({"dry_run": True}, "0 photos would be deleted.\n"),
    ]:
        said = StringIO()
        call_command("forget_photos", stdout=said, **options)
        assert said.getvalue() == words
    sent()
    said = StringIO()
    call_command("follow_calendar", stdout=said)
    assert "Photos nobody used: 1 deleted." in said.getvalue()
