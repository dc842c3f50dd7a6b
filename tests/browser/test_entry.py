"""Getting in with a slip, in a real browser on a phone's width, with and without JavaScript."""

import re

import pytest

from bench.budgets import weigh
from tests.browser.conftest import USER_AGENT
from tests.browser.test_open_axe import findings

FIRST_VISIT = 60_000
"""Bytes a page of Lapak Saya may weigh on a first visit."""
FRONT = re.compile(r"/(kelola|lapak-saya)/$")
"""Where somebody arrives who got in."""
PASSWORD = "pasar-pagi-77"
SUBMIT = """() => {
    const form = document.querySelector("main form.form");
    window.answered = fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))})
        .then(answer => new URL(answer.url).pathname);
}"""


@pytest.fixture
def make_slip(visit, site):
    """Return a function that makes a slip as the office and returns its code."""
    visitor = visit(360)
    page = visitor.log_in("+6281200000002")

    def made():
        visitor.open(f"/lapak-saya/slip/lapak/{site.neighbour}/")
        page.get_by_role("button", name="Buat slip").click()
        code = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", page.locator(".slip__code").inner_text())[0]
        assert visitor.problems == []
        return code

    made.page, made.visitor = page, visitor
    return made


def fill_in(page, number, *, password=PASSWORD):
    page.get_by_label("Nama Anda").fill("Tatik")
    page.get_by_label("Nomor HP").fill(number)
    if password:
        page.get_by_label("Kata sandi baru").fill(password)
    else:
        page.get_by_label("Tanpa kata sandi").check()


def test_the_qr_code_opens_the_booth_and_the_code_stays_nowhere(visit, site, make_slip):
    code = make_slip()
    visitor = visit(360)
    asked = []
    visitor.page.on(
        "request", lambda request: asked.append((request.url, request.headers.get("referer", "")))
    )
    page = visitor.page
    page.goto(f"{site.url}/lapak-saya/slip/#{code}")
    page.wait_for_url("**/lapak-saya/slip/buka/")
    fill_in(page, "0812 9000 0101")
    page.get_by_role("button", name="Masuk ke lapak").click()
    page.wait_for_url(FRONT)
    assert "Keripik Bu Tatik" in page.content()
    # The driver names an address with its fragment; the wire and the server's log have none.
    assert [url for url, referer in asked if code in url.partition("#")[0] + referer] == []
    assert code not in site.log.read_text()
    page.go_back()
    assert code not in page.url


def test_without_javascript_the_code_is_typed_and_an_owner_invites_and_removes(visit, make_slip):
    code = make_slip()
    owner, helper = (visit(360, java_script_enabled=False) for _person in range(2))
    page = owner.open("/lapak-saya/masuk/")
    page.get_by_role("link", name="Saya punya slip lapak").click()
    page.get_by_label("Kode pada slip").fill(code.lower())
    page.get_by_role("button", name="Lanjut").click()
    fill_in(page, "0812 9000 0102")
    page.get_by_role("button", name="Masuk ke lapak").click()
    page = owner.open("/lapak-saya/orang/")
    page.get_by_role("button", name="Undang pembantu").click()
    invitation = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", page.locator(".slip__code").inner_text())[0]

    phone = helper.open("/lapak-saya/slip/")
    phone.get_by_label("Kode pada slip").fill(invitation)
    phone.get_by_role("button", name="Lanjut").click()
    fill_in(phone, "0812 9000 0103", password=None)
    phone.get_by_role("button", name="Masuk ke lapak").click()
    helper.open("/lapak-saya/orang/")
    assert phone.get_by_role("button", name="Undang pembantu").count() == 0

    owner.open("/lapak-saya/orang/")
    page.get_by_role("link", name="Keluarkan").last.click()
    page.get_by_role("button", name="Ya, keluarkan").click()
    assert phone.goto(phone.url).status == 403
    page.get_by_role("button", name="Keluar", exact=True).click()
    page.get_by_label("Nomor HP").fill("6281290000102")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    assert owner.open("/lapak-saya/orang/").url.endswith("/lapak-saya/orang/")


def test_of_two_phones_with_one_slip_one_gets_in(visit, make_slip):
    code = make_slip()
    phones = []
    for number in ("0812 9000 0104", "0812 9000 0105"):
        page = visit(360).open("/lapak-saya/slip/")
        page.get_by_label("Kode pada slip").fill(code)
        page.get_by_role("button", name="Lanjut").click()
        page.wait_for_url("**/slip/buka/")
        fill_in(page, number)
        phones.append(page)
    for page in phones:
        page.evaluate(SUBMIT)
    answers = {page.evaluate("window.answered") for page in phones}
    assert "/lapak-saya/slip/" in answers
    assert [FRONT.search(answer) is not None for answer in answers - {"/lapak-saya/slip/"}] == [True]


def test_axe_finds_nothing_and_nothing_is_wider_than_the_phone(visit, site, make_slip):
    code = make_slip()
    found = findings(make_slip.page, "slip made")
    visitor = visit(360, reduced_motion="reduce")
    page = visitor.page

    def look(name):
        found.extend(findings(page, name))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name

    visitor.open("/lapak-saya/masuk/")
    look("log-in")
    page.get_by_label("Nomor HP").fill("0812")
    page.get_by_label("Kata sandi").fill("salah")
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.get_by_role("alert").wait_for()
    look("log-in refused")
    visitor.open("/lapak-saya/slip/")
    page.get_by_label("Kode pada slip").fill("salah")
    page.get_by_role("button", name="Lanjut").click()
    page.locator(".field__error").wait_for()
    look("slip refused")
    page.get_by_label("Kode pada slip").fill(code)
    page.get_by_role("button", name="Lanjut").click()
    page.wait_for_url("**/slip/buka/")
    look("claim")
    fill_in(page, "0812 9000 0106", password="12345")
    page.get_by_role("button", name="Masuk ke lapak").click()
    page.locator(".field__error").wait_for()
    look("claim refused")
    fill_in(page, "0812 9000 0106")
    page.get_by_role("button", name="Masuk ke lapak").click()
    page.wait_for_url(FRONT)
    for path in ("orang/", "kata-sandi/"):
        visitor.open(f"/lapak-saya/{path}")
        look(path)
    make_slip.visitor.open(f"/lapak-saya/slip/lapak/{site.neighbour}/")
    found += findings(make_slip.page, "slips of a booth")
    assert not found, "\n".join(found)
    assert visitor.problems == []


@pytest.mark.parametrize("path", ["masuk/", "slip/"])
def test_a_first_visit_is_light(chromium, site, path):
    weight = weigh(chromium, f"{site.url}/lapak-saya/{path}", user_agent=USER_AGENT)
    assert 20_000 < weight.whole <= FIRST_VISIT, weight
