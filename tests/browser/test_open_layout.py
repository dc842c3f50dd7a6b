"""Zoom, narrow screens, wide spacing of text, targets for fingers, forced colours and reduced motion."""

import pytest

from tests.browser.pages import in_english, public_pages

SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
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
            const aside = box.right > edge.right + 1 || box.left < edge.left - 1;
            if (style.overflowX !== "visible" && aside) verdict = "cut by";
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
    .filter((part) => !(getComputedStyle(part).display === "inline" && part.closest(".prose")))
    .map((part) => {
        // A card's link covers the whole card.
        const layer = getComputedStyle(part, "::after");
        const covers = layer.position === "absolute" && layer.content !== "none";
        const cover = covers && part.closest("article, li, .issue");
        return [part, (cover || part).getBoundingClientRect()];
    })
    .filter(([, { width, height }]) => width < 24 || height < 24)
    .map(([part, { width, height }]) => `${part.textContent.trim().slice(0, 30) || part.name}: ${width} x ${height}`)"""
MOVING = """() => [
    ...document.getAnimations().map((one) => `runs: ${one.animationName || one.transitionProperty}`),
    ...[...document.querySelectorAll("*")].filter((part) => {
        const style = getComputedStyle(part);
        const runs = style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
        return runs || style.scrollBehavior === "smooth";
    }).map((part) => `${part.localName}.${part.getAttribute("class")}`),
]"""


def too_wide(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize(
    ("width", "language"), [(320, "id"), (640, "en"), (1280, "id")], ids=["320 px", "200 %", "1280 px"]
)
def test_every_page_fits_can_be_touched_and_stands_still(visit, site, width, language):
    """At 320 px, at 1280 px zoomed to 200 %, and plain; before and after text is spaced out."""
    visitor = visit(width, reduced_motion="reduce")
    page, found = visitor.page, []
    for name, path in public_pages(site).items():
        page.goto(site.url + (in_english(path) if language == "en" else path))
        for box in page.locator("details.filters:not([open]) > summary").all():
            box.click()
        found += [f"{name}: small target {small}" for small in page.evaluate(SMALL)]
        ours = not path.startswith("/kelola/")
        for when in ("", " spaced out"):
            if when:
                page.evaluate(SPACING)
            if too_wide(page):
                found.append(f"{name}{when}: wider than the screen")
            if ours:
                found += [f"{name}{when}: {cut}" for cut in page.evaluate(CUT)]
        if ours and width == 1280:
            found += [f"{name}: moves {moving}" for moving in page.evaluate(MOVING)]
    assert not found, "\n".join(found)


def test_cut_text_would_be_seen(visit, site):
    """Pages made worse on purpose, so that an empty answer means something."""
    page = visit(320).open("/")
    page.evaluate(
        """() => {
            document.querySelector("h1").style.cssText = "width: 40px; overflow: hidden; white-space: nowrap";
            document.querySelector("main a").style.cssText = "display: block; width: 20px; height: 20px";
        }"""
    )
    assert len(page.evaluate(CUT)) == 1
    assert len(page.evaluate(SMALL)) == 1


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
    assert (
        page.locator("main .button").first.evaluate("part => getComputedStyle(part).borderTopWidth") == "2px"
    )
    assert page.locator(".price-tag").evaluate(
        "part => getComputedStyle(part).color !== getComputedStyle(document.body).backgroundColor"
    )
