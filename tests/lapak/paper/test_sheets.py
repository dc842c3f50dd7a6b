"""Posters, stickers and slips, read back from the rendered page."""

import re

import pytest

from core.enums import Motif, Palette
from expo.sharing.cloth import colours_of
from lapak.paper.drawing import new_canvas
from lapak.paper.sheets import A4, SHEETS, Slip, Stall, draw_slips, sheet_pdf, stall_of

ADDRESS = "https://gelarlapak.example/b/pv8hq/"
PLAIN = Stall("Batik Sekar", "Batik tulis dari Laweyan", "Batik dan Tenun", "kawung", "indigo", ADDRESS)
SIZES = {"poster-a4": (210, 297), "poster-a6": (105, 148), "stiker": (210, 297)}
NAMES = [
    "A",
    "Keripik & Kerupuk Aneka Rasa Bu Hj. Sastrowardoyo Binti Kartosuwiryo, Cabang Pasar Pagi Lantai Dua",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "W" * 255,
    "<b>Bu “Tatik” (100%) & Co.</b> — ½ € é ß",
]


@pytest.mark.parametrize("kind", SHEETS)
class TestEverySheet:
    def test_one_page_of_the_right_size(self, printed, kind):
        (page,) = printed(sheet_pdf(kind, PLAIN))
        assert page.size == SIZES[kind]

    def test_the_codes_lead_to_the_booth(self, printed, kind):
        (page,) = printed(sheet_pdf(kind, PLAIN))
        assert page.codes == [ADDRESS] * (10 if kind == "stiker" else 1)

    def test_the_words(self, printed, kind):
        (page,) = printed(sheet_pdf(kind, PLAIN))
        copies = 10 if kind == "stiker" else 1
        assert page.text.count("Batik Sekar") == copies
        assert page.text.count("gelarlapak.example/b/pv8hq") == copies

    @pytest.mark.parametrize("name", NAMES)
    def test_names_of_any_kind_stay_on_the_page(self, printed, kind, name):
        stall = Stall(name, name[:160], name, "parang", "kunyit", ADDRESS)
        (page,) = printed(sheet_pdf(kind, stall))
        assert page.codes == [ADDRESS] * (10 if kind == "stiker" else 1)
        # Below the awning nothing is within 4 mm of the edge: no name is cut off.
        picture = page.picture.convert("L")
        edge = round(4 / 25.4 * 150)
        if kind != "stiker":
            side = picture.crop((0, round(picture.height * 0.2), edge, round(picture.height * 0.88)))
            assert side.getextrema() == (255, 255)

    def test_fonts_are_embedded_as_subsets(self, kind):
        pdf = sheet_pdf(kind, PLAIN)
        fonts = set(re.findall(rb"/BaseFont /(\S+)", pdf))
        assert {font[7:] for font in fonts} == {b"PlusJakartaSans-SemiBold", b"PlusJakartaSans-ExtraBold"}
        assert all(re.fullmatch(rb"[A-Z]{6}\+\S+", font) for font in fonts)
        assert pdf.count(b"/FontFile2") == len(fonts)
        assert len(pdf) < 150_000

    def test_long_addresses_are_read_too(self, printed, kind):
        address = "https://pameran.dinas-perindustrian-dan-perdagangan.kota-contoh.example/b/zx9kp/"
        stall = Stall("Batik Sekar", "", "", "ceplok", "laut", address)
        (page,) = printed(sheet_pdf(kind, stall))
        assert set(page.codes) == {address}
        assert len(page.codes) == (10 if kind == "stiker" else 1)


@pytest.mark.parametrize(("motif", "palette"), list(zip(Motif.values, Palette.values, strict=True)))
def test_the_awning_is_the_halls(printed, motif, palette):
    (page,) = printed(sheet_pdf("poster-a4", Stall("Kain", "", "Hall", motif, palette, ADDRESS)))
    assert page.codes == [ADDRESS]
    top = page.picture.crop((0, 0, page.picture.width, 240)).convert("RGB")
    colours = {colour for count, colour in top.getcolors(1 << 20) if count > 200}
    pair = colours_of(palette)
    for wanted in (pair.hall, pair.hall_2):
        rgb = tuple(int(wanted[at : at + 2], 16) for at in (1, 3, 5))
        assert any(max(abs(a - b) for a, b in zip(rgb, found, strict=True)) <= 2 for found in colours)


def test_slips_are_read_and_tell_everything(printed, tmp_path):
    typed = "https://gelarlapak.example/lapak-saya/slip/"
    slips = [
        Slip(PLAIN, f"{letter}7KXM-2PQRT", f"{typed}#{letter}7KXM-2PQRT", typed, "6 Desember 2026")
        for letter in "CDFH"
    ]
    path = tmp_path / "slip.pdf"
    canvas = new_canvas(str(path), size=A4, title="Slip")
    draw_slips(canvas, slips)
    canvas.showPage()
    canvas.save()
    (page,) = printed(path.read_bytes())
    assert page.codes == [slip.address for slip in slips]
    for slip in slips:
        assert slip.code in page.text
    assert page.text.count("Berlaku sampai 6 Desember 2026, untuk satu orang.") == 4
    assert page.text.count("gelarlapak.example/lapak-saya/slip/") == 4


@pytest.mark.django_db
class TestFacts:
    def test_of_a_public_booth(self, booth, hall, settings):
        settings.SITE_URL = "https://lapak.example"
        stall = stall_of(booth)
        assert (stall.name, stall.hall) == ("Batik Sekar", "Batik")
        assert stall.address == f"https://lapak.example/b/{booth.short_code}/"
        assert stall.short_address == f"lapak.example/b/{booth.short_code}"
        assert (stall.motif, stall.palette) == (hall.motif, hall.palette)

    def test_a_draft_is_not_printed_before_it_is_public(self, booth):
        booth.title = "Nama baru"
        booth.save_revision()
        booth.refresh_from_db()
        assert stall_of(booth).name == "Batik Sekar"

    def test_a_name_without_printable_letters(self, booth):
        booth.title = "日本 🥭"
        assert stall_of(booth).name == f"Lapak {booth.short_code.upper()}"
