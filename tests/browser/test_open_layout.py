"""Zoom, narrow screens, wide spacing of text, targets for fingers, forced colours and reduced motion."""

import pytest

from tests.browser.pages import in_english, public_pages

SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
        p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
"""The spacing a reader may ask for (WCAG 2.2, 1.4.12), put in as no policy can forbid it."""

CUT = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!node.data.trim() || !parent.checkVisibility() || parent.closest("script, defs, [hidden]")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        let verdict = "";
        for (let part = parent; part && part !== document.documentElement; part = part.parentElement) {
            const style = getComputedStyle(part);
            // Read aloud only; or shortened to some lines, the whole text being one tap away.
            if (style.clipPath !== "none" || style.webkitLineClamp !== "none") { verdict = ""; break; }
            if (["auto", "scroll"].includes(style.overflowX)) { verdict = ""; break; }
            const edge = part.getBoundingClientRect();
            if (style.overflowX !== "visible" && (box.right > edge.right + 1 || box.left < edge.left - 1)) verdict = "cut by";
            if (style.overflowY === "hidden" && box.bottom > edge.bottom + 1) verdict = "cut below by";
            if (part === document.body && (box.right > innerWidth + 1 || box.left < -1)) verdict = verdict || "off";
            if (verdict && !verdict.includes(".")) verdict += ` ${part.localName}.${part.getAttribute("class")}`;
        }
        if (verdict) found.push(`${node.data.trim().slice(0, 40)}: ${verdict}`);
    }
    return found;
}"""
SMALL = """() => [...document.querySelectorAll("a[href], button, summary, input, select, textarea")]
    .filter((part) => part.checkVisibility() && part.type !== "hidden" && !part.matches(".skip"))
    // A link inside a line of text is as tall as its line (WCAG 2.2, 2.5.8).
    .filter((part) => !(getComputedStyle(part).display === "inline" && part.closest("p, li, td, dd") && part.closest(".prose")))
    .map((part) => {
        // A card's link covers the whole card.
        const layer = getComputedStyle(part, "::after");
        const cover = layer.position === "absolute" && layer.content !== "none" ? part.closest("article, li, .issue") : null;
        return [part, (cover || part).getBoundingClientRect()];
    })
    .filter(([, { width, height }]) => width < 24 || height < 24)
    .map(([part, { width, height }]) => `${part.textContent.trim().slice(0, 30) || part.name}: ${width} x ${height}`)"""
MOVING = """() => [
    ...document.getAnimations().map((one) => `runs: ${one.animationName || one.transitionProperty}`),
    ...[...document.querySelectorAll("*")].filter((part) => {
        const style = getComputedStyle(part);
        return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth";
    }).map((part) => `${part.localName}.${part.getAttribute("class")}`),
]"""


def too_wide(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize(
    ("width", "language", "spaced"),
    [(640, "id", False), (320, "id", False), (320, "en", False), (320, "id", True), (1280, "en", True)],
    ids=["zoomed to 200 %", "320 px", "320 px in English", "spaced out at 320 px", "spaced out at 1280 px"],
)
def test_nothing_scrolls_sideways_and_no_text_is_cut(visit, site, width, language, spaced):
    visitor = visit(width, reduced_motion="reduce")
    page, found = visitor.page, []
    for name, path in public_pages(site).items():
        page.goto(site.url + (in_english(path) if language == "en" else path))
        if spaced:
            page.evaluate(SPACING)
        for box in page.locator("details.filters:not([open]) > summary").all():
            box.click()
        if too_wide(page):
            found.append(f"{name}: wider than the screen")
        found += [f"{name}: {cut}" for cut in page.evaluate(CUT) if not path.startswith("/kelola/")]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_target_is_large_enough_for_a_finger(visit, site, width):
    visitor = visit(width, reduced_motion="reduce")
    found = []
    for name, path in public_pages(site).items():
        visitor.page.goto(site.url + path)
        found += [f"{name}: {small}" for small in visitor.page.evaluate(SMALL)]
    assert not found, "\n".join(found)


def test_nothing_moves_where_motion_is_reduced(visit, site):
    visitor = visit(1280, reduced_motion="reduce")
    found = []
    for name, path in public_pages(site).items():
        if not path.startswith("/kelola/"):
            visitor.page.goto(site.url + path)
            found += [f"{name}: {moving}" for moving in visitor.page.evaluate(MOVING)]
    assert not found, "\n".join(found)


def test_something_moves_where_it_may(visit, site):
    page = visit(1280).open("/")
    assert page.evaluate(MOVING) != []


def test_forced_colours_keep_stalls_controls_and_icons(visit, site):
    """With the few colours of a person's own choice, what was told by a ground is told by a line."""
    page = visit(1280, forced_colors="active", reduced_motion="reduce").open(f"{site.rich['hall']}?buka=1")
    style = "(part, name) => getComputedStyle(part)[name]"
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")

    def line(selector, name):
        return page.locator(selector).first.evaluate(f"part => ({style})(part, '{name}')")

    assert line("#denah a:not(.is-faded) .plan__code", "fill") != canvas
    assert page.evaluate(
        "[...document.styleSheets].length > 0 && matchMedia('(forced-colors: active)').matches"
    )
    assert line(".site-header .icon", "stroke") != canvas
    assert line(".stall__front", "borderTopColor") != canvas
    assert line(".chip--on", "outlineStyle") == "solid"
    page = visit(1280, forced_colors="active").open(site.rich["product"])
    assert page.locator("main .button").first.evaluate("part => getComputedStyle(part).borderTopWidth") == "2px"
    assert page.locator(".price-tag").evaluate(
        "part => getComputedStyle(part).color !== getComputedStyle(document.body).backgroundColor"
    )
