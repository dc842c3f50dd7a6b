"""Two neighbours at the fair, with everything one must not learn of the other."""

import datetime
from types import SimpleNamespace

import pytest
from taggit.models import Tag

from catalog.models import ProductPage
from core.models import Photo
from expo.domain.programme import schedule
from expo.enums import SessionKind
from expo.models import ExpoPage, Room
from tests.expo.november import at
from tests.factories import BoothFactory, MerchantFactory, PhotoFactory, ProductFactory
from tests.links import fresh_catalogue, linked, trusted, with_links

__all__ = ["fresh_catalogue", "linked", "trusted", "with_links"]

SECRET = "RAHASIA"
"""A word in the title of everything that belongs to the neighbour and is not public."""


@pytest.fixture
def own(booth, product, merchant_user):
    """What belongs to `merchant_user`."""
    return SimpleNamespace(
        booth=booth,
        product=product,
        draft=ProductFactory(parent=booth, title="Rancangan sendiri", live=False),
        photo=PhotoFactory(title="Foto sendiri", uploaded_by_user=merchant_user),
        revision=booth.latest_revision,
    )


@pytest.fixture
def other(hall, other_booth):
    """What belongs to the neighbour, each hidden thing with SECRET in its title."""
    owner = other_booth.merchant.members.get()
    owner.first_name = "Tetangga Joko"
    owner.save()
    draft = ProductFactory(parent=other_booth, title=f"{SECRET} produk", live=False)
    draft.tags.add(f"{SECRET.lower()}-kata")
    draft.save()
    photo = PhotoFactory(title=f"{SECRET} foto", uploaded_by_user=owner)
    return SimpleNamespace(
        owner=owner,
        booth=other_booth,
        product=ProductFactory(parent=other_booth, title="Produk tetangga"),
        draft=draft,
        hidden_booth=BoothFactory(
            parent=hall, title=f"{SECRET} lapak", merchant=MerchantFactory(owner=owner), live=False
        ),
        photo=photo,
        revision=other_booth.latest_revision,
    )


@pytest.fixture
def nothing(db):
    """Ids that do not exist."""
    missing = SimpleNamespace(pk=987_654_321)
    assert not ProductPage.objects.filter(pk=missing.pk).exists()
    assert not Photo.objects.filter(pk=missing.pk).exists()
    assert not Tag.objects.filter(pk=missing.pk).exists()
    return SimpleNamespace(
        booth=missing, product=missing, draft=missing, photo=missing, revision=missing, hidden_booth=missing
    )


@pytest.fixture
def expo_days(tree):
    """An edition of two days, 27 and 28 November 2026, 8 to 21 o'clock in Jakarta, with two rooms."""
    edition = ExpoPage(
        title="Pesta Lapak",
        slug="pesta-lapak",
        starts_on=datetime.date(2026, 11, 27),
        ends_on=datetime.date(2026, 11, 28),
    )
    tree.expos.refresh_from_db()
    tree.expos.add_child(instance=edition)
    rooms = [
        Room.objects.create(edition=edition, name=name, sort_order=order)
        for order, name in enumerate(["Panggung utama", "Ruang bincang"])
    ]
    return SimpleNamespace(edition=edition, main=rooms[0], talk=rooms[1])


@pytest.fixture
def opening(expo_days):
    """A session of the first day, 9 to 10 o'clock."""
    return schedule(
        room=expo_days.main,
        title="Pembukaan",
        kind=SessionKind.OPENING,
        starts_at=at(27, 9),
        ends_at=at(27, 10),
        description="Doa; sambutan, dan lagu.\n\nDuduk manis.",
    )
