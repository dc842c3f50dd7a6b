"""A stallholder keeps the booth fresh from a phone: taps, weights, without scripts, offline, by keyboard."""

import re
import sys

import pytest

from bench.budgets import weigh
from tests.browser.conftest import USER_AGENT
from tests.browser.test_open_axe import findings
from tests.browser.test_open_keyboard import focused

PHONE = 360
NUMBER, PASSWORD = "0812-0000-0001", "rahasia-pasar-7"
HEAVIEST_PAGE = 60_000
HEAVIEST_CHANGE = 25_000
MOST_TAPS = 3
SMALLEST = 48
TARGETS = """() => [...document.querySelectorAll("main a, main button, main summary, main input:not([type=hidden])")]
    .map(part => [part.textContent.trim().slice(0, 40) || part.name, part.getBoundingClientRect()])
    .filter(([_, box]) => box.width && box.height < %d).map(([name, box]) => `${name}: ${box.height}`)"""


def at_the_stall(visit, **options):
    """Log in as the merchant; return the visitor on the booth's front page."""
    visitor = visit(PHONE, has_touch=True, is_mobile=True, **options)
    page = visitor.open("/lapak-saya/masuk/")
    page.fill("input[name=username]", NUMBER)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/lapak-saya/")
    page.wait_for_load_state("networkidle")
    return visitor


def good(page, name="Selendang batik cap"):
    return page.locator("li.good", has_text=name)


def told(page):
    return page.locator("#kabar p")


@pytest.fixture
def shopper(visit):
    """Somebody who looks at the public pages, with a page kept before."""
    return visit(PHONE)


def public_text(shopper, path):
    return shopper.open(path).locator("main").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_morning_at_the_stall(visit, shopper, site, scripts):
    product = f"{site.booth['url']}selendang-batik-cap/"
    assert "Rp125.000" in public_text(shopper, product)
    visitor = at_the_stall(visit, java_script_enabled=scripts)
    page = visitor.page
    stays = page.url
    assert page.locator("h1").all_inner_texts() == ["Batik Sekar"]

    good(page).get_by_role("button", name="Habis").tap()
    told(page).filter(has_text="Selendang batik cap ditandai habis.").wait_for()
    assert good(page).get_by_role("button", name="Habis").get_attribute("aria-pressed") == "true"
    assert "Sedang habis" in public_text(shopper, product)
    page.get_by_role("button", name="Urungkan").tap()
    told(page).filter(has_text="Dikembalikan seperti semula.").wait_for()
    assert good(page).get_by_role("button", name="Ada").get_attribute("aria-pressed") == "true"

    good(page).locator("summary").tap()
    field = good(page).get_by_label("Harga Selendang batik cap")
    field.fill("seratus")
    page.get_by_role("button", name="Simpan harga").locator("visible=true").tap()
    page.get_by_text("Tulis dengan angka, misalnya 15.000.").wait_for()
    field = page.get_by_label("Harga Selendang batik cap")
    assert field.input_value() == "seratus"
    field.fill("130.000")
    page.get_by_role("button", name="Simpan harga").locator("visible=true").tap()
    told(page).filter(has_text="Selendang batik cap sekarang Rp130.000.").wait_for()
    assert "Rp130.000" in public_text(shopper, product)
    page.get_by_role("button", name="Urungkan").tap()
    told(page).filter(has_text="Dikembalikan").wait_for()
    assert "Rp125.000" in public_text(shopper, product)

    page.get_by_role("button", name="Tutup hari ini").tap()
    told(page).filter(has_text="Lapak ditandai tutup hari ini.").wait_for()
    assert page.locator("#rupa .badge--bad").inner_text() == "Tutup hari ini"
    assert "Tutup hari ini" in public_text(shopper, site.booth["url"])
    page.get_by_role("button", name="Buka", exact=True).tap()
    told(page).filter(has_text="Lapak buka lagi.").wait_for()
    assert "Tutup hari ini" not in public_text(shopper, site.booth["url"])

    page.get_by_role("link", name="Ubah semua harga").tap()
    page.get_by_label("Harga Selendang batik cap").fill("140000")
    page.get_by_role("button", name="Simpan semua harga").tap()
    told(page).filter(has_text="Selendang batik cap sekarang Rp140.000.").wait_for()
    page.get_by_role("button", name="Urungkan").tap()
    told(page).filter(has_text="Dikembalikan").wait_for()
    assert "Rp125.000" in public_text(shopper, product)
    assert [problem for problem in visitor.problems if "422" not in problem] == []
    assert scripts is False or stays.endswith("/lapak-saya/")


def test_a_price_takes_few_taps_and_bytes(visit, site):
    visitor = at_the_stall(visit)
    page, sent, taps = visitor.page, [], 0
    page.on("requestfinished", lambda request: sent.append(request))
    page.evaluate("window.stayed = true")
    good(page).locator("summary").tap()
    taps += 1
    # The field has the focus and its text is marked: a person types straight away.
    page.keyboard.type("126000")
    good(page).get_by_role("button", name="Simpan harga").tap()
    taps += 1
    told(page).filter(has_text="sekarang Rp126.000").wait_for()
    assert page.evaluate("window.stayed") is True
    sizes = [request.sizes() for request in sent]
    bytes_moved = sum(sum(size.values()) for size in sizes)
    page.get_by_role("button", name="Urungkan").tap()
    told(page).filter(has_text="Dikembalikan").wait_for()
    sys.stdout.write(
        f"\nA new price: {taps} taps, {bytes_moved:,} bytes in {len(sizes)} request(s), headers included.\n"
    )
    assert taps <= MOST_TAPS
    assert bytes_moved <= HEAVIEST_CHANGE
    assert len(sizes) == 1


def test_first_visits_are_light(visit, chromium, site):
    visitor = at_the_stall(visit)
    state = visitor.context.storage_state()
    front = f"/lapak-saya/{site.booth['id']}/"
    pages = {"front": "/lapak-saya/", "prices": f"{front}harga/"}
    pages["price"] = f"{front}barang/{site.product['id']}/harga/"
    for name, path in pages.items():
        weight = weigh(chromium, site.url + path, user_agent=USER_AGENT, storage_state=state)
        sys.stdout.write(
            f"\n{name}: {weight.whole:,} bytes on a first visit, {weight.html:,} of them HTML.\n"
        )
        assert 20_000 < weight.whole <= HEAVIEST_PAGE
        assert weight.layout_shift <= 0.02


def test_nothing_is_lost_when_the_network_drops(visit, site):
    page = at_the_stall(visit).page
    good(page).locator("summary").tap()
    page.keyboard.type("127000")
    page.context.set_offline(True)
    good(page).get_by_role("button", name="Simpan harga").tap()
    told(page).filter(has_text="Belum terkirim: jaringan terputus.").wait_for()
    assert good(page).get_by_label("Harga Selendang batik cap").input_value() == "127000"
    page.context.set_offline(False)
    good(page).get_by_role("button", name="Simpan harga").tap()
    told(page).filter(has_text="sekarang Rp127.000").wait_for()
    page.get_by_role("button", name="Urungkan").tap()
    told(page).filter(has_text="Dikembalikan").wait_for()


def test_a_price_being_typed_survives_another_switch(visit, site):
    page = at_the_stall(visit).page
    good(page).locator("summary").tap()
    page.keyboard.type("99000")
    for name in ("Habis", "Ada"):
        good(page).get_by_role("button", name=name).tap()
        good(page).locator(f"button[aria-pressed=true]:has-text('{name}')").wait_for()
        assert good(page).get_by_label("Harga Selendang batik cap").input_value() == "99000"


def test_axe_finds_nothing_and_everything_fits_a_thumb(visit, site):
    page = at_the_stall(visit, reduced_motion="reduce").page
    front = f"{site.url}/lapak-saya/{site.booth['id']}/"
    found = findings(page, "front")
    small = page.evaluate(TARGETS % SMALLEST)
    good(page).locator("summary").tap()
    good(page).get_by_label("Harga Selendang").fill("x")
    page.keyboard.press("Enter")
    page.get_by_text("Tulis dengan angka").wait_for()
    good(page).get_by_role("button", name="Habis").tap()
    told(page).filter(has_text="ditandai habis").wait_for()
    found += findings(page, "front with news and an error")
    small += page.evaluate(TARGETS % SMALLEST)
    page.get_by_role("button", name="Urungkan").tap()
    told(page).filter(has_text="Dikembalikan").wait_for()
    for name, path in (("prices", "harga/"), ("price", f"barang/{site.product['id']}/harga/")):
        page.goto(front + path)
        found += findings(page, name)
        small += page.evaluate(TARGETS % SMALLEST)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.get_by_label("Harga Kain").fill("x")
    page.keyboard.press("Enter")
    page.get_by_text("Tulis dengan angka").wait_for()
    found += findings(page, "price with an error")
    page.goto(f"{site.url}/lapak-saya/987654321/")
    found += findings(page, "not found")
    assert found == []
    assert small == []


def test_by_keyboard_alone(visit, site):
    visitor = visit(PHONE, reduced_motion="reduce")
    page = visitor.open("/lapak-saya/masuk/")
    page.fill("input[name=username]", NUMBER)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/lapak-saya/")
    page.wait_for_load_state("networkidle")

    def tab_until(pattern):
        for _step in range(60):
            page.keyboard.press("Tab")
            here = focused(page)
            if here and re.search(pattern, here["name"]):
                return
        raise AssertionError(pattern)

    tab_until("Ubah harga Selendang")
    page.keyboard.press("Enter")
    page.keyboard.type("131000")
    page.keyboard.press("Enter")
    told(page).filter(has_text="sekarang Rp131.000").wait_for()
    assert "Rp131.000" in focused(page)["name"]
    tab_until("^Habis")
    page.keyboard.press("Space")
    told(page).filter(has_text="ditandai habis").wait_for()
    assert focused(page)["name"] == "Habis"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    told(page).filter(has_text="ada lagi").wait_for()
    tab_until("Ubah harga Selendang|Urungkan")
    page.goto(f"{site.url}/lapak-saya/{site.booth['id']}/harga/")
    page.get_by_label("Harga Selendang").fill("125000")
    page.keyboard.press("Enter")
    told(page).filter(has_text="Rp125.000").wait_for()
