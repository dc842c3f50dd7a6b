"""The office's sums over the whole expo, or over one hall.

Rows and halls are asked of what is public today: a booth that moved takes its numbers along into its new
hall, and one that was taken down is left out. The sums per day and per platform of the whole expo count
what happened, also on pages that were taken down since. Sums per page and per day come from indexes alone; names
are read only for the rows that are shown.
"""

import datetime
from collections import Counter

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Case, Count, Exists, F, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Substr
from django.utils.translation import gettext
from wagtail.models import Page

from catalog.models import ProductListing
from core.tree import BOOTH_DEPTH
from expo.models import BoothListing, HallPage
from insights.domain.periods import Period
from insights.models import ViewCount
from marketplaces.domain.clicks import ORDERS, ORDERS_LABEL
from marketplaces.models import ClickCount

HALL_DEPTH = BOOTH_DEPTH - 1

MOST_NAMED = 2_000
"""Pages asked for by their ids at once; more are asked for all together."""


def public_booths(hall: HallPage | None = None):
    """Return the public booths, of one hall or of all."""
    rows = BoothListing.objects.order_by()
    return rows.filter(hall=hall) if hall else rows


def public_products(hall: HallPage | None = None):
    """Return the public products, of one hall or of all."""
    rows = ProductListing.objects.order_by()
    return rows.filter(hall=hall) if hall else rows


def _pairs(rows) -> list[tuple[int, int]]:
    """Return the rows of two numbers that a queryset reads, without what makes Python objects of columns.

    There may be as many as there are products; the usual way takes half as long again.
    """
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def views_by_page(pages, period: Period) -> list[tuple[int, int]]:
    """Return (page id, views) of those of the pages (a queryset of ids) that were seen, the most first. One query."""
    rows = ViewCount.objects.within(period).filter(page__in=pages).values_list("page_id")
    return _pairs(rows.annotate(views=Sum("count")).order_by("-views", "page_id"))


def views_by_hall(listings, period: Period) -> dict[int, int]:
    """Return {hall id: views} of the listings' pages (`public_booths()`, `public_products()`). One query."""
    seen = ViewCount.objects.within(period).filter(page=OuterRef("pk")).order_by()
    views = Subquery(seen.values("page_id").annotate(views=Sum("count")).values("views"))
    return dict(listings.annotate(views=views).values_list("hall_id").annotate(Sum("views", default=0)))


def views_by_day(period: Period, hall: HallPage | None = None) -> dict[datetime.date, int]:
    """Return {day: views}, every day present: of all pages, or of a hall with its booths and products."""
    rows = ViewCount.objects.within(period).order_by()
    parts = [rows]
    if hall:
        # One by one: joined by OR they would be looked for row by row.
        parts = [
            rows.filter(page__in=public_booths(hall).values("pk")),
            rows.filter(page__in=public_products(hall).values("pk")),
            rows.filter(page=hall.pk),
        ]
    total = Counter(dict.fromkeys(period.days, 0))
    for part in parts:
        total.update(dict(part.values_list("day").annotate(Sum("count"))))
    return dict(total)


def _clicks(period: Period, hall: HallPage | None = None):
    rows = ClickCount.objects.filter(day__gte=period.first, day__lte=period.last).order_by()
    return rows.filter(link__page__path__startswith=hall.path) if hall else rows


def clicks_by_day(period: Period, hall: HallPage | None = None) -> dict[datetime.date, int]:
    """Return {day: clicks}, every day present. One query."""
    found = dict(_clicks(period, hall).values_list("day").annotate(Sum("count")))
    return {day: found.get(day, 0) for day in period.days}


def clicks_by_platform(period: Period, hall: HallPage | None = None) -> list[dict]:
    """Return platforms with their links followed and the clicks on them, the most first; orders apart. One query."""
    name = Case(When(link__key=ORDERS, then=Value(ORDERS_LABEL)), default=F("link__platform__name"))
    rows = (
        _clicks(period, hall)
        .annotate(name=name)
        .values("name")
        .annotate(links=Count("link", distinct=True), clicks=Sum("count"))
        .values_list("name", "links", "clicks")
    )
    found = [{"platform": gettext(name), "links": links, "clicks": clicks} for name, links, clicks in rows]
    return sorted(found, key=lambda row: (-row["clicks"], row["platform"]))


def clicks_by_hall(period: Period) -> dict[str, int]:
    """Return {tree path of a hall: clicks on links in it}. One query."""
    path = Substr("link__page__path", 1, HALL_DEPTH * Page.steplen)
    return dict(_clicks(period).annotate(hall=path).values_list("hall").annotate(Sum("count")))


def clicks_by_page(period: Period, page_ids: list[int] | None = None) -> dict[int, int]:
    """Return {page id: clicks}, of these pages or of all. One query."""
    rows = _clicks(period)
    if page_ids is not None and len(page_ids) <= MOST_NAMED:
        rows = rows.filter(link__page__in=page_ids)
    return dict(rows.values_list("link__page_id").annotate(Sum("count")))


def unseen_booths(period: Period, hall: HallPage | None = None):
    """Return the public booths nobody opened in the period, nor any product of theirs, the oldest first."""
    seen = ViewCount.objects.within(period)
    products = ProductListing.objects.filter(
        Exists(seen.filter(page=OuterRef("pk"))), booth=OuterRef(OuterRef("pk"))
    )
    return (
        public_booths(hall)
        .exclude(Exists(seen.filter(page=OuterRef("pk"))))
        .exclude(Exists(products))
        .order_by("published_at", "pk")
    )
