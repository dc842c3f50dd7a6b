"""A hall's plan by keyboard, and the office placing booths on it by mouse and by touch."""

import pytest

PHONE, DESK = 360, 1280
# Whether a browser finds the time for a transition is its own affair: what it is told is asked for here.
ALLOWED = """() => {
  const open = rule => {
    if (rule instanceof CSSViewTransitionRule) return rule.navigation === "auto"
    if (rule instanceof CSSMediaRule && !matchMedia(rule.conditionText).matches) return false
    return [...(rule.styleSheet ?? rule).cssRules ?? []].some(open)
  }
  return [...document.styleSheets].some(open)
}"""
LEAVE_FOR = """path => {
  const viewTransition = {}, entry = { url: new URL(path, location).href }
  dispatchEvent(Object.assign(new Event("pageswap"), { viewTransition, activation: { entry } }))
  return [...document.querySelectorAll(".is-leaving h3")].map(title => title.textContent.trim())
}"""


def named(page):
    """Return what is read aloud of the link that has the focus."""
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def stands(page):
    """Return {code: booth} of the office's plan."""
    return page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-code]:has([data-booth])')]"
        ".map(stall => [stall.dataset.code, stall.querySelector('a').textContent]))"
    )


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_arrow_keys_walk_the_aisle(visit, site, width):
    visitor = visit(width)
    page = visitor.open("/hall/pasar-malam/")
    page.locator("#denah svg a").first.focus()
    assert named(page) == "A-1, Lapak 1"
    walked = []
    for key in ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowUp", "End", "Home"]:
        page.keyboard.press(key)
        walked.append(named(page).partition(",")[0])
    assert walked == ["A-2", "A-4", "A-3", "A-3", "A-1", "A-6", "A-1"]
    ring = page.locator("#denah svg a").first.evaluate(
        "link => getComputedStyle(link).getPropertyValue('--ring').trim()"
    )
    assert ring not in {"", "none"}
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#denah') === null")
    page.keyboard.press("Shift+Tab")
    assert named(page) == "A-1, Lapak 1"
    page.keyboard.press("Enter")
    page.wait_for_url("**/hall/pasar-malam/lapak-1/")
    assert page.get_by_role("img", name="Anda di sini: stan A-1 di lorong A").is_visible()
    page.get_by_role("link", name="Kembali ke lorong A").click()
    page.wait_for_url("**/hall/pasar-malam/?lorong=A#denah")
    assert visitor.problems == []


def test_without_scripts_every_stall_is_a_link(visit, site):
    visitor = visit(PHONE, java_script_enabled=False)
    page = visitor.open("/hall/pasar-malam/")
    page.locator("#denah").get_by_role("link", name="A-3, Lapak 3").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hall/pasar-malam/lapak-4/")
    assert visitor.problems == []


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_pages_flow_into_each_other_unless_motion_is_reduced(visit, site, motion, moves):
    visitor = visit(DESK, reduced_motion=motion)
    for path in ["/hall/batik/", site.booth["url"], site.product["url"]]:
        assert visitor.open(path).evaluate(ALLOWED) is moves
    assert visitor.problems == []


def test_the_card_that_leads_to_the_next_page_grows_into_it(visit, site):
    page = visit(DESK).open("/hall/batik/")
    assert page.evaluate(LEAVE_FOR, site.booth["url"]) == ["Batik Sekar"]
    assert page.evaluate(LEAVE_FOR, "/katalog/") == []


def drag(page, code, target):
    """Drag the booth of one stall to another with the mouse."""
    start = page.locator(f"[data-code={code}] [data-booth]").bounding_box()
    end = page.locator(f"[data-code={target}]").bounding_box()
    page.mouse.move(start["x"] + 30, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 50, start["y"] + start["height"], steps=3)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=5)
    with page.expect_response(lambda answer: answer.request.method == "GET" and "/denah/" in answer.url):
        page.mouse.up()


def test_the_office_places_booths(visit, site):
    visitor = visit(DESK)
    page = visitor.log_in("+6281200000002")
    visitor.open(f"/kelola/denah/{site.places['hall']}/")
    page.wait_for_load_state("networkidle")
    assert stands(page) == {f"A-{place}": f"Dagangan {place}" for place in (1, 2)}
    drag(page, "A-1", "A-5")
    page.locator("[data-code=A-5] [data-booth]").wait_for()
    assert stands(page) == {"A-2": "Dagangan 2", "A-5": "Dagangan 1"}
    page.on("dialog", lambda question: question.accept())
    drag(page, "A-2", "A-5")
    page.locator("[data-code=A-2] a", has_text="Dagangan 1").wait_for()
    assert stands(page) == {"A-2": "Dagangan 1", "A-5": "Dagangan 2"}

    page.locator("[data-code=A-2] [data-handle]").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("b-3")
    page.keyboard.press("Enter")
    page.locator("[data-code=A-2].f-stall--free").wait_for()
    visitor.open(f"/kelola/denah/{site.places['hall']}/?lorong=B")
    assert stands(page) == {"B-3": "Dagangan 1"}
    assert visitor.problems == []


def test_a_finger_drags_by_the_handle(visit, site):
    visitor = visit(PHONE, has_touch=True, is_mobile=True)
    page = visitor.log_in("+6281200000002")
    visitor.open(f"/kelola/denah/{site.places['touch']}/")
    page.wait_for_load_state("networkidle")
    session = visitor.context.new_cdp_session(page)

    def touch(kind, box=None):
        points = [{"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}] if box else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    handle = page.locator("[data-code=A-1] [data-handle]").bounding_box()
    near = page.locator("[data-code=A-2]").bounding_box()
    target = page.locator("[data-code=A-4]").bounding_box()
    touch("touchStart", handle)
    touch("touchMove", near)
    touch("touchMove", target)
    page.locator("[data-code=A-4].is-target").wait_for()
    touch("touchEnd")
    page.locator("[data-code=A-4] [data-booth]").wait_for()
    assert stands(page) == {"A-4": "Kerupuk"}
    assert visitor.problems == []
