"""Prices of participants that begin and end by themselves, to the second and on kept pages."""

import datetime
import json
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import time_machine
from django.core.cache import cache, caches
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from catalog.domain.search import rebuild_index
from catalog.domain.terms import Terms
from catalog.models import OfferedPrice, ProductListing
from catalog.models.offered import offer_at, offers_of
from expo.domain.freshness import set_price
from expo.domain.offers import offer_moments, remove_offer, set_offer, write_rows
from expo.domain.participants import marks_now
from expo.domain.participation import withdraw
from expo.models import ExpoOffer, ExpoPage
from expo.sharing.feeds import entries
from tests.expo.edition_cases import CALL, accepted, applied, at, make_edition
from tests.factories import HallFactory, ProductFactory

pytestmark = pytest.mark.django_db
SECOND = datetime.timedelta(seconds=1)
FROM, UNTIL = at(27, 10), at(27, 15, 30)


@pytest.fixture
def edition(tree, hall):
    """Two days, 8 to 21 o'clock."""
    return make_edition(tree, places={hall: 5})


@pytest.fixture
def row(edition, hall, booth):
    """The booth's place in the edition."""
    return accepted(edition, hall, booth=booth)


@pytest.fixture
def offer(row, product):
    """Rp300.000 instead of Rp350.000 from ten until half past three."""
    return set_offer(participation=row, product=product, price=300000, starts_at=FROM, ends_at=UNTIL)


MOMENTS = {FROM - SECOND: False, FROM: True, UNTIL - SECOND: True, UNTIL: False}


def shown(product):
    """Return, for each moment around the offer, what a reader of the page there sees, by address."""
    listing = ProductListing.objects.get(pk=product.pk)
    seen = {}
    for now in MOMENTS:
        with time_machine.travel(now, tick=False):
            for address in (listing.url, listing.booth_url, "/katalog/"):
                text = Client().get(address).text
                prices = set(re.findall(r"Rp\d{3}\.000", text[text.index("<main") :]))
                seen.setdefault(now, []).append("Rp300.000" in prices)
    return seen


def test_it_begins_and_ends_to_the_second_also_on_kept_pages(offer, product, settings):
    settings.PAGE_CACHE_SECONDS = 600
    caches["pages"].clear()
    expected = {now: [holds] * 3 for now, holds in MOMENTS.items()}
    assert shown(product) == expected
    # And back: nothing was written when it ended.
    assert shown(product) == expected


@pytest.mark.parametrize("text", ["", "kain"])
def test_the_catalogue_sorts_filters_and_counts_by_the_price_that_holds(offer, product, booth, text, editor):
    ProductFactory(parent=booth, title="Kain murah", price=240000)
    ProductFactory(parent=booth, title="Kain dekat", price=320000)
    ProductFactory(parent=booth, title="Kain tanpa harga", price=None)
    ExpoOffer.objects.update(price=200000)
    write_rows(product_ids=[product.pk])

    def seen(**query):
        context = Client().get("/katalog/", query | ({"q": text} if text else {})).context_data
        bands = next((group for group in context["groups"] if group.name == "harga"), None)
        counts = {option.label: option.count for option in bands.options} if bands else {}
        return [row.title for row in context["products"]], context["total"], counts

    usual = ["Kain murah", "Kain dekat", "Kain batik tulis", "Kain tanpa harga"]
    offered = ["Kain batik tulis", "Kain murah", "Kain dekat", "Kain tanpa harga"]
    under, over = "Rp100.000–Rp250.000", "Rp250.000–Rp1.000.000"
    for now, holds in MOMENTS.items():
        cheapest, counts = (offered, {under: 2, over: 1}) if holds else (usual, {under: 1, over: 2})
        in_band = cheapest[: counts[under]]
        with time_machine.travel(now, tick=False):
            assert seen(urut="termurah") == (cheapest, 4, counts)
            assert seen(urut="termahal")[0] == [*reversed(cheapest[:3]), cheapest[3]]
            for more in ({}, {"hall": "batik"}):
                found, total, told = seen(urut="termurah", harga_min=100000, harga_maks=250000, **more)
                assert (found, total, told) == (in_band, len(in_band), counts)
    # A usual price below it wins here, too.
    set_price(product=product, price=190000, price_to=None, by=editor)
    cache.clear()
    with time_machine.travel(FROM, tick=False):
        assert seen(urut="termurah")[0] == offered
        assert seen(harga_maks=195000)[0] == ["Kain batik tulis"]


def test_the_index_made_anew_keeps_them(offer, product):
    rebuild_index()
    assert list(OfferedPrice.objects.values_list("page", "price")) == [(product.pk, 300000)]
    product.unpublish()
    assert not OfferedPrice.objects.exists()
    product.save_revision().publish()
    assert list(OfferedPrice.objects.values_list("page", "price")) == [(product.pk, 300000)]


def test_machines_read_the_price_that_holds(offer, product):
    url = ProductListing.objects.get(pk=product.pk).url
    read = {}
    for now in (FROM, UNTIL):
        with time_machine.travel(now, tick=False):
            text = Client().get(url).text
        graph = json.loads(re.search(r'ld\+json">(.*?)</script>', text, re.S)[1])["@graph"]
        read[now] = next(node["offers"] for node in graph if node["@type"] == "Product")
    assert [read[now]["price"] for now in (FROM, UNTIL)] == [300000, 350000]
    assert datetime.datetime.fromisoformat(read[FROM]["priceValidUntil"]) == UNTIL
    assert "priceValidUntil" not in read[UNTIL]


def test_an_order_costs_what_holds_and_tells_what_changed(offer, product, booth):
    listing = ProductListing.objects.get(pk=product.pk)
    order = reverse("ordering:order", args=[booth.short_code])
    with time_machine.travel(FROM, tick=False):
        page = Client().get(order, {f"q{product.pk}": 2}).context["order"]
        seen = page.lines[0].terms.as_text()
        assert (page.total_label, seen) == ("Rp600.000", "300000....1")
    with time_machine.travel(UNTIL, tick=False):
        page = Client().get(order, {f"q{product.pk}": 2, f"s{product.pk}": seen}).context["order"]
        assert (page.total_label, page.lines[0].news != "") == ("Rp700.000", True)
    assert listing.usual_label == "Rp350.000"


def test_a_wholesale_price_counts_only_where_it_is_lower(offer, product):
    with time_machine.travel(FROM, tick=False):
        listing = ProductListing.objects.get(pk=product.pk)
        listing.min_order, listing.wholesale_from = 1, 10
        listing.wholesale_price = 320000
        dear = Terms.of(listing)
        listing.wholesale_price = 250000
        cheap = Terms.of(listing)
    assert [terms.each(10)[0] for terms in (dear, cheap)] == [300000, 250000]
    product.wholesale_price, product.wholesale_from = 320000, 10
    product.save_revision().publish()
    told = []
    for now in (FROM - SECOND, FROM):
        with time_machine.travel(now, tick=False):
            told.append("Harga grosir" in Client().get(listing.url).text)
    assert told == [True, False]


def test_moments_are_told_for_their_day(offer):
    assert set(offer_moments(datetime.date(2026, 11, 27))) == {FROM, UNTIL}
    assert set(offer_moments(datetime.date(2026, 11, 28))) == set()


def test_rows_made_anew_keep_it(offer, product, booth, editor):
    stored = ProductListing.objects.get(pk=product.pk).offers
    assert len(stored) == 1
    booth.unpublish()
    assert not ProductListing.objects.filter(pk=product.pk).exists()
    booth.save_revision().publish()
    assert ProductListing.objects.get(pk=product.pk).offers == stored
    set_price(product=product, price=400000, price_to=None, by=editor)
    assert ProductListing.objects.get(pk=product.pk).offers == stored


def test_a_usual_price_below_it_wins(offer, product, editor):
    set_price(product=product, price=290000, price_to=None, by=editor)
    listing = ProductListing.objects.get(pk=product.pk)
    assert offer_at(listing.offers, listing.price, FROM) is None


@pytest.mark.parametrize("end", ["taken back", "withdrawn", "changed"])
def test_it_ends_early(offer, row, product, end):
    if end == "taken back":
        remove_offer(participation=row, product=product)
    elif end == "withdrawn":
        withdraw(participation=row, by=None, now=CALL)
    else:
        set_offer(participation=row, product=product, price=310000, starts_at=FROM, ends_at=UNTIL)
    left = [310000] if end == "changed" else []
    assert list(ExpoOffer.objects.values_list("price", flat=True)) == left
    assert [price for price, *_times in ProductListing.objects.get(pk=product.pk).offers] == left


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"price": 350000}, "price"),
        ({"price": 0}, "price"),
        ({"starts_at": at(27, 7, 59)}, "starts_at"),
        ({"ends_at": at(28, 21, 0, 1)}, "ends_at"),
        ({"ends_at": FROM}, "ends_at"),
    ],
)
def test_what_cannot_be_is_explained(row, product, values, field):
    values = {"price": 300000, "starts_at": FROM, "ends_at": UNTIL} | values
    with pytest.raises(ValidationError) as error:
        set_offer(participation=row, product=product, **values)
    assert set(error.value.error_dict) == {field}


def test_two_editions_do_not_offer_one_product_at_once(tree, offer, hall, booth, product):
    second = make_edition(tree, places={hall: 5}, title="Kedua")
    other = accepted(second, hall, booth=booth)
    with pytest.raises(ValidationError):
        set_offer(
            participation=other, product=product, price=1000, starts_at=UNTIL - SECOND, ends_at=at(27, 20)
        )
    set_offer(participation=other, product=product, price=290000, starts_at=UNTIL, ends_at=at(27, 20))
    listing = ProductListing.objects.get(pk=product.pk)
    prices = [offer_at(listing.offers, listing.price, now) for now in (UNTIL - SECOND, UNTIL, at(27, 20))]
    assert [holding and holding.price for holding in prices] == [300000, 290000, None]


def publish(edition, **values):
    """Publish an edition with other fields."""
    page = ExpoPage.objects.get(pk=edition.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def held(product):
    """Return from when until when an offer holds in the row of a product."""
    return [tuple(offer[1:]) for offer in offers_of(ProductListing.objects.get(pk=product.pk).offers)]


def test_an_offer_holds_only_as_far_as_its_edition(
    client, merchant_user, offer, edition, product, booth, django_capture_on_commit_callbacks
):
    publish(edition, opens_at=datetime.time(11), closes_at=datetime.time(14))
    set_offers = ExpoOffer.objects.values_list("starts_at", "ends_at")
    assert held(product) == [(at(27, 11), UNTIL)]
    day = datetime.date(2026, 12, 4)
    publish(edition, starts_on=day, ends_on=day)
    assert (held(product), list(set_offers)) == ([], [(FROM, UNTIL)])
    client.force_login(merchant_user)
    with time_machine.travel(CALL, tick=False):
        page = client.get(reverse("lapak:expo_offers", args=[booth.pk, edition.pk])).content.decode()
    assert "Di luar hari expo, jadi tidak tampil." in page
    back = {"starts_on": datetime.date(2026, 11, 26), "ends_on": datetime.date(2026, 11, 27)}
    publish(edition, opens_at=datetime.time(8), **back)
    assert held(product) == [(FROM, at(27, 14))]
    ExpoPage.objects.get(pk=edition.pk).unpublish()
    assert held(product) == []
    publish(edition)
    assert held(product) == [(FROM, at(27, 14))]
    with django_capture_on_commit_callbacks(execute=True):
        ExpoPage.objects.get(pk=edition.pk).delete()
    assert held(product) == []


def test_an_offer_stays_with_the_booth_that_made_it(offer, product, other_booth):
    product.move(other_booth, pos="last-child")
    assert (held(product), ExpoOffer.objects.count()) == ([], 0)


def test_the_merchant_reads_that_the_usual_price_is_lower(
    client, merchant_user, offer, edition, booth, editor
):
    set_price(product=offer.product, price=290000, price_to=None, by=editor)
    client.force_login(merchant_user)
    with time_machine.travel(CALL, tick=False):
        page = client.get(reverse("lapak:expo_offers", args=[booth.pk, edition.pk])).content.decode()
    assert "Tidak lebih rendah dari harga biasa, jadi tidak tampil." in page


def test_two_writers_of_one_products_offers_leave_what_the_last_one_means(committed_tree):
    if connection.vendor == "sqlite":
        pytest.skip("only on PostgreSQL: SQLite has one writer at a time")
    hall = HallFactory(parent=committed_tree.halls)
    first, second = (make_edition(committed_tree, places={hall: 5}, title=title) for title in ("Satu", "Dua"))
    row = accepted(first, hall)
    product = ProductFactory(parent=row.booth, price=350000)
    other = accepted(second, hall, booth=row.booth)
    set_offer(participation=row, product=product, price=300000, starts_at=FROM, ends_at=UNTIL)
    has_taken_back, may_end = Event(), Event()

    def take_back():
        with transaction.atomic():
            remove_offer(participation=row, product=product)
            has_taken_back.set()
            may_end.wait(1)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(take_back)
        has_taken_back.wait(5)
        set_offer(participation=other, product=product, price=290000, starts_at=UNTIL, ends_at=at(28, 9))
        done.result()
    assert held(product) == [(UNTIL, at(28, 9))]


def test_only_those_who_take_part_and_only_own_goods(edition, hall, row, other_booth, product):
    waits = applied(edition, hall, booth=other_booth)
    foreign = ProductFactory(parent=other_booth)
    for participation, goods in ((waits, foreign), (row, foreign)):
        with pytest.raises(ValidationError):
            set_offer(participation=participation, product=goods, price=1, starts_at=FROM, ends_at=UNTIL)


def test_pages_of_participants_carry_the_mark_while_the_edition_is_on(row, product, other_booth, settings):
    settings.PAGE_CACHE_SECONDS = 600
    caches["pages"].clear()
    listing = ProductListing.objects.get(pk=product.pk)
    on = {
        at(27, 7, 59, 59): False,
        at(27, 8): True,
        at(27, 23): True,
        at(28, 20, 59, 59): True,
        at(28, 21): False,
    }
    for now, is_on in on.items():
        with time_machine.travel(now, tick=False):
            for url in (listing.url, listing.booth_url):
                assert (now, "edition-mark" in Client().get(url).text) == (now, is_on)
            assert "edition-mark" not in Client().get(f"/hall/batik/{other_booth.slug}/").text


def test_of_two_editions_at_once_the_mark_is_of_the_one_that_began_last(tree, edition, hall, booth):
    earlier = make_edition(tree, places={hall: 5}, title="Pekan", starts_on=datetime.date(2026, 11, 20))
    accepted(edition, hall, booth=booth)
    accepted(earlier, hall, booth=booth)
    with time_machine.travel(at(27, 12), tick=False):
        assert marks_now()[booth.pk].title == edition.title


@pytest.mark.parametrize("role", ["visitor", "outsider", "helper", "owner", "editor"])
def test_who_sets_prices_in_lapak_saya(as_role, role, edition, row, hall, product, other_booth):
    theirs = ProductFactory(parent=other_booth, price=9000)
    other = accepted(edition, hall, booth=other_booth)
    client = as_role(role)
    typed = {"price": "300rb", "starts_at": "2026-11-27T10:00", "ends_at": "2026-11-27T15:30"}
    with time_machine.travel(CALL, tick=False):
        for who, goods in ((row, product), (row, theirs), (other, theirs)):
            address = reverse("lapak:expo_offer", args=[who.booth_id, edition.pk, goods.pk])
            client.post(address, typed | {"price": str(goods.price - 1000)})
    found = set(ExpoOffer.objects.values_list("product", "price"))
    own = {(product.pk, 349000)} if role in ("helper", "owner", "editor") else set()
    assert found == own | ({(theirs.pk, 8000)} if role == "editor" else set())
    assert set(ExpoOffer.objects.values_list("starts_at", "ends_at")) <= {(FROM, UNTIL)}


def test_the_merchant_sets_and_takes_back(client, merchant_user, edition, row, product, booth):
    client.force_login(merchant_user)
    page = reverse("lapak:expo_offer", args=[booth.pk, edition.pk, product.pk])
    listed = reverse("lapak:expo_offers", args=[booth.pk, edition.pk])
    with time_machine.travel(CALL, tick=False):
        assert client.get(page).context["form"].initial["starts_at"] == at(27, 8)
        typed = {"price": "400.000", "starts_at": "2026-11-27T10:00", "ends_at": "2026-11-27T15:30"}
        wrong = client.post(page, typed)
        assert (wrong.status_code, ExpoOffer.objects.count()) == (422, 0)
        assert "Harga expo harus lebih rendah" in wrong.content.decode()
        told = client.post(page, typed | {"price": "300.000"}, follow=True).content.decode()
        assert [words for words in (": Rp300.000 selama expo.", "27 Nov, 10.00") if words not in told] == []
        client.post(page, {"hapus": 1})
        assert ExpoOffer.objects.count() == 0
    with time_machine.travel(at(29), tick=False):
        assert [client.get(url).status_code for url in (page, listed)] == [404, 404]


def test_the_platforms_get_the_price_with_its_dates(offer, product):
    read = {}
    for now in (CALL, FROM, UNTIL):
        with time_machine.travel(now, tick=False):
            (entry,) = entries(ProductListing.objects.filter(pk=product.pk))
            read[now] = (entry["sale_price"], entry["sale_price_effective_date"])
    told = ("300000 IDR", "2026-11-27T03:00+0000/2026-11-27T08:30+0000")
    assert [read[now] for now in (CALL, FROM, UNTIL)] == [told, told, ("", "")]
