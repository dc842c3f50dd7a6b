"""What public rows copy of other things follows when those change, move, end or go."""

import datetime
import time

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalog.domain.search_misses import count_miss
from catalog.models import MissedSearch, ProductListing
from core.models import Photo
from core.photos import make_sources
from expo.domain.calendar import drop_ended_certificates
from expo.models import BoothListing, BoothPage
from tests.factories import (
    AreaFactory,
    BoothFactory,
    CategoryFactory,
    MarketFactory,
    PhotoFactory,
    ProductFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def publish(page):
    page.save_revision().publish()


def row(booth) -> BoothListing:
    return BoothListing.objects.get(page=booth.pk)


def test_a_place_that_is_renamed_or_goes_is_followed(booth):
    area = AreaFactory(name="Kota Lama")
    market = MarketFactory(name="Pasar Pagi", area=area)
    booth.area, booth.market = area, market
    publish(booth)
    assert row(booth).place_label == "Pasar Pagi, Kota Lama"
    market.name = "Pasar Sore"
    market.save()
    assert row(booth).place_label == "Pasar Sore, Kota Lama"
    market.delete()
    assert row(booth).place_label == "Kota Lama"
    area.delete()
    assert (row(booth).place_label, row(booth).area_id, row(booth).market_id) == ("", None, None)


def test_a_category_in_another_group_takes_its_booths_along(booth, other_booth):
    old, new = CategoryFactory(name="Kain"), CategoryFactory(name="Busana")
    kind = CategoryFactory(name="Batik tulis", parent=old)
    ProductFactory(parent=booth, category=kind)
    ProductFactory(parent=other_booth, category=old)
    assert row(booth).category_ids == sorted([kind.pk, old.pk])
    kind.parent = new
    kind.save()
    assert row(booth).category_ids == sorted([kind.pk, new.pk])
    assert row(other_booth).category_ids == [old.pk]


def test_a_deleted_photo_leaves_no_dead_picture(booth, product):
    first, second, logo = PhotoFactory(), PhotoFactory(), PhotoFactory()
    for photo in (first, second, logo):
        make_sources(photo)
    product.photos = [product.photos.model(photo=first), product.photos.model(photo=second)]
    publish(product)
    booth.logo = logo
    publish(booth)
    assert row(booth).logo == logo.sources["card"]
    assert row(booth).picture == first.sources["card"]
    Photo.objects.get(pk=logo.pk).delete()
    Photo.objects.get(pk=first.pk).delete()
    assert row(booth).logo == {}
    assert ProductListing.objects.get(page=product.pk).picture == second.sources["card"]
    assert row(booth).picture == second.sources["card"]


def test_a_product_that_moves_leaves_its_old_booth(booth, other_booth, product):
    photo = PhotoFactory()
    make_sources(photo)
    product.photos = [product.photos.model(photo=photo)]
    publish(product)
    product.move(BoothPage.objects.get(pk=other_booth.pk), pos="last-child")
    assert (row(booth).product_count, row(booth).picture) == (0, {})
    assert (row(other_booth).product_count, row(other_booth).picture) == (1, photo.sources["card"])


def test_a_row_of_another_booth_on_the_same_stall_is_not_shown(client, hall, booth):
    stranger = BoothFactory(parent=hall, title="Bukan ini")
    BoothListing.objects.filter(page=stranger.pk).update(stall_number=row(booth).stall_number)
    context = client.get(booth.get_url()).context
    assert (context["row"].title, context["left"], context["right"]) == ("Batik Sekar", None, None)
    assert client.get(stranger.get_url()).context["row"].title == "Bukan ini"


def test_certificates_that_ended_leave_cards_and_filters(booth, other_booth, product):
    yesterday = TODAY - datetime.timedelta(days=1)
    other_product = ProductFactory(parent=other_booth)
    for page, until in ((booth, TODAY), (other_product, TODAY)):
        page.certificates = [page.certificates.model(type="halal", valid_until=until, is_checked=True)]
        publish(page)

    def shown():
        return list(ProductListing.objects.order_by("page").values_list("page", "certificates"))

    before = [(product.pk, [["halal", True]]), (other_product.pk, [["halal", True]])]
    assert shown() == before
    call_command("follow_calendar", verbosity=0)
    assert shown() == before
    for page in (booth, other_product):
        page.certificates.all().model.objects.filter(page=page.pk).update(valid_until=yesterday)
    assert drop_ended_certificates(today=TODAY) == 2
    assert shown() == [(product.pk, []), (other_product.pk, [])]
    assert (row(booth).certificates, row(booth).checked) == ([], False)


def test_the_calendar_publishes_what_was_planned(booth):
    booth.title = "Nama baru"
    booth.go_live_at = timezone.now() + datetime.timedelta(seconds=1)
    publish(booth)
    assert row(booth).title == "Batik Sekar"
    time.sleep(1.1)
    call_command("follow_calendar", verbosity=0)
    assert row(booth).title == "Nama baru"


def test_old_notes_of_searches_are_forgotten():
    for days in (399, 401):
        count_miss(text=f"dicari {days}", day=TODAY - datetime.timedelta(days=days))
    call_command("follow_calendar", verbosity=0)
    assert list(MissedSearch.objects.values_list("text", flat=True)) == ["dicari 399"]
