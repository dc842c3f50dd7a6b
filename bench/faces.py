"""Pictures of every kind of public page at two widths in both schemes: docs/screenshots/*.webp."""

import io

from PIL import Image

from bench.server import ROOT

FACES = ROOT / "docs" / "screenshots"
SIZES = {360: 2000, 1280: 1200}
"""Width of the screen: the most that is kept of a page's height, both in CSS pixels."""
QUALITY = 31
"""WebP quality: the folder stays below four megabytes."""
SCHEMES = ("light", "dark")


def addresses(page, url) -> dict[str, str]:
    """Return {name: path} of one page of every kind, found by walking the demo as a visitor does."""

    def first(path, selector):
        page.goto(url + path)
        return page.locator(selector).first.get_attribute("href")

    hall = first("/hall/", ".hall-tile[href]")
    booth = first(hall, "#daftar .stall h3 a")
    return {
        "home": "/",
        "halls": "/hall/",
        "hall": hall,
        "hall-filtered": first(hall, ".filters a.chip"),
        "booth": booth,
        "product": first(booth, ".product-card h3 a"),
        "catalogue": "/katalog/",
        "category": first("/katalog/", ".filters a.chip"),
        "search": "/katalog/?q=kripik+tempe",
        "search-empty": "/katalog/?q=zzxyq",
        "showcases": "/pilihan/",
        "showcase": first("/pilihan/", ".issue h2 a"),
        "expos": "/expo/",
        "expo": first("/expo/", "a.ticket"),
        "text": "/tentang/",
        "join": "/buka-lapak/",
        "not-found": "/hall/tidak-ada/",
        "log-in": "/kelola/login/",
    }


def take(page, name, height):
    """Store the page from its top to `height` as docs/screenshots/<name>.webp; return its size in bytes."""
    whole = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, min(whole, height), 500):
        page.evaluate("top => scrollTo(0, top)", top)
        page.wait_for_timeout(30)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_load_state("networkidle")
    width = page.viewport_size["width"]
    clip = {"x": 0, "y": 0, "width": width, "height": min(whole, height)}
    raw = page.screenshot(full_page=True, clip=clip)
    path = FACES / f"{name}.webp"
    Image.open(io.BytesIO(raw)).convert("RGB").save(path, quality=QUALITY, method=6)
    return path.stat().st_size


def take_faces(browser, url):
    """Take every page at every width in both schemes."""
    FACES.mkdir(parents=True, exist_ok=True)
    pages, total = None, 0
    for width, height in SIZES.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                color_scheme=scheme,
                reduced_motion="reduce",
                has_touch=width < 1000,
                is_mobile=width < 1000,
                locale="id-ID",
                timezone_id="Asia/Jakarta",
            )
            page = context.new_page()
            pages = pages or addresses(page, url)
            for name, path in pages.items():
                page.goto(url + path)
                total += take(page, f"{name}-{width}-{scheme}", height)
            context.close()
            print(f"{len(pages)} pages at {width} px, {scheme}: {total // 1024} kB so far", flush=True)
