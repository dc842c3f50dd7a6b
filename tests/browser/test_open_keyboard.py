"""A visitor without a mouse: from the front page to the marketplace, always seeing where they are."""

import re

import pytest

FOCUS = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    const box = here.getBoundingClientRect();
    const rings = () => {
        const seen = [];
        for (let part = here, up = 0; part instanceof Element && up < 6; part = part.parentElement, up++) {
            const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
            const outline = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
            seen.push([outline, boxShadow, getComputedStyle(part).getPropertyValue("--ring")].join());
        }
        return seen.join(";");
    };
    const during = rings();
    here.blur();
    const after = rings();
    here.focus({ focusVisible: true, preventScroll: true });
    const middle = document.elementFromPoint(
        Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1), box.y + Math.min(box.height / 2, 20));
    return {
        name: (here.getAttribute("aria-label") || here.textContent || here.name || here.tagName).trim().slice(0, 60),
        href: here.getAttribute("href") || "",
        marked: during !== after,
        onScreen: box.bottom > 0 && box.top < innerHeight,
        covered: Boolean(middle) && !here.contains(middle) && !middle.contains(here),
        last: here === [...document.querySelectorAll("a[href], button")].at(-1),
    };
}"""
FURTHEST = 90


def focused(page):
    """Return what has the focus, having checked that a person sees it."""
    here = page.evaluate(FOCUS)
    if here:
        assert here["marked"], f"no visible focus on {here['name']!r} at {page.url}"
        assert here["onScreen"], f"focus off the screen on {here['name']!r} at {page.url}"
        assert not here["covered"], f"focus covered on {here['name']!r} at {page.url}"
    return here


def tab_to(page, *, name=".*", href=".*"):
    """Press Tab until a thing of this name and address has the focus."""
    walked = []
    for _step in range(FURTHEST):
        page.keyboard.press("Tab")
        here = focused(page)
        if here and re.search(name, here["name"]) and re.fullmatch(href, here["href"]):
            return here
        walked.append(here and here["name"])
    raise AssertionError(f"{name} {href} is not reached from the keyboard at {page.url}: {walked}")


@pytest.mark.parametrize("width", [360, 1280])
def test_from_the_front_page_to_the_marketplace_without_a_mouse(visit, site, width):
    visitor = visit(width, reduced_motion="reduce")
    page = visitor.open("/")
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "Langsung ke isi"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focused(page)
    assert page.evaluate("document.activeElement.closest('main') !== null")

    page.goto(f"{site.url}/")
    tab_to(page, name="^Katalog$")
    page.keyboard.press("Enter")
    page.wait_for_url("**/katalog/")
    tab_to(page, name="^Cari produk atau lapak$")
    page.keyboard.type("anyam")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator("[role=listbox]").is_hidden()
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("an")
    page.keyboard.press("Enter")
    page.wait_for_url("**/katalog/?q=anyaman*")

    tab_to(page, href=re.escape(site.rich["hall"]))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{site.rich['hall']}")
    tab_to(page, name="^A-1, Anyaman Bu Wati")
    page.keyboard.press("ArrowRight")
    assert focused(page)["name"].startswith("A-2, Kriya Serayu 0")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{site.rich['booth']}")
    tab_to(page, href=re.escape(site.rich["product"]))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{site.rich['product']}")
    tab_to(page, name="Shopee", href=r"/ke/\d+/")
    with page.expect_event("requestfailed", lambda request: "shopee.co.id" in request.url):
        page.keyboard.press("Enter")
    assert visitor.problems == []


def test_no_page_holds_the_focus(visit, site):
    """Tab walks every page to its end, each stop seen."""
    visitor = visit(360, reduced_motion="reduce")
    for path in ("/", site.rich["hall"], site.rich["product"]):
        page = visitor.open(path)
        for _step in range(FURTHEST):
            page.keyboard.press("Tab")
            here = focused(page)
            if here and here["last"]:
                break
        else:
            raise AssertionError(f"{path}: the end is not reached")


def test_escape_closes_the_filters_and_gives_the_focus_back(visit, site):
    page = visit(360).open(site.rich["hall"])
    tab_to(page, name="^Saring$")
    page.keyboard.press("Enter")
    page.locator("details.filters[open]").wait_for()
    tab_to(page, href=r".*\?.*")
    page.keyboard.press("Escape")
    assert page.locator("details.filters[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('.filters > summary')")


def test_filters_beside_the_results_stay_open(visit, site):
    page = visit(1280).open("/katalog/")
    page.locator(".filters a").first.focus()
    page.keyboard.press("Escape")
    assert page.locator("details.filters[open]").count() == 1
