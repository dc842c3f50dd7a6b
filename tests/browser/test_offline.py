"""Reading without a network, and installing the site."""

import json
import re

import pytest

KEPT = "navigator.serviceWorker.ready.then(() => caches.open('pages')).then(pages => pages.keys()).then(k => k.length)"


@pytest.fixture
def visitor(visit):
    """A visitor whose service worker is at work."""
    visitor = visit(360)
    visitor.open("/").evaluate(
        "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller || "
        "new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done)))"
    )
    return visitor


def wait_until_kept(page, count):
    """Wait until so many pages can be read without a network."""
    page.wait_for_function(f"async () => (await {KEPT}) >= {count}")


def test_visited_booths_are_read_without_a_network_and_say_so(visitor, site):
    page = visitor.open(site.booth["url"])
    visitor.open(site.product["url"])
    wait_until_kept(page, 2)
    visitor.context.set_offline(True)
    page.goto(site.url + site.booth["url"])
    assert page.inner_text("h1") == "Batik Sekar"
    note = page.inner_text(".offline-note")
    assert re.fullmatch(
        r"Tanpa jaringan\. Halaman ini disimpan \d+ \w+ \d{4} pukul \d\d\.\d\d; "
        "harga dan persediaan bisa sudah berubah.",
        note,
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.offline-note')).position") == "sticky"
    page.goto(site.url + "/pilihan/")
    assert page.inner_text("h1") == "Tanpa jaringan"
    assert page.locator(".lost__kept a").all_inner_texts() == [
        "Kain batik tulis kawung · Batik Sekar",
        "Batik Sekar",
    ]
    page.click(".lost__kept li:last-child a")
    page.wait_for_url(site.url + site.booth["url"])
    assert page.inner_text("h1") == "Batik Sekar"
    visitor.problems.clear()


def test_with_a_network_the_price_is_the_newest_and_there_is_no_note(visitor, site):
    path = site.run("-m", "tests.browser.ask", "reprice", "selendang-batik-cap", "126000")
    page = visitor.open(path)
    wait_until_kept(page, 1)
    site.run("-m", "tests.browser.ask", "reprice", "selendang-batik-cap", "127500")
    page = visitor.open(path)
    assert "127.500" in page.inner_text("main")
    assert page.locator(".offline-note").count() == 0
    site.run("-m", "tests.browser.ask", "reprice", "selendang-batik-cap", "125000")
    assert visitor.problems == []


def test_what_is_somebodys_own_is_not_kept(visitor, site):
    page = visitor.log_in("+6281200000001")
    visitor.open(site.booth["url"])
    page.wait_for_timeout(300)
    addresses = page.evaluate(
        "caches.open('pages').then(p => p.keys()).then(k => k.map(r => new URL(r.url).pathname))"
    )
    assert addresses == []


def test_the_site_can_be_installed(visitor, site):
    page = visitor.page
    manifest = json.loads(
        page.request.get(site.url + page.get_attribute("link[rel=manifest]", "href")).text()
    )
    assert (manifest["name"], manifest["lang"], manifest["display"]) == ("Gelar Lapak", "id", "standalone")
    for icon in manifest["icons"]:
        answer = page.request.get(site.url + icon["src"])
        assert (answer.status, answer.headers["content-type"]) == (200, icon["type"])
    session = visitor.context.new_cdp_session(page)
    assert session.send("Page.getAppManifest")["errors"] == []
    # The tests' browser forgets everything; nothing else may stand in the way.
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors] == ["in-incognito"]
