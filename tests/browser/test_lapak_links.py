"""A stallholder pastes links, is told what is wrong, hides one and puts them in order, at 360 px."""

import re
import sys

import pytest

from bench.budgets import weigh
from tests.browser.conftest import USER_AGENT
from tests.browser.test_lapak_booth import (
    HEAVIEST_PAGE,
    PHONE,
    SMALLEST,
    TARGETS,
    at_the_stall,
    public_text,
    told,
)
from tests.browser.test_open_axe import findings

PASTED = "Toko kami di sini:\nhttps://shopee.co.id/batiksekar\ntokopedia batik sekar\nIG @batik.sekar"


def cards(page) -> list[str]:
    return [re.sub(r"\s+", " ", text) for text in page.locator(".link-card h3").all_inner_texts()]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_links_from_the_phone(visit, site, scripts):
    visitor = at_the_stall(visit, java_script_enabled=scripts)
    page = visitor.page
    page.goto(f"{site.url}/lapak-saya/{site.booth['id']}/tautan/")
    while page.locator(".link-card").count():
        page.locator(".link-card__way--bad").first.tap()
        page.get_by_role("button", name="Ya, hapus").tap()
        told(page).filter(has_text="Tautan dihapus.").wait_for()
    page.get_by_label("Tempel tautan di sini").fill(PASTED)
    page.get_by_role("button", name="Periksa").tap()
    page.get_by_text("Kami kenali 2 tautan").wait_for()
    assert page.locator(".found__link--bad .found__text").all_inner_texts() == ["tokopedia batik sekar"]
    page.get_by_text("Ini nama toko, bukan alamat.").wait_for()
    page.get_by_role("button", name=re.compile("^Simpan")).last.tap()
    told(page).filter(has_text="2 tautan ditambahkan. Belum dikirim.").wait_for()
    assert page.get_by_label("Tempel tautan di sini").input_value() == "tokopedia batik sekar"
    assert cards(page) == ["Shopee · Toko batiksekar", "Instagram · Toko batik.sekar"]
    page.get_by_role("button", name="Turunkan batiksekar").tap()
    told(page).filter(has_text="Urutan diubah.").wait_for()
    assert cards(page) == ["Instagram · Toko batik.sekar", "Shopee · Toko batiksekar"]
    page.locator(".link-card").first.get_by_role("button", name="Sembunyikan").tap()
    told(page).filter(has_text="Tautan disembunyikan.").wait_for()
    hidden = page.locator(".link-card").first.get_by_role("button", name="Sembunyikan")
    assert hidden.get_attribute("aria-pressed") == "true"
    assert [problem for problem in visitor.problems if "422" not in problem] == []


def test_a_public_link_is_hidden_at_once_and_shown_again(visit, site):
    shopper = visit(PHONE)
    assert "tokopedia" in public_text(shopper, site.product["url"]).lower()
    page = at_the_stall(visit).page
    page.goto(f"{site.url}/lapak-saya/{site.booth['id']}/barang/{site.product['id']}/tautan/")
    page.get_by_role("button", name="Sembunyikan").tap()
    told(page).filter(has_text="Tautan disembunyikan.").wait_for()
    assert "tokopedia" not in public_text(shopper, site.product["url"]).lower()
    page.get_by_role("button", name="Tampilkan").tap()
    told(page).filter(has_text="Tautan ditampilkan lagi.").wait_for()
    assert "tokopedia" in public_text(shopper, site.product["url"]).lower()


def test_these_pages_are_light_big_enough_and_clean(visit, site, chromium):
    visitor = at_the_stall(visit, reduced_motion="reduce")
    page, found = visitor.page, []
    booth, product = site.booth["id"], site.product["id"]
    paths = [
        f"/lapak-saya/{booth}/tautan/",
        f"/lapak-saya/{booth}/barang/{product}/tautan/",
        "/lapak-saya/panduan-foto/",
    ]
    for path in paths:
        page.goto(site.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE
        assert page.evaluate(TARGETS % SMALLEST) == []
        found += findings(page, path)
    assert not found, "\n".join(found)
    state = visitor.context.storage_state()
    for path in paths:
        weight = weigh(chromium, site.url + path, user_agent=USER_AGENT, storage_state=state)
        sys.stdout.write(f"\n{path}: {weight.whole:,} bytes on a first visit.\n")
        assert weight.whole <= HEAVIEST_PAGE
