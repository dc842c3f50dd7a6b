"""From the slip to a booth that waits for the office: the steps, walked by finger, by keyboard, or with mistakes."""

import json

from tests.browser.test_open_axe import findings
from tests.browser.test_open_keyboard import tab_to

PHONE = 360
LINKS = "https://www.tokopedia.com/wedangmaknah\nhttps://www.instagram.com/wedangmaknah/"
GOODS = [("Wedang uwuh", "12rb"), ("Jahe merah", "15rb"), ("Kunir asam", "10rb")]
WHOLE = {
    "waits": 4,
    "logo": True,
    "goods": [name for name, _price in GOODS],
    "photos": [1, 1, 1],
    "links": 2,
}
"""What of the booth waits for the office at the end."""


class Walk:
    """A walk by finger. `booth` is one of `site.unclaimed`; `url` where the browser finds the site.

    `taps` are every button, link and file, and the first field of each page; others are reached with "next".
    """

    def __init__(self, visitor, site, booth, *, url=None):
        self.visitor, self.page, self.site, self.booth = visitor, visitor.page, site, booth
        self.url = url or site.url
        self.taps = []

    def press(self, name):
        """Use a button or a link."""
        self.taps.append(name)
        here = self.page.locator("main")
        here.get_by_role("button", name=name).or_(here.get_by_role("link", name=name)).first.tap()

    def write(self, **fields):
        """Write into fields, by their names."""
        for number, (name, text) in enumerate(fields.items()):
            field = self.page.locator(f"main [name={name}]")
            if number == 0:
                self.taps.append(name)
                field.tap()
            field.fill(text)

    def choose(self, photo):
        """Choose a photo from the phone."""
        self.taps.extend(["file", "photo"])
        self.page.locator("main input[type=file]").first.set_input_files(photo)

    def arrive(self, address):
        """Wait for a page."""
        self.page.wait_for_url(f"**/lapak-saya/{address}")

    def answer(self, page, button, *, photo=None, **fields):
        """Fill in the form of a page, which has a name of its own, and send it."""
        if photo:
            self.choose(photo)
        if fields:
            self.write(**fields)
        self.press(button)

    @property
    def opening(self) -> str:
        """Return where the steps of this booth are."""
        return f"buka/{self.booth['id']}"

    def open_slip(self):
        """Scan the slip."""
        self.page.goto(f"{self.url}/lapak-saya/slip/#{self.booth['slip']}")
        self.arrive("slip/buka/")

    def claim(self):
        """Get in by the slip."""
        who = {"name": "Mak Nah", "username": self.booth["phone"], "password": "wedang-jahe-88"}
        self.answer("claim", "Masuk ke lapak", **who)
        self.arrive("")

    def answer_steps(self, photo):
        """Answer the steps that a booth made by the office leaves open, up to the last."""
        self.press("Lanjut membuka lapak")
        self.arrive(f"{self.opening}/kontak/")
        # The number one got in with is offered.
        self.answer("contact", "Lanjut")
        self.arrive(f"{self.opening}/barang/")
        name, price = GOODS[0]
        self.answer("first product", "Lanjut", photo=photo, product=name, price=price)
        self.arrive(f"{self.opening}/tautan/")
        self.answer("links", "Lanjut", links=LINKS)
        self.arrive(f"{self.opening}/kirim/")

    def add_product(self, number, photo):
        """Add one more product."""
        self.press("Tambah produk")
        self.arrive(f"{self.booth['id']}/barang/baru/")
        name, price = GOODS[number]
        self.answer("product", "Simpan", photo=photo, title=name, price=price)
        self.arrive(f"{self.opening}/kirim/")

    def hang_logo(self, photo):
        """Choose the logo."""
        self.press("Pasang logo")
        self.arrive(f"{self.booth['id']}/logo/")
        self.answer("logo", "Simpan", photo=photo)
        self.arrive(f"{self.opening}/kirim/")

    def send(self):
        """Hand the booth in."""
        self.press("Kirim ke dinas")
        self.arrive(f"{self.booth['id']}/")

    def all_the_way(self, photos):
        """Walk from the slip to the end with four photos."""
        self.open_slip()
        self.claim()
        self.answer_steps(photos[0])
        self.add_product(1, photos[1])
        self.add_product(2, photos[2])
        self.hang_logo(photos[3])
        self.send()

    def stored(self) -> dict:
        """Return what of the booth waits for the office; `WHOLE` after the walk."""
        return json.loads(self.site.run("-m", "tests.browser.ask", "waiting", str(self.booth["id"])))


class WalkWithoutScripts(Walk):
    """Where no script takes the code out of the slip's address, it is typed."""

    def open_slip(self):
        """Type the code from the slip."""
        self.page.goto(f"{self.url}/lapak-saya/slip/")
        self.answer("slip", "Lanjut", code=self.booth["slip"])
        self.arrive("slip/buka/")


class WalkByKeyboard(Walk):
    """No pointer; whatever has the focus is seen, or `tab_to` fails."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The browser asks its driver instead of a person from now on, not only when a file is waited for.
        self.page.on("filechooser", lambda _chooser: None)

    def press(self, name):
        """Tab to a button or link and press Enter."""
        tab_to(self.page, name=f"^{name}")
        self.page.keyboard.press("Enter")

    def write(self, **fields):
        """Tab to each field and type."""
        for name, text in fields.items():
            tab_to(self.page, name=f"^{name}$")
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text)

    def choose(self, photo):
        """Tab to the field and choose."""
        tab_to(self.page, name="^berkas$")
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(photo)


class WalkWithMistakes(WalkWithoutScripts):
    """Every form is sent with something wrong first; axe looks at every page and every answer."""

    WRONG = {
        "slip": {"code": "CCCCC-CCCCC"},
        "claim": {"username": "12", "password": "123"},
        "contact": {"phone": "nomor saya"},
        "first product": {"price": "murah"},
        "links": {"links": f"{LINKS}\ntokopedia wedang mak nah"},
        "product": {"price": "murah"},
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.found, self.wrong = [], dict(self.WRONG)

    def look(self, name):
        """Let axe look at the page as it stands."""
        self.found += findings(self.page, name)

    def answer(self, page, button, *, photo=None, **fields):
        """Send what is wrong, then what is right."""
        self.look(page)
        if wrong := self.wrong.pop(page, None):
            self.write(**fields | wrong)
            with self.page.expect_navigation():
                self.press(button)
            self.page.locator("main .field__error, main [role=alert]").first.wait_for()
            self.look(f"{page}, with a mistake")
            if page == "contact":
                fields = {"phone": self.booth["phone"]}
        super().answer(page, button, photo=photo, **fields)

    def press(self, name):
        """Look at the pages with nothing but buttons, too."""
        if name in ("Lanjut membuka lapak", "Tambah produk", "Pasang logo", "Kirim ke dinas"):
            self.look(f"before “{name}”")
        super().press(name)
