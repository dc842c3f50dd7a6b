"""Comparing the rows of a table with the products of booths. Reads, never writes.

How a row finds its product within its booth: by product code when it has one, otherwise by name,
without regard to case and spaces. Rows that say exactly the same count once. Several different rows
of one name, without codes, are several products: the first row belongs to the first product of that
name, the second to the second, so that importing the same file again changes nothing.
An empty cell leaves what is stored as it is.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.domain.bulk import RELATION_FIELDS, in_batches
from catalog.domain.bulk_update import ProductChange
from catalog.importing.headings import Heading
from catalog.importing.photos import PhotoArchive
from catalog.importing.rows import ParsedRow, ParsedTable
from catalog.models import ProductPage
from core.money import format_rupiah
from expo.importing.booths import BoothFinder
from expo.importing.categories import CategoryFinder
from expo.importing.stored import StoredProducts, name_key, same_value
from expo.models import BoothPage

_UNPLACED = {"path", "depth", "slug", "url_path", "draft_title", "numchild", "translation_key"}
"""Fields a new product does not have yet when its own values are checked."""


class RowState(models.TextChoices):
    """What an import would do with a row."""

    NEW = "new", gettext_lazy("Baru")
    CHANGED = "changed", gettext_lazy("Berubah")
    SAME = "same", gettext_lazy("Sama")
    WRONG = "wrong", gettext_lazy("Salah")


@dataclass(slots=True)
class PlannedRow:
    """What would happen to one row, and why. `reasons` are sentences; `change` is set where it changes one."""

    row: ParsedRow
    state: RowState
    reasons: list[str] = field(default_factory=list)
    booth: int | None = None
    change: ProductChange | None = None
    photo_keys: tuple[str, ...] = ()

    def as_dict(self) -> dict:
        """Return what the plan's page and the command show of the row."""
        return {
            "line": self.row.line,
            "name": self.row.name,
            "state": self.state.value,
            "booth": self.booth,
            "price": self.row.values.get("price"),
            "reasons": self.reasons,
        }


@dataclass(slots=True)
class Plan:
    """Every row of a file in order, and by page id the booths they are for and each booth's rows as parsed."""

    rows: list[PlannedRow]
    booths: dict[int, BoothPage]
    parsed: dict[int, list[ParsedRow]]

    def counts(self) -> dict[str, int]:
        """Return how many rows are in each state."""
        counts = dict.fromkeys(RowState.values, 0)
        for row in self.rows:
            counts[row.state.value] += 1
        return counts

    def wrong_booths(self) -> set[int]:
        """Return the booths of which at least one row is wrong: nothing of theirs is stored."""
        return {row.booth for row in self.rows if row.state == RowState.WRONG and row.booth}


@dataclass(slots=True)
class Assignment:
    """Which rows are for which booth: by page id the booths and their rows, and the rows for none."""

    booths: dict[int, BoothPage]
    rows: dict[int, list[ParsedRow]]
    lost: list[PlannedRow]


def assign_rows(*, table: ParsedTable, booths: models.QuerySet, booth: BoothPage | None = None) -> Assignment:
    """Give every row to `booth`, or to the one that its booth column names among `booths`."""
    if booth:
        return Assignment({booth.pk: booth}, {booth.pk: list(table.rows)}, [])
    finder = BoothFinder(booths)
    rows: dict[int, list[ParsedRow]] = defaultdict(list)
    lost = []
    for row in table.rows:
        try:
            rows[finder.find(row.booth)].append(row)
        except ValueError as error:
            reason = _reason(table.heading.label("booth"), str(error))
            lost.append(PlannedRow(row, RowState.WRONG, [*_reasons(row.problems), reason]))
    found: dict[int, BoothPage] = {}
    for batch in in_batches(list(rows)):
        found |= BoothPage.objects.select_related("hall").in_bulk(batch)
    return Assignment({pk: found[pk] for pk in rows}, dict(rows), lost)


def plan_import(
    *,
    table: ParsedTable,
    booths: models.QuerySet,
    booth: BoothPage | None = None,
    photos: PhotoArchive | None = None,
) -> Plan:
    """Plan the import of a table into `booth`, or into those its booth column names among `booths`."""
    assignment = assign_rows(table=table, booths=booths, booth=booth)
    planned = {result.row.line: result for result in assignment.lost}
    categories = CategoryFinder()
    for pk, rows in assignment.rows.items():
        for result in plan_booth(
            booth=assignment.booths[pk],
            rows=rows,
            categories=categories,
            photos=photos,
            heading=table.heading,
        ):
            planned[result.row.line] = result
    return Plan([planned[row.line] for row in table.rows], assignment.booths, assignment.rows)


def plan_booth(
    *,
    booth: BoothPage,
    rows: list[ParsedRow],
    categories: CategoryFinder,
    photos: PhotoArchive | None,
    heading: Heading,
) -> list[PlannedRow]:
    """Plan the rows of one booth, in their order."""
    rows = [
        replace(row, values=dict(row.values), problems=list(row.problems), notes=list(row.notes))
        for row in rows
    ]
    stored = StoredProducts(booth)
    results: dict[int, PlannedRow] = {}
    matched: list[tuple[PlannedRow, ProductPage | None]] = []
    seen: dict[tuple, int] = {}
    codes: dict[str, int] = {}
    for row in rows:
        result = results[row.line] = PlannedRow(row, RowState.NEW, booth=booth.pk)
        _look_up_category(row, categories, heading)
        _look_up_photos(result, photos, heading)
        if row.problems:
            result.state, result.reasons = RowState.WRONG, _reasons(row.problems)
            continue
        fingerprint = _fingerprint(result)
        if (first := seen.setdefault(fingerprint, row.line)) != row.line:
            result.state = RowState.SAME
            result.reasons = [_("sama persis dengan baris %(line)d") % {"line": first}]
            continue
        code = row.values.get("sku", "").casefold()
        if code and (first := codes.setdefault(code, row.line)) != row.line:
            result.state = RowState.WRONG
            sentence = _("kode ini sudah dipakai baris %(line)d dengan isi lain") % {"line": first}
            result.reasons = [_reason(heading.label("sku"), sentence)]
            continue
        matched.append((result, stored.take_by_code(code) if code else None))
    _match_by_name(matched, stored)
    for result, product in matched:
        _compare(result, product, stored, photos)
    return [results[row.line] for row in rows]


def _fingerprint(result: PlannedRow) -> tuple:
    row = result.row
    values = tuple(sorted(row.values.items(), key=lambda item: item[0]))
    # An unknown category is not stored, but tells two products of one name apart.
    return tuple((name, repr(value)) for name, value in values), result.photo_keys, row.tags, row.category


def _match_by_name(matched: list[tuple[PlannedRow, ProductPage | None]], stored: StoredProducts) -> None:
    """Give the rows without a product the stored products of their name: equal ones first, then in order."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for index, (result, product) in enumerate(matched):
        if product is None:
            waiting[name_key(result.row.name)].append(index)
    for name, indexes in waiting.items():
        if not stored.has_name(name):
            continue
        rest = []
        for index in indexes:
            result = matched[index][0]
            product = stored.take_equal(name, result.row.values) if len(indexes) < 200 else None
            matched[index] = (result, product)
            if product is None:
                rest.append(index)
        for index in rest:
            result = matched[index][0]
            matched[index] = (result, stored.take_by_name(name, code=result.row.values.get("sku", "")))


def _compare(
    result: PlannedRow, product: ProductPage | None, stored: StoredProducts, archive: PhotoArchive | None
) -> None:
    """Set the state of a row that has no problems of its own."""
    row = result.row
    notes = _reasons(row.notes)
    if product is None:
        draft = ProductPage(**row.values)
        if sentence := _impossible(draft):
            result.state, result.reasons = RowState.WRONG, [sentence]
            return
        result.reasons = notes
        return
    values = {
        name: value
        for name, value in row.values.items()
        if not same_value(stored.value(product, name), value)
    }
    photos = tuple(
        key for key in result.photo_keys if archive.checked(key)[1] not in stored.photo_hashes(product)
    )
    tags = [word for word in row.tags if word.casefold() not in stored.tags(product)]
    result.photo_keys = photos
    result.change = ProductChange(product=product, values=values)
    result.row.tags = tuple(tags)
    if not (values or photos or tags):
        result.state, result.reasons = RowState.SAME, notes
        return
    merged = ProductPage(**{name: stored.value(product, name) for name in _CHECKED} | row.values)
    if sentence := _impossible(merged):
        result.state, result.reasons = RowState.WRONG, [sentence]
        return
    result.state = RowState.CHANGED
    result.reasons = [_difference(name, stored.value(product, name), value) for name, value in values.items()]
    if photos:
        result.reasons.append(_("%(count)d foto baru") % {"count": len(photos)})
    if tags:
        result.reasons.append(_("kata kunci baru: %(words)s") % {"words": ", ".join(tags)})
    if product.live and product.has_unpublished_changes:
        result.reasons.append(_("ada suntingan yang belum tayang; suntingan itu ikut diperbarui"))
    result.reasons += notes


_CHECKED = ("title", "price", "price_to", "wholesale_price", "min_order")


def _impossible(product: ProductPage) -> str:
    """Return why a product's values cannot be, or ""."""
    try:
        product.clean_fields(exclude=RELATION_FIELDS | _UNPLACED)
        product.check_prices()
    except ValidationError as error:
        return "; ".join(
            _reason(_label_of(name), " ".join(messages)) for name, messages in error.message_dict.items()
        )
    return ""


def _label_of(name: str) -> str:
    if name == "title":
        return _("nama")
    return str(ProductPage._meta.get_field(name.removesuffix("_id")).verbose_name)


def _difference(name: str, old, new) -> str:
    if name in ("description", "category_id"):
        return _("%(field)s berubah") % {"field": _label_of(name)}
    show = format_rupiah if "price" in name else str
    return _("%(field)s: %(old)s → %(new)s") % {
        "field": _label_of(name),
        "old": _("kosong") if old in (None, "") else show(old),
        "new": _("kosong") if new in (None, "") else show(new),
    }


def _look_up_category(row: ParsedRow, categories: CategoryFinder, heading) -> None:
    if row.category:
        category, note = categories.find(row.category)
        if category:
            row.values["category_id"] = category.pk
        if note:
            row.notes.append((heading.label("category") or heading.label("subcategory"), note))


def _look_up_photos(result: PlannedRow, photos: PhotoArchive | None, heading) -> None:
    if not (photos and result.row.photos):
        return
    keys = []
    for name in result.row.photos:
        try:
            keys.append(photos.key(name))
        except ValueError as error:
            result.row.problems.append((heading.label("photo"), str(error)))
    result.photo_keys = tuple(dict.fromkeys(keys))


def _reason(column: str, sentence: str) -> str:
    return f"{column}: {sentence}" if column else sentence


def _reasons(pairs: list[tuple[str, str]]) -> list[str]:
    return [_reason(column, sentence) for column, sentence in pairs]
