"""A visitor on a phone finds a product and leaves for the marketplace."""

import re

import pytest

PHONE = 360
SHOP = "https://www.tokopedia.com/batiksekar/kain-batik-tulis"


def fits_the_screen(page, width) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= width


def clicks_on(site) -> int:
    return int(site.run("-m", "tests.browser.ask", "clicks"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_search_to_the_marketplace(visit, site, scripts):
    before = clicks_on(site)
    visitor = visit(PHONE, java_script_enabled=scripts, has_touch=True, is_mobile=True)
    page = visitor.open("/")
    assert page.locator("h1").count() == 1
    assert fits_the_screen(page, PHONE)

    page.locator("main input[name=q]").fill("batik kawung")
    page.locator("main").get_by_role("button", name="Cari").click()
    page.wait_for_url("**/katalog/?q=batik+kawung*")
    assert fits_the_screen(page, PHONE)
    assert page.locator("article h3").all_inner_texts() == ["Kain batik tulis kawung"]

    page.get_by_role("link", name="Kain batik tulis kawung").click()
    page.wait_for_url(f"**{site.product['url']}")
    assert page.locator("h1").all_inner_texts() == ["Kain batik tulis kawung"]
    assert page.get_by_text("Rp350.000").first.is_visible()
    assert fits_the_screen(page, PHONE)
    picture = page.locator("main picture img").first
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")

    link = page.locator("main").get_by_role("link", name=re.compile("Tokopedia")).first
    assert re.fullmatch(r"/ke/\d+/", link.get_attribute("href"))
    with page.expect_event("requestfailed", lambda request: request.url == SHOP):
        link.click()

    assert visitor.left_for == [SHOP]
    assert visitor.problems == []
    assert clicks_on(site) == before + 1


def test_through_the_hall_to_whatsapp(visit, site):
    visitor = visit(PHONE, has_touch=True, is_mobile=True)
    page = visitor.open("/")
    page.get_by_role("link", name=re.compile("Batik dan Tenun")).first.click()
    page.wait_for_url("**/hall/batik/")
    assert fits_the_screen(page, PHONE)

    page.locator("main").get_by_role("link", name=re.compile("Batik Sekar")).first.click()
    page.wait_for_url(f"**{site.booth['url']}")
    assert page.locator("h1").all_inner_texts() == ["Batik Sekar"]
    assert fits_the_screen(page, PHONE)

    page.locator("main").get_by_role("link", name=re.compile("Selendang batik cap")).first.click()
    page.wait_for_url(f"**{site.booth['url']}selendang-batik-cap/")
    chat = page.get_by_role("link", name="Pesan lewat WhatsApp").first
    address = chat.get_attribute("href")
    assert address.startswith("https://wa.me/6281234567890?text=")
    assert "Selendang%20batik%20cap" in address
    assert visitor.problems == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (768, "light"), (1280, "dark")])
def test_every_page_keeps_to_itself(visit, site, width, scheme):
    """No error, no violation of the policy, no request to another site, nothing wider than the screen."""
    visitor = visit(width, color_scheme=scheme)
    addresses = ["/", "/hall/", "/hall/batik/", site.booth["url"], site.product["url"]]
    addresses += [
        "/katalog/",
        "/katalog/?q=tidak+ada+yang+begini",
        "/pilihan/",
        "/expo/",
        "/en/",
        "/en/katalog/",
    ]
    for address in addresses:
        page = visitor.open(address)
        page.wait_for_load_state("networkidle")
        assert fits_the_screen(page, width), address
        assert page.locator("h1").count() == 1, address
    assert visitor.problems == []
    assert visitor.left_for == []


def test_a_missing_page_helps_on(visit, site):
    visitor = visit(PHONE)
    response = visitor.page.goto(f"{site.url}/hall/tidak-ada/")
    assert response.status == 404
    assert visitor.page.locator("h1").count() == 1
    assert visitor.page.get_by_role("link").first.is_visible()
