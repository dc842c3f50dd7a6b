"""The way to a place in an edition: applying, review, the waiting list, offers with a deadline."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from expo.domain.participation import (
    MovedOnError,
    NoPlaceError,
    TakingPartError,
    accept,
    apply,
    decline,
    follow_offers,
    offer_free_places,
    put_on_waiting_list,
    take_offer,
    withdraw,
)
from expo.enums import ParticipationState as State
from expo.models import CallQuestion, ExpoPage, HallCapacity, Participation
from tests.expo.edition_cases import CALL, accepted, applied, at, make_edition, waiting
from tests.factories import HallFactory

pytestmark = pytest.mark.django_db
HOURS = datetime.timedelta(hours=1)


@pytest.fixture
def edition(tree, hall):
    """Two places in one hall."""
    return make_edition(tree, places={hall: 2})


def states():
    """Return {booth: state}."""
    return dict(Participation.objects.values_list("booth__title", "state"))


def steps(row):
    """Return the history as (from, to, words)."""
    return list(row.steps.values_list("from_state", "to_state", "words"))


def test_from_applying_to_a_place(edition, hall, booth, merchant_user, editor):
    answers = [["Butuh listrik?", "Ya"]]
    row = apply(edition=edition, booth=booth, hall=hall, answers=answers, by=merchant_user, now=CALL)
    assert (row.state, row.answers, row.applied_by) == (State.APPLIED, answers, merchant_user)
    row = accept(participation=row, by=editor, now=CALL + HOURS)
    assert (row.state, steps(row)) == (State.ACCEPTED, [("", "applied", ""), ("applied", "accepted", "")])
    assert list(row.steps.values_list("by", "at")) == [(merchant_user.pk, CALL), (editor.pk, CALL + HOURS)]


@pytest.mark.parametrize(
    ("now", "is_open"),
    [(at(2, 11, 59, 59), False), (at(2), True), (at(20, 11, 59, 59), True), (at(20), False)],
)
def test_the_call_is_open_to_the_second(edition, hall, booth, merchant_user, editor, now, is_open):
    assert edition.call_is_open(now) == is_open
    asked = {"edition": edition, "booth": booth, "hall": hall, "answers": [], "now": now}
    if not is_open:
        with pytest.raises(TakingPartError):
            apply(by=merchant_user, **asked)
    # The office enters who came late, or on paper.
    assert apply(by=merchant_user if is_open else editor, **asked).state == State.APPLIED


def test_nobody_applies_to_a_draft_or_to_what_is_over(edition, hall, booth, merchant_user, editor):
    asked = {"edition": edition, "booth": booth, "hall": hall, "answers": []}
    with pytest.raises(TakingPartError):
        apply(by=editor, now=at(29), **asked)
    edition.unpublish()
    with pytest.raises(TakingPartError):
        apply(by=merchant_user, now=CALL, **asked)


def test_a_hall_without_places_takes_nobody(tree, edition, booth, merchant_user):
    other = HallFactory(parent=tree.halls)
    with pytest.raises(TakingPartError):
        apply(edition=edition, booth=booth, hall=other, answers=[], by=merchant_user, now=CALL)


def test_a_booth_applies_once_and_again_after_it_withdrew(edition, hall, booth, merchant_user):
    first = applied(edition, hall, booth=booth)
    with pytest.raises(MovedOnError):
        applied(edition, hall, booth=booth)
    withdraw(participation=first, by=merchant_user, now=CALL)
    again = applied(edition, hall, booth=booth, answers=[["Baru", "Ya"]])
    assert (again.pk, again.state, again.answers) == (first.pk, State.APPLIED, [["Baru", "Ya"]])
    assert [to for _from, to, _words in steps(again)] == ["applied", "withdrawn", "applied"]


def test_of_two_people_at_once_the_second_is_told(edition, hall, editor):
    row = applied(edition, hall, title="Satu")
    accept(participation=row, by=editor, now=CALL, seen="applied")
    verbs = {
        "accept": lambda: accept(participation=row, by=None, now=CALL, seen="applied"),
        "wait": lambda: put_on_waiting_list(participation=row, by=None, now=CALL, seen="applied"),
        "decline": lambda: decline(participation=row, reason="Tidak.", by=None, now=CALL, seen="applied"),
        "withdraw": lambda: withdraw(participation=row, by=None, now=CALL, seen="applied"),
    }
    for verb in verbs.values():
        with pytest.raises(MovedOnError, match="Diterima"):
            verb()
    assert states() == {"Satu": "accepted"}


def test_who_changed_the_hall_meanwhile_gets_no_place_of_the_other(tree, edition, hall, merchant_user):
    other = HallFactory(parent=tree.halls)
    edition.capacities.add(HallCapacity(hall=other, places=1))
    edition.save()
    seen = applied(edition, hall, title="Satu")
    withdraw(participation=seen, by=None, now=CALL)
    apply(edition=edition, booth=seen.booth, hall=other, answers=[], by=merchant_user, now=CALL)
    accepted(edition, other, title="Dua")
    with pytest.raises(MovedOnError):
        accept(participation=seen, by=None, now=CALL)
    assert states() == {"Satu": "applied", "Dua": "accepted"}


def test_a_place_of_a_deleted_booth_is_offered_to_the_first_who_waits(edition, hall):
    HallCapacity.objects.update(places=1)
    first = accepted(edition, hall, title="Satu")
    waiting(edition, hall, since=at(11), title="Dua")
    first.booth.delete()
    assert states() == {"Dua": "offered"}


def test_no_more_are_accepted_than_there_are_places(edition, hall):
    for title in ("Satu", "Dua"):
        accepted(edition, hall, title=title)
    third = applied(edition, hall, title="Tiga")
    with pytest.raises(NoPlaceError):
        accept(participation=third, by=None, now=CALL)
    assert states() == {"Satu": "accepted", "Dua": "accepted", "Tiga": "applied"}


@pytest.mark.parametrize("leaves", ["withdraw", "decline"])
def test_a_freed_place_is_offered_to_the_first_who_waits(edition, hall, leaves):
    first, _second = (accepted(edition, hall, title=title) for title in ("Satu", "Dua"))
    waiting(edition, hall, since=at(12), title="Kemudian")
    waiting(edition, hall, since=at(11), title="Duluan")
    if leaves == "withdraw":
        withdraw(participation=first, by=None, now=at(13))
    else:
        decline(participation=first, reason="Surat usaha belum ada.", by=None, now=at(13))
    left = "withdrawn" if leaves == "withdraw" else "declined"
    assert states() == {"Satu": left, "Dua": "accepted", "Kemudian": "waiting", "Duluan": "offered"}
    offered = Participation.objects.get(state=State.OFFERED)
    assert offered.offered_until == at(13) + 48 * HOURS
    assert take_offer(participation=offered, by=None, now=at(14)).state == State.ACCEPTED


def test_an_offer_that_is_refused_or_lapses_goes_to_the_next(edition, hall):
    HallCapacity.objects.update(places=1)
    first = accepted(edition, hall, title="Satu")
    second, third, fourth = (waiting(edition, hall, since=at(11, n), title=f"Tunggu {n}") for n in range(3))
    withdraw(participation=first, by=None, now=at(13))
    second.refresh_from_db()
    withdraw(participation=second, by=None, now=at(14))
    third.refresh_from_db()
    assert (third.state, third.offered_until) == (State.OFFERED, at(16))
    assert follow_offers(now=at(15, 23)) == 0
    with pytest.raises(TakingPartError):
        take_offer(participation=third, by=None, now=at(16))
    assert follow_offers(now=at(16)) == 1
    third.refresh_from_db()
    fourth.refresh_from_db()
    assert [row.state for row in (third, fourth)] == [State.WITHDRAWN, State.OFFERED]
    assert (fourth.offered_until, steps(third)[-1][2] != "") == (at(18), True)
    assert follow_offers(now=at(16)) == 0


def test_the_hourly_command_passes_offers_on(edition, hall):
    HallCapacity.objects.update(places=1)
    first = accepted(edition, hall, title="Satu")
    waiting(edition, hall, since=at(11), title="Duluan")
    waiting(edition, hall, since=at(12), title="Kemudian")
    withdraw(participation=first, by=None, now=at(13))
    with time_machine.travel(at(15, 12, 30), tick=False):
        call_command("follow_calendar", verbosity=0)
    assert states() == {"Satu": "withdrawn", "Duluan": "withdrawn", "Kemudian": "offered"}


def test_nobody_is_asked_after_the_last_day(edition, hall):
    HallCapacity.objects.update(places=1)
    first = accepted(edition, hall, title="Satu")
    second = waiting(edition, hall, since=at(11), title="Dua")
    waiting(edition, hall, since=at(12), title="Tiga")
    withdraw(participation=first, by=None, now=at(28, 10))
    second.refresh_from_db()
    assert second.offered_until == at(28, 21)
    assert follow_offers(now=at(28, 22)) == 1
    assert states() == {"Satu": "withdrawn", "Dua": "withdrawn", "Tiga": "waiting"}


def test_more_places_are_offered_when_the_office_says_so(edition, hall, editor):
    for title in ("Satu", "Dua"):
        accepted(edition, hall, title=title)
    for number in range(3):
        waiting(edition, hall, since=at(11, number), title=f"Tunggu {number}")
    HallCapacity.objects.update(places=4)
    assert offer_free_places(edition=edition, hall=hall, by=editor, now=at(12)) == 2
    assert [states()[f"Tunggu {number}"] for number in range(3)] == ["offered", "offered", "waiting"]
    assert offer_free_places(edition=edition, hall=hall, by=editor, now=at(12)) == 0


def test_waiting_alone_offers_nothing(edition, hall):
    waiting(edition, hall, since=at(11), title="Satu")
    assert follow_offers(now=at(12)) == 0
    assert states() == {"Satu": "waiting"}


def test_declining_needs_a_reason(edition, hall):
    row = applied(edition, hall)
    with pytest.raises(ValidationError):
        decline(participation=row, reason="  ", by=None, now=CALL)
    row = decline(participation=row, reason=" Belum lengkap. ", by=None, now=CALL)
    assert (row.reason, steps(row)[-1][2]) == ("Belum lengkap.", "Belum lengkap.")
    assert accept(participation=row, by=None, now=CALL).reason == ""


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("applied", {"accept", "wait", "decline", "withdraw"}),
        ("accepted", {"decline", "withdraw"}),
        ("waiting", {"accept", "decline", "withdraw"}),
        ("offered", {"accept", "decline", "withdraw", "take"}),
        ("declined", {"accept", "wait"}),
        ("withdrawn", set()),
    ],
)
def test_which_step_follows_which(edition, hall, state, allowed):
    verbs = {
        "accept": lambda row: accept(participation=row, by=None, now=CALL),
        "wait": lambda row: put_on_waiting_list(participation=row, by=None, now=CALL),
        "decline": lambda row: decline(participation=row, reason="Karena.", by=None, now=CALL),
        "withdraw": lambda row: withdraw(participation=row, by=None, now=CALL),
        "take": lambda row: take_offer(participation=row, by=None, now=CALL),
    }
    row = applied(edition, hall)
    Participation.objects.update(
        state=state,
        reason="Karena." if state == "declined" else "",
        waiting_since=CALL if state == "waiting" else None,
        offered_until=at(12) if state == "offered" else None,
    )
    done = set()
    for name, verb in verbs.items():
        try:
            with transaction.atomic():
                verb(row)
                done.add(name)
                raise InterruptedError
        except (MovedOnError, InterruptedError):
            pass
    assert done == allowed


@pytest.mark.parametrize(
    "values",
    [
        {"place": 1, "state": "applied"},
        {"place": 0, "state": "accepted"},
        {"state": "offered"},
        {"state": "accepted", "offered_until": CALL},
        {"state": "waiting"},
        {"state": "applied", "waiting_since": CALL},
        {"state": "declined"},
    ],
)
def test_the_database_refuses_what_cannot_be(edition, hall, values):
    applied(edition, hall)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.update(**values)


def test_the_database_refuses_a_booth_twice_and_a_place_twice(edition, hall, booth):
    first, second = (accepted(edition, hall, title=title) for title in ("Satu", "Dua"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(pk=second.pk).update(booth=first.booth)
    Participation.objects.filter(pk=first.pk).update(place=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(pk=second.pk).update(place=1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"call_opens": at(2), "call_closes": None}, "call_closes"),
        ({"call_opens": None, "call_closes": at(2)}, "call_closes"),
        ({"call_opens": at(3), "call_closes": at(3)}, "call_closes"),
        ({"reply_hours": 0}, "reply_hours"),
    ],
)
def test_a_call_that_cannot_be_is_explained(edition, values, field):
    for name, value in values.items():
        setattr(edition, name, value)
    with pytest.raises(ValidationError) as error:
        edition.full_clean()
    assert set(error.value.error_dict) == {field}


def test_a_choice_needs_two_choices(edition):
    question = CallQuestion(edition=edition, text="Ukuran?", kind="choice", choices="Besar\n\n Besar \n")
    with pytest.raises(ValidationError):
        question.full_clean()
    question.choices += "Kecil"
    question.full_clean()
    assert question.choice_list == ["Besar", "Kecil"]


def test_publishing_the_edition_again_keeps_its_participants(edition, hall):
    row = accepted(edition, hall)
    ExpoPage.objects.get(pk=edition.pk).save_revision().publish()
    assert (Participation.objects.get().pk, HallCapacity.objects.count()) == (row.pk, 1)
