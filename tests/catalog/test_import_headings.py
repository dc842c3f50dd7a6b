"""Columns are recognised by the names people give them."""

import pytest

from catalog.importing.headings import NAMES, field_of, find_heading, normalised
from catalog.importing.rows import parse_tables
from catalog.importing.tables import Line, Table


def table(*rows) -> Table:
    return Table([Line(number, tuple(row)) for number, row in enumerate(rows, start=1)])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Nama Produk", "name"),
        ("NAMA_PRODUK", "name"),
        ("nama produk *", "name"),
        ("Product name", "name"),
        ("price_idr", "price"),
        ("Harga (Rp)", "price"),
        ("Harga Jual", "price"),
        ("Harga per hari", None),
        ("Berat (kg)", "weight_grams"),
        ("Berat/gram", "weight_grams"),
        ("Dibuat dalam (hari)", "made_in_days"),
        ("Foto 1", "photo"),
        ("foto_2", "photo"),
        ("Stok", "availability"),
        ("Min. Order", "min_order"),
        ("KODE", "sku"),
        ("Kode Booth", "booth"),
        ("Bisa kirim?", "is_shippable"),
        ("No", None),
        ("source", None),
        (None, None),
        (12, None),
    ],
)
def test_a_heading_means_a_field(written, meant):
    found = field_of(written)
    assert (found and found[0]) == meant


def test_every_known_name_means_one_field():
    names = [name for names in NAMES.values() for name in names]
    assert sorted(names) == sorted(set(names))
    assert {name: field_of(name)[0] for name in names} == {
        name: wanted for wanted, known in NAMES.items() for name in known
    }
    assert [name for name in names if normalised(name) != name] == []


def test_title_rows_above_the_heading_are_passed_over():
    heading = find_heading(
        table(["DAFTAR PRODUK"], ["Produk", "unggulan"], ["No", "Nama", "Harga"], [1, "Kopi", 5])
    )
    assert (heading.line, heading.columns, heading.ignored) == (3, {"name": (1,), "price": (2,)}, ("No",))


def test_the_surer_of_two_columns_wins_and_the_other_is_named():
    heading = find_heading(table(["Produk", "Nama produk", "Harga", "Harga jual"], ["a", "b", 1, 2]))
    assert (heading.columns, heading.ignored) == ({"name": (1,), "price": (2,)}, ("Produk", "Harga jual"))


def test_photos_may_fill_several_columns():
    (row,) = parse_tables([table(["Nama", "Foto 1", "Foto 2"], ["Kopi", "a.jpg", "b.jpg, c.jpg"])]).rows
    assert row.photos == ("a.jpg", "b.jpg", "c.jpg")


def test_a_heading_repeated_on_each_printed_page_is_no_product():
    rows = parse_tables([table(["Nama", "Harga"], ["Kopi", 5], ["Nama", "Harga"], ["Teh", 6])]).rows
    assert [(row.line, row.name) for row in rows] == [(2, "Kopi"), (4, "Teh")]


def test_the_weight_s_heading_tells_its_measure():
    rows = parse_tables([table(["Nama", "Berat (kg)"], ["Kopi", 0.25], ["Teh", "100 g"])]).rows
    assert [row.values["weight_grams"] for row in rows] == [250, 100]


def test_one_column_of_names_is_a_table():
    assert [row.name for row in parse_tables([table(["Nama"], ["Kopi"])]).rows] == ["Kopi"]
