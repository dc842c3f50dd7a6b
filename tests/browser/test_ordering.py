"""A visitor collects products on a phone and sends one WhatsApp message, with and without scripts."""

import sys
from urllib.parse import parse_qs, urlsplit

import pytest

from bench.budgets import weigh
from tests.browser.conftest import USER_AGENT
from tests.browser.test_open_axe import findings

PHONE = 360
SMALLEST = 48
BUTTONS = """() => [...document.querySelectorAll("[data-step], .order-bar a, .order button")]
    .map(part => part.getBoundingClientRect())
    .filter(box => box.width && Math.min(box.width, box.height) < %d).length"""


def at_whatsapp(visitor):
    """Let WhatsApp's address answer, as it would; return what is written in the message there."""
    page = visitor.page
    page.wait_for_url("https://wa.me/**")
    return parse_qs(urlsplit(page.url).query)["text"][0]


@pytest.fixture
def visitor(visit):
    visitor = visit(PHONE, has_touch=True, is_mobile=True)
    visitor.context.route("https://wa.me/**", lambda route: route.fulfill(body="WhatsApp"))
    return visitor


def test_from_the_booth_to_whatsapp(visitor, site):
    page = visitor.open(site.booth["url"])
    card = page.locator("article", has_text="Selendang batik cap")
    card.get_by_role("button", name="Pesan Selendang batik cap").tap()
    card.get_by_role("button", name="Pesan Selendang batik cap").tap()
    bar = page.get_by_role("link", name="Daftar pesanan")
    assert bar.inner_text() == "Daftar pesanan (1) · Rp250.000"
    assert findings(page, "booth with a list") == []
    assert page.evaluate(BUTTONS % SMALLEST) == 0

    page = visitor.open(site.product["url"])
    page.get_by_role("button", name="Masukkan daftar pesanan").tap()
    assert bar.inner_text() == "Daftar pesanan (2) · Rp600.000"
    bar.tap()
    page.wait_for_url("**/pesan/**")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Kurangi Selendang batik cap").tap()
    assert page.locator("[data-sum]").inner_text() == "Rp475.000"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert page.evaluate(BUTTONS % SMALLEST) == 0
    assert findings(page, "order list") == []
    page.get_by_role("button", name="Kirim lewat WhatsApp").tap()
    text = at_whatsapp(visitor)
    assert "1 × Rp125.000 = Rp125.000" in text
    assert "*Total: Rp475.000*" in text
    assert visitor.problems == []
    # What was sent is no list any more.
    visitor.open(site.booth["url"])
    assert page.locator(".order-bar").is_hidden()


def test_the_same_without_scripts(visit, site):
    visitor = visit(PHONE, java_script_enabled=False)
    visitor.context.route("https://wa.me/**", lambda route: route.fulfill(body="WhatsApp"))
    page = visitor.open(site.product["url"])
    page.get_by_role("textbox", name="Jumlah").fill("2")
    page.get_by_role("button", name="Masukkan daftar pesanan").click()
    page.wait_for_url("**/pesan/**")
    page.get_by_role("textbox", name="Selendang batik cap").fill("3")
    page.get_by_role("button", name="Hitung").click()
    page.get_by_text("Rp1.075.000").wait_for()
    page.get_by_role("button", name="Kirim lewat WhatsApp").click()
    assert "*Total: Rp1.075.000*" in at_whatsapp(visitor)
    assert visitor.problems == []


def test_a_redirect_would_be_stopped_by_the_policy(visitor, site):
    """Why the answer to the form is a page: the same browser does not follow a redirect there."""
    page = visitor.open(site.booth["url"])
    page.route(
        "**/pesan/**", lambda route: route.fulfill(status=303, headers={"Location": "https://wa.me/62812"})
    )
    page.evaluate("""() => {
        const form = document.createElement("form");
        form.method = "post";
        form.action = "/pesan/x/";
        document.body.append(form);
        form.submit();
    }""")
    page.wait_for_timeout(800)
    assert page.url == site.url + site.booth["url"]
    assert any("form-action" in problem for problem in visitor.problems)


def test_the_list_is_light(chromium, visit, site):
    page = visit(PHONE).open(site.booth["url"])
    address = page.get_by_role("link", name="Pesan beberapa barang").get_attribute("href")
    weight = weigh(chromium, site.url + address, user_agent=USER_AGENT)
    sys.stdout.write(
        f"\nOrder list: {weight.whole:,} bytes on a first visit, {weight.html:,} of them HTML.\n"
    )
    assert 20_000 < weight.whole <= 60_000
    assert weight.layout_shift <= 0.02
