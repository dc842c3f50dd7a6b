"""The link doctor: names in addresses, pastes of many lines, advice that works."""

import pytest

from marketplaces.domain import examine, examine_paste
from marketplaces.enums import PlatformSlug
from marketplaces.recognition import recognise
from marketplaces.recognition.how_to import _OWN_WAYS, how_to

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", [*_OWN_WAYS, ""])
def test_every_example_is_recognised_as_what_it_is_an_example_of(slug):
    advice = how_to(slug)
    found = examine(advice.example)
    assert (found.is_refused, found.platform) == (False, slug or "tokopedia")
    assert all(step.endswith(".") for step in advice.steps)


def test_open_platforms_have_advice_of_their_own():
    closed = {"jd_id", "blanja", "elevenia", "qlapa", "phone_only", "unknown"}
    assert set(map(str, _OWN_WAYS)) == set(PlatformSlug.values) - closed


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.tokopedia.com/batiksekar", "batiksekar"),
        ("https://www.tokopedia.com/batiksekar/kain-batik-tulis", "kain batik tulis"),
        ("https://www.tiktok.com/@batik.sekar", "batik.sekar"),
        ("https://shopee.co.id/batiksekar", "batiksekar"),
        ("https://shopee.co.id/product/123456/7890123", ""),
        ("https://www.blibli.com/merchant/batik-sekar/BAS-12345", "batik-sekar"),
        ("https://www.lazada.co.id/products/kain-batik-i123456-s789.html", "kain batik"),
        ("https://food.grab.com/id/en/restaurant/bakso-pak-min-delivery/6-C2XXJX", "bakso-pak-min"),
        ("https://wa.me/6281234567890", "0812-3456-7890"),
        ("https://s.shopee.co.id/abc", ""),
    ],
)
def test_names_in_addresses(address, name):
    assert examine(address).name == name


def test_a_good_link_needs_no_advice_and_a_name_gets_its_platforms():
    assert examine("https://shopee.co.id/batiksekar").how_to is None
    wrong = examine("Shopee batik sekar jaya")
    assert (wrong.is_refused, wrong.how_to) == (True, how_to("shopee"))
    assert examine("batik sekar jaya").how_to == how_to()
    assert examine("https://shopee.co.id/search?keyword=batik").how_to == how_to("shopee")


def test_a_share_text_is_one_link_and_talk():
    paste = examine_paste("Cek Kain Batik Tulis!\nHarga Rp350.000\n\nhttps://id.shp.ee/AbC123")
    assert ([link.platform for link in paste.good], paste.bad) == (["shopee"], [])
    assert paste.talk == ["Cek Kain Batik Tulis!", "Harga Rp350.000"]


@pytest.mark.parametrize(
    "talk", ["Cek toko saya di Shopee ya!", "Beli batik tulis asli di Tokopedia", "Tokopedia batik Sekar:"]
)
def test_the_sentence_above_a_shared_link_is_talk_though_it_names_the_place(talk):
    paste = examine_paste(f"{talk}\nhttps://shopee.co.id/sekar")
    assert (paste.talk, paste.bad, len(paste.good)) == ([talk], [], 1)
    paste = examine_paste(f"https://shopee.co.id/sekar\n{talk}")
    assert (paste.talk, [link.text for link in paste.bad]) == ([], [talk])


def test_many_lines_are_many_links_in_order_each_once():
    paste = examine_paste(
        "shopee.co.id/sekar\r\nIG @batik.sekar\nhttps://www.tokopedia.com/sekar?utm_source=x tokopedia.com/sekar\n"
        "https://shopee.co.id/sekar"
    )
    assert [link.found.address for link in paste.links] == [
        "https://shopee.co.id/sekar",
        "https://www.instagram.com/batik.sekar",
        "https://www.tokopedia.com/sekar",
    ]


@pytest.mark.parametrize(("lines", "is_too_long"), [(60, False), (61, True)])
def test_a_paste_that_is_too_long_is_refused_whole(lines, is_too_long):
    links = [f"https://shopee.co.id/sekar{number}" for number in range(lines)]
    paste = examine_paste("\n\n".join([*links, links[0]]))
    assert (paste.is_too_long, len(paste.links)) == (is_too_long, 0 if is_too_long else 60)


def test_what_was_meant_as_a_link_is_never_passed_over():
    paste = examine_paste(
        "https://shopee.co.id/sekar\ntokopedia batik sekar\n@batiksekar\njavascript:alert(1)"
    )
    assert [link.text for link in paste.bad] == [
        "tokopedia batik sekar", "@batiksekar", "javascript:alert(1)"
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\x00", "x" * 9000, "\n".join(["a b"] * 500)])
def test_odd_pastes_are_answered(text):
    paste = examine_paste(text)
    assert paste.good == []
    assert len(paste.bad) >= 1


def test_the_recogniser_itself_is_as_it_was():
    assert recognise("https://shopee.co.id/sekar").address == "https://shopee.co.id/sekar"
