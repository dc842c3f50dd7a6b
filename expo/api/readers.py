"""What the API answers, read from the flat tables in a fixed number of queries."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from catalog.enums import Availability
from catalog.models import Category, ProductListing
from core.live import restricted
from core.structured import absolute
from core.tree import site_path_of
from expo.models import BoothListing, HallPage
from expo.stalls import stall_code

CURRENCY = "IDR"
TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}

_PRODUCT = (
    "page_id",
    "title",
    "url",
    "page__description",
    "price",
    "price_to",
    "unit",
    "availability",
    "made_in_days",
    "is_shippable",
    "certificates",
    "category_id",
    "booth_id",
    "booth_title",
    "booth_url",
    "booth_code",
    "hall_id",
    "hall_title",
    "picture",
    "picture_alt",
    "published_at",
    "page__last_published_at",
)
_BOOTH = (
    "page_id",
    "title",
    "url",
    "tagline",
    "stall_number",
    "hall_id",
    "hall_title",
    "place_label",
    "hours",
    "closed_on",
    "certificates",
    "category_ids",
    "has_shippable",
    "product_count",
    "picture",
    "logo",
    "published_at",
    "page__last_published_at",
)
_HALL = ("pk", "title", "url_path", "introduction", "motif", "booth_count")


def public_products() -> QuerySet:
    """Return the products anybody may see, in the order they were made."""
    return ProductListing.objects.exclude(restricted("page__path")).order_by("page")


def public_booths() -> QuerySet:
    """Return the booths anybody may see, in the order they were made."""
    return BoothListing.objects.exclude(restricted("page__path")).order_by("page")


def public_halls() -> QuerySet:
    """Return the halls anybody may see, in the order they were made."""
    booths = BoothListing.objects.filter(hall=OuterRef("pk")).order_by().values("hall")
    count = Coalesce(Subquery(booths.annotate(count=Count("*")).values("count")), 0)
    halls = HallPage.objects.public()
    return halls.annotate(booth_count=count).order_by("pk")


def all_categories() -> QuerySet:
    """Return the categories in the order they were made; names are public, goods or not."""
    return Category.objects.order_by("pk")


def products(rows: QuerySet) -> list[dict]:
    """Return products as the API describes them. One query."""
    return [_product(row) for row in rows.values(*_PRODUCT)]


def booths(rows: QuerySet) -> list[dict]:
    """Return booths as the API describes them. One query."""
    return [_booth(row) for row in rows.values(*_BOOTH)]


def halls(rows: QuerySet) -> list[dict]:
    """Return halls as the API describes them. One query."""
    return [
        {
            "id": row["pk"],
            "title": row["title"],
            "url": address(site_path_of(row["url_path"])),
            "introduction": row["introduction"],
            "motif": row["motif"],
            "booth_count": row["booth_count"],
        }
        for row in rows.values(*_HALL)
    ]


def categories(rows: QuerySet) -> list[dict]:
    """Return categories as the API describes them. One query."""
    return [
        {"id": pk, "name": name, "slug": slug, "parent_id": parent}
        for pk, name, slug, parent in rows.values_list("pk", "name", "slug", "parent")
    ]


def address(path: str) -> str:
    """Return the whole address of a page in the language that was asked for."""
    return absolute(f"{'/en' if get_language() == 'en' else ''}{path}")


def _product(row: dict) -> dict:
    return {
        "id": row["page_id"],
        "title": row["title"],
        "url": address(row["url"]),
        "description": row["page__description"],
        "price": row["price"],
        "price_to": row["price_to"],
        "currency": CURRENCY,
        "unit": row["unit"],
        "availability": row["availability"],
        "availability_label": str(Availability(row["availability"]).label),
        "made_in_days": row["made_in_days"],
        "is_shippable": row["is_shippable"],
        "certificates": _certificates(row["certificates"]),
        "category_id": row["category_id"],
        "booth": {
            "id": row["booth_id"],
            "title": row["booth_title"],
            "url": address(row["booth_url"]),
            "code": row["booth_code"],
        },
        "hall": {"id": row["hall_id"], "title": row["hall_title"]},
        "picture": _picture(row["picture"], row["picture_alt"]),
        **_moments(row),
    }


def _booth(row: dict) -> dict:
    return {
        "id": row["page_id"],
        "title": row["title"],
        "url": address(row["url"]),
        "tagline": row["tagline"],
        "code": stall_code(row["stall_number"]) if row["stall_number"] else "",
        "hall": {"id": row["hall_id"], "title": row["hall_title"]},
        "place": row["place_label"],
        # As ISO 8601 counts: Monday is 1.
        "opening_hours": [
            {"weekday": day + 1, "opens": opens.replace(".", ":"), "closes": closes.replace(".", ":")}
            for day, opens, closes in row["hours"]
        ],
        "closed_on": row["closed_on"] and row["closed_on"].isoformat(),
        "certificates": _certificates(row["certificates"]),
        "category_ids": row["category_ids"],
        "has_shippable": row["has_shippable"],
        "product_count": row["product_count"],
        "picture": _picture(row["picture"], row["title"]),
        "logo": _picture(row["logo"], row["title"]),
        **_moments(row),
    }


def _certificates(pairs: Iterable) -> list[dict]:
    return [{"type": kind, "is_checked": checked} for kind, checked in pairs]


def _moments(row: dict) -> dict:
    changed = row["page__last_published_at"] or row["published_at"]
    return {"published_at": row["published_at"].isoformat(), "updated_at": changed.isoformat()}


def _picture(picture: dict, alt: str) -> dict | None:
    """Return every size and format of a picture, or None while there is none."""
    if not picture.get("jpeg"):
        return None
    return {
        "alt": alt,
        "width": picture["width"],
        "height": picture["height"],
        "files": [
            {"type": kind, "width": width, "url": absolute(url)}
            for name, kind in TYPES.items()
            for width, url in picture.get(name, ())
        ],
    }
