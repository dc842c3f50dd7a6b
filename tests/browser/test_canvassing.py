"""A canvasser at the stalls, on a phone, with and without JavaScript: find, make, hand over, see."""

import re

import pytest

from bench.budgets import weigh
from tests.browser.conftest import USER_AGENT
from tests.browser.test_entry import FIRST_VISIT, FRONT, fill_in
from tests.browser.test_lapak_booth import SMALLEST, TARGETS
from tests.browser.test_open_axe import findings

BOOTHS = {True: "Kerupuk", False: "Dagangan 2"}
"""Booths of the site that nobody owns, one for each way."""


def at_the_stalls(visit, **options):
    """Log in as the canvasser; return the visitor on the list of booths."""
    visitor = visit(360, has_touch=True, is_mobile=True, **options)
    page = visitor.open("/lapak-saya/masuk/")
    page.fill("input[name=username]", "0812-0000-0004")
    page.fill("input[name=password]", "rahasia-pasar-7")
    page.locator("main form button").first.tap()
    page.wait_for_url("**/lapak-saya/slip-lapangan/")
    return visitor


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_booth_finds_its_owner(visit, scripts):
    name = BOOTHS[scripts]
    canvasser = at_the_stalls(visit, java_script_enabled=scripts)
    page = canvasser.page
    page.get_by_label("Nama atau kode lapak").fill(name)
    page.get_by_role("button", name="Cari").tap()
    page.get_by_role("heading", name="1 lapak").wait_for()
    page.get_by_role("button", name=f"Buat slip {name}").tap()
    code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", page.locator(".slip__code").inner_text())[0]
    assert (
        page.get_by_role("link", name="Kirim lewat WhatsApp")
        .get_attribute("href")
        .startswith("https://wa.me/?text=")
    )

    merchant = visit(360, java_script_enabled=scripts)
    phone = merchant.open("/lapak-saya/slip/")
    phone.get_by_label("Kode pada slip").fill(code)
    phone.get_by_role("button", name="Lanjut").click()
    fill_in(phone, f"0812 9000 04{scripts:02}")
    phone.get_by_role("button", name="Masuk ke lapak").click()
    phone.wait_for_url(FRONT)
    assert name in phone.content()

    page.get_by_role("link", name="Selesai").tap()
    page.get_by_role("link", name="Slip saya").tap()
    assert "Dipakai" in page.locator(".row", has_text=name).inner_text()
    page.get_by_role("link", name="Cari lapak").tap()
    page.get_by_label("Nama atau kode lapak").fill(name)
    page.get_by_role("button", name="Cari").tap()
    page.get_by_text("Tidak ketemu.").wait_for()
    assert canvasser.problems == merchant.problems == []


def test_the_pages_are_light_wide_enough_to_tap_and_axe_finds_nothing(visit, site, chromium):
    canvasser = at_the_stalls(visit, reduced_motion="reduce")
    page, found = canvasser.page, []
    for path in ("slip-lapangan/", "slip-lapangan/?q=tidak+ada", "slip-lapangan/dibuat/"):
        canvasser.open(f"/lapak-saya/{path}")
        found += findings(page, path)
        found += [f"{path}: {small}" for small in page.evaluate(TARGETS % SMALLEST)]
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        weight = weigh(
            chromium,
            f"{site.url}/lapak-saya/{path}",
            user_agent=USER_AGENT,
            storage_state=page.context.storage_state(),
        )
        assert 20_000 < weight.whole <= FIRST_VISIT, weight
    assert not found, "\n".join(found)
    assert canvasser.problems == []
