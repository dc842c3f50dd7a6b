"""The front page of a booth and who may open what below /lapak-saya/."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from expo.domain.moderation import send_back, submit
from insights.domain.counting import write_views
from insights.enums import Kind
from tests.factories import BoothFactory, MerchantFactory, ProductFactory
from tests.lapak.booth.conftest import ROLES

pytestmark = pytest.mark.django_db
MISSING = 987_654_321
ADDRESSES = [
    ("get", "booth", False),
    ("get", "prices", False),
    ("post", "prices", False),
    ("post", "closed_today", False),
    ("post", "undo", False),
    ("get", "price", True),
    ("post", "price", True),
    ("post", "availability", True),
]
DATA = {"closed_today": {"tutup": "1"}, "availability": {"ada": "0"}, "undo": {"perubahan": "1"}}


def ask(client, method, name, booth, product=None):
    args = [booth] if product is None else [booth, product]
    return getattr(client, method)(reverse(f"lapak:{name}", args=args), DATA.get(name, {}))


def outcome(response):
    if response.status_code == 302 and "/masuk/" in response["Location"]:
        return "login"
    return "hidden" if response.status_code == 404 else "ok"


def same(response):
    return response.status_code, re.sub(r'value="\w{64}"', "", response.content.decode())


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(as_role, role, booth, product, foreign):
    client = as_role(role)
    own = {"visitor": "login", "outsider": "hidden"}.get(role, "ok")
    other = {"visitor": "login", "editor": "ok", "administrator": "ok"}.get(role, "hidden")
    for method, name, is_of_product in ADDRESSES:
        mine = ask(client, method, name, booth.pk, product.pk if is_of_product else None)
        theirs = ask(client, method, name, foreign.booth, foreign.product if is_of_product else None)
        if name == "undo":
            # An entry that is not one's own is hidden, whoever asks.
            assert {outcome(mine), outcome(theirs)} == {"login" if role == "visitor" else "hidden"}
            continue
        assert (name, outcome(mine), outcome(theirs)) == (name, own, other)


@pytest.mark.parametrize("role", ["outsider", "owner", "helper"])
def test_somebody_elses_looks_like_nothing(as_role, role, booth, product, foreign):
    client = as_role(role)
    for method, name, is_of_product in ADDRESSES:
        args = [(foreign.booth, foreign.product), (MISSING, MISSING)]
        args += [(booth.pk, foreign.product), (booth.pk, MISSING), (foreign.booth, product.pk)]
        if not is_of_product:
            args = [(foreign.booth, None), (MISSING, None)]
        answers = {same(ask(client, method, name, *pair)) for pair in args}
        assert [status for status, _text in answers] == [404]


def test_a_product_that_is_not_public_is_not_on_the_counter(client, booth, product, merchant_user):
    hidden = ProductFactory(parent=booth, live=False)
    client.force_login(merchant_user)
    assert ask(client, "get", "price", booth.pk, hidden.pk).status_code == 404
    assert ask(client, "post", "availability", booth.pk, hidden.pk).status_code == 404


@pytest.mark.parametrize("name", ["closed_today", "undo"])
def test_nothing_changes_by_looking(client, booth, merchant_user, name):
    client.force_login(merchant_user)
    assert ask(client, "get", name, booth.pk).status_code == 405


def test_forged_requests_are_refused(booth, product, merchant_user):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(merchant_user)
    for method, name, is_of_product in ADDRESSES:
        if method == "post":
            args = (booth.pk, product.pk) if is_of_product else (booth.pk,)
            assert ask(client, method, name, *args).status_code == 403


def test_nobody_keeps_these_pages(client, booth, product, merchant_user):
    client.force_login(merchant_user)
    answers = [client.get(reverse("lapak:my_booth"))]
    answers += [ask(client, "get", name, booth.pk) for name in ("booth", "prices")]
    answers += [
        ask(client, "post", "availability", booth.pk, product.pk),
        ask(client, "get", "booth", MISSING),
    ]
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}


def test_one_booth_is_shown_several_are_chosen_from(client, booth, product, merchant_user):
    client.force_login(merchant_user)
    assert client.get("/lapak-saya/").context["booth"] == booth


def test_choosing(client, booth, second_booth, merchant_user):
    client.force_login(merchant_user)
    html = client.get("/lapak-saya/").content.decode()
    assert re.findall(r'href="(/lapak-saya/\d+/)"', html) == [
        f"/lapak-saya/{booth.pk}/", f"/lapak-saya/{second_booth.pk}/"
    ]  # fmt: skip
    assert "Lapak lain" in client.get(f"/lapak-saya/{second_booth.pk}/").content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("visitor", 302), ("outsider", 403), ("editor", 302), ("administrator", 302)]
)
def test_the_front_door_for_others(as_role, role, status):
    response = as_role(role).get("/lapak-saya/")
    assert response.status_code == status
    if role in ("editor", "administrator"):
        assert response["Location"] == "/kelola/"


def test_what_the_front_page_tells(client, booth, product, merchant_user, editor):
    ProductFactory(parent=booth, title="Belum dikirim", live=False)
    returned = ProductFactory(parent=booth, title="Selendang", live=False)
    submit(page=returned, by=merchant_user)
    send_back(page=returned, reason="Fotonya kabur.", by=editor)
    waiting = ProductFactory(parent=booth, title="Taplak", live=False)
    submit(page=waiting, by=merchant_user)
    write_views({(Kind.PRODUCT, product.pk, timezone.localdate()): 12})
    client.force_login(merchant_user)
    html = client.get("/lapak-saya/").content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    for said in (
        "Batik Sekar",
        "Minggu ini dilihat 12 kali.",
        "Dikembalikan: Selendang",
        "Fotonya kabur.",
        "Menunggu diperiksa dinas Taplak",
        "Belum dikirim Belum dikirim",
        "Beri setiap produk sebuah foto",
        "Rp350.000",
        "Ubah lengkap",
    ):
        assert said in text
    assert html.count('class="next-step"') == 1


def test_a_booth_before_its_first_day(client, hall, merchant_user):
    mine = BoothFactory(
        parent=hall, title="Lapak baru", merchant=MerchantFactory(owner=merchant_user), live=False
    )
    client.force_login(merchant_user)
    html = client.get("/lapak-saya/").content.decode()
    assert ("Belum tayang" in html, "Lihat seperti pembeli" in html, 'id="hari-ini"' in html) == (
        True, False, False
    )  # fmt: skip
    assert mine.title in html


def test_many_products_come_in_pages(client, booth, merchant_user):
    for _number in range(26):
        ProductFactory(parent=booth)
    client.force_login(merchant_user)
    counts = [
        client.get(f"/lapak-saya/?hal={n}").content.decode().count('<li class="good') for n in (1, 2, 9)
    ]
    assert counts == [24, 2, 2]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/lapak-saya/", 21), ("/lapak-saya/{}/harga/", 10)])
def test_more_products_cost_no_more_queries(
    client, booth, merchant_user, count, address, queries, django_assert_num_queries
):
    for _number in range(count):
        ProductFactory(parent=booth)
    client.force_login(merchant_user)
    client.get(address.format(booth.pk))
    with django_assert_num_queries(queries):
        client.get(address.format(booth.pk))
