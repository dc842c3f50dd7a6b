"""Feeds: what is new, for readers (Atom), and catalogues that Google and Meta fetch by a signed address.

Google: https://support.google.com/merchants/answer/7052112 (RSS 2.0 with the g: namespace);
Meta: https://www.facebook.com/business/help/120325381656392 (CSV). Both want a price and a picture,
so that products without one are left out. A product whose price is a range is offered at its lowest.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from catalog.enums import Availability
from catalog.models import ProductListing
from catalog.models.offered import offers_of
from core.structured import absolute, picture_url
from expo.models import BoothListing, CatalogueScope

NEWEST = 30
CHUNK = 1000
CURRENCY = "IDR"
USUAL_MAKING_DAYS = 7
"""Days until a product made to order can be had, where its maker did not say."""

LONGEST_TITLE, LONGEST_TEXT = 150, 5000
_READ = (
    "page_id",
    "title",
    "url",
    "price",
    "availability",
    "made_in_days",
    "offers",
    "picture",
    "booth_title",
    "category__name",
    "category__parent__name",
    "page__description",
    "page__weight_grams",
)
_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def offered(*, scope: str, pk: int) -> QuerySet:
    """Return the products of a catalogue that the platforms take: with a price and a picture.

    `scope` is one of `CatalogueScope`, `pk` the id of the hall's or booth's page.
    """
    rows = ProductListing.objects.filter(price__gt=0).exclude(picture={})
    if scope == CatalogueScope.HALL:
        rows = rows.filter(hall=pk)
    elif scope == CatalogueScope.BOOTH:
        rows = rows.filter(booth=pk)
    return rows.order_by("page")


def entries(rows: QuerySet) -> Iterator[dict]:
    """Yield what both platforms ask of each product, as plain texts."""
    now = timezone.now()
    today = timezone.localdate(now)
    for row in rows.values(*_READ).iterator(chunk_size=CHUNK):
        ready = today + datetime.timedelta(row["made_in_days"] or USUAL_MAKING_DAYS)
        groups = [row["category__parent__name"], row["category__name"]]
        yield {
            "id": str(row["page_id"]),
            "title": _plain(row["title"], LONGEST_TITLE),
            "description": _plain(row["page__description"] or row["title"], LONGEST_TEXT),
            "link": absolute(row["url"]),
            "image_link": picture_url(row["picture"]),
            "availability": row["availability"],
            "ready_on": ready.isoformat(),
            "price": f"{row['price']} {CURRENCY}",
            **_sale(row, now),
            "brand": _plain(row["booth_title"], LONGEST_TITLE),
            "product_type": " > ".join(filter(None, groups)),
            "weight": f"{row['page__weight_grams']} g" if row["page__weight_grams"] else "",
        }


def _sale(row: dict, now: datetime.datetime) -> dict:
    """Return the price that holds for a time, now or next, so that the platforms find what the page says.

    https://support.google.com/merchants/answer/6324460
    """
    offers = offers_of(row["offers"]) if row["offers"] else []
    for offer in offers:
        if offer.ends_at > now and offer.price < row["price"]:
            dates = f"{offer.starts_at:%Y-%m-%dT%H:%M%z}/{offer.ends_at:%Y-%m-%dT%H:%M%z}"
            return {"sale_price": f"{offer.price} {CURRENCY}", "sale_price_effective_date": dates}
    return {"sale_price": "", "sale_price_effective_date": ""}


def _plain(text: str, longest: int) -> str:
    return _NOT_IN_XML.sub("", text).strip()[:longest]


_GOOGLE_AVAILABILITY = {
    Availability.IN_STOCK: "in_stock",
    Availability.MADE_TO_ORDER: "backorder",
    Availability.OUT_OF_STOCK: "out_of_stock",
}


def google_xml(rows: QuerySet, *, title: str) -> Iterator[str]:
    """Yield the catalogue as Google Merchant Center reads it."""
    title = _plain(title, LONGEST_TITLE)
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>\n'
        f"<title>{escape(title)}</title><link>{escape(absolute('/'))}</link>"
        f"<description>{escape(title)}</description>\n"
    )
    yield from _in_chunks(_google_item(entry) for entry in entries(rows))
    yield "</channel></rss>\n"


def _google_item(entry: dict) -> str:
    availability = _GOOGLE_AVAILABILITY[entry["availability"]]
    values = {
        **{name: entry[name] for name in ("id", "title", "description", "link", "image_link")},
        "availability": availability,
        "availability_date": f"{entry['ready_on']}T00:00+0700" if availability == "backorder" else "",
        "price": entry["price"],
        "sale_price": entry["sale_price"],
        "sale_price_effective_date": entry["sale_price_effective_date"],
        "condition": "new",
        "brand": entry["brand"],
        "identifier_exists": "no",
        "product_type": entry["product_type"],
        "shipping_weight": entry["weight"],
    }
    inside = "".join(f"<g:{name}>{escape(value)}</g:{name}>" for name, value in values.items() if value)
    return f"<item>{inside}</item>\n"


META_COLUMNS = (
    "id",
    "title",
    "description",
    "availability",
    "condition",
    "price",
    "sale_price",
    "sale_price_effective_date",
    "link",
    "image_link",
    "brand",
    "product_type",
)


def meta_csv(rows: QuerySet) -> Iterator[str]:
    """Yield the catalogue as Meta's Commerce Manager reads it. It knows no goods made to order: they can be had."""
    yield _csv_row(META_COLUMNS)
    yield from _in_chunks(_csv_row(_meta_values(entry)) for entry in entries(rows))


def _meta_values(entry: dict) -> list[str]:
    is_out = entry["availability"] == Availability.OUT_OF_STOCK
    values = entry | {"availability": "out of stock" if is_out else "in stock", "condition": "new"}
    return [values[name] for name in META_COLUMNS]


def _csv_row(values: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()


def _in_chunks(texts: Iterable[str]) -> Iterator[str]:
    """Join many short texts: each one sent alone would cost more than the products."""
    kept: list[str] = []
    for text in texts:
        kept.append(text)
        if len(kept) == CHUNK:
            yield "".join(kept)
            kept = []
    yield "".join(kept)


# What is new


def new_booths() -> Atom1Feed:
    """Return the newest booths: one query."""
    feed = _feed(gettext("Lapak baru"), reverse("feeds:new_booths"))
    for row in BoothListing.objects.order_by("-published_at", "-page")[:NEWEST]:
        feed.add_item(
            title=_plain(row.title, LONGEST_TITLE),
            link=absolute(row.url),
            description=_plain(row.tagline or row.place_label, LONGEST_TEXT),
            pubdate=row.published_at,
            updateddate=row.published_at,
        )
    return feed


def new_products() -> Atom1Feed:
    """Return the newest products: one query."""
    feed = _feed(gettext("Barang baru"), reverse("feeds:new_products"))
    for row in ProductListing.objects.order_by("-published_at", "-page")[:NEWEST]:
        feed.add_item(
            title=_plain(row.title, LONGEST_TITLE),
            link=absolute(row.url),
            description=_plain(f"{row.usual_label}. {row.booth_title}, {row.hall_title}.", LONGEST_TEXT),
            author_name=_plain(row.booth_title, LONGEST_TITLE),
            pubdate=row.published_at,
            updateddate=row.published_at,
        )
    return feed


def _feed(title: str, path: str) -> Atom1Feed:
    return Atom1Feed(
        title=f"{title} · {settings.WAGTAIL_SITE_NAME}",
        link=absolute("/"),
        description="",
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(path),
        author_name=settings.WAGTAIL_SITE_NAME,
    )
