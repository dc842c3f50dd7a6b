"""Counting who leaves for where: how many, never who."""

import datetime
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_noop

from marketplaces.enums import LinkKind, PlatformSlug
from marketplaces.models import ClickCount, OutboundLink, Platform

ORDERS = UUID("0b5c3f0e-6f3a-4a52-9d1e-8f2b7f6d1a90")
"""Key, among the links of a page, of the one that stands for orders started by WhatsApp. It is always off: nobody
sees or follows it, and like every link that is off it keeps its counts."""

ORDERS_LABEL = gettext_noop("Pesanan lewat WhatsApp")

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


def clicks_lately(*, page_id: int, today: datetime.date) -> dict[int, tuple[int, int]]:
    """Return {link id: (clicks in 7 days, in 28 days)} of one page's links, today included. One query."""
    week, month = today - datetime.timedelta(days=6), today - datetime.timedelta(days=27)
    counts = ClickCount.objects.filter(link__page=page_id, day__gte=month, day__lte=today).order_by()
    sums = counts.values_list("link").annotate(week=Sum("count", filter=Q(day__gte=week)), month=Sum("count"))
    return {link: (of_week or 0, of_month) for link, of_week, of_month in sums}


def count_order(*, page, day=None):
    """Add one to the orders that were started at a page (default day: today, local date).

    The first order of a page makes its link, which two at the same moment do once.
    """
    platform = Platform.objects.filter(slug=PlatformSlug.WHATSAPP).first()
    if platform is None:
        return
    link, _is_new = OutboundLink.objects.get_or_create(
        page_id=page.pk,
        key=ORDERS,
        defaults={
            "platform": platform,
            "kind": LinkKind.CHAT,
            "address": "https://wa.me/",
            "label": ORDERS_LABEL,
            "is_on": False,
        },
    )
    count_click(link=link, day=day)
