"""`make budgets`: what a first visit weighs in a real browser, 360 px wide with two pixels to one, nothing cached.

*Above the fold* is all but the pictures that stand outside the first screen. *Before scrolling* also has
those that the browser fetches ahead; *whole* is the page scrolled to its end. A text that the server
sent uncompressed counts as Brotli would make it. Layout shift is the sum of all shifts of the visit.
"""

import argparse
import os
import shutil
import sys
from dataclasses import dataclass, fields
from pathlib import Path

import brotli

VIEWPORT = {"width": 360, "height": 740}
SCALE = 2
TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")
KINDS = {"document": "html", "stylesheet": "css", "script": "js", "font": "fonts", "image": "pictures"}
SHIFTS = """
window.shifts = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shifts += entry.value;
})).observe({type: "layout-shift", buffered: true});
"""
ON_SCREEN = """() => [...document.images].filter(image => {
  const box = image.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}).map(image => image.currentSrc)"""
ON_PAGE = "() => [...document.images].map(image => image.currentSrc)"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a visit weighed, in bytes over the wire without headers."""

    html: int
    css: int
    js: int
    fonts: int
    above_the_fold: int
    before_scrolling: int
    whole: int
    layout_shift: float


BUDGET = Weight(
    html=15_000,
    css=15_000,
    js=10_000,
    fonts=35_000,
    above_the_fold=150_000,
    before_scrolling=sys.maxsize,
    whole=400_000,
    layout_shift=0.02,
)


def weigh(browser, url: str, **options) -> Weight:
    """Visit a page with an empty cache, scroll to its end, and return what it weighed."""
    context = browser.new_context(
        viewport=VIEWPORT, device_scale_factor=SCALE, is_mobile=True, has_touch=True, **options
    )
    try:
        # The worker's own copy of the shell is fetched when the visit is over.
        context.route("**/sw.js", lambda route: route.abort())
        context.add_init_script(SHIFTS)
        page = context.new_page()
        answers = []
        page.on("requestfinished", lambda request: answers.append(request))
        page.goto(url, wait_until="networkidle")
        page.wait_for_timeout(300)
        on_screen = set(page.evaluate(ON_SCREEN))
        first = list(answers)
        ahead = set(page.evaluate(ON_PAGE)) - on_screen
        height = page.evaluate("document.documentElement.scrollHeight")
        for top in range(0, height, VIEWPORT["height"] // 2):
            page.evaluate(f"scrollTo(0, {top})")
            page.wait_for_timeout(120)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        sizes = {request.url: _size(request) for request in answers}
        kinds = {request.url: KINDS.get(request.resource_type, "other") for request in answers}
        shown_first = {request.url for request in first}
        return Weight(
            **{
                kind: sum(sizes[url] for url in sizes if kinds[url] == kind)
                for kind in ("html", "css", "js", "fonts")
            },
            above_the_fold=sum(sizes[url] for url in shown_first - ahead),
            before_scrolling=sum(sizes[url] for url in shown_first),
            whole=sum(sizes.values()),
            layout_shift=round(page.evaluate("window.shifts"), 4),
        )
    finally:
        context.close()


def _size(request) -> int:
    response = request.response()
    is_text = response.headers.get("content-type", "").startswith(TEXTS)
    if is_text and "content-encoding" not in response.headers:
        return len(brotli.compress(response.body()))
    return request.sizes()["responseBodySize"]


def over_budget(weight: Weight) -> list[str]:
    """Return the parts of a visit that weigh more than they may."""
    return [
        f"{field.name} {getattr(weight, field.name):,} > {getattr(BUDGET, field.name):,}"
        for field in fields(Weight)
        if getattr(weight, field.name) > getattr(BUDGET, field.name)
    ]


def main():
    """Fill, serve, weigh, print; exit with 1 when something is over its budget."""
    from playwright.sync_api import sync_playwright

    from bench.__main__ import choose, fill
    from bench.server import ROOT, Server
    from bench.table import machine, markdown

    parser = argparse.ArgumentParser(prog="bench.budgets", description=__doc__)
    parser.add_argument("--data-dir", type=Path, help="where the site under test lives")
    options = parser.parse_args()
    options.booths, options.products, options.database_url = 50, 320, None
    if options.data_dir is None:
        options.data_dir = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "bench" / "50x320"
    fill(options)
    chosen = choose(options)["public"]
    rows, problems = [], []
    with Server(options.data_dir, keeps_pages=True) as server, sync_playwright() as driver:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for kind, paths in chosen.items():
            # The heaviest of a few of each kind.
            weights = [weigh(browser, f"http://127.0.0.1:{server.port}{path}") for path in paths[:5]]
            heaviest = [max(getattr(weight, field.name) for weight in weights) for field in fields(Weight)]
            problems += [f"{kind}: {problem}" for weight in weights for problem in over_budget(weight)]
            rows.append([kind, *(f"{value:,}" for value in heaviest)])
            print(f"weighed {kind}", flush=True)
        browser.close()
    print(f"\n{machine()}.\n")
    print(markdown(["page", *(field.name.replace("_", " ") for field in fields(Weight))], rows))
    print("\n" + ("\n".join(problems) or "Everything is within its budget."))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
