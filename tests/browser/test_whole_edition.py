"""Two days of an expo of fifty booths within a minute: made, filled, held and reported on by all who are there."""

import contextlib
import datetime
import io
import os
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import openpyxl
import pypdfium2 as pdfium
import pytest

from tests.browser.fifty_booths import HALLS, OWN, PHONE

JAKARTA = ZoneInfo("Asia/Jakarta")
FIRST = datetime.datetime.now(JAKARTA).date() + datetime.timedelta(30)
LAST = FIRST + datetime.timedelta(1)
EXPO = "/expo/apik-banget/"
PASSWORD = "rahasia-pasar-7"


def moment(days: int, hour: int, minute: int = 0) -> datetime.datetime:
    """Return a moment so many days after the first one, in Jakarta."""
    day = FIRST + datetime.timedelta(days)
    return datetime.datetime.combine(day, datetime.time(hour, minute), JAKARTA)


@pytest.fixture
def fifty(site):
    """The id of the booth that is walked with; afterwards the site is as it was."""
    yield site.run("-m", "tests.browser.fifty_booths", "make")
    site.run("-m", "tests.browser.fifty_booths", "away")


class People:
    """Those who meet at one moment: a server whose clock stands there, and browsers that believe it."""

    def __init__(self, visit, url, now):
        self.visit, self.url, self.now = visit, url, now
        self.visitors = []

    def somebody(self, width):
        """Return a visitor with a browser of this width."""
        visitor = self.visit(width, accept_downloads=True, reduced_motion="reduce")
        visitor.site = SimpleNamespace(url=self.url)
        visitor.context.clock.install(time=self.now)
        self.visitors.append(visitor)
        return visitor

    def merchant(self):
        """Return the owner, logged in on a phone."""
        visitor = self.somebody(360)
        page = visitor.open("/lapak-saya/masuk/")
        page.fill("input[name=username]", PHONE)
        page.fill("input[name=password]", PASSWORD)
        page.locator("main form button").first.click()
        page.wait_for_url("**/lapak-saya/")
        return visitor

    def editor(self):
        """Return somebody of the office, logged in."""
        visitor = self.somebody(1280)
        visitor.log_in("+6281200000002")
        return visitor


@pytest.fixture
def people_at(visit, site):
    """Return who is there at a moment; everything that went wrong meanwhile fails the test."""

    @contextlib.contextmanager
    def people(now):
        with site.another_server(CLOCK=now.isoformat()) as server:
            there = People(visit, server.url, now)
            yield there
            # A server that is asked to stop waits for those who are still there.
            for visitor in there.visitors:
                visitor.context.close()
            assert [problem for visitor in there.visitors for problem in visitor.problems] == []

    return people


def shot(page, name):
    """Keep a picture of the page in the folder WALK_PICTURES, where that is set."""
    if folder := os.environ.get("WALK_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def make_edition(editor):
    """Fill in the page of the edition and publish it."""
    parent = editor.site_parent
    page = editor.open(f"/kelola/pages/add/expo/expopage/{parent}/")
    values = {
        "title": "Apik Banget",
        "starts_on": FIRST.isoformat(),
        "ends_on": LAST.isoformat(),
        "call_opens": moment(-20, 8).strftime("%Y-%m-%d %H:%M"),
        "call_closes": moment(-5, 17).strftime("%Y-%m-%d %H:%M"),
    }
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
        page.keyboard.press("Escape")
    for number, (hall, places) in enumerate(HALLS.items()):
        page.get_by_label(hall, exact=True).check()
        page.get_by_role("button", name="Tambah hall").click()
        page.select_option(f"[name=capacities-{number}-hall]", label=hall)
        page.fill(f"[name=capacities-{number}-places]", str(places))
    shot(page, "edition")
    page.get_by_role("button", name="Tindakan lain").click()
    page.get_by_role("button", name="Tayangkan").click()
    page.get_by_text("dan ditayangkan").first.wait_for()


def fill_programme(editor, edition):
    """Make a stage, an opening on it and streams for both days."""
    page = editor.open(f"/kelola/acara/{edition}/")
    page.locator("[name$=-name]").first.fill("Panggung utama")
    page.get_by_role("button", name="Simpan panggung").click()
    page.get_by_role("link", name="Tambah acara").first.click()
    page.fill("[name=title]", "Pembukaan oleh wakil wali kota")
    page.select_option("[name=kind]", "opening")
    for name, hour in (("starts", "09.00"), ("ends", "09.30")):
        page.fill(f"[name={name}]", hour)
        page.keyboard.press("Escape")
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url(f"**/kelola/acara/{edition}/**")
    page = editor.open(f"/kelola/acara/{edition}/siaran/")
    for name in ("first", "backup"):
        for number, field in enumerate(page.locator(f"main [name$={name}]").all()):
            field.fill(f"https://youtu.be/{name[0] * 10}{number}")
    page.locator("main form [type=submit]").first.click()
    page.get_by_text("Siaran disimpan").wait_for()


def admit(editor, edition):
    """Accept all who applied, by ticking one box, and give them their places."""
    page = editor.open(f"/kelola/peserta/{edition}/?keadaan=applied")
    page.get_by_label("Pilih semua").check()
    shot(page, "applied")
    for _asked_and_sure in range(2):
        page.locator("main").get_by_role("button", name="Terima").first.click()
        page.wait_for_load_state()
    page.get_by_text("50 lapak dikerjakan.").wait_for()
    for hall in HALLS:
        page = editor.open(f"/kelola/peserta/{edition}/")
        page.get_by_role("link", name=f"Denah {hall}").click()
        page.get_by_role("button", name="Beri tempat").click()
        page.wait_for_load_state()
    shot(page, "places")


def test_two_days_of_fifty_booths(visit, site, fifty, people_at):
    with people_at(moment(-10, 10)) as people:
        editor = people.editor()
        editor.site_parent = site.expos
        make_edition(editor)
        merchant = people.merchant()
        merchant.page.get_by_role("link", name="Ikut expo ini").first.click()
        merchant.page.get_by_role("button", name="Kirim pendaftaran").click()
        merchant.page.get_by_role("heading", name="Pendaftaran sudah masuk").wait_for()
        edition = site.run("-m", "tests.browser.fifty_booths", "apply", moment(-10, 10).isoformat())
        admit(editor, edition)
        fill_programme(editor, edition)
        page = merchant.open(f"/lapak-saya/{fifty}/expo/{edition}/harga/")
        page.locator("main a[href*='/harga/']").first.click()
        page.get_by_label("Harga expo").fill("80.000")
        page.get_by_role("button", name="Simpan harga expo").click()
        page.get_by_text("Rp80.000 selama expo.").wait_for()
        visitor = people.somebody(360)
        page = visitor.open(EXPO)
        text = page.locator("main").inner_text()
        assert [
            words for words in ("10 hari lagi", "50 lapak ikut", "Pembukaan oleh") if words not in text
        ] == []
        shot(page, "before")
        product = visitor.open(f"{EXPO}denah/").get_by_role("link", name=OWN).first.get_attribute("href")
        page = visitor.open(product)
        assert "Rp100.000" in page.locator("main").inner_text()

    with people_at(moment(0, 9, 10)) as people:
        visitor, office = people.somebody(360), people.editor()
        page = visitor.open(EXPO)
        assert page.get_by_text("Sedang berlangsung").first.is_visible()
        shot(page, "live")
        stage = visitor.open(f"{EXPO}panggung/")
        stage.get_by_text("Pembukaan oleh wakil wali kota").first.wait_for()
        office.open(f"/kelola/panggung/{edition}/")
        office.page.get_by_role("button", name="Pindah ke siaran cadangan").click()
        stage.wait_for_selector("[data-video^=bbbb]", timeout=10_000)
        shot(stage, "stage")
        page = visitor.open(product)
        page.get_by_text("Rp80.000").first.wait_for()
        page.get_by_role("link", name="Minta penawaran").first.click()
        page.get_by_label("Apa yang Anda perlukan?").fill("Kain seragam")
        page.get_by_label("Berapa banyak?").fill("40 lembar")
        page.get_by_label("Kantor atau instansi").check()
        page.get_by_label("Nama Anda").fill("Bu Tri")
        page.get_by_label("Nomor WhatsApp").fill("0812-3456-7890")
        page.get_by_label("Saya setuju").check()
        # Nobody fills in a form within four seconds.
        page.wait_for_timeout(4_200)
        page.get_by_role("button", name="Kirim permintaan").click()
        page.get_by_role("heading", name="Permintaan Anda sudah sampai").wait_for()
        merchant = people.merchant()
        page = merchant.open(f"/lapak-saya/{fifty}/permintaan/")
        page.get_by_role("link", name="Bu Tri").click()
        page.get_by_role("button", name="Sepakat", exact=True).click()
        page.get_by_text("Ditandai sepakat.").wait_for()
        shot(page, "agreed")

    with people_at(moment(0, 22)) as people:
        page = people.somebody(360).open(EXPO)
        assert page.get_by_text("Buka lagi nanti").is_visible()
        shot(page, "between")
        page = people.editor().open(f"/kelola/laporan-expo/{edition}/")
        page.get_by_role("button", name="Hitung laporan").click()
        page.get_by_role("button", name="Hitung lagi").wait_for(timeout=30_000)
        assert page.get_by_text("Laporan akhir", exact=True).count() == 0

    with people_at(moment(2, 8)) as people:
        visitor = people.somebody(360)
        page = visitor.open(EXPO)
        assert page.get_by_text("Sudah selesai").first.is_visible()
        assert page.locator("[data-video]").count() == 2
        shot(page, "after")
        text = visitor.open(product).locator("main").inner_text()
        assert ["Rp80.000" in text, "Rp100.000" in text] == [False, True]
        page = people.editor().open(f"/kelola/laporan-expo/{edition}/")
        # The hourly command, which runs when a site begins to be served, made it.
        assert page.get_by_text("Laporan akhir", exact=True).is_visible()
        shot(page, "report")
        files = {}
        for kind in ("PDF", "XLSX"):
            with page.expect_download() as download:
                page.get_by_role("link", name=f"Unduh {kind}").first.click()
            files[kind] = io.BytesIO(download.value.path().read_bytes())
        text = "\n".join(sheet.get_textpage().get_text_range() for sheet in pdfium.PdfDocument(files["PDF"]))
        assert [words for words in ("Laporan Apik Banget", "Expo Barat", "NIP") if words not in text] == []
        book = openpyxl.load_workbook(files["XLSX"])
        rows = {}
        for sheet in book:
            for name, number, *_rest in sheet.iter_rows(values_only=True, min_col=1, max_col=2):
                rows.setdefault(name, number)
        assert [rows[hall] for hall in HALLS] == [25, 25]
