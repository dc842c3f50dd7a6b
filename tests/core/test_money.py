"""Rupiah as Indonesians write it."""

import pytest

from core.money import format_price_range, format_rupiah, parse_rupiah


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(0, "Rp0"), (500, "Rp500"), (15000, "Rp15.000"), (1500000, "Rp1.500.000"), (-2500, "-Rp2.500")],
)
def test_format_rupiah(amount, shown):
    assert format_rupiah(amount) == shown


@pytest.mark.parametrize(
    ("price", "price_to", "shown"),
    [
        (None, None, ""),
        (10000, None, "Rp10.000"),
        (10000, 10000, "Rp10.000"),
        (10000, 15000, "Rp10.000–Rp15.000"),
    ],
)
def test_format_price_range(price, price_to, shown):
    assert format_price_range(price, price_to) == shown


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("15000", 15000),
        ("15.000", 15000),
        ("1.500", 1500),
        ("1,500", 1500),
        ("Rp 15.000,-", 15000),
        ("Rp15.000,00", 15000),
        ("rp. 15.000", 15000),
        ("IDR 1.500.000", 1500000),
        ("15rb", 15000),
        ("15 ribu", 15000),
        ("15k", 15000),
        ("1,5 jt", 1500000),
        ("1.5 juta", 1500000),
        ("1,250 jt", 1250000),
        ("15000.0", 15000),
        ("15000.00", 15000),
        ("1.500.000,00", 1500000),
        ("1,500,000.00", 1500000),
        ("108000", 108000),
        (15000, 15000),
        (15000.0, 15000),
    ],
)
def test_parse_rupiah(text, amount):
    assert parse_rupiah(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gratis",
        "-5000",
        "15.5",
        "1.2.3",
        "1.5.0",
        "1.50.000",
        "12 34",
        "9" * 20,
        "10.000-15.000",
        "=1+1",
        "1,5rbjt",
    ],
)
def test_parse_rupiah_refuses(text):
    with pytest.raises(ValueError, match=r"rupiah|too large"):
        parse_rupiah(text)
