"""The pages of links: who opens them, what they show, and what a paste becomes."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from expo.domain.freshness import hide_link
from expo.models import BoothPage
from marketplaces.domain import count_click
from marketplaces.enums import LinkState
from marketplaces.models import LinkHealth, OutboundLink
from tests.factories import ProductFactory
from tests.lapak.booth.conftest import ROLES, foreign  # noqa: F401 - a fixture
from tests.links import addresses, anew, draft_of, public_addresses, seen

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}
NOBODYS_KEY = "00000000-0000-4000-8000-000000000000"
VIEWS = [
    ("get", "links", False),
    ("post", "links_check", False),
    ("post", "links_add", False),
    ("post", "links_order", False),
    ("post", "links_send", False),
    ("get", "link", True),
    ("post", "link", True),
    ("post", "link_show", True),
    ("post", "link_move", True),
    ("get", "link_remove", True),
    ("post", "link_remove", True),
]
DATA = {
    "links_check": {"teks": "https://shopee.co.id/lain"},
    "links_add": {"teks": "bukan alamat apa pun"},
    "link": {"alamat": ""},
    "link_show": {"tampil": "1"},
    "link_move": {"ke": "naik"},
}


def url(name, page, key=None, product=None):
    args = [page] if product is None else [page, product]
    prefix = "" if product is None else "product_"
    return reverse(f"lapak:{prefix}{name}", args=[*args, key] if key else args)


def outcome(response):
    if response.status_code == 302 and "/masuk/" in response["Location"]:
        return "login"
    return "hidden" if response.status_code == 404 else "ok"


def ask(client, method, name, booth, key=None, product=None, **data):
    return getattr(client, method)(url(name, booth, key, product), DATA.get(name, {}) | data)


def key_of(page, at=0):
    return draft_of(page).links.all()[at].key


@pytest.fixture
def owner(client, merchant_user):
    """The owner's phone."""
    client.force_login(merchant_user)
    return client


@pytest.fixture
def places(linked, product, other_booth, with_links, foreign):  # noqa: F811
    """(booth, product, key) of the own booth, its product, the neighbour's booth and its product."""
    own = with_links(product, "https://shopee.co.id/product/1/2")
    theirs = with_links(other_booth, "https://shopee.co.id/tetangga")
    from catalog.models import ProductPage

    their_product = with_links(
        ProductPage.objects.get(pk=foreign.product), "https://shopee.co.id/product/3/4"
    )
    return {
        "own": [(linked.pk, None, key_of(linked)), (linked.pk, own.pk, key_of(own))],
        "theirs": [
            (theirs.pk, None, key_of(theirs)),
            (theirs.pk, their_product.pk, key_of(their_product)),
        ],
    }


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(as_role, role, places):
    client = as_role(role)
    expected = {
        "own": {"visitor": "login", "outsider": "hidden"}.get(role, "ok"),
        "theirs": {"visitor": "login", "editor": "ok", "administrator": "ok"}.get(role, "hidden"),
    }
    for whose, wanted in expected.items():
        for booth, product, key in places[whose]:
            for method, name, has_key in VIEWS:
                if name in ("links_order", "links_send") and wanted == "ok":
                    continue
                answer = ask(client, method, name, booth, key if has_key else None, product)
                assert (name, whose, outcome(answer)) == (name, whose, wanted)


@pytest.mark.parametrize("role", ["outsider", "owner", "helper"])
def test_somebody_elses_looks_like_nothing(as_role, role, places):
    client = as_role(role)
    (theirs, _none, their_key), (_booth, their_product, product_key) = places["theirs"]
    own_booth, _product, _key = places["own"][0]
    now = seen(BoothPage.objects.get(pk=own_booth))
    asked = [
        (theirs, their_key, None),
        (987_654_321, NOBODYS_KEY, None),
        (own_booth, their_key, None),
        (own_booth, product_key, their_product),
        (own_booth, NOBODYS_KEY, 987_654_321),
    ]
    for method, name, has_key in VIEWS:
        if not has_key:
            continue
        answers = {
            (answer.status_code, re.sub(r'value="\w{64}"|lapak=[^"&]*', "", answer.content.decode()))
            for booth, key, product in asked
            if (answer := ask(client, method, name, booth, key, product, dilihat=now))
        }
        assert [status for status, _text in answers] == [404]


def test_forged_and_looking_requests_change_nothing(linked, merchant_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(merchant_user)
    key = key_of(linked)
    for method, name, has_key in VIEWS:
        if method == "post":
            assert ask(client, "post", name, linked.pk, key if has_key else None).status_code == 403
    for name in ("links_check", "links_add", "links_order", "links_send"):
        assert ask(client, "get", name, linked.pk).status_code == 405
    for name in ("link_show", "link_move"):
        assert ask(client, "get", name, linked.pk, key).status_code == 405


def test_nobody_keeps_these_pages(owner, linked):
    answers = [
        ask(owner, "get", "links", linked.pk),
        ask(owner, "post", "links_check", linked.pk),
        ask(owner, "get", "link", linked.pk, key_of(linked)),
    ]
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}


def test_a_paste_is_examined_before_anything_is_saved(owner, linked):
    teks = "Toko kami\nhttps://www.tokopedia.com/sekar2\ntokopedia batik sekar\n0812 3456 7890"
    answer = owner.post(url("links_check", linked.pk), {"teks": teks, "dilihat": seen(linked)})
    paste = answer.context["paste"]
    assert [(link.platform_name, link.name) for link in paste.good] == [
        ("Tokopedia", "sekar2"),
        ("WhatsApp", "0812-3456-7890"),
    ]
    assert [link.text for link in paste.bad] == ["tokopedia batik sekar"]
    assert paste.talk == ["Toko kami"]
    html = answer.content.decode()
    assert ("Ini nama toko, bukan alamat." in html, "Buka aplikasi Tokopedia" in html) == (True, True)
    assert len(addresses(draft_of(linked))) == 3
    part = owner.post(url("links_check", linked.pk), {"teks": teks}, headers=FETCH).json()
    assert list(part) == ["html"]
    assert "sekar2" in part["html"]


@pytest.mark.parametrize("name", ["links_check", "links_add"])
def test_more_lines_than_are_looked_at_are_refused_and_kept(owner, linked, name):
    text = "\n".join(f"https://shopee.co.id/sekar{number}" for number in range(61))
    before = addresses(draft_of(linked))
    html = owner.post(url(name, linked.pk), {"teks": text, "dilihat": seen(linked)}).text
    assert ("Terlalu banyak baris." in html, "sekar60" in html) == (True, True)
    assert addresses(draft_of(linked)) == before


def test_what_is_pasted_is_shown_as_text(owner, linked):
    answer = owner.post(url("links_check", linked.pk), {"teks": "<script>alert(1)</script>"})
    assert "<script>alert" not in answer.content.decode()


def test_saving_is_handed_in_where_the_booth_is_not_trusted(owner, linked):
    data = {
        "teks": "https://www.blibli.com/merchant/sekar/SEK-12345",
        "dilihat": seen(linked),
        "lalu": "kirim",
    }
    answer = owner.post(url("links_add", linked.pk), data, follow=True)
    assert answer.context["news"]["text"] == (
        "1 tautan ditambahkan. Dikirim ke dinas; yang lama tetap tayang sampai dijawab."
    )
    assert (len(addresses(draft_of(linked))), len(public_addresses(linked))) == (4, 3)
    assert anew(linked).workflow_in_progress
    assert answer.context["is_waiting"]
    again = owner.post(url("links_add", linked.pk), data | {"dilihat": seen(linked)})
    assert (again.status_code, again.context["told"]) == (
        409,
        "Sedang diperiksa dinas. Menambah dan mengubah bisa lagi setelah dijawab.",
    )


def test_saving_is_public_at_once_where_the_booth_is_trusted(owner, trusted):
    data = {"teks": "https://www.lazada.co.id/shop/sekar", "dilihat": seen(trusted)}
    answer = owner.post(url("links_add", trusted.pk), data, follow=True)
    assert answer.context["news"]["text"] == "1 tautan ditambahkan. Sudah tayang."
    assert public_addresses(trusted)[-1] == "https://www.lazada.co.id/shop/sekar"


def test_what_is_wrong_stays_in_the_box(owner, trusted):
    data = {"teks": "https://www.lazada.co.id/shop/sekar\ntokopedia batik sekar", "dilihat": seen(trusted)}
    answer = owner.post(url("links_add", trusted.pk), data)
    assert answer.context["form"].initial == {"teks": "tokopedia batik sekar"}
    assert answer.context["news"]["text"] == "1 tautan ditambahkan. Sudah tayang."
    assert (len(public_addresses(trusted)), len(answer.context["rows"])) == (4, 4)
    assert answer.context["seen"] == seen(trusted)


def test_nothing_good_is_nothing_saved(owner, trusted):
    answer = owner.post(url("links_add", trusted.pk), {"teks": "", "dilihat": seen(trusted)})
    assert answer.status_code == 422
    assert "Belum ada tautan." in answer.content.decode()


def test_the_page_tells_clicks_and_what_is_dead(owner, linked):
    today = timezone.localdate()
    link = OutboundLink.objects.get(page=linked, address__contains="shopee")
    for days in (0, 6, 7, 27, 28):
        count_click(link=link, day=today - datetime.timedelta(days=days))
    LinkHealth.objects.create(
        link=link,
        address=link.address,
        state=LinkState.GONE,
        looked_at=timezone.now(),
        missing_since=datetime.date(2026, 11, 2),
        next_look_at=timezone.now(),
    )
    answer = owner.get(url("links", linked.pk))
    rows = answer.context["rows"]
    assert [(row.clicks_week, row.clicks_month, row.is_dead) for row in rows] == [
        (2, 4, True),
        (0, 0, False),
        (0, 0, False),
    ]
    assert "Sejak 2 November halaman ini tidak ditemukan lagi." in answer.content.decode()
    step = owner.get("/lapak-saya/").context["next_step"]
    assert (step.step.todo, step.url) == ("1 tautan tidak ditemukan lagi", url("links", linked.pk))
    hide_link(page=linked, key=link.key, by=linked.merchant.memberships.get().user)
    assert owner.get("/lapak-saya/").context["next_step"].step.key != "dead_links"


def test_a_dead_link_stays_public_until_somebody_hides_it(client, linked):
    link = OutboundLink.objects.get(page=linked, address__contains="shopee")
    LinkHealth.objects.create(
        link=link,
        address=link.address,
        state=LinkState.GONE,
        looked_at=timezone.now(),
        missing_since=timezone.localdate(),
        next_look_at=timezone.now(),
    )
    assert client.get(f"/ke/{link.pk}/").status_code == 302
    assert link.address in public_addresses(linked)


@pytest.mark.parametrize("role", ["editor", "administrator", "owner", "outsider"])
def test_the_report_of_dead_links_is_the_offices(as_role, role, linked, product, with_links):
    product = with_links(product, "https://shopee.co.id/product/1/2")
    for link in OutboundLink.objects.filter(page__in=[linked, product]):
        LinkHealth.objects.create(
            link=link,
            address=link.address,
            state=LinkState.GONE if "shopee" in link.address else LinkState.OK,
            looked_at=timezone.now(),
            missing_since=timezone.localdate(),
            next_look_at=timezone.now(),
        )
    answer = as_role(role).get("/kelola/tautan-mati/?state=gone")
    if role not in ("editor", "administrator"):
        assert answer.status_code in (302, 404)
        return
    html = answer.content.decode()
    assert {row.link.page_id for row in answer.context["object_list"]} == {linked.pk, product.pk}
    assert len(answer.context["object_list"]) == 2
    assert (url("links", linked.pk) in html, url("links", linked.pk, product=product.pk) in html) == (
        True,
        True,
    )
    assert len(as_role(role).get("/kelola/tautan-mati/").context["object_list"]) == 4


@pytest.mark.parametrize("count", [1, 3])
def test_more_links_cost_no_more_queries(owner, booth, with_links, count, django_assert_num_queries):
    with_links(booth, *(f"https://shopee.co.id/toko{number}" for number in range(count)))
    ProductFactory(parent=booth)
    owner.get(url("links", booth.pk))
    with django_assert_num_queries(15):
        owner.get(url("links", booth.pk))


def test_a_booth_before_its_first_day_keeps_its_links_for_later(owner, hall, merchant_user):
    from tests.factories import BoothFactory, MerchantFactory

    new = BoothFactory(parent=hall, merchant=MerchantFactory(owner=merchant_user), live=False)
    data = {"teks": "https://shopee.co.id/baru", "dilihat": seen(new)}
    assert owner.post(url("links_add", new.pk), data).status_code == 302
    assert addresses(draft_of(new)) == ["https://shopee.co.id/baru"]
    answer = owner.post(url("links_send", new.pk), follow=True)
    assert answer.context["news"]["text"] == "Dikirim. Dinas akan memeriksa."
    assert BoothPage.objects.get(pk=new.pk).workflow_in_progress
