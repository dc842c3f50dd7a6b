"""Several people at the same moment: no place is given twice, no booth applies twice.

An SQLite database in memory belongs to one thread, so that there they come one after the other.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from expo.domain.participation import (
    MovedOnError,
    TakingPartError,
    accept,
    apply,
    follow_offers,
    take_offer,
    withdraw,
)
from expo.models import HallCapacity, Participation
from tests.expo.edition_cases import CALL, accepted, applied, at, make_edition, waiting
from tests.factories import BoothFactory, HallFactory, MerchantFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(committed_tree):
    """A hall whose rows other connections see."""
    return HallFactory(parent=committed_tree.halls)


@pytest.fixture
def edition(committed_tree, hall):
    """One place in one hall."""
    return make_edition(committed_tree, places={hall: 1})


def at_once(calls) -> list[str]:
    """Make all calls at the same moment; return the names of what they raised, "" for none, sorted."""
    threads = 1 if connection.vendor == "sqlite" else len(calls)
    start = Barrier(threads)

    def run(call):
        try:
            start.wait()
            call()
        except TakingPartError as error:
            return type(error).__name__
        finally:
            if threads > 1:
                connection.close()
        return ""

    if threads == 1:
        return sorted(map(run, calls))
    with ThreadPoolExecutor(threads) as pool:
        return sorted(pool.map(run, calls))


def states():
    """Return how many stand where."""
    return Counter(Participation.objects.values_list("state", flat=True))


def test_four_editors_give_the_last_place_once(edition, hall):
    rows = [applied(edition, hall, title=f"Lapak {number}") for number in range(4)]
    calls = [lambda row=row: accept(participation=row, by=None, now=CALL) for row in rows]
    assert at_once(calls) == ["", "NoPlaceError", "NoPlaceError", "NoPlaceError"]
    assert states() == {"accepted": 1, "applied": 3}


@pytest.mark.parametrize("again", [False, True])
def test_two_phones_of_a_booth_apply_once(edition, hall, again):
    owner = UserFactory()
    booth = BoothFactory(parent=hall, merchant=MerchantFactory(owner=owner))
    if again:
        withdraw(participation=applied(edition, hall, booth=booth), by=None, now=CALL)
    asked = {"edition": edition, "booth": booth, "hall": hall, "answers": [], "by": owner, "now": CALL}
    assert at_once([lambda: apply(**asked)] * 2) == ["", "MovedOnError"]
    assert states() == {"applied": 1}


def test_two_who_leave_at_once_give_two_places_on(edition, hall):
    HallCapacity.objects.update(places=2)
    rows = [accepted(edition, hall, title=f"Lapak {number}") for number in range(2)]
    for number in range(3):
        waiting(edition, hall, since=at(11, number), title=f"Tunggu {number}")
    calls = [lambda row=row: withdraw(participation=row, by=None, now=at(12)) for row in rows]
    assert at_once(calls) == ["", ""]
    assert states() == {"withdrawn": 2, "offered": 2, "waiting": 1}


def test_a_lapsed_offer_is_passed_on_once_by_all_who_look(edition, hall):
    first = accepted(edition, hall, title="Satu")
    for number in range(3):
        waiting(edition, hall, since=at(11, number), title=f"Tunggu {number}")
    withdraw(participation=first, by=None, now=at(12))
    offered = Participation.objects.get(state="offered")
    calls = [lambda: follow_offers(now=at(20))] * 3
    calls.append(lambda: take_offer(participation=offered, by=None, now=at(20)))
    # Too late, or already passed on.
    assert at_once(calls)[:3] == ["", "", ""]
    assert states() == {"withdrawn": 2, "offered": 1, "waiting": 1}


def test_refusing_and_taking_at_once_is_one_of_both(edition, hall):
    first = accepted(edition, hall, title="Satu")
    waiting(edition, hall, since=at(11), title="Dua")
    withdraw(participation=first, by=None, now=at(12))
    offered = Participation.objects.get(state="offered")
    answers = at_once(
        [
            lambda: take_offer(participation=offered, by=None, now=at(12)),
            lambda: withdraw(participation=offered, by=None, now=at(12), seen="offered"),
        ]
    )
    assert answers == ["", MovedOnError.__name__]
    assert states() in ({"withdrawn": 2}, {"withdrawn": 1, "accepted": 1})
