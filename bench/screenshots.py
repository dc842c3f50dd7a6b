"""`make screenshots`: the pictures of README and the guides, from the running demo.

Reads the site in DATA_DIR, changes nothing in it, and writes docs/images/*.png, small enough for a
repository: the screen at one pixel per pixel, in 256 colours. `bench.faces` adds every public page.
"""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image

from bench.faces import take_faces
from bench.server import ROOT, Server

IMAGES = ROOT / "docs" / "images"
PHONE, DESK = (360, 720), (1366, 768)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
FACTS = """
import django; django.setup()
from home.demo.people import demo_logins, demo_password
from expo.models import BoothPage, ShowcasePage
from catalog.models import ProductPage
import json, sys
merchant = [login for login in demo_logins() if login.role.startswith("Pedagang")][1].name
from core.models import User
from core.login import login_name
own = BoothPage.objects.for_merchant(User.objects.get(username=login_name(merchant))).first()
product = ProductPage.objects.child_of(own).first()
json.dump({"password": demo_password(), "merchant": merchant, "own_product": product.pk,
  "showcase": ShowcasePage.objects.live().first().pk}, sys.stdout)
"""


def facts(server) -> dict:
    """Ask the demo for log-ins and addresses."""
    import json

    result = subprocess.run(
        [sys.executable, "-c", FACTS],
        cwd=ROOT,
        env=server.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(result.stdout)


def save(page, name, *, full_page=False, clip=None):
    """Store what the page shows as docs/images/<name>.png."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    raw = page.screenshot(full_page=full_page, clip=clip)
    picture = Image.open(io.BytesIO(raw)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    path = IMAGES / f"{name}.png"
    picture.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB", flush=True)


def log_in(page, url, name, password):
    """Log into the administration."""
    page.goto(f"{url}/kelola/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_url("**/kelola/")


def public_pages(page, url, _demo):
    """What a visitor sees."""
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto(url)
    save(page, "home")


def merchant_pages(page, url, demo):
    """What a merchant sees on a phone."""
    page.goto(f"{url}/kelola/login/")
    save(page, "merchant-login")
    log_in(page, url, demo["merchant"], demo["password"])
    page.goto(f"{url}/lapak-saya/")
    save(page, "merchant-home", full_page=True, clip={"x": 0, "y": 0, "width": PHONE[0], "height": 1500})
    page.goto(f"{url}/kelola/pages/{demo['own_product']}/edit/")
    save(page, "merchant-product")


def editor_pages(page, url, demo):
    """What an editor sees at a desk."""
    log_in(page, url, "editor@gelarlapak.example", demo["password"])
    save(page, "editor-home")
    page.goto(f"{url}/kelola/lapak/")
    save(page, "editor-booths")
    page.locator("input[data-bulk-action-checkbox]").nth(0).check()
    page.locator("input[data-bulk-action-checkbox]").nth(1).check()
    save(page, "editor-bulk")
    page.goto(f"{url}/kelola/impor-produk/")
    save(page, "editor-import")
    page.goto(f"{url}/kelola/pages/{demo['showcase']}/edit/")
    save(page, "editor-showcase")


def main():
    """Serve the demo in DATA_DIR and take every picture."""
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(parents=True, exist_ok=True)
    data_dir = Path(os.environ.get("DATA_DIR") or ROOT / "var")
    subprocess.run(
        [sys.executable, "manage.py", "run_site", "--prepare-only"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(data_dir)},
        check=True,
    )
    with Server(data_dir) as server, sync_playwright() as driver:
        demo = facts(server)
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        url = f"http://127.0.0.1:{server.port}"
        for take, size in [(public_pages, PHONE), (merchant_pages, PHONE), (editor_pages, DESK)]:
            viewport = {"width": size[0], "height": size[1]}
            context = browser.new_context(viewport=viewport, locale="id-ID", timezone_id="Asia/Jakarta")
            take(context.new_page(), url, demo)
            context.close()
        take_faces(browser, url)
        browser.close()


if __name__ == "__main__":
    main()
