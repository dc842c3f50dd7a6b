"""Prices of participants that begin and end by themselves, to the second and on kept pages."""

import datetime
import json
import re

import pytest
import time_machine
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from catalog.domain.terms import Terms
from catalog.models import ProductListing
from catalog.models.offered import offer_at
from expo.domain.freshness import set_price
from expo.domain.offers import offer_moments, remove_offer, set_offer
from expo.domain.participation import withdraw
from expo.models import ExpoOffer
from expo.sharing.feeds import entries
from tests.expo.edition_cases import CALL, accepted, applied, at, make_edition
from tests.factories import ProductFactory

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
