"""axe-core finds nothing on any kind of page, in either scheme and either language.

axe-core (Deque, MPL-2.0) comes inside axe-playwright-python. Its source is run in the page as the
driver's own script, which the page's Content-Security-Policy neither sees nor needs to allow.
"""

from functools import cache
from pathlib import Path

import axe_playwright_python
import pytest

from tests.browser.pages import in_english, public_pages

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of these tags that look at colours: all that can differ in the dark scheme."""
RUN = """async ([rules, excluded]) => {
    const result = await axe.run({exclude: excluded}, {runOnly: rules, resultTypes: ["violations"]});
    return result.violations.flatMap(({id, nodes}) => nodes.map(({target}) => [id, target.join(" ")]));
}"""


@cache
def axe_source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def violations(page, *, rules=TAGS, exclude=()) -> list[tuple[str, str]]:
    """Return (rule, target) of everything axe-core has to say about the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source())
    return [(rule, target) for rule, target in page.evaluate(RUN, [rules, [[part] for part in exclude]])]


def findings(page, name, *, exclude=()) -> list[str]:
    """Return the violations in both schemes as lines that name page, scheme, rule and target."""
    found = []
    # What a bar at the bottom covers until one scrolls is no small target.
    page.evaluate(
        "for (const bar of document.querySelectorAll('.action-bar, .order-bar')) bar.style.position = 'static'"
    )
    for scheme, rules in (("light", TAGS), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        seen = violations(page, rules=rules, exclude=exclude)
        found += [f"{name}, {scheme}: {rule} at {where}" for rule, where in seen]
    return found


@pytest.mark.parametrize(("language", "width"), [("id", 360), ("en", 1280)])
def test_axe_finds_nothing_on_any_page(visit, site, language, width):
    visitor = visit(width, reduced_motion="reduce")
    found = []
    for name, path in public_pages(site).items():
        visitor.page.goto(site.url + (in_english(path) if language == "en" else path))
        found += findings(visitor.page, f"{name} ({language})")
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_what_opens(visit, site):
    """The suggestions and the filters, opened as a visitor opens them."""
    visitor = visit(360, reduced_motion="reduce")
    page = visitor.open("/katalog/?q=anyaman")
    page.locator("details.filters summary").click()
    found = findings(page, "catalogue with open filters")
    field = page.locator("main input[type=search]")
    field.fill("keran")
    page.locator("[role=option]").first.wait_for()
    field.press("ArrowDown")
    found += findings(page, "catalogue with suggestions")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ["merchant", "editor"])
def test_axe_finds_nothing_in_what_the_project_adds_to_the_administration(visit, site, who):
    """Only the project's own templates; what Wagtail draws around them is left to Wagtail."""
    phone, width = {"merchant": ("+6281200000001", 360), "editor": ("+6281200000002", 1280)}[who]
    visitor = visit(width, reduced_motion="reduce")
    page = visitor.log_in(phone)
    hall = site.places["hall"]
    paths = {
        "merchant": {"my booth": "/kelola/"},
        "editor": {
            "office home": "/kelola/",
            "floor plan": f"/kelola/denah/{hall}/",
            "booth's stall": f"/kelola/stan/{site.booth['id']}/",
            "import": "/kelola/impor-produk/",
            "hall's look": "/kelola/hall/rupa/",
            "patterns": "/kelola/pustaka-pola/?bagian=1",
        },
    }[who]
    found = []
    for name, path in paths.items():
        visitor.open(path)
        page.wait_for_load_state("networkidle")
        # Wagtail 8's own frame: its sidebar and the header with breadcrumbs and search.
        found += findings(
            page, name, exclude=[".sidebar", ".w-slim-header", "#nav-toggle", "wagtail-userbar"]
        )
    assert not found, "\n".join(found)


def test_axe_would_find_something(visit, site):
    """A page made worse on purpose, so that an empty answer means something."""
    page = visit(360).open("/")
    page.evaluate("document.querySelector('main img').removeAttribute('alt')")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert {rule for rule, _target in violations(page)} == {"html-has-lang", "image-alt"}
