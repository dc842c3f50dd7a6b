"""Suggestions while typing, by hand and by keyboard; without scripts the field is a plain search."""

import re

import pytest

PHONE = 360


@pytest.fixture
def search(visit):
    """Open the catalogue and return (visitor, field, list of suggestions)."""
    visitor = visit(PHONE, has_touch=True, is_mobile=True)
    page = visitor.open("/katalog/")
    field = page.locator("main input[type=search]").first
    page.locator("main input[role=combobox]").first.wait_for()
    return visitor, field, page.locator(f"#{field.get_attribute('aria-controls')}")


def chosen(field) -> str | None:
    """Return the text of the line that is marked, as a screen reader is told of it."""
    line = field.get_attribute("aria-activedescendant")
    return line and field.page.locator(f"#{line}").inner_text().split("\n")[0].strip()


def test_typing_offers_and_the_keyboard_walks(search):
    visitor, field, offers = search
    assert (field.get_attribute("aria-expanded"), offers.is_visible()) == ("false", False)
    field.press_sequentially("bati")
    offers.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    lines = offers.get_by_role("option")
    count = lines.count()
    assert 2 <= count <= 8
    assert chosen(field) is None
    field.press("ArrowDown")
    first = chosen(field)
    assert first
    assert lines.first.get_attribute("aria-selected") == "true"
    field.press("ArrowDown")
    assert chosen(field) != first
    field.press("ArrowUp")
    field.press("ArrowUp")
    # Above the first line is the field itself, and above that the last line.
    assert chosen(field) is None
    field.press("ArrowUp")
    assert lines.nth(count - 1).get_attribute("aria-selected") == "true"
    assert offers.locator("[aria-selected=true]").count() == 1
    field.press("Escape")
    assert (offers.is_visible(), field.get_attribute("aria-expanded"), field.input_value()) == (
        False,
        "false",
        "bati",
    )
    field.press("ArrowDown")
    offers.wait_for()
    assert visitor.problems == []


def test_enter_takes_the_marked_word_or_what_was_typed(search):
    visitor, field, offers = search
    field.press_sequentially("bati")
    offers.wait_for()
    field.press("ArrowDown")
    assert chosen(field) == "batik"
    field.press("Enter")
    field.page.wait_for_url("**/katalog/?q=batik*")
    field.fill("selendang")
    offers.wait_for()
    field.press("Enter")
    field.page.wait_for_url("**/katalog/?q=selendang*")
    assert visitor.problems == []


def test_a_tap_leads_to_the_booth(search, site):
    visitor, field, offers = search
    field.press_sequentially("batik sek")
    offers.get_by_role("option").filter(has_text="Batik Sekar").first.tap()
    field.page.wait_for_url(re.compile(re.escape(site.booth["url"]) + "$"))
    assert visitor.problems == []


def test_an_answer_that_was_outrun_is_dropped(search):
    """The first request is held back until a later one is answered; its answer never shows."""
    visitor, field, offers = search
    page, asked, cancelled, held = field.page, [], [], []
    page.on(
        "request", lambda request: "/saran/" in request.url and asked.append(request.url.rpartition("=")[2])
    )
    page.on(
        "requestfailed",
        lambda request: "/saran/" in request.url and cancelled.append(request.url.rpartition("=")[2]),
    )
    page.route(re.compile(r"/saran/\?q=kerip$"), lambda route: held.append(route))
    field.press_sequentially("kerip")
    page.wait_for_timeout(400)
    assert (asked, len(held), offers.is_visible()) == (["kerip"], 1, False)
    field.press("Control+a")
    field.press_sequentially("batik")
    offers.get_by_text("batik").first.wait_for()
    assert cancelled == ["kerip"]
    # One small request for each pause, not one for each letter.
    assert asked == ["kerip", "batik"]
    held[0].fulfill(json={"items": [{"kind": "word", "text": "terlambat", "url": "/", "note": ""}]})
    page.wait_for_timeout(300)
    assert "terlambat" not in offers.inner_text()
    # What was asked before is not asked again.
    field.press("Backspace")
    field.press_sequentially("k")
    page.wait_for_timeout(300)
    assert asked.count("batik") == 1
    assert [problem for problem in visitor.problems if "ERR_" not in problem] == []


def test_leaving_the_field_closes_the_list(search):
    _visitor, field, offers = search
    field.press_sequentially("bat")
    offers.wait_for()
    field.press("Tab")
    offers.wait_for(state="hidden")
