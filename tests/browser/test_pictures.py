"""Pictures arrive late on a slow network: their places wait for them, in their size and their tone."""

import re

import pytest

from core.tones import tones

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


class HeldPictures:
    """Keeps every picture back until it is let go."""

    def __init__(self, page):
        self.page, self.waiting, self.is_open = page, [], False
        page.route("**/media/**", self._asked)

    def _asked(self, route):
        if self.is_open:
            route.continue_()
        else:
            self.waiting.append(route)

    def let_go(self):
        """Let all pictures come that were asked for, and those still to come."""
        self.is_open = True
        for route in self.waiting:
            route.continue_()
        self.waiting.clear()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_pictures_come_late(visit, site, width):
    shown = 0
    for address in ("/", "/hall/batik/", site.booth["url"], site.product["url"], "/katalog/", "/pilihan/"):
        visitor = visit(width)
        page = visitor.page
        page.add_init_script(SHIFTS)
        held = HeldPictures(page)
        page.goto(site.url + address, wait_until="domcontentloaded")
        assert page.locator("picture img:not([width]), picture img:not([height])").count() == 0, address
        # What letters and scripts move is measured elsewhere.
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(400)
        page.evaluate("window.shifted = 0")
        held.let_go()
        page.wait_for_load_state("networkidle")
        # Step by step: a picture that is jumped over is never asked for.
        for top in range(0, page.evaluate("document.body.scrollHeight"), 600):
            page.evaluate(f"scrollTo(0, {top})")
            page.wait_for_timeout(60)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(100)
        assert page.evaluate("window.shifted") == 0, address
        # Those in a row that is swiped wait until they are swiped to.
        came = page.locator("picture img").evaluate_all(
            "all => all.filter((one) => one.complete).map((one) => one.naturalWidth)"
        )
        assert 0 not in came, address
        shown += len(came)
    assert shown > 10


def test_a_place_has_its_photos_tone_until_the_photo_is_there(visit, site):
    visitor = visit(360)
    visitor.page.route("**/media/**", lambda route: route.abort())
    page = visitor.open(site.product["url"])
    place = page.locator("main picture").first
    assert re.fullmatch(r"t\d+", place.get_attribute("class"))
    # The photo of the test is #b5651d all over.
    assert place.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb({}, {}, {})".format(
        *tones()[17]
    )
    box = place.bounding_box()
    assert round(box["width"] / box["height"], 2) == 1.33
