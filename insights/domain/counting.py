"""Adding views to the table: many at once, only of pages the public can open, never who looked."""

import datetime
from collections.abc import Mapping

from django.db import DEFAULT_DB_ALIAS, connections, router, transaction
from wagtail.models import Page

from catalog.models import ProductListing
from core.live import FRONT_PAGE_DEPTH, hidden
from expo.models import BoothListing, HallPage
from insights.enums import Kind
from insights.models import ViewCount

DAYS_KEPT = 400
"""Days after which counts are forgotten: a year, so that seasons can be compared, and a month."""

ROWS_A_STATEMENT = 500

# The ORM can insert or update on conflict, but not to "the stored value plus the new one".
_ADD = """
    INSERT INTO insights_viewcount (page_id, day, "count") VALUES {rows}
    ON CONFLICT (page_id, day) DO UPDATE SET "count" = insights_viewcount."count" + excluded."count"
"""

Views = Mapping[tuple[Kind, int, datetime.date], int]


def write_views(views: Views) -> int:
    """Add {(kind, page id, day): number} to the table in one transaction; return how many were added.

    Views of what the public cannot open (unknown, taken down, of another kind) are left out. One query
    for each kind and one statement for 500 rows. Rows go in by page and day, so that two workers that
    write at the same moment wait for each other instead of blocking each other.
    """
    public = _public_ids(views)
    rows = sorted((page, day, number) for (kind, page, day), number in views.items() if page in public[kind])
    if not rows:
        return 0
    using = router.db_for_write(ViewCount) or DEFAULT_DB_ALIAS
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            chunk = rows[start : start + ROWS_A_STATEMENT]
            values = [
                value
                for page, day, number in chunk
                for value in (page, connection.ops.adapt_datefield_value(day), number)
            ]
            cursor.execute(_ADD.format(rows=", ".join(["(%s, %s, %s)"] * len(chunk))), values)
    return sum(number for _page, _day, number in rows)


def _public_ids(views: Views) -> dict[Kind, set[int]]:
    """Return, of the pages named, those the public can open, by kind."""
    named: dict[Kind, set[int]] = {}
    for kind, page, _day in views:
        named.setdefault(kind, set()).add(page)
    readers = {
        Kind.HOME: lambda ids: Page.objects.filter(pk__in=ids, depth=FRONT_PAGE_DEPTH, live=True),
        Kind.HALL: lambda ids: HallPage.objects.filter(pk__in=ids).exclude(hidden("path")),
        Kind.BOOTH: lambda ids: BoothListing.objects.filter(pk__in=ids),
        Kind.PRODUCT: lambda ids: ProductListing.objects.filter(pk__in=ids),
    }
    public: dict[Kind, set[int]] = {kind: set() for kind in Kind}
    for kind, asked in named.items():
        ids = sorted(asked)
        for start in range(0, len(ids), ROWS_A_STATEMENT):
            chunk = readers[kind](ids[start : start + ROWS_A_STATEMENT])
            public[kind].update(chunk.order_by().values_list("pk", flat=True))
    return public


def forget_views(*, before: datetime.date) -> int:
    """Delete the counts of days before this one and return how many rows there were."""
    deleted, _by_model = ViewCount.objects.filter(day__lt=before).delete()
    return deleted
