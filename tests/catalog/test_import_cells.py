"""Cells as people fill them in."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.importing import cells
from catalog.importing.headings import Heading
from catalog.importing.rows import parse_row
from catalog.importing.tables import Line


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("15.000", (15000, None)),
        ("Rp 15.000,-", (15000, None)),
        ("15rb", (15000, None)),
        ("1,5 jt", (1_500_000, None)),
        (15000, (15000, None)),
        (15000.0, (15000, None)),
        (14999.9999999, (15000, None)),
        ("10.000 - 15.000", (10000, 15000)),
        ("Rp 10.000,- s/d Rp 15.000,-", (10000, 15000)),
        ("10 - 15rb", (10000, 15000)),
        ("10rb–15rb", (10000, 15000)),
        ("tanya penjual", (cells.CLEAR, None)),
        ("-", (cells.CLEAR, None)),
        (0, (cells.CLEAR, None)),
    ],
)
def test_prices(cell, expected):
    assert cells.price_range(cell) == expected


@pytest.mark.parametrize(
    "cell",
    ["murah", "=1+1", "12a", -5, 15000.5, float("nan"), 10**15, True, datetime.date(2026, 1, 2)],
)
def test_what_is_no_price_is_said_to_be_none(cell):
    with pytest.raises(ValueError, match=r"harga|rupiah|tanggal"):
        cells.price_range(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("ada", ("in_stock", None)),
        ("Tersedia", ("in_stock", None)),
        ("Ada", ("in_stock", None)),
        (12, ("in_stock", None)),
        ("12 pcs", ("in_stock", None)),
        ("Habis", ("out_of_stock", None)),
        (0, ("out_of_stock", None)),
        ("PO", ("made_to_order", None)),
        ("Pre-order 7 hari", ("made_to_order", 7)),
        ("po (2 minggu)", ("made_to_order", 14)),
        ("Dibuat setelah dipesan", ("made_to_order", None)),
        (True, ("in_stock", None)),
        ("out of stock", ("out_of_stock", None)),
    ],
)
def test_availability(cell, expected):
    assert cells.availability(cell) == expected


@pytest.mark.parametrize(
    ("cell", "in_kilograms", "expected"),
    [
        ("250 g", False, 250),
        ("250gr", False, 250),
        (250, False, 250),
        ("0,5 kg", False, 500),
        ("0.500 kg", False, 500),
        ("1.500 gram", False, 1500),
        ("2 ons", False, 200),
        (0.25, True, 250),
        ("250 g", True, 250),
        ("1.500", False, 1500),
    ],
)
def test_weights(cell, in_kilograms, expected):
    assert cells.grams(cell, in_kilograms=in_kilograms) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("7", 7), (7, 7), ("7 hari", 7), ("2 minggu", 14), ("3-5 hari", 5), ("6 bulan", 180)],
)
def test_days(cell, expected):
    assert cells.days(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Ya", True), ("bisa", True), (1, True), (True, True), ("tidak", False), ("-", False)],
)
def test_answers(cell, expected):
    assert cells.yes_or_no(cell) is expected


def test_numbers_that_are_text_elsewhere_stay_as_people_write_them():
    assert [cells.as_text(value) for value in (12345, 0.1, 1e20, True, None, datetime.date(2026, 5, 1))] == [
        "12345",
        "0.1",
        "100000000000000000000",
        "ya",
        "",
        "2026-05-01",
    ]


def test_invisible_characters_are_dropped():
    assert cells.as_text(" Ko\u200bpi\u202e \x07 bubuk\n") == "Kopi bubuk"


def test_words_are_told_once():
    assert cells.words("kopi, Kopi; teh\n#gula, ") == ("kopi", "teh", "gula")


def row_of(**found):
    """Return the parsed row of one product named "Kopi" with these cells."""
    names = ["name", *found]
    heading = Heading(
        line=1, columns={name: (index,) for index, name in enumerate(names)}, labels=tuple(names)
    )
    return parse_row(Line(2, ("Kopi", *found.values())), heading, {})


@pytest.mark.parametrize(
    ("found", "values"),
    [
        ({}, {}),
        ({"price": None, "description": None}, {}),
        ({"price": "tanya"}, {"price": None}),
        ({"price": "10rb-15rb"}, {"price": 10000, "price_to": 15000}),
        ({"price": 10000, "price_to": 10000}, {"price": 10000, "price_to": None}),
        ({"availability": "PO 3 hari"}, {"availability": "made_to_order", "made_in_days": 3}),
        ({"made_in_days": 5}, {"availability": "made_to_order", "made_in_days": 5}),
        ({"min_order": "10 pcs"}, {"min_order": 10}),
        ({"sku": 12345}, {"sku": "12345"}),
        ({"description": "dua\r\nbaris"}, {"description": "dua\nbaris"}),
        ({"is_shippable": "tidak"}, {"is_shippable": False}),
    ],
)
def test_a_row_says_only_what_its_cells_say(found, values):
    row = row_of(**found)
    assert (row.problems, row.values) == ([], {"title": "Kopi", **values})


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        ({"price": "#REF!"}, ("price", "berisi kesalahan rumus #REF!")),
        ({"price": "murah"}, ("price", "bukan harga: “murah”")),
        ({"price": 20000, "price_to": 10000}, ("price_to", "harga tertinggi lebih kecil dari harga")),
        ({"price": 20000, "wholesale_price": 30000}, ("wholesale_price", "harga grosir lebih mahal dari harga biasa")),
        ({"unit": "x" * 61}, ("unit", "terlalu panjang: 61 huruf, paling banyak 60")),
        ({"description": "x" * 4001}, ("description", "terlalu panjang: 4001 huruf, paling banyak 4000")),
        ({"is_shippable": "mungkin"}, ("is_shippable", "jawab dengan “ya” atau “tidak”, bukan “mungkin”")),
        ({"min_order": 0}, ("min_order", "di luar batas 1–1000000: 0")),
        ({"weight_grams": "berat"}, ("weight_grams", "bukan berat: “berat”")),
        ({"price": datetime.date(2026, 1, 2)},
         ("price", "berisi tanggal (2026-01-02); lembar kerja mungkin mengubahnya sendiri")),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_with_its_column_and_reason(found, problem):
    assert row_of(**found).problems == [problem]


def test_a_row_without_a_name_is_wrong():
    heading = Heading(line=1, columns={"name": (0,), "price": (1,)}, labels=("Nama", "Harga"))
    assert parse_row(Line(2, (None, 5000)), heading, {}).problems == [("Nama", "nama produk kosong")]


CELL = st.one_of(
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["Rp 15.000,-", "15rb", "PO 3 hari", "0,5 kg", "#N/A", "10-20"]),
)


@given(CELL, CELL, CELL, CELL, CELL, CELL, CELL, CELL)
def test_whatever_stands_in_a_row_it_gives_values_or_problems(
    price, high, days, weight, stock, ships, least, text
):
    row = row_of(
        price=price,
        price_to=high,
        made_in_days=days,
        weight_grams=weight,
        availability=stock,
        is_shippable=ships,
        min_order=least,
        description=text,
    )
    assert set(row.values) <= {
        "title",
        "price",
        "price_to",
        "made_in_days",
        "weight_grams",
        "availability",
        "is_shippable",
        "min_order",
        "description",
    }
    assert all(label and sentence for label, sentence in row.problems)
