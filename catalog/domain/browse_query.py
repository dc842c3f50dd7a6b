"""What the address of a catalogue page asks for.

Anything a visitor may write into an address is accepted; what makes no sense is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import connection

from catalog.domain.facets import AVAILABILITIES, CERTIFICATES, Condition
from catalog.domain.search_terms import MAX_TEXT, query_words
from catalog.enums import Availability, Procurement
from catalog.models import Category
from core.money import parse_rupiah
from merchants.models import Area

SORTS = ("relevan", "terbaru", "termurah", "termahal")
"""Values of `urut`; "relevan" only together with a search text."""

AVAILABILITY_WORDS = {
    "ada": Availability.IN_STOCK,
    "pesanan": Availability.MADE_TO_ORDER,
    "habis": Availability.OUT_OF_STOCK,
}
"""Values of `persediaan`."""

MAX_PAGES = 200
"""Pages that can be turned to; beyond them a visitor is better served by narrowing."""


@dataclass(frozen=True, slots=True)
class Name:
    """A category, hall or area as the filters show it."""

    pk: int
    slug: str
    label: str
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Everything filters are named by, each by its primary key and in the order it is shown."""

    categories: dict[int, Name]
    halls: dict[int, Name]
    areas: dict[int, Name]


def load_names(*, hall_ids: list[int], area_ids: list[int]) -> Names:
    """Return the names of all categories and of these halls and areas: one query."""

    def among(ids):
        return ", ".join(str(int(pk)) for pk in ids) or "0"

    category, area = Category._meta.db_table, Area._meta.db_table
    # Halls live in a room above this one; as pages they are known here too.
    sql = (
        f"SELECT 'category' AS kind, id, slug, name AS label, parent_id, sort_order, '' AS place FROM {category} "  # noqa: S608
        "UNION ALL SELECT 'hall', id, slug, title, NULL, 0, path FROM wagtailcore_page "
        f"WHERE id IN ({among(hall_ids)}) "
        f"UNION ALL SELECT 'area', id, slug, name, NULL, 0, '' FROM {area} WHERE id IN ({among(area_ids)}) "
        "ORDER BY kind, sort_order, place, label"
    )
    found: dict[str, dict[int, Name]] = {"category": {}, "hall": {}, "area": {}}
    with connection.cursor() as cursor:
        cursor.execute(sql)
        for kind, pk, slug, label, parent, _order, _place in cursor.fetchall():
            found[kind][pk] = Name(pk, slug, label, parent)
    return Names(found["category"], found["hall"], found["area"])


@dataclass(frozen=True, slots=True)
class CatalogQuery:
    """What is asked for, cleaned: only known values, prices in whole rupiah."""

    path: str
    category: Name | None = None
    q: str = ""
    hall: Name | None = None
    price_min: int | None = None
    price_max: int | None = None
    area: Name | None = None
    certificate: str = ""
    offices: int = 0
    """Bits of `Procurement` that a booth must offer, all of them."""
    shippable: bool = False
    availability: str = ""
    default_sort: str = "terbaru"
    sort: str = "terbaru"
    page: int = 1
    params: dict[str, str] = field(default_factory=dict)
    """The cleaned GET parameters without the page number, in a fixed order."""

    def url(self, **changes) -> str:
        """Return the address with these parameters changed (None or "" takes one away), on its first page."""
        return self.url_at(self.path, **changes)

    def url_at(self, path: str, **changes) -> str:
        """Return the same at another path, such as another category's."""
        merged = {**self.params, **changes}
        query = urlencode([(key, value) for key, value in merged.items() if value])
        return f"{path}?{query}" if query else path

    def filters(self) -> dict[str, Condition]:
        """Return the chosen filters by the kind they are counted as."""
        chosen: dict[str, Condition] = {}
        if self.category:
            column = "category" if self.category.parent else "category_group"
            chosen["category"] = Condition(f"e.{column} = %s", (self.category.pk,))
        if self.hall:
            chosen["hall"] = Condition("e.hall = %s", (self.hall.pk,))
        if self.area:
            chosen["area"] = Condition("e.area = %s", (self.area.pk,))
        if self.certificate:
            bit = 1 << CERTIFICATES.index(self.certificate)
            chosen["certificates"] = Condition("(e.certificates & %s) <> 0", (bit,))
        if self.price_min is not None or self.price_max is not None:
            # The prices of a product are a range: it is enough that they touch the one asked for.
            sql, params = "e.price_top >= %s", (self.price_min or 0,)
            if self.price_max is not None:
                sql, params = f"{sql} AND e.price <= %s", (*params, self.price_max)
            chosen["bands"] = Condition(sql, params)
        if self.offices:
            chosen["procurement"] = Condition("(e.procurement & %s) = %s", (self.offices, self.offices))
        if self.shippable:
            chosen["shipping"] = Condition("e.shipping = 1", ())
        if self.availability:
            number = AVAILABILITIES.index(AVAILABILITY_WORDS[self.availability])
            chosen["availability"] = Condition("e.availability = %s", (number,))
        return chosen


def read_rupiah(text: str) -> int | None:
    """Return the amount a visitor typed, or None when there is none to be read."""
    try:
        return parse_rupiah(text) if 0 < len(text) <= 30 else None
    except ValueError:
        return None


def read_offices(text: str) -> int:
    """Return the bits of `Procurement` named in a text such as "invoice,nib"; unknown words are left out."""
    words = set(text.split(","))
    return sum(one.bit for one in Procurement if one.value in words)


def offices_text(bits: int) -> str:
    """Return the words that `read_offices` turns into these bits."""
    return ",".join(one.value for one in Procurement if bits & one.bit)


def cleaned_text(raw) -> str:
    """Return what a visitor typed without what can neither be stored nor shown: a NUL, half a surrogate pair."""
    return str(raw)[:MAX_TEXT].replace("\0", "").encode("utf-8", "ignore").decode().strip()


def read_page(text: str) -> int:
    """Return the number of the page asked for, at least 1."""
    return min(max(int(text), 1), MAX_PAGES) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def read_query(*, path: str, category: Name | None, names: Names, query: Mapping) -> CatalogQuery:
    """Read the GET parameters of a catalogue page."""

    def text(key):
        return cleaned_text(query.get(key, ""))

    halls = {name.slug: name for name in names.halls.values()}
    areas = {name.slug: name for name in names.areas.values()}
    q = " ".join(text("q").split())
    low, high = read_rupiah(text("harga_min")), read_rupiah(text("harga_maks"))
    if low is not None and high is not None and low > high:
        low, high = high, low
    # A text without a single word, such as "!", is shown again but finds everything.
    default_sort = "relevan" if query_words(q) else "terbaru"
    sort = text("urut") if text("urut") in SORTS else default_sort
    if sort == "relevan":
        sort = default_sort
    hall, area = halls.get(text("hall")), areas.get(text("area"))
    certificate = text("sertifikat") if text("sertifikat") in CERTIFICATES else ""
    availability = text("persediaan") if text("persediaan") in AVAILABILITY_WORDS else ""
    shippable = text("kirim") == "1"
    offices = read_offices(text("kantor"))
    return CatalogQuery(
        path=path,
        category=category,
        q=q,
        hall=hall,
        price_min=low,
        price_max=high,
        area=area,
        certificate=certificate,
        offices=offices,
        shippable=shippable,
        availability=availability,
        default_sort=default_sort,
        sort=sort,
        page=read_page(text("hal")),
        params={
            "q": q,
            "hall": hall.slug if hall else "",
            "harga_min": "" if low is None else str(low),
            "harga_maks": "" if high is None else str(high),
            "area": area.slug if area else "",
            "sertifikat": certificate,
            "kantor": offices_text(offices),
            "kirim": "1" if shippable else "",
            "persediaan": availability,
            "urut": sort if sort != default_sort else "",
        },
    )
