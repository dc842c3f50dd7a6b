"""A buyer asks a booth, its owner answers, and a visitor walks for stamps, at 360 px."""

import re

import pytest

from tests.browser.test_lapak_booth import PHONE, SMALLEST, TARGETS, at_the_stall
from tests.browser.test_open_axe import findings


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_request_and_its_answer(visit, site, scripts):
    name = f"Bu Tri {scripts}"
    buyer = visit(PHONE, java_script_enabled=scripts)
    page = buyer.open(site.booth["url"])
    page.get_by_role("link", name="Minta penawaran").click()
    page.get_by_label("Apa yang Anda perlukan?").fill("Kain seragam")
    page.get_by_label("Berapa banyak?").fill("40 lembar")
    page.get_by_label("Kantor atau instansi").check()
    page.get_by_label("Nama Anda").fill(name)
    page.get_by_label("Nomor WhatsApp").fill("123")
    page.get_by_label("Saya setuju").check()
    # Nobody fills in a form within four seconds.
    page.wait_for_timeout(4_200)
    page.get_by_role("button", name="Kirim permintaan").click()
    page.get_by_text("Nomor ini tidak dikenali.").wait_for()
    page.get_by_label("Nomor WhatsApp").fill("0812-3456-7890")
    page.get_by_role("button", name="Kirim permintaan").click()
    page.get_by_role("heading", name="Permintaan Anda sudah sampai").wait_for()
    assert re.search("penawaran|Kain|Tri|lapak=", page.url) is None
    assert [problem for problem in buyer.problems if "422" not in problem] == []

    owner = at_the_stall(visit, java_script_enabled=scripts)
    page = owner.page
    page.get_by_role("link", name="Permintaan pembeli").tap()
    page.get_by_role("link", name=name).tap()
    assert (
        page.get_by_role("link", name="Jawab lewat WhatsApp")
        .get_attribute("href")
        .startswith("https://wa.me/6281234567890?text=Halo%20Bu%20Tri")
    )
    page.get_by_role("button", name="Sepakat", exact=True).tap()
    page.get_by_text("Ditandai sepakat.").wait_for()
    page.get_by_role("button", name="Urungkan").tap()
    page.get_by_text("Ditandai baru lagi.").wait_for()
    if scripts:
        assert page.evaluate(TARGETS % SMALLEST) == []
        assert findings(page, "meeting") == []
    assert owner.problems == []


def test_an_office_asks_several_booths(visit, site):
    buyer = visit(PHONE)
    page = buyer.open(site.booth["url"])
    page.get_by_role("link", name="Minta penawaran").click()
    page.get_by_role("link", name="Tanya juga lapak lain").click()
    # The site's halls have one booth each.
    page.get_by_text("Saring", exact=True).click()
    page.get_by_label("Hall").select_option("")
    page.get_by_role("button", name="Terapkan saringan").click()
    page.locator("[name=lapak]:not(:checked)").first.check()
    assert findings(page, "meeting") == []
    # Who looks at a booth and comes back finds what was ticked.
    page.get_by_role("link", name="Lihat lapak").first.click()
    page.wait_for_url("**/hall/**")
    page.go_back()
    page.get_by_role("button", name="Lanjut: tulis permintaan").click()
    page.get_by_text("Satu isian untuk 2 lapak.").wait_for()
    assert buyer.problems == []


@pytest.fixture
def expo(site):
    """The address of an edition of today."""
    yield site.run("-m", "tests.browser.ask", "hold_expo").strip()
    site.run("-m", "tests.browser.ask", "end_expo")


def test_a_walk_through_every_hall(visit, site, expo):
    visitor = visit(PHONE)
    page = visitor.open(f"{expo}stempel/")
    halls = page.locator(".stamp a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert len(halls) > 1
    for number, hall in enumerate(halls, 1):
        visitor.open(hall)
        visitor.open(page.locator(".stall h3 a").first.get_attribute("href"))
        page.get_by_text(re.compile(f"terkumpul: {number} dari {len(halls)}")).wait_for()
    # Other editions may be on as well, with walks of their own.
    page.locator(f"[data-stamp-here] a[href='{expo}stempel/']").click()
    page.get_by_role("button", name="Ambil kode undian").click()
    code = page.locator("[data-stamp-code] b")
    code.filter(has_text=re.compile(r"^\w{4}-\w{4}$")).wait_for()
    first = code.inner_text()
    page.reload()
    assert page.locator("[data-stamp-code] b").inner_text() == first
    assert findings(page, "meeting") == []
    assert visitor.problems == []
