"""Rupiah: stored as whole integers, shown without a space, with dots as thousands separators."""

import re

_MULTIPLIERS = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}
_AMOUNT = re.compile(
    r"^(?:rp|idr)?\.?\s*(?P<number>\d[\d.,]*)\s*(?P<unit>rb|ribu|k|jt|juta)?\s*(?:,-|\.-|-)?$", re.IGNORECASE
)

MAX_PRICE = 100_000_000_000
"""Highest price accepted, in rupiah: a limit against slips of the finger, far above any product."""


def format_rupiah(amount: int) -> str:
    """Return `amount` whole rupiah as people write it: 1500000 → "Rp1.500.000"."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{abs(amount):,}".replace(",", ".")


def format_price_range(price: int | None, price_to: int | None) -> str:
    """Return "Rp10.000", "Rp10.000–Rp15.000", or "" when there is no price."""
    if price is None:
        return ""
    if price_to is None or price_to <= price:
        return format_rupiah(price)
    return f"{format_rupiah(price)}–{format_rupiah(price_to)}"


def parse_rupiah(text: str) -> int:
    """Return the whole rupiah meant by `text` as typed in Indonesia or written by a spreadsheet.

    "15.000", "Rp 15.000,-", "15rb", "1,5 jt" and "15000.0" are understood. Dots and commas before
    exactly three digits separate thousands; anything else after them is a fraction, which only
    "rb" and "jt" can turn into whole rupiah. Raises ValueError on anything else.
    """
    match = _AMOUNT.match(str(text).strip().replace("\u00a0", " "))
    if not match:
        raise ValueError(f"not an amount in rupiah: {text!r}")
    number, unit = match["number"].rstrip(".,"), (match["unit"] or "").lower()
    multiplier = _MULTIPLIERS.get(unit, 1)
    fraction = ""
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", number) and not (
        unit and number.count(".") + number.count(",") == 1
    ):
        whole = re.sub(r"[.,]", "", number)
    else:
        parts = re.fullmatch(r"(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)(?:[.,](\d{1,3}))?", number)
        if not parts:
            raise ValueError(f"not an amount in rupiah: {text!r}")
        whole, fraction = re.sub(r"[.,]", "", parts[1]), parts[2] or ""
    amount = int(whole) * multiplier
    if fraction:
        numerator = int(fraction) * multiplier
        if numerator % 10 ** len(fraction):
            raise ValueError(f"not whole rupiah: {text!r}")
        amount += numerator // 10 ** len(fraction)
    if amount > MAX_PRICE:
        raise ValueError(f"amount is too large: {text!r}")
    return amount
