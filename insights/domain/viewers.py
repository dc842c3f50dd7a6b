"""How many devices are at the stage of a room in a minute: added up when written, read for the report."""

import datetime
from collections.abc import Mapping

from django.utils import timezone

from expo.domain.edition import EARLY
from expo.models import ExpoPage, Room
from insights.domain.counting import add_counts
from insights.models import ViewerCount

Viewers = Mapping[tuple[int, datetime.datetime], int]


def minute_of(now: datetime.datetime) -> datetime.datetime:
    """Return the first moment of the minute."""
    return now.replace(second=0, microsecond=0)


def write_viewers(viewers: Viewers) -> int:
    """Add {(room id, minute): number} to the table in one transaction; return how many were added.

    Left out are rooms of no public edition, and minutes in which the edition is not on: from an hour before
    a day opens, when pages begin to ask for news, until it closes.
    """
    first = min((minute for _room, minute in viewers), default=None)
    if first is None:
        return 0
    editions = ExpoPage.objects.public().not_over(timezone.localdate(first)).prefetch_related("other_days")
    periods = {edition.pk: edition.periods() for edition in editions}
    rooms = dict(Room.objects.filter(edition__in=periods).values_list("pk", "edition"))
    rows = [
        (room, minute, number)
        for (room, minute), number in viewers.items()
        if any(opens - EARLY <= minute < closes for opens, closes in periods.get(rooms.get(room), ()))
    ]
    return add_counts(ViewerCount, rows)


def viewers_of(*, edition: ExpoPage) -> list[tuple[int, datetime.datetime, int]]:
    """Return (room id, minute, number) of an edition, by the clock; only minutes in which anybody was there."""
    counts = ViewerCount.objects.filter(room__edition=edition).order_by("minute", "room")
    return list(counts.values_list("room", "minute", "count"))
