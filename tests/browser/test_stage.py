"""An expo that is on: the office's phone switches and announces, and open pages show it; a plan of one's own."""

import json
import re
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


def write_note(desk, room, text):
    """Type a note into the form of the desk's first or second room."""
    place = desk.locator(".desk__room").nth(room)
    place.get_by_label("Catatan").fill(text)
    place.get_by_role("button", name="Kirim catatan").click()
    desk.get_by_text(text).wait_for()


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
    write_note(desk, 0, "Bu Tatik menggoreng keripik.")
    first = stage.get_by_text("Bu Tatik menggoreng keripik.")
    first.wait_for(timeout=IN_TIME)
    first.evaluate("(note) => { note.isTheSame = true }")
    # A room of which nothing was shown, and a second note beside the first.
    write_note(desk, 1, "Bincang dimulai.")
    write_note(desk, 0, "Keripiknya habis.")
    stage.get_by_text("Keripiknya habis.").wait_for(timeout=IN_TIME)
    assert stage.locator(".stage h2").all_text_contents() == ["Panggung utama", "Ruang bincang"]
    assert first.evaluate("(note) => note.isTheSame")
    assert stage.locator(f"#panggung-{expo['idle']} [data-ways]").is_hidden()
    desk.get_by_label("Pengumuman").fill("Lomba mulai pukul 13.")
    desk.get_by_role("button", name="Umumkan").click()
    catalogue.get_by_text("Lomba mulai pukul 13.").wait_for(timeout=IN_TIME)
    assert stage.evaluate("window.isTheSame")
    stage.get_by_role("button", name="Ikuti dengan membaca").click()
    room = stage.locator(".stage").first
    assert [room.locator(".stage__screen").is_visible(), room.locator(".notes").is_visible()] == [
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


def test_far_away_hours_are_said_with_their_day(visit, expo):
    visitor = visit(360, timezone_id="America/New_York")
    page = visitor.open(f"{expo['url']}acara/")
    begins, ends = page.locator(".session .zone-here").all_text_contents()
    days = "Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu"
    assert re.fullmatch(rf" \((?:{days}) \D*1[12]\.00 waktu Anda\)", begins)
    assert re.fullmatch(r" \(1[01]\.59 waktu Anda\)", ends)
    assert visitor.problems == []


def test_what_is_over_is_announced_no_more(visit, site, expo):
    visitor = visit(360)
    page = visitor.open("/katalog/")
    told = page.locator("[data-live] p")
    told.evaluate("(words) => { words.textContent = 'Lomba'; words.hidden = false }")
    page.route("**/siaran/", lambda route: route.fulfill(status=410))
    with page.expect_response("**/siaran/"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    told.wait_for(state="hidden", timeout=IN_TIME)


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


def test_booths_alone_become_a_calendar_where_there_is_no_programme(visit, site, expo):
    site.run("-m", "tests.browser.ask", "stage_without_programme")
    visitor = visit(360, accept_downloads=True)
    visitor.open(site.booth["url"]).get_by_role("button", name="Simpan ke rencana").click()
    page = visitor.open(f"{expo['url']}rencana/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Simpan ke kalender").click()
    (entry,) = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert str(entry["UID"]).startswith(f"rencana-expo-{expo['id']}-")
