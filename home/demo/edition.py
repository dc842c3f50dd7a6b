"""The demo's edition at one of its stages: before it opens, while it is on, after it has closed."""

import datetime

from wagtail import hooks

from expo.models import ExpoIndexPage, ExpoPage, HallPage
from home.demo.content import site
from home.demo.edition_join import fill_participants
from home.demo.edition_meet import add_meetings
from home.demo.edition_stage import build_stage

FILL_EDITION = "fill_demo_edition"
"""Hook for what rooms beside this one add to the demo's edition: functions of `edition` and `now`."""

FIRST_DAY = {"before": 7, "live": 0, "after": -3}
"""Days from today to the first of the edition's two days."""

LONGEST_PROGRAMME = datetime.timedelta(hours=9)


def hold_edition(*, stage: str, now: datetime.datetime, by) -> ExpoPage:
    """Let the demo's edition take place so that it is at this stage now, with participants, programme and visitors.

    An edition of the demo that is at another stage is taken down and held anew.
    """
    data = site()["expo"] | site()["two_days"]
    known = ExpoPage.objects.filter(slug=data["slug"]).first()
    hours = _hours(stage, now)
    if known is not None:
        if (known.starts_on, known.opens_at, known.closes_at) == hours:
            return known
        known.delete()
    starts_on, opens_at, closes_at = hours
    edition = ExpoPage(
        **data,
        starts_on=starts_on,
        ends_on=starts_on + datetime.timedelta(days=1),
        opens_at=opens_at,
        closes_at=closes_at,
    )
    edition.halls = HallPage.objects.live()
    ExpoIndexPage.objects.get().add_child(instance=edition)
    edition.save_revision(user=by).publish(user=by)
    edition = ExpoPage.objects.get(pk=edition.pk)
    fill_participants(edition=edition, by=by)
    build_stage(edition=edition, now=now)
    add_meetings(edition=edition, now=now)
    for fill in hooks.get_hooks(FILL_EDITION):
        fill(edition=edition, now=now)
    return edition


def _hours(stage: str, now: datetime.datetime) -> tuple[datetime.date, datetime.time, datetime.time]:
    """Return first day and hours: while it is on, it opened two hours ago at most, with room for the programme."""
    local = now.astimezone(datetime.timezone(datetime.timedelta(hours=7)))
    first = local.date() + datetime.timedelta(days=FIRST_DAY[stage])
    if stage != "live":
        return first, datetime.time(8), datetime.time(21)
    latest = 23 - LONGEST_PROGRAMME // datetime.timedelta(hours=1)
    return first, datetime.time(max(0, min(local.hour - 2, latest))), datetime.time(23, 59)
