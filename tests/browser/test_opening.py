"""A stranger opens a booth from a phone, without scripts, and the office says who it is."""

import sys

import pytest

from bench.budgets import weigh
from tests.browser.conftest import USER_AGENT
from tests.browser.test_lapak_booth import HEAVIEST_PAGE, PHONE, TARGETS
from tests.browser.test_open_axe import findings
from tests.factories import image_file

MOST_TAPS = 14
"""Taps outside typing from the first page to "sent"; a field that is tapped to type into counts."""

# A hall is chosen by tapping anywhere on its row.
ROWS = (TARGETS % 48).replace(
    "main input:not([type=hidden])", "main label.hall-choice, main input:not([type=hidden], [type=radio])"
)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_booth_in_five_steps(visit, site, scripts, tmp_path):
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(image_file(size=(1600, 1200)).read())
    visitor = visit(
        PHONE, has_touch=True, is_mobile=True, java_script_enabled=scripts, reduced_motion="reduce"
    )
    page, taps, found = visitor.open("/lapak-saya/buka/"), 0, []

    def tap(name):
        nonlocal taps
        taps += 1
        page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.tap()

    def write(label, text):
        nonlocal taps
        taps += 1
        page.get_by_label(label).fill(text)

    def arrive(step, number):
        page.wait_for_url(f"**/buka/{step}/")
        page.get_by_text(f"Langkah {number} dari 5").wait_for()
        if scripts:
            assert (step, page.evaluate(ROWS)) == (step, [])
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
            found.extend(findings(page, step))

    tap("Mulai")
    arrive("nama", 1)
    write("Apa nama lapak Anda?", "Wedang Bu Sri")
    write("Anda menjual apa?", "batik cap")
    tap("Lanjut")
    arrive("hall", 1)
    assert page.locator("input[name=hall]:checked").count() == 1  # the suggested one
    tap("Lanjut")
    arrive("kontak", 2)
    write("Nomor WhatsApp untuk pembeli", "+62 812 9999 0001")
    tap("Lanjut")
    arrive("barang", 3)
    page.get_by_text("0812-9999-0001").wait_for()
    taps += 1
    page.get_by_label("Foto produk").set_input_files(photo)
    write("Nama produk", "Selendang")
    write("Harga", "15rb")
    tap("Lanjut")
    arrive("tautan", 4)
    page.go_back()
    arrive("barang", 3)
    page.go_forward()
    tap("Lewati")
    arrive("kirim", 5)
    assert "Rp15.000" in page.locator(".look").inner_text()
    tap("Kirim ke dinas")
    arrive("siapa", 5)
    page.get_by_label("Nama Anda").fill("Sri")
    page.get_by_label("Kata sandi baru").fill("pasar-pagi-77")
    page.get_by_role("button", name="Kirim ke dinas").tap()
    page.get_by_role("heading", name="Terkirim. Terima kasih.").wait_for()
    sys.stdout.write(f"\nopening a booth: {taps} taps before saying who it is\n")
    assert taps <= MOST_TAPS
    if scripts:
        found += findings(page, "sent")
    assert found == []
    assert [problem for problem in visitor.problems if "422" not in problem] == []


@pytest.mark.parametrize("path", ["", "nama/"])
def test_the_pages_are_light(chromium, site, path):
    weight = weigh(chromium, f"{site.url}/lapak-saya/buka/{path}", user_agent=USER_AGENT)
    assert 20_000 < weight.whole <= HEAVIEST_PAGE
    assert weight.layout_shift <= 0.02
