"""Counting who leaves for where: how many, never who."""

from django.db import DEFAULT_DB_ALIAS, connections, router
from django.utils import timezone

from marketplaces.models import ClickCount

# The ORM can insert or update on conflict, but not to "the stored value plus one".
_COUNT_ONE = """
    INSERT INTO marketplaces_clickcount (link_id, day, "count") VALUES (%s, %s, 1)
    ON CONFLICT (link_id, day) DO UPDATE SET "count" = marketplaces_clickcount."count" + 1
"""


def count_click(*, link, day=None):
    """Add one to the link's count of a day (default: today, local date).

    One statement, so two clicks at the same moment are both counted, on SQLite and on PostgreSQL.
    """
    using = router.db_for_write(ClickCount) or DEFAULT_DB_ALIAS
    connection = connections[using]
    day = connection.ops.adapt_datefield_value(day or timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ONE, [link.pk, day])
