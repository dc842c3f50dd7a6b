"""A real Chromium and a real site for it to visit."""

import os
import shutil

import pytest
from PIL import Image

from tests.browser.site import running_site

# The browser's driver keeps an event loop in this thread; Django would take that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing leaves this machine: names of other hosts lead nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
# As a phone says it; the browser's own headless name would be taken for a robot.
USER_AGENT = (
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/148.0.0.0 Mobile Safari/537.36"
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Mark these tests, and let them come first: one worker gets them all, and makes their site once."""

    def is_ours(item):
        return "tests/browser/" in item.nodeid

    for item in filter(is_ours, items):
        item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: not is_ours(item))


@pytest.fixture(scope="session")
def chromium():
    """The browser; without one these tests are skipped, saying so."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("Chromium is not installed (sudo apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A small fair, served as `make run` serves it."""
    with running_site(tmp_path_factory.mktemp("site")) as running:
        yield running


class Visitor:
    """A page of the browser that remembers everything that went wrong on it."""

    def __init__(self, context, site):
        self.context = context
        self.site = site
        self.left_for: list[str] = []
        self.problems: list[str] = []
        self.page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("request", self._asked)
        self.page.on("pageerror", self._failed)
        self.page.set_default_timeout(15_000)

    def _asked(self, request):
        if request.url.startswith((self.site.url, "data:", "blob:", "about:")):
            return
        if request.is_navigation_request():
            self.left_for.append(request.url)
        else:
            self.problems.append(f"request to another site: {request.url}")

    def _failed(self, error):
        # A test is faster than a hand: it leaves a page before its styles are there, and the browser
        # reports that the page was not shown with a transition.
        if "ViewTransition opt-in disabled" not in str(error):
            self.problems.append(f"script error: {error}")

    def _heard(self, message):
        if message.type == "error" or "Content Security Policy" in message.text:
            self.problems.append(f"{self.page.url}: {message.text}")

    def open(self, path):
        """Open an address of the site and insist that it answers 200."""
        response = self.page.goto(self.site.url + path)
        assert response.status == 200, path
        return self.page

    def log_in(self, phone, password="rahasia-pasar-7"):
        """Log into the administration."""
        self.open("/kelola/login/")
        self.page.fill("input[name=username]", phone)
        self.page.fill("input[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.wait_for_url("**/kelola/")
        return self.page


@pytest.fixture(scope="session")
def big_photos(tmp_path_factory):
    """Four photos of twelve megapixels, as detailed as a market."""
    folder, made = tmp_path_factory.mktemp("photos"), []
    for number in range(4):
        coarse = Image.effect_noise((80, 60), 200).resize((4000, 3000), Image.Resampling.BICUBIC)
        fine = Image.effect_noise((2000, 1500), 60).resize((4000, 3000))
        bands = Image.blend(coarse, fine, 0.3), coarse.rotate(180), fine
        path = folder / f"{number}.jpg"
        Image.merge("RGB", bands[number % 3 :] + bands[: number % 3]).save(path, quality=92)
        made.append(path)
    assert all(path.stat().st_size > 3_000_000 for path in made)
    return made


@pytest.fixture
def visit(chromium, site):
    """Open a visitor's page: `visit(width, **options of the browser context)`."""
    opened = []

    def new(width, **options):
        usual = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "user_agent": USER_AGENT}
        context = chromium.new_context(viewport={"width": width, "height": 740}, **usual | options)
        visitor = Visitor(context, site)
        opened.append(visitor)
        return visitor

    yield new
    for visitor in opened:
        visitor.context.close()
