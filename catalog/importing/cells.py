"""One cell to one value. Each function raises ValueError with a sentence for people."""

import datetime
import math
import re
from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.enums import Availability
from catalog.models import ProductPage
from core.money import MAX_PRICE, parse_rupiah

CLEAR = object()
"""What a cell means that says "none" in words; an empty cell says nothing and changes nothing."""

_ASK = {
    "-",
    "tanya",
    "tanya penjual",
    "tanyakan",
    "hubungi",
    "hubungi penjual",
    "nego",
    "ask",
    "ask the seller",
}
_YES = {"ya", "y", "yes", "true", "benar", "bisa", "dapat", "1", "v", "✓", "✔", "ok", "oke"}
_NO = {
    "tidak",
    "tdk",
    "t",
    "n",
    "no",
    "false",
    "salah",
    "0",
    "x",
    "✗",
    "-",
    "belum",
    "tidak bisa",
    "gak",
    "nggak",
}
_IN_STOCK = {
    "ada", "tersedia", "ready", "ready stock", "ready stok", "in stock", "in_stock", "stok ada", "banyak",
    "instock", "available",
}  # fmt: skip
_OUT_OF_STOCK = {
    "habis", "kosong", "out of stock", "out_of_stock", "sold out", "tidak ada", "tidak tersedia", "stok habis",
    "stok kosong", "unavailable",
}  # fmt: skip
_MADE_TO_ORDER = re.compile(
    r"^(?:pre\s*-?\s*order|po|made[ _]to[ _]order|dibuat setelah dipesan|pesan(?:an)?|by order|indent)\b"
)
_SPREADSHEET_ERROR = re.compile(r"^#(?:REF|N/A|VALUE|DIV/0|NAME|NULL|NUM|SPILL|CALC)[!?]?$", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|–|—|s/d|s\.d\.|sampai|to|hingga)\s*", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

_DAYS_IN = {"hari": 1, "day": 1, "days": 1, "minggu": 7, "week": 7, "weeks": 7, "bulan": 30, "month": 30, "months": 30,
            "tahun": 365, "year": 365, "years": 365}  # fmt: skip


def limit_of(name: str) -> int:
    """Return the most characters a product's field holds."""
    return ProductPage._meta.get_field(name).max_length


def is_spreadsheet_error(value) -> bool:
    """Tell whether a cell holds what a failed formula leaves behind, such as "#REF!"."""
    return isinstance(value, str) and bool(_SPREADSHEET_ERROR.match(value.strip()))


def as_text(value) -> str:
    """Return a cell as text on one line, without invisible characters; numbers as people write them."""
    return " ".join(as_lines(value).split())


def as_lines(value) -> str:
    """Return a cell as text with its line breaks, without invisible characters."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    text = _CONTROL.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip()


def _no_date(value) -> None:
    if isinstance(value, datetime.date):
        raise ValueError(
            _("berisi tanggal (%(value)s); lembar kerja mungkin mengubahnya sendiri")
            % {"value": as_text(value)}
        )


def text_of(name: str, *, lines: bool = False) -> Callable[[object], str]:
    """Return the parser of a text field of the product."""
    longest = limit_of(name)

    def parse(value) -> str:
        text = as_lines(value) if lines else as_text(value)
        if len(text) > longest:
            raise ValueError(
                _("terlalu panjang: %(count)d huruf, paling banyak %(limit)d")
                % {"count": len(text), "limit": longest}
            )
        return text

    return parse


def rupiah(value):
    """Return whole rupiah, or CLEAR for "ask the seller" and for zero."""
    _no_date(value)
    if isinstance(value, bool):
        raise ValueError(_("bukan harga: “%(value)s”") % {"value": as_text(value)})
    if isinstance(value, int | float):
        if value != value or value < 0 or value > MAX_PRICE:
            raise ValueError(_("harga di luar batas: %(value)s") % {"value": as_text(value)})
        # A spreadsheet's own arithmetic leaves crumbs such as 14999.999999.
        if abs(value - round(value)) > 0.001:
            raise ValueError(_("bukan rupiah utuh: %(value)s") % {"value": as_text(value)})
        return round(value) or CLEAR
    text = as_text(value)
    if text.casefold() in _ASK:
        return CLEAR
    try:
        return parse_rupiah(text) or CLEAR
    except ValueError:
        raise ValueError(_("bukan harga: “%(value)s”") % {"value": text[:40]}) from None


def price_range(value) -> tuple:
    """Return (price, upper price or None) from "15.000", "15rb - 20rb" and the like."""
    if isinstance(value, str):
        parts = _RANGE.split(re.sub(r",-|\.-", "", as_text(value)), maxsplit=1)
        if len(parts) == 2 and all(any(map(str.isdigit, part)) for part in parts):
            low, high = parts
            unit = re.search(r"(rb|ribu|k|jt|juta)\.?$", high.strip(), re.IGNORECASE)
            if unit and low.strip()[-1:].isdigit() and len(re.sub(r"\D", "", low)) <= 3:
                low += unit.group(1)
            return rupiah(low), rupiah(high)
    return rupiah(value), None


def whole_number(smallest: int, largest: int) -> Callable[[object], int]:
    """Return the parser of a count; a word after the number ("10 pcs") is let pass."""

    def parse(value) -> int:
        _no_date(value)
        number = _number(value)
        if number != int(number):
            raise ValueError(_("bukan angka utuh: “%(value)s”") % {"value": as_text(value)[:40]})
        if not smallest <= number <= largest:
            raise ValueError(
                _("di luar batas %(smallest)d–%(largest)d: %(value)s")
                % {"smallest": smallest, "largest": largest, "value": as_text(value)[:40]}
            )
        return int(number)

    return parse


def _number(value) -> Decimal:
    """Return the number at the start of a cell, decimals after a comma or a dot."""
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return Decimal(repr(value))
    match = re.match(r"^([+-]?\d[\d.,]*)\s*([^\d\s][^\d]*)?$", as_text(value))
    if not match:
        raise ValueError(_("bukan angka: “%(value)s”") % {"value": as_text(value)[:40]})
    digits = match.group(1).rstrip(".,")
    if re.fullmatch(r"[+-]?\d{1,3}([.,]\d{3})+", digits):
        return Decimal(re.sub(r"[.,]", "", digits))
    if len(re.findall(r"[.,]", digits)) > 1:
        raise ValueError(_("bukan angka: “%(value)s”") % {"value": as_text(value)[:40]})
    return Decimal(digits.replace(",", "."))


def days(value) -> int:
    """Return days from "7", "7 hari", "2 minggu", "6 bulan"; the longer of a range counts."""
    _no_date(value)
    text = as_text(value).casefold()
    match = re.fullmatch(r"(?:\d+\s*(?:-|–|s/d|sampai)\s*)?(\d{1,5})\s*([a-z]*)", text)
    if not match or (match.group(2) and match.group(2) not in _DAYS_IN):
        raise ValueError(_("bukan jumlah hari: “%(value)s”") % {"value": text[:40]})
    count = int(match.group(1)) * _DAYS_IN.get(match.group(2), 1)
    if not 1 <= count <= 3650:
        raise ValueError(_("di luar batas 1–3650 hari: “%(value)s”") % {"value": text[:40]})
    return count


def grams(value, *, in_kilograms: bool = False) -> int:
    """Return grams from "250 g", "0,5 kg", or a bare number in the heading's measure."""
    _no_date(value)
    text = as_text(value).casefold()
    match = re.fullmatch(r"([\d.,]+)\s*(kg|kilo|kilogram|g|gr|gram|ons)?\.?", text)
    if not match:
        raise ValueError(_("bukan berat: “%(value)s”") % {"value": text[:40]})
    unit = match.group(2) or ("kg" if in_kilograms else "g")
    factor = 1000 if unit.startswith("k") else 100 if unit == "ons" else 1
    digits = match.group(1)
    # "0.500 kg" is half a kilogram, "1.500 g" one and a half.
    decimals = factor == 1000 and re.fullmatch(r"\d+[.,]\d+", digits)
    number = Decimal(digits.replace(",", ".")) if decimals else _number(value if digits == text else digits)
    weight = round(number * factor)
    if not 1 <= weight <= 1_000_000:
        raise ValueError(_("berat di luar batas: “%(value)s”") % {"value": text[:40]})
    return int(weight)


def yes_or_no(value) -> bool:
    """Return what a cell answers."""
    if isinstance(value, bool):
        return value
    text = as_text(value).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise ValueError(_("jawab dengan “ya” atau “tidak”, bukan “%(value)s”") % {"value": text[:40]})


def availability(value) -> tuple[str, int | None]:
    """Return an Availability and, for "PO 7 hari", the days; a number is a stock count."""
    _no_date(value)
    if isinstance(value, bool):
        return (Availability.IN_STOCK if value else Availability.OUT_OF_STOCK), None
    text = as_text(value).casefold().strip(".!")
    for choice in Availability:
        if text in (choice.value, str(choice.label).casefold()):
            return choice, None
    if text in _IN_STOCK or text in _YES:
        return Availability.IN_STOCK, None
    if text in _OUT_OF_STOCK or text in _NO:
        return Availability.OUT_OF_STOCK, None
    if match := _MADE_TO_ORDER.match(text):
        rest = text[match.end() :].strip(" ():,-")
        return Availability.MADE_TO_ORDER, days(rest) if rest else None
    try:
        return (Availability.IN_STOCK if _number(value) > 0 else Availability.OUT_OF_STOCK), None
    except ValueError:
        raise ValueError(
            _("tidak dikenal: “%(value)s”. Pakai “ada”, “habis”, atau “pre-order”") % {"value": text[:40]}
        ) from None


def words(value) -> tuple[str, ...]:
    """Return the distinct words or phrases of a list separated by commas or semicolons."""
    found: dict[str, str] = {}
    for part in re.split(r"[,;\n|]", as_lines(value)):
        if word := as_text(part).lstrip("#")[:100]:
            found.setdefault(word.casefold(), word)
    return tuple(found.values())[:30]
