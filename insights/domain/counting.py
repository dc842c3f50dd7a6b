"""Adding views to the table: many at once, only of pages the public can open, never who looked."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import DEFAULT_DB_ALIAS, connections, router, transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page

from catalog.models import ProductListing
from core.live import FRONT_PAGE_DEPTH, hidden
from expo.models import BoothListing, HallPage
from insights.enums import Kind
from insights.models import ViewCount, ViewerCount

DAYS_KEPT = 400
"""Days after which counts are forgotten: a year, so that seasons can be compared, and a month."""

ROWS_A_STATEMENT = 500

# The ORM can insert or update on conflict, but not to "the stored value plus the new one".
_ADD = """
    INSERT INTO {table} ({key}, "count") VALUES {rows}
    ON CONFLICT ({key}) DO UPDATE SET "count" = {table}."count" + excluded."count"
"""

Views = Mapping[tuple[Kind, int, datetime.date], int]


def write_views(views: Views) -> int:
    """Add {(kind, page id, day): number} to the table in one transaction; return how many were added.

    Views of what the public cannot open (unknown, taken down, of another kind) are left out. One query
    for each kind and one statement for 500 rows.
    """
    public = _public_ids(views)
    rows = [(page, day, number) for (kind, page, day), number in views.items() if page in public[kind]]
    return add_counts(ViewCount, rows)


def add_counts(model: type[Model], rows: Sequence[tuple]) -> int:
    """Add rows of (what, when, number) to a table of `count` by those two; return the sum of the numbers.

    Rows go in by what and when, so that two workers that write at the same moment wait for each other
    instead of blocking each other.
    """
    if not rows:
        return 0
    rows = sorted(rows)
    using = router.db_for_write(model) or DEFAULT_DB_ALIAS
    connection = connections[using]
    keys = model._meta.pk_fields
    statement = {"table": model._meta.db_table, "key": ", ".join(field.column for field in keys)}
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            chunk = rows[start : start + ROWS_A_STATEMENT]
            values = []
            for *found, number in chunk:
                pairs = zip(keys, found, strict=True)
                values += [field.get_db_prep_save(value, connection) for field, value in pairs]
                values.append(number)
            placeholders = ", ".join(["(%s, %s, %s)"] * len(chunk))
            cursor.execute(_ADD.format(rows=placeholders, **statement), values)
    return sum(number for _what, _when, number in rows)


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
    """Delete the counts of views and viewers of days before this one and return how many rows there were."""
    midnight = timezone.make_aware(datetime.datetime.combine(before, datetime.time()))
    views, _by_model = ViewCount.objects.filter(day__lt=before).delete()
    viewers, _by_model = ViewerCount.objects.filter(minute__lt=midnight).delete()
    return views + viewers
