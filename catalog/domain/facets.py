"""Counting how many products each filter value would leave.

A count of one group of filters ignores what is chosen in that group itself, so that it always says
how many products a tap would show. Without any filter the counts come ready from `FacetCount`; with
filters they are counted in one statement over the narrow `SearchEntry`. Above `CANDIDATES` products
nothing is counted value by value: those counts are None and are not shown.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from catalog.enums import Availability, CertificateType
from catalog.models import FacetCount, SearchEntry

CANDIDATES = 10_000
"""Most products that are counted value by value in one request."""

STEPS_BEFORE_FOLDING = 4_000
"""Rows of `FacetCount` above which a write folds them together."""

ENTRIES = SearchEntry._meta.db_table

NO_PRICE = 2**60
"""`SearchEntry.price` of a product without a price; its `price_top` is -1."""

CERTIFICATES = list(CertificateType.values)
AVAILABILITIES = list(Availability.values)

BANDS: list[tuple[int | None, int | None]] = [
    (None, 25_000),
    (25_000, 50_000),
    (50_000, 100_000),
    (100_000, 250_000),
    (250_000, 1_000_000),
    (1_000_000, None),
]
"""The ready-made ranges of prices in whole rupiah, both ends included; stored as bits, so append only."""

KINDS = ("category", "hall", "area", "certificates", "bands", "procurement", "shipping", "availability")
"""The columns of `SearchEntry` that are counted. `procurement` is counted by mask: several bits are asked at once."""

MASKS = {"certificates": len(CERTIFICATES), "bands": len(BANDS)}
"""Kinds that hold several values as bits, with the number of bits."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL over `SearchEntry` (alias e) that one group of filters stands for."""

    sql: str
    params: tuple


@dataclass(frozen=True, slots=True)
class Source:
    """Where the products come from before any filter: all of them, or those a text query finds."""

    table: str = ENTRIES
    """The entries, or a statement that stands for them."""
    join: str = ""
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by kind and value (None where there are too many to count) and the total."""

    total: int
    is_capped: bool
    by_kind: dict[str, dict[int, int] | None]


def certificate_mask(certificates: Iterable) -> int:
    """Return the bits of a listing's certificates, [[type, is_checked], …]."""
    mask = 0
    for kind, _checked in certificates:
        mask |= 1 << CERTIFICATES.index(kind)
    return mask


def in_band(band: tuple, price: int, price_top: int) -> bool:
    """Tell whether prices from `price` to `price_top` touch the range `band`."""
    low, high = band
    return price_top >= (low or 0) and (high is None or price <= high) and price_top >= 0


def band_mask(price: int, price_top: int) -> int:
    """Return the bits of the ready-made ranges that a product's prices touch."""
    return sum(1 << bit for bit, band in enumerate(BANDS) if in_band(band, price, price_top))


def where(source: Source, filters: dict[str, Condition], without: str = "") -> tuple[str, list]:
    """Return " WHERE …" of all filters but one group, and its parameters."""
    conditions = [source.condition] if source.condition else []
    conditions += [condition for kind, condition in filters.items() if kind != without]
    if not conditions:
        return "", []
    params = [value for condition in conditions for value in condition.params]
    return " WHERE " + " AND ".join(condition.sql for condition in conditions), params


def unpacked(kind: str, counted: dict[int, int]) -> dict[int, int]:
    """Turn counts per mask into counts per bit; counts of other kinds stay as they are."""
    if kind not in MASKS:
        return counted
    return {
        bit: total
        for bit in range(MASKS[kind])
        if (total := sum(count for mask, count in counted.items() if mask >> bit & 1))
    }


def ready_counts() -> dict[str, dict[int, int]]:
    """Return the counts of all public products by kind and value; "total" holds their number. One query."""
    result: dict[str, dict[int, int]] = {kind: {} for kind in (*KINDS, "total")}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT kind, value, SUM(step) FROM {FacetCount._meta.db_table} GROUP BY kind, value"  # noqa: S608
        )
        for kind, value, count in cursor.fetchall():
            if count > 0:
                result[kind][value] = int(count)
    return {kind: unpacked(kind, counted) for kind, counted in result.items()}


def count_filtered(*, source: Source, filters: dict[str, Condition], ready: dict) -> Counts:
    """Return counts and total of what a text query and filters leave, in at most one query.

    Of a text query that finds very much, narrowed by filters, it takes two.
    """
    total_ready = ready["total"].get(0, 0)
    if source.condition is None and not filters:
        return Counts(total_ready, False, {kind: ready[kind] for kind in KINDS})
    columns = ", ".join(f"e.{kind}" for kind in (*KINDS, "category_group", "price", "price_top"))
    if source.condition is not None and filters:
        # What the text finds is read once and then filtered in several ways.
        clause, params = where(source, {})
        found = (
            f"WITH found AS (SELECT {columns} FROM {source.table} AS e{source.join}{clause} "  # noqa: S608
            f"LIMIT {CANDIDATES + 1}), "
        )
        counted = _count(found, params, Source("found"), filters, ("found",))
        if counted["found"].get(0, 0) <= CANDIDATES:
            return _counts(counted, filters, {})
    own = {kind: ready[kind] for kind in filters} if len(filters) == 1 and not source.condition else {}
    return _counts(_count("WITH ", [], source, filters, (), own), filters, own)


def _count(
    head: str, params: list, source: Source, filters: dict, extra: tuple, own: dict | None = None
) -> dict[str, dict[int, int]]:
    """Count by kind and value what the source (alias e) holds under these filters.

    `head` begins the statement; `extra` names tables whose rows are counted too; kinds in `own`
    are known already.
    """
    clause, base_params = where(source, filters)
    params = [*params, *base_params]
    columns = ", ".join(f"e.{kind}" for kind in KINDS)
    # Names of tables and columns are this module's own, never a visitor's.
    parts = [f"SELECT '{name}', 0, COUNT(*) FROM {name}" for name in extra]  # noqa: S608
    for kind in KINDS:
        if kind not in filters:
            # Counts of a part of the products would say nothing, so they are not made.
            parts.append(
                f"SELECT '{kind}', {kind}, COUNT(*) FROM base "  # noqa: S608
                f"WHERE (SELECT COUNT(*) FROM base) <= {CANDIDATES} GROUP BY {kind}"
            )
        elif kind not in (own or {}):
            own_clause, own_params = where(source, filters, without=kind)
            parts.append(
                f"SELECT '{kind}', {kind}, COUNT(*) FROM (SELECT e.{kind} FROM {source.table} AS e{source.join}"  # noqa: S608
                f"{own_clause} LIMIT {CANDIDATES + 1}) AS own GROUP BY {kind}"
            )
            params += own_params
    sql = (
        f"{head}base AS (SELECT {columns} FROM {source.table} AS e{source.join}{clause} LIMIT {CANDIDATES + 1}) "  # noqa: S608
        "SELECT 'total', 0, COUNT(*) FROM base UNION ALL " + " UNION ALL ".join(parts)
    )
    counted: dict[str, dict[int, int]] = {kind: {} for kind in (*KINDS, "total", *extra)}
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for kind, value, count in cursor.fetchall():
            counted[kind][value] = count
    return counted


def _counts(counted: dict[str, dict[int, int]], filters: dict, own: dict[str, dict[int, int]]) -> Counts:
    """Turn what was counted into the answer: kinds with too many products are not known."""
    total = counted["total"].get(0, 0)
    by_kind: dict[str, dict[int, int] | None] = dict(own)
    for kind in KINDS:
        if kind not in by_kind:
            looked_at = sum(counted[kind].values()) if kind in filters else total
            by_kind[kind] = unpacked(kind, counted[kind]) if looked_at <= CANDIDATES else None
    return Counts(min(total, CANDIDATES), total > CANDIDATES, by_kind)


def values_of(entry: SearchEntry) -> list[tuple[str, int]]:
    """Return kind and value of everything one product counts for."""
    return [("total", 0), *((kind, getattr(entry, kind)) for kind in KINDS)]


def add_steps(*, before: Iterable[SearchEntry], after: Iterable[SearchEntry]) -> None:
    """Note what a change of these products does to the counts."""
    steps = Counter(value for entry in after for value in values_of(entry))
    steps.subtract(value for entry in before for value in values_of(entry))
    rows = [FacetCount(kind=kind, value=value, step=step) for (kind, value), step in steps.items() if step]
    if rows:
        FacetCount.objects.bulk_create(rows)
        if FacetCount.objects.order_by()[: STEPS_BEFORE_FOLDING + 1].count() > STEPS_BEFORE_FOLDING:
            fold_steps()


@transaction.atomic
def fold_steps() -> None:
    """Replace the steps by one row per kind and value.

    A deleted row is returned to exactly one of two folders at work at the same time, so no step is
    lost or counted twice.
    """
    table = FacetCount._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} RETURNING kind, value, step")  # noqa: S608
        steps: Counter = Counter()
        for kind, value, step in cursor.fetchall():
            steps[kind, value] += step
    FacetCount.objects.bulk_create(
        FacetCount(kind=kind, value=value, step=step) for (kind, value), step in steps.items() if step
    )


@transaction.atomic
def recount() -> None:
    """Count everything anew from the entries: one statement per kind."""
    entries, counts = SearchEntry._meta.db_table, FacetCount._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {counts}")  # noqa: S608
        cursor.execute(
            f"INSERT INTO {counts} (kind, value, step) SELECT 'total', 0, COUNT(*) FROM {entries}"  # noqa: S608
        )
        for kind in KINDS:
            cursor.execute(
                f"INSERT INTO {counts} (kind, value, step) "  # noqa: S608
                f"SELECT '{kind}', {kind}, COUNT(*) FROM {entries} GROUP BY {kind}"
            )
