"""An edition with a call, and short ways to take part in it."""

import datetime
from zoneinfo import ZoneInfo

from expo.domain import participation
from expo.models import CallQuestion, ExpoPage, HallCapacity
from tests.factories import BoothFactory, MerchantFactory, UserFactory

JAKARTA = ZoneInfo("Asia/Jakarta")


def at(day, hour=12, minute=0, second=0):
    """Return a moment of November 2026 in Jakarta."""
    return datetime.datetime(2026, 11, day, hour, minute, second, tzinfo=JAKARTA)


CALL = at(10)
"""A moment at which the call is open; places offered then are answered until two days later."""


def make_edition(tree, *, places=None, questions=(), **values) -> ExpoPage:
    """Return a public edition of 27 and 28 November whose call is open from the 2nd until the 20th.

    `places` are {hall: number}.
    """
    tree.expos.refresh_from_db()
    values = {
        "title": "Pesta Lapak",
        "starts_on": datetime.date(2026, 11, 27),
        "ends_on": datetime.date(2026, 11, 28),
        "call_opens": at(2),
        "call_closes": at(20),
    } | values
    edition = tree.expos.add_child(instance=ExpoPage(**values))
    for hall, number in (places or {}).items():
        edition.capacities.add(HallCapacity(hall=hall, places=number))
    for number, question in enumerate(questions):
        edition.questions.add(CallQuestion(sort_order=number, **question))
    edition.save()
    edition.save_revision().publish()
    return ExpoPage.objects.get(pk=edition.pk)


def applied(edition, hall, *, title=None, now=CALL, answers=(), booth=None):
    """Return the application of a new booth of a new merchant, or of `booth`."""
    if booth is None:
        named = {"title": title} if title else {}
        booth = BoothFactory(parent=hall, merchant=MerchantFactory(owner=UserFactory()), **named)
    return participation.apply(
        edition=edition,
        booth=booth,
        hall=hall,
        answers=list(answers),
        by=booth.merchant.members.first(),
        now=now,
    )


def accepted(edition, hall, **values):
    """Return an accepted application."""
    return participation.accept(participation=applied(edition, hall, **values), by=None, now=CALL)


def waiting(edition, hall, *, since, **values):
    """Return an application on the waiting list."""
    row = applied(edition, hall, **values)
    return participation.put_on_waiting_list(participation=row, by=None, now=since)
