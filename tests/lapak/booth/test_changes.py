"""Taps of a merchant: on the public page at once, never over somebody else's change, and taken back."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.models import ProductListing, ProductPage
from expo.domain.freshness import Wholesale, set_availability, set_price
from expo.domain.handing_in import ChangedMeanwhileError
from expo.models import BoothListing, BoothPage
from lapak.booth.changes import change_price, say_availability
from lapak.booth.prices import Prices
from tests.factories import ProductFactory

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def owner(client, merchant_user):
    """The owner's browser."""
    client.force_login(merchant_user)
    return client


def url(name, *args):
    return reverse(f"lapak:{name}", args=args)


def post_price(client, product, text, *, seen=None, headers=None, **more):
    prefix = f"b{product.pk}"
    data = {f"{prefix}-seen": Prices.of(product).token if seen is None else seen, f"{prefix}-price": text}
    data |= {f"{prefix}-{name}": value for name, value in more.items()}
    address = url("price", product.get_parent().pk, product.pk)
    return client.post(address, data, headers=headers)


def undo_button(response):
    return [int(entry) for entry in response.context["news"]["entries"]]


def anew(page):
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize(
    ("typed", "price"),
    [("400000", 400000), ("400.000", 400000), ("Rp 400.000,-", 400000), ("400rb", 400000), ("", None)],
)
def test_a_price_is_public_at_once(owner, booth, product, typed, price):
    response = post_price(owner, product, typed)
    assert (response.status_code, response["Location"]) == (
        302, f"{url('booth', booth.pk)}#barang-{product.pk}"
    )  # fmt: skip
    assert ProductListing.objects.get(page=product).price == price
    assert anew(product).workflow_in_progress is False
    news = owner.get(response["Location"]).context["news"]["text"]
    assert news == f"Kain batik tulis sekarang {'Rp400.000' if price else '“Tanya penjual”'}."


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("murah", "Tulis dengan angka, misalnya 15.000."),
        ("0", "Harga nol? Kosongkan bila pembeli sebaiknya bertanya."),
        ("999999999999999", "Tulis dengan angka, misalnya 15.000."),
    ],
)
def test_what_is_no_price_is_told_in_plain_words(owner, product, typed, told):
    response = post_price(owner, product, typed)
    assert response.status_code == 422
    assert (told in response.content.decode(), f'value="{typed}"' in response.content.decode()) == (
        True,
        True,
    )
    parts = post_price(owner, product, typed, headers=FETCH).json()["parts"]
    assert list(parts) == [f"barang-{product.pk}"]
    assert ('<details class="price" open>' in parts[f"barang-{product.pk}"], told in str(parts)) == (
        True,
        True,
    )
    assert anew(product).price == 350000


def test_ranges_and_wholesale_prices_are_asked_where_there_are_some(owner, product):
    ProductPage.objects.filter(pk=product.pk).update(
        price_to=400000, wholesale_price=300000, wholesale_from=10
    )
    product = anew(product)
    wrong = post_price(owner, product, "500000", price_to="450000", wholesale_price="300000")
    assert "Harga tertinggi harus lebih besar dari harga." in wrong.content.decode()
    wrong = post_price(owner, product, "200000", price_to="450000", wholesale_price="300000")
    assert "Harga grosir tidak boleh lebih mahal dari harga biasa." in wrong.content.decode()
    assert Prices.of(anew(product)) == Prices(350000, 400000, 300000)
    post_price(owner, product, "200000", price_to="200000", wholesale_price="150000")
    assert Prices.of(anew(product)) == Prices(200000, None, 150000)
    assert anew(product).wholesale_from == 10
    post_price(owner, anew(product), "200000", wholesale_price="")
    assert (anew(product).wholesale_price, anew(product).wholesale_from) == (None, None)


def test_two_phones_at_once_the_second_is_told(owner, booth, product, helper):
    seen = Prices.of(product).token
    set_price(product=product, price=360000, price_to=None, by=helper)
    response = post_price(owner, product, "390000", seen=seen)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Baru saja diubah Budi menjadi Rp360.000. Harga Anda belum disimpan" in html
    assert 'value="390000"' in html
    assert anew(product).price == 360000
    # Having read it, saving again is what the person wants.
    post_price(owner, product, "390000", seen=Prices(360000).token)
    assert anew(product).price == 390000


def test_nobody_is_named_for_a_price_somebody_else_published(owner, booth, product, helper):
    seen = Prices.of(product).token
    set_price(product=product, price=360000, price_to=None, by=helper)
    product = anew(product)
    product.price = 999000
    product.save_revision().publish()
    html = post_price(owner, product, "390000", seen=seen).content.decode()
    assert ("Baru saja diubah menjadi Rp999.000" in html, "Budi" in html) == (True, False)


def test_saving_what_stands_there_already_changes_and_tells_nothing(owner, booth, product, helper):
    seen = Prices.of(product).token
    set_price(product=product, price=360000, price_to=None, by=helper)
    assert post_price(owner, product, "350.000", seen=seen).status_code == 302
    assert anew(product).price == 360000


@pytest.mark.parametrize(
    "token", ["", "x", "1-2", "1--2-3-4", "²--", "-1--", *["9" * n + "--" for n in (30, 5000)]]
)
def test_a_made_up_token_overwrites_nothing(owner, product, token):
    assert post_price(owner, product, "1000", seen=token).status_code == 422
    assert anew(product).price == 350000


def test_the_race_is_decided_by_the_row(product, merchant_user):
    stale = anew(product)
    change_price(product=product, new=Prices(1000), seen=Prices(350000), by=merchant_user)
    with pytest.raises(ChangedMeanwhileError) as told:
        change_price(product=stale, new=Prices(2000), seen=Prices(350000), by=merchant_user)
    assert told.value.now == Prices(1000)
    assert change_price(product=stale, new=Prices(1000), seen=Prices(350000), by=merchant_user) is None


def test_sold_out_and_there_again(owner, booth, product):
    address = url("availability", booth.pk, product.pk)
    assert owner.post(address, {"ada": "0"}).status_code == 302
    assert ProductListing.objects.get(page=product).availability == "out_of_stock"
    assert owner.post(address, {"ada": "1"}).status_code == 302
    assert ProductListing.objects.get(page=product).availability == "in_stock"
    for nonsense in ({}, {"ada": "2"}, {"ada": ""}):
        assert owner.post(address, nonsense).status_code == 404


def test_what_was_made_to_order_is_so_again(product, merchant_user):
    set_availability(product=product, availability="made_to_order", by=merchant_user)
    for is_there, state in ((False, "out_of_stock"), (True, "made_to_order")):
        say_availability(product=product, is_there=is_there, by=merchant_user)
        assert anew(product).availability == state
    assert say_availability(product=product, is_there=True, by=merchant_user) is None


def test_closed_today_and_open_again(owner, booth, product):
    for wanted, day, is_open in (("1", timezone.localdate(), False), ("0", None, None)):
        assert owner.post(url("closed_today", booth.pk), {"tutup": wanted}).status_code == 302
        row = BoothListing.objects.get(page=booth)
        assert (anew(booth).closed_on, row.closed_on, row.open_today) == (day, day, is_open)
    assert owner.post(url("closed_today", booth.pk), {"tutup": "besok"}).status_code == 404


def test_parts_for_a_page_that_stays(owner, booth, product):
    answer = owner.post(url("closed_today", booth.pk), {"tutup": "1"}, headers=FETCH).json()
    assert list(answer["parts"]) == ["hari-ini", "rupa"]
    assert "Tutup hari ini" in answer["parts"]["rupa"]
    answer = owner.post(url("availability", booth.pk, product.pk), {"ada": "0"}, headers=FETCH).json()
    assert list(answer["parts"]) == [f"barang-{product.pk}"]
    assert "Kain batik tulis ditandai habis." in answer["news"]
    # Nothing waits to be told on the next page.
    assert owner.get(url("booth", booth.pk)).context["news"] is None


def test_every_tap_can_be_taken_back(owner, booth, product, merchant_user):
    set_availability(product=product, availability="made_to_order", made_in_days=4, by=merchant_user)
    taps = [
        lambda: post_price(owner, anew(product), "1000"),
        lambda: owner.post(url("availability", booth.pk, product.pk), {"ada": "0"}),
        lambda: owner.post(url("closed_today", booth.pk), {"tutup": "1"}),
    ]

    def state():
        now = anew(product)
        return Prices.of(now), now.availability, now.made_in_days, anew(booth).closed_on

    before = state()
    for tap in taps:
        page = owner.get(tap()["Location"])
        assert state() != before
        answer = owner.post(url("undo", booth.pk), {"perubahan": undo_button(page)})
        assert answer.status_code == 302
        assert state() == before
        assert owner.get(answer["Location"]).context["news"]["text"] == "Dikembalikan seperti semula."


def test_undo_leaves_what_was_changed_since(owner, booth, product, helper):
    page = owner.get(post_price(owner, product, "1000")["Location"])
    set_price(product=product, price=5000, price_to=None, by=helper)
    answer = owner.post(url("undo", booth.pk), {"perubahan": undo_button(page)})
    assert anew(product).price == 5000
    told = owner.get(answer["Location"]).context["news"]["text"]
    assert told == "Yang sudah diubah lagi sesudahnya dibiarkan."


def test_undo_leaves_a_price_that_no_longer_goes_with_the_others(owner, booth, product, helper):
    page = owner.get(post_price(owner, product, "500000")["Location"])
    set_price(product=product, price=500000, price_to=None, wholesale=Wholesale(400000, 10), by=helper)
    answer = owner.post(url("undo", booth.pk), {"perubahan": undo_button(page)})
    assert (anew(product).price, anew(product).wholesale_price) == (500000, 400000)
    told = owner.get(answer["Location"]).context["news"]["text"]
    assert told == "Yang sudah diubah lagi sesudahnya dibiarkan."


def test_undo_takes_only_own_entries_of_this_booth(owner, booth, product, second_booth, other_booth, helper):
    theirs = other_booth.merchant.members.get()
    strange = ProductFactory(parent=other_booth)
    mine_elsewhere = ProductFactory(parent=second_booth)
    merchant = booth.merchant.members.get(memberships__role="owner")
    entries = [
        change_price(product=strange, new=Prices(1), seen=Prices(15000), by=theirs).entry,
        change_price(product=product, new=Prices(2), seen=Prices(350000), by=helper).entry,
        change_price(product=mine_elsewhere, new=Prices(3), seen=Prices(15000), by=merchant).entry,
        987_654_321,
        "x",
        "²",
        "9" * 30,
        "",
    ]
    for entry in entries:
        assert owner.post(url("undo", booth.pk), {"perubahan": [entry]}).status_code == 404
    assert owner.post(url("undo", booth.pk)).status_code == 404
    assert [anew(page).price for page in (strange, product, mine_elsewhere)] == [1, 2, 3]


def prices_data(products, **typed):
    data = {"barang": [product.pk for product in products]}
    for name, product in zip("abc", products, strict=False):
        data[f"b{product.pk}-seen"] = Prices.of(product).token
        data[f"b{product.pk}-price"] = typed.get(name, product.price)
    return data


@pytest.fixture
def three(booth):
    """Three products of the booth."""
    return [ProductFactory(parent=booth, title=f"Barang {name}", price=10000) for name in "abc"]


def test_all_prices_with_one_save_and_one_undo(owner, booth, three):
    response = owner.post(url("prices", booth.pk), prices_data(three, a="11.000", b="12rb"))
    assert (response.status_code, [anew(p).price for p in three]) == (302, [11000, 12000, 10000])
    page = owner.get(response["Location"])
    assert page.context["news"]["text"] == "2 harga sudah tayang."
    owner.post(url("undo", booth.pk), {"perubahan": undo_button(page)})
    assert [anew(p).price for p in three] == [10000] * 3


def test_what_is_right_is_saved_and_the_rest_says_why(owner, booth, three, helper):
    data = prices_data(three, a="11000", b="mahal", c="13000")
    set_price(product=three[2], price=14000, price_to=None, by=helper)
    response = owner.post(url("prices", booth.pk), data)
    html = response.content.decode()
    assert (response.status_code, [anew(p).price for p in three]) == (422, [11000, 10000, 14000])
    assert "2 harga belum disimpan" in html
    assert "Tulis dengan angka" in html
    assert "Baru saja diubah Budi menjadi Rp14.000" in html
    assert ('value="mahal"' in html, 'value="13000"' in html) == (True, True)
    assert response.context["news"]["text"] == "Barang a sekarang Rp11.000."


def test_lines_of_somebody_else_are_not_read(owner, booth, three, other_booth):
    strange = ProductFactory(parent=other_booth, price=777)
    hidden = ProductFactory(parent=booth, price=888, live=False)
    data = prices_data(three) | {"barang": [strange.pk, hidden.pk, "x", "", "²", "9" * 30, "9" * 5000]}
    for product in (strange, hidden):
        data |= {f"b{product.pk}-seen": Prices.of(product).token, f"b{product.pk}-price": "1"}
    assert owner.post(url("prices", booth.pk), data).status_code == 302
    assert (anew(strange).price, anew(hidden).price) == (777, 888)


def test_a_day_in_the_past_comes_back_as_it_was(owner, booth):
    past = timezone.localdate() - datetime.timedelta(3)
    BoothPage.objects.filter(pk=booth.pk).update(closed_on=past)
    page = owner.get(owner.post(url("closed_today", booth.pk), {"tutup": "1"})["Location"])
    owner.post(url("undo", booth.pk), {"perubahan": undo_button(page)})
    assert anew(booth).closed_on == past
