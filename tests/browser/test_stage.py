"""An expo that is on: the office's phone switches and announces, and open pages show it; a plan of one's own."""

import json
import time

import pytest
from icalendar import Calendar

IN_TIME = 10_000
"""Milliseconds until everybody has what the office changed."""


@pytest.fixture
def expo(site):
    """An edition that is on, for one test."""
    made = json.loads(site.run("-m", "tests.browser.ask", "stage"))
    yield made
    site.run("-m", "tests.browser.ask", "stage_over")


def test_what_the_office_does_reaches_open_pages_without_reloading(visit, site, expo):
    watching, reading, office = (visit(360) for _person in range(3))
    stage = watching.open(f"{expo['url']}panggung/")
    catalogue = reading.open("/katalog/")
    stage.evaluate("window.isTheSame = true")
    office.log_in("+6281200000002")
    desk = office.open(f"/kelola/panggung/{expo['id']}/")
    assert stage.locator("[data-video]").get_attribute("data-video") == "aaaaaaaaaaa"
    desk.get_by_role("button", name="Pindah ke siaran cadangan").click()
    stage.wait_for_selector('[data-video="bbbbbbbbbbb"]', timeout=IN_TIME)
    desk.get_by_label("Catatan").fill("Bu Tatik menggoreng keripik.")
    desk.get_by_role("button", name="Kirim catatan").click()
    stage.get_by_text("Bu Tatik menggoreng keripik.").wait_for(timeout=IN_TIME)
    desk.get_by_label("Pengumuman").fill("Lomba mulai pukul 13.")
    desk.get_by_role("button", name="Umumkan").click()
    catalogue.get_by_text("Lomba mulai pukul 13.").wait_for(timeout=IN_TIME)
    assert stage.evaluate("window.isTheSame")
    stage.get_by_role("button", name="Ikuti dengan membaca").click()
    assert [stage.locator(".stage__screen").is_visible(), stage.locator(".notes").is_visible()] == [
        False,
        True,
    ]
    for page in (stage, catalogue, desk):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert [person.problems + person.left_for for person in (watching, reading, office)] == [[], [], []]


def test_a_page_that_nobody_looks_at_asks_nothing(visit, expo):
    visitor = visit(360)
    asked = []
    visitor.page.on("request", lambda request: "/siaran/" in request.url and asked.append(request.url))
    page = visitor.open(expo["url"])
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(9_500)
    assert asked == []
    page.evaluate("Object.defineProperty(document, 'hidden', { value: false })")
    with page.expect_response("**/siaran/") as answer:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert answer.value.status == 200
    assert visitor.problems == []


def test_who_watches_or_reads_is_told_once_a_minute_and_nobody_else(visit, site, expo):
    visitor = visit(360)
    told = []
    visitor.page.on(
        "request", lambda request: "/dilihat/panggung/" in request.url and told.append(request.post_data)
    )
    visitor.page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="siaran"))
    news = []
    visitor.page.on("requestfinished", lambda request: "/siaran/" in request.url and news.append(request))
    # The page's minutes pass at once, and only when the test says so.
    visitor.page.clock.install()
    page = visitor.open(f"{expo['url']}panggung/")
    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)
    room = f"panggung-{expo['room']}"

    def in_a_minute():
        known = len(news)
        for _second in range(60):
            page.clock.run_for(1_000)
            page.wait_for_timeout(200)
            if len(news) > known:
                break
        before = len(told)
        page.clock.run_for(60_000)
        page.wait_for_timeout(500)
        return told[before:]

    assert (in_a_minute(), told) == ([], [])
    page.get_by_role("button", name="Ikuti dengan membaca").click()
    assert in_a_minute() == [room]
    page.get_by_role("button", name="Tonton").click()
    page.get_by_role("link", name="Panggung utama").click()
    assert in_a_minute() == [room]
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    number = len(told)
    page.clock.run_for(120_000)
    page.wait_for_timeout(500)
    assert len(told) == number
    deadline = time.monotonic() + 15
    while (counted := json.loads(site.run("-m", "tests.browser.ask", "viewers"))) != {
        str(expo["room"]): number
    }:
        assert time.monotonic() < deadline, counted
        time.sleep(0.5)
    assert (visitor.problems, visitor.context.cookies()) == ([], [])
    assert [address.partition("?")[0] for address in visitor.left_for] == [
        "https://www.youtube-nocookie.com/embed/aaaaaaaaaaa"
    ]


def test_a_plan_stays_on_the_device_and_becomes_a_calendar(visit, site, expo):
    visitor = visit(360, accept_downloads=True)
    page = visitor.open(f"{expo['url']}acara/")
    page.get_by_role("button", name="Simpan Bincang batik ke rencana saya").click()
    page = visitor.open(site.booth["url"])
    page.get_by_role("button", name="Simpan ke rencana").click()
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url, request.post_data)))
    page = visitor.open(f"{expo['url']}rencana/")
    assert page.get_by_role("link", name="Bincang batik").is_visible()
    assert page.get_by_role("link", name="Batik Sekar").get_attribute("href") == site.booth["url"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Simpan ke kalender").click()
    calendar = Calendar.from_ical(download.value.path().read_bytes())
    session, visit_to_booths = calendar.walk("VEVENT")
    assert str(session["UID"]).startswith(f"acara-{expo['session']}@")
    assert str(visit_to_booths["UID"]).startswith(f"rencana-expo-{expo['id']}-")
    assert site.booth["url"] in visit_to_booths["DESCRIPTION"]
    own = [f"{site.url}{expo['url']}{name}" for name in ("rencana/", "acara/kalender/", "kalender/")]
    assert [(method, data) for method, _url, data in asked] == [("GET", None)] * len(asked)
    assert [url for _method, url, _data in asked if "/expo/" in url] == own
    page.get_by_role("button", name="Simpan Bincang batik ke rencana saya").click()
    assert not page.get_by_role("link", name="Bincang batik").is_visible()
    assert visitor.problems == []
