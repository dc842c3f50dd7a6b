"""The filters of a hall: what its booths have, what is asked for, and what that leaves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from catalog.models import Category
from expo.models import BoothListing, HallPage
from merchants.models import Area, Market

SORTS = ("lapak", "nama", "terbaru")
"""Values of `urut`; the first one is the walk along the stalls."""


class HasElement(Func):
    """Tell whether a column holds a JSON list with this element, or with a list that begins with it.

    5 is in [3, 5]; "halal" is in [["halal", true], ["sni", false]].
    """

    output_field = BooleanField()

    def __init__(self, column: str, element):
        super().__init__(F(column))
        self.element = element

    def as_postgresql(self, compiler, connection, **context):
        """Ask with jsonb's containment."""
        sql, params = compiler.compile(self.source_expressions[0])
        inner = [self.element] if isinstance(self.element, str) else self.element
        return f"({sql} @> %s::jsonb)", [*params, json.dumps([inner])]

    def as_sqlite(self, compiler, connection, **context):
        """Walk the list."""
        sql, params = compiler.compile(self.source_expressions[0])
        value = "json_extract(item.value, '$[0]')" if isinstance(self.element, str) else "item.value"
        return (
            f"(EXISTS (SELECT 1 FROM json_each({sql}) AS item WHERE {value} = %s))",  # noqa: S608
            [*params, self.element],
        )


@dataclass(frozen=True, slots=True)
class HallFact:
    """A value that booths of a hall have: its number and name, and how many booths have it."""

    kind: str
    pk: int
    count: int
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class HallQuery:
    """What the address of a hall's page asks for."""

    url: str
    chosen: dict[str, HallFact | None]
    """The chosen value by GET parameter: kategori, area, pasar, sertifikat, kirim, buka."""
    sort: str

    @property
    def is_filtered(self) -> bool:
        """Tell whether some booths are left out."""
        return any(self.chosen.values())

    @property
    def is_walk(self) -> bool:
        """Tell whether the hall is walked aisle by aisle: all booths, in the order of the stalls."""
        return not self.is_filtered and self.sort == SORTS[0]

    def link(self, **changes) -> str:
        """Return the address with these parameters changed, on its first page."""
        merged = {key: fact.slug for key, fact in self.chosen.items() if fact}
        merged["urut"] = "" if self.sort == SORTS[0] else self.sort
        query = urlencode([(key, value) for key, value in {**merged, **changes}.items() if value])
        return f"{self.url}?{query}" if query else self.url


def hall_facts(hall: HallPage) -> list[HallFact]:
    """Return what the public booths of a hall have, and its highest stall number: one query.

    Kinds are the GET parameters kategori (first level only), area, pasar, sertifikat, kirim and
    buka, and "stalls", whose count is the highest stall number.
    """
    if connection.vendor == "postgresql":
        categories = "jsonb_array_elements_text(b.category_ids) AS item (value)"
        certificates = "jsonb_array_elements(b.certificates) AS item (value)"
        certificate, number = "item.value ->> 0", "item.value::bigint"
    else:
        categories, certificates = "json_each(b.category_ids) AS item", "json_each(b.certificates) AS item"
        certificate, number = "json_extract(item.value, '$[0]')", "item.value"
    today = timezone.localdate()

    def named(kind, table, column, order="0"):
        return (
            f" UNION ALL SELECT '{kind}', a.id, n, a.slug, a.name, {order} FROM (SELECT {column} AS pk, "  # noqa: S608
            f"COUNT(*) AS n FROM b GROUP BY {column}) AS c JOIN {table} AS a ON a.id = c.pk"
        )

    sql = (
        "WITH b AS (SELECT area_id, market_id, category_ids, certificates, has_shippable, stall_number, "  # noqa: S608
        f"open_days, closed_on FROM {BoothListing._meta.db_table} WHERE hall_id = %s) "
        "SELECT 'stalls' AS kind, 0 AS pk, MAX(stall_number) AS n, '' AS slug, '' AS label, 0 AS place FROM b "
        "UNION ALL SELECT 'kirim', 1, COUNT(*), '1', '', 0 FROM b WHERE has_shippable "
        "UNION ALL SELECT 'buka', 1, COUNT(*), '1', '', 0 FROM b WHERE open_days LIKE %s "
        "AND (closed_on IS NULL OR closed_on <> %s)"
        + named("area", Area._meta.db_table, "area_id")
        + named("pasar", Market._meta.db_table, "market_id")
        + f" UNION ALL SELECT 'sertifikat', 1, n, type, '', 0 FROM (SELECT {certificate} AS type, "  # noqa: S608
        f"COUNT(*) AS n FROM b, {certificates} GROUP BY 1) AS c "
        f"UNION ALL SELECT 'kategori', a.id, n, a.slug, a.name, a.sort_order FROM (SELECT {number} AS pk, "
        f"COUNT(*) AS n FROM b, {categories} GROUP BY 1) AS c "
        f"JOIN {Category._meta.db_table} AS a ON a.id = c.pk AND a.parent_id IS NULL "
        "ORDER BY kind, place, label, slug"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [hall.pk, f"%{today.weekday()}%", today.isoformat()])
        return [
            HallFact(kind, pk, count or 0, slug, label)
            for kind, pk, count, slug, label, _place in cursor.fetchall()
        ]


def read_hall_query(*, url: str, facts: list[HallFact], query: Mapping) -> HallQuery:
    """Read the GET parameters of a hall's page; what makes no sense is left out."""
    known = {(fact.kind, fact.slug): fact for fact in facts}
    sort = str(query.get("urut", ""))
    return HallQuery(
        url=url,
        chosen={
            key: known.get((key, str(query.get(key, ""))))
            for key in ("kategori", "area", "pasar", "buka", "sertifikat", "kirim")
        },
        sort=sort if sort in SORTS else SORTS[0],
    )


def filtered_booths(*, hall: HallPage, asked: HallQuery) -> QuerySet:
    """Return the hall's public booths that a query leaves, in the order it asks for."""
    rows = BoothListing.objects.filter(hall=hall.pk)
    chosen = asked.chosen
    if chosen["kategori"]:
        rows = rows.filter(HasElement("category_ids", chosen["kategori"].pk))
    if chosen["area"]:
        rows = rows.filter(area=chosen["area"].pk)
    if chosen["pasar"]:
        rows = rows.filter(market=chosen["pasar"].pk)
    if chosen["buka"]:
        rows = rows.open_on(timezone.localdate())
    if chosen["sertifikat"]:
        rows = rows.filter(HasElement("certificates", chosen["sertifikat"].slug))
    if chosen["kirim"]:
        rows = rows.filter(has_shippable=True)
    orders = {"nama": [Lower("title"), "stall_number"], "terbaru": ["-published_at", "-page"]}
    return rows.order_by(*orders.get(asked.sort, ["stall_number"]))
