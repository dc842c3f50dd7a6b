"""A stallholder applies to an expo, gets a place and gives a price for it, at 360 px."""

import pytest

from tests.browser.test_lapak_booth import PHONE, SMALLEST, TARGETS, at_the_stall, public_text, told
from tests.browser.test_open_axe import findings

TAPPED = TARGETS.replace(
    "main input:not([type=hidden])", "main input:not([type=hidden], [type=radio]), main .choice"
)
"""A choice is tapped anywhere on its line."""


@pytest.fixture
def edition(site):
    """The id of an edition whose call is open; afterwards there is none."""
    yield site.run("-m", "tests.browser.ask", "edition", "make")
    site.run("-m", "tests.browser.ask", "edition", "away")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_applying_to_a_price_for_the_expo(visit, site, edition, scripts):
    visitor = at_the_stall(visit, java_script_enabled=scripts)
    page, found = visitor.page, []

    def look(path):
        if scripts:
            assert page.evaluate("document.documentElement.scrollWidth") == PHONE
            assert page.evaluate(TAPPED % SMALLEST) == []
            found.extend(findings(page, path))

    page.get_by_role("link", name="Ikut expo ini").tap()
    page.get_by_role("button", name="Kirim pendaftaran").wait_for()
    look("apply")
    page.get_by_label("Ya", exact=True).check()
    page.get_by_role("button", name="Kirim pendaftaran").tap()
    told(page).filter(has_text="Pendaftaran terkirim ke panitia.").wait_for()
    page.get_by_role("heading", name="Pendaftaran sudah masuk").wait_for()
    look("applied")
    site.run("-m", "tests.browser.ask", "edition", "accept")
    page.reload()
    page.get_by_text("nomor A-1").wait_for()
    page.get_by_role("link", name="Atur harga expo").tap()
    product = f"/harga/{site.product['id']}/"
    page.locator(f"a[href$='{product}']").tap()
    page.get_by_label("Harga expo").wait_for()
    look("price")
    page.get_by_label("Harga expo").fill("1.000")
    page.get_by_role("button", name="Simpan harga expo").tap()
    told(page).filter(has_text="Rp1.000 selama expo.").wait_for()
    look("prices")
    shopper = visit(PHONE)
    text = public_text(shopper, site.product["url"])
    assert [words for words in ("Rp1.000", "Harga expo", "Pesta Lapak") if words not in text] == []
    shopper.open("/expo/pesta-lapak/denah/")
    found.extend(findings(shopper.page, "plan"))
    assert shopper.page.locator(".plan__map a").count() == 1
    assert not found, "\n".join(found)
    assert visitor.problems == []
