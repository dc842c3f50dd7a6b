"""Rows of a table as products: values, or what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from catalog.enums import Availability
from catalog.importing import cells
from catalog.importing.errors import UnreadableFileError
from catalog.importing.headings import Heading, find_heading, heading_score
from catalog.importing.limits import MAX_ROWS
from catalog.importing.tables import Line, Table


@dataclass(slots=True)
class ParsedRow:
    """One product as a row describes it.

    `values` holds product fields by name, only those the row says something about: None clears a
    price. `problems` and `notes` are (column heading, sentence) pairs; a row with a problem is wrong,
    a note only informs. `booth`, `category`, `photos`, `photo_alt` and `tags` are for others to look up.
    """

    line: int
    values: dict = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    booth: str = ""
    category: str = ""
    photos: tuple[str, ...] = ()
    photo_alt: str = ""
    tags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the product's name, "" when the row has none."""
        return self.values.get("title", "")


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """All products of a file, and what its heading said."""

    heading: Heading
    rows: list[ParsedRow]
    sheet: str = ""


def parse_tables(tables: list[Table]) -> ParsedTable:
    """Parse the sheet whose heading knows most; raises UnreadableFileError when none names a product."""
    best = max(
        tables,
        key=lambda table: max((heading_score(line.cells) for line in table.lines[:30]), default=(0, 0)),
    )
    heading = find_heading(best)
    rows = [
        parse_row(line, heading, best.broken)
        for line in best.lines
        if line.number > heading.line and not _is_heading_again(line, heading)
    ]
    if not rows:
        raise UnreadableFileError(_("Berkas ini hanya berisi judul kolom, belum ada produknya."))
    if len(rows) > MAX_ROWS:
        raise UnreadableFileError(
            _("Berkas ini punya lebih dari %(limit)s baris. Bagi menjadi beberapa berkas.")
            % {"limit": f"{MAX_ROWS:,}".replace(",", ".")}
        )
    return ParsedTable(heading=heading, rows=rows, sheet=best.name if len(tables) > 1 else "")


def _is_heading_again(line: Line, heading: Heading) -> bool:
    """Tell whether a line repeats the heading, as printed lists do on each page."""
    return tuple("" if cell is None else str(cell) for cell in line.cells) == heading.labels


def parse_row(line: Line, heading: Heading, broken: dict[tuple[int, int], str]) -> ParsedRow:
    """Parse one row; never raises."""
    row = ParsedRow(line=line.number)
    found = {}
    for wanted, columns in heading.columns.items():
        values = []
        for column in columns:
            value = line.cells[column] if column < len(line.cells) else None
            failed = broken.get((line.number, column))
            if failed is not None or cells.is_spreadsheet_error(value):
                row.problems.append((heading.labels[column], _broken_sentence(failed or value)))
            elif value is not None:
                values.append(value)
        if values:
            found[wanted] = values if wanted == "photo" else values[0]
    _read_values(row, found, heading)
    return row


def _broken_sentence(text: str) -> str:
    if text == "=":
        return _("berisi rumus tanpa hasil; salin lalu tempel sebagai nilai")
    return _("berisi kesalahan rumus %(text)s") % {"text": text}


_SIMPLE: dict[str, tuple[str, Callable]] = {
    "name": ("title", cells.text_of("title")),
    "unit": ("unit", cells.text_of("unit")),
    "sku": ("sku", cells.text_of("sku")),
    "description": ("description", cells.text_of("description", lines=True)),
    "min_order": ("min_order", cells.whole_number(1, 1_000_000)),
    "wholesale_price": ("wholesale_price", cells.rupiah),
    "wholesale_from": ("wholesale_from", cells.whole_number(1, 1_000_000)),
    "price_to": ("price_to", cells.rupiah),
    "made_in_days": ("made_in_days", cells.days),
    "is_shippable": ("is_shippable", cells.yes_or_no),
    "shelf_life_days": ("shelf_life_days", cells.days),
}


def _read_values(row: ParsedRow, found: dict, heading: Heading) -> None:
    def attempt(wanted: str, parse: Callable):
        if wanted not in found:
            return None
        try:
            return parse(found[wanted])
        except ValueError as error:
            row.problems.append((heading.label(wanted), str(error)))
            return None

    for wanted, (name, parse) in _SIMPLE.items():
        value = attempt(wanted, parse)
        if value is not None and value != "":
            row.values[name] = None if value is cells.CLEAR else value
    if "title" not in row.values and not any(label == heading.label("name") for label, _text in row.problems):
        row.problems.append((heading.label("name"), _("nama produk kosong")))
    _read_price(row, attempt("price", cells.price_range), heading)
    if stock := attempt("availability", cells.availability):
        row.values["availability"] = str(stock[0].value)
        if stock[1]:
            row.values.setdefault("made_in_days", stock[1])
    elif row.values.get("made_in_days"):
        row.values["availability"] = Availability.MADE_TO_ORDER.value
    weight = attempt("weight_grams", lambda value: cells.grams(value, in_kilograms=heading.in_kilograms))
    if weight is not None:
        row.values["weight_grams"] = weight
    row.booth = cells.as_text(found.get("booth"))
    row.category = "/".join(
        filter(None, (cells.as_text(found.get(name)) for name in ("category", "subcategory")))
    )
    row.tags = attempt("tags", cells.words) or ()
    row.photos = tuple(
        name
        for value in found.get("photo", [])
        for name in cells.words(value)
        if name not in ("-", "tidak ada")
    )
    row.photo_alt = cells.as_text(found.get("photo_alt"))[:160]
    _check_together(row, heading)


def _read_price(row: ParsedRow, prices: tuple | None, heading: Heading) -> None:
    if prices is None:
        return
    low, high = (None if price is cells.CLEAR else price for price in prices)
    row.values["price"] = low
    if high is not None:
        row.values["price_to"] = high
    if low is not None and low < 100:
        row.notes.append(
            (heading.label("price"), _("harga hanya Rp%(price)d; apakah benar?") % {"price": low})
        )


def _check_together(row: ParsedRow, heading: Heading) -> None:
    """Check what only makes sense together, where the row itself says both."""
    price, high = row.values.get("price"), row.values.get("price_to")
    if high is not None and price is not None and high < price:
        label = heading.label("price_to") or heading.label("price")
        row.problems.append((label, _("harga tertinggi lebih kecil dari harga")))
    if high is not None and high == price:
        row.values["price_to"] = None
    wholesale = row.values.get("wholesale_price")
    if wholesale is not None and price is not None and wholesale > price:
        row.problems.append(
            (heading.label("wholesale_price"), _("harga grosir lebih mahal dari harga biasa"))
        )
