"""What an edition's page shows at a moment, and when the clock changes it."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from core.page_cache import changes_at, kept
from expo.domain.participants import taking_part_context
from expo.domain.programme import programme_context
from expo.domain.readers import hall_tiles
from expo.enums import Face
from expo.models import Announcement, BoothListing, ExpoPage, Participation, ProgrammeSession
from expo.models.edition import Period, face_of


class Days(NamedTuple):
    """Days in a row with the same hours: the first one's, and the date of the last."""

    first: Period
    last_date: datetime.date

    @property
    def is_one(self) -> bool:
        """Tell whether it is a single day."""
        return self.first.opens.date() == self.last_date

    @property
    def dates(self) -> tuple[datetime.date, datetime.date]:
        """Return the first and the last date."""
        return self.first.opens.date(), self.last_date


OPEN_BOOTHS = 12
"""How many booths the page of a running edition shows."""


EARLY = datetime.timedelta(hours=1)
"""Before a day opens pages begin to ask for news: who waits for the opening has the stage open already."""


@changes_at
def edition_moments(day: datetime.date) -> Iterable[datetime.datetime]:
    """Return when editions and their calls open and close, and when a day begins in their zones.

    Beside them when pages begin to ask for news, sessions begin and end, and announcements end.
    """
    start = timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
    end = start + datetime.timedelta(days=1)
    public = ExpoPage.objects.live()
    editions = (public.not_over(day) | public.filter(call_closes__gte=start)).prefetch_related("other_days")
    for edition in editions:
        yield from filter(None, (edition.call_opens, edition.call_closes))
        for date in (day, day + datetime.timedelta(days=1)):
            yield datetime.datetime.combine(date, datetime.time(), edition.tzinfo)
        for period in edition.periods():
            yield period.opens - EARLY
            yield from period
    near = [one for one in editions if one.starts_on <= day + datetime.timedelta(days=1)]
    if not near:
        return
    sessions = ProgrammeSession.objects.filter(room__edition__in=near).during(start, end)
    for moments in sessions.values_list("starts_at", "ends_at"):
        yield from moments
    announcements = Announcement.objects.filter(edition__in=near, until__gte=start, until__lt=end)
    yield from announcements.values_list("until", flat=True)


def editions_now() -> list[ExpoPage]:
    """Return the public editions that run or will, the first to begin first."""
    editions = ExpoPage.objects.public().running_or_next().prefetch_related("other_days")
    return [edition for edition in editions if edition.face != Face.AFTER]


def editions_at_hand() -> list[ExpoPage]:
    """Return the same, read once for each change of what visitors see."""
    return kept("expo:at_hand", editions_now)


def edition_at_hand() -> ExpoPage | None:
    """Return the edition that runs or comes next, None when none is planned."""
    return next(iter(editions_at_hand()), None)


def edition_context(*, edition: ExpoPage, now: datetime.datetime) -> dict:
    """Return face, days, halls, and what the face of this moment needs."""
    periods = edition.periods()
    face = face_of(periods, now)
    chosen = {hall.pk for hall in edition.halls.all()}
    halls = [tile for tile in hall_tiles() if not chosen or tile.pk in chosen]
    today = now.astimezone(edition.tzinfo).date()
    upcoming = [period for period in periods if period.closes > now]
    programme = programme_context(edition=edition, periods=periods, now=now, face=face)
    taking_part = taking_part_context(edition=edition, now=now)
    return {
        "face": face.value,
        "periods": periods,
        "joined_days": joined_days(periods),
        "today": today,
        "period": upcoming[0] if upcoming else None,
        "days_left": (upcoming[0].opens.date() - today).days if upcoming else 0,
        "halls": halls,
        "partners": list(edition.partners.select_related("logo")),
        "open_booths": _open_booths(edition, taking_part["participant_count"], halls, today)
        if face == Face.LIVE
        else [],
        **programme,
        **taking_part,
    }


def joined_days(periods: Iterable[Period]) -> list[Days]:
    """Return the days of an edition, those in a row with the same hours as one."""
    joined: list[Days] = []
    for period in periods:
        date = period.opens.date()
        if joined:
            before = joined[-1]
            same = [at.timetz() for at in period] == [at.timetz() for at in before.first]
            if same and date - before.last_date == datetime.timedelta(1):
                joined[-1] = Days(before.first, date)
                continue
        joined.append(Days(period, date))
    return joined


def _open_booths(edition: ExpoPage, participants: int, halls, today: datetime.date) -> list[BoothListing]:
    """Return participants that are not closed today; without participants what its halls have open."""
    if participants:
        taking_part = Participation.objects.accepted().filter(edition=edition.pk).values("booth")
        booths = BoothListing.objects.filter(page__in=taking_part).exclude(closed_on=today)
    else:
        booths = BoothListing.objects.filter(hall__in=[hall.pk for hall in halls]).open_on(today)
    return list(booths.order_by("-published_at", "-page")[:OPEN_BOOTHS])
