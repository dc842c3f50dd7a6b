"""What an import would do with each row."""

import pytest

from catalog.importing.rows import parse_tables
from catalog.importing.tables import Line, Table
from catalog.models import ProductPage
from expo.importing.booths import BoothFinder
from expo.importing.categories import CategoryFinder
from expo.importing.planning import plan_import
from expo.models import BoothPage
from tests.factories import BoothFactory, CategoryFactory, HallFactory, ProductFactory

pytestmark = pytest.mark.django_db


def table(*rows):
    """Return parsed rows; the first one is the heading, on line 1."""
    return parse_tables([Table([Line(number, tuple(row)) for number, row in enumerate(rows, start=1)])])


def planned(booth, *rows, **kwargs) -> list[tuple]:
    """Return (line, state, reasons) of a table planned for `booth`."""
    plan = plan_import(table=table(*rows), booths=BoothPage.objects.all(), booth=booth, **kwargs)
    return [(row.row.line, row.state.value, row.reasons) for row in plan.rows]


def test_a_row_is_new_changed_same_or_wrong(booth, product):
    ProductFactory(parent=booth, title="Selendang", price=80000)
    assert planned(
        booth,
        ["Nama", "Harga"],
        ["Sarung", "90rb"],
        ["kain  BATIK tulis", "400.000"],
        ["Selendang", 80000],
        ["Blangkon", "murah"],
        [None, 5000],
    ) == [
        (2, "new", []),
        (3, "changed", ["nama: Kain batik tulis → kain BATIK tulis", "harga: Rp350.000 → Rp400.000"]),
        (4, "same", []),
        (5, "wrong", ["Harga: bukan harga: “murah”"]),
        (6, "wrong", ["Nama: nama produk kosong"]),
    ]


def test_planning_stores_nothing(booth):
    planned(booth, ["Nama", "Kategori", "Kata kunci"], ["Sarung", "Baru", "kain"])
    assert ProductPage.objects.count() == 0


def test_an_empty_cell_leaves_what_is_stored(booth):
    ProductFactory(parent=booth, title="Kopi", price=1000, unit="per ons", description="Enak")
    rows = planned(booth, ["Nama", "Harga", "Satuan", "Keterangan"], ["Kopi", None, None, ""])
    assert rows == [(2, "same", [])]


def test_line_breaks_of_a_browser_are_no_change(booth):
    ProductFactory(parent=booth, title="Kopi", price=None, description="Satu\r\ndua\r\n")
    assert planned(booth, ["Nama", "Keterangan"], ["Kopi", "Satu\ndua"]) == [(2, "same", [])]


def test_the_code_finds_a_product_under_another_name(booth):
    ProductFactory(parent=booth, title="Kopi lama", sku="K-1", price=1000)
    assert planned(booth, ["Kode produk", "Nama", "Harga"], ["k-1", "Kopi baru", 1000]) == [
        (2, "changed", ["nama: Kopi lama → Kopi baru", "kode produk: K-1 → k-1"])
    ]


def test_a_code_is_given_to_the_product_of_the_same_name(booth):
    ProductFactory(parent=booth, title="Kopi", price=1000)
    ProductFactory(parent=booth, title="Teh", sku="T-1", price=1000)
    assert planned(booth, ["SKU", "Nama"], ["K-1", "Kopi"], ["T-2", "Teh"]) == [
        (2, "changed", ["kode produk: kosong → K-1"]),
        (3, "new", []),
    ]


def test_rows_that_say_the_same_count_once(booth):
    assert planned(booth, ["Nama", "Harga"], ["Kopi", 1000], ["Kopi", "1.000"], ["Kopi", 2000]) == [
        (2, "new", []),
        (3, "same", ["sama persis dengan baris 2"]),
        (4, "new", []),
    ]


def test_rows_of_one_name_belong_to_the_products_of_that_name_in_order(booth):
    ProductFactory(parent=booth, title="Kopi", price=1000)
    ProductFactory(parent=booth, title="Kopi", price=2000)
    assert planned(booth, ["Nama", "Harga"], ["Kopi", 2000], ["Kopi", 3000]) == [
        (2, "same", []),
        (3, "changed", ["harga: Rp1.000 → Rp3.000"]),
    ]


def test_one_code_for_two_different_rows_is_wrong(booth):
    assert planned(booth, ["Kode", "Nama"], ["K-1", "Kopi"], ["K-1", "Teh"]) == [
        (2, "new", []),
        (3, "wrong", ["Kode: kode ini sudah dipakai baris 2 dengan isi lain"]),
    ]


def test_a_price_above_the_stored_upper_price_is_wrong(booth):
    ProductFactory(parent=booth, title="Kopi", price=1000, price_to=2000)
    assert planned(booth, ["Nama", "Harga"], ["Kopi", 3000]) == [
        (2, "wrong", ["harga tertinggi: Harga tertinggi harus lebih besar dari harga."])
    ]


def test_an_unknown_category_is_a_note_and_a_known_one_is_found_in_two_levels(booth):
    food = CategoryFactory(name="Makanan & Minuman")
    coffee = CategoryFactory(name="Kopi", parent=food)
    find = CategoryFinder().find
    for text in ("Makanan & Minuman/Kopi", "makanan dan minuman > kopi", "KOPI", "Kopi/Bubuk"):
        assert find(text) == (coffee, "")
    assert find("Makanan & Minuman/Chinese") == (
        food,
        "kategori “Makanan & Minuman/Chinese” tidak dikenal; dipakai “Makanan & Minuman”",
    )
    assert planned(booth, ["Nama", "Kategori"], ["Robot", "Elektronik"]) == [
        (2, "new", ["Kategori: kategori “Elektronik” tidak dikenal; kategori dikosongkan"])
    ]


def test_booths_are_found_by_code_stall_and_name(tree, hall, booth, other_booth):
    second = BoothFactory(
        parent=HallFactory(parent=tree.halls, title="Kuliner", slug="kuliner"), title="Dapur"
    )
    find = BoothFinder(BoothPage.objects.all()).find
    for text in (booth.short_code.upper(), "batik/A-1", "Batik / a1", "BATIK  sekar"):
        assert find(text) == booth.pk
    assert (find("A-2"), find("Dapur")) == (other_booth.pk, second.pk)
    for text, words in [
        ("A-1", "ada di 2 hall"),
        ("batik/A-9", "tidak ditemukan"),
        ("A-99", "tidak ditemukan"),
        ("", "lapak kosong"),
    ]:
        with pytest.raises(ValueError, match=words):
            find(text)
    BoothFactory(parent=hall, title="dapur")
    with pytest.raises(ValueError, match="ada 2 lapak bernama"):
        BoothFinder(BoothPage.objects.all()).find("Dapur")


def test_rows_of_many_booths_are_planned_for_each(booth, other_booth, product):
    plan = plan_import(
        table=table(
            ["Lapak", "Nama"],
            [booth.short_code, "Kain batik tulis"],
            ["batik/A-2", "Kain batik tulis"],
            ["entah", "Kopi"],
        ),
        booths=BoothPage.objects.all(),
    )
    assert [(row.booth, row.state.value, row.reasons) for row in plan.rows] == [
        (booth.pk, "same", []),
        (other_booth.pk, "new", []),
        (None, "wrong", ["Lapak: lapak “entah” tidak ditemukan"]),
    ]
    assert (plan.counts(), plan.wrong_booths()) == ({"new": 1, "changed": 0, "same": 1, "wrong": 1}, set())


def test_only_booths_allowed_are_found(booth, other_booth):
    plan = plan_import(
        table=table(["Lapak", "Nama"], [other_booth.short_code, "Kopi"]),
        booths=BoothPage.objects.filter(pk=booth.pk),
    )
    assert [row.state.value for row in plan.rows] == ["wrong"]


def test_a_draft_is_compared_by_its_draft(booth, editor):
    draft = ProductFactory(parent=booth, title="Konsep", price=1, live=False)
    draft.price = 5000
    draft.save_revision(user=editor)
    assert planned(booth, ["Nama", "Harga"], ["Konsep", 5000]) == [(2, "same", [])]
    assert planned(booth, ["Nama", "Harga"], ["Konsep", 6000]) == [
        (2, "changed", ["harga: Rp5.000 → Rp6.000"])
    ]
