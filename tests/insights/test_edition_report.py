"""The report of an edition: every total is the sum of its rows, and equals the others that count the same."""

import datetime

import pytest
from django.utils import timezone

from catalog.models import ProductPage
from expo.enums import ParticipationState, SessionKind
from expo.models import BoothPage, Participation
from insights.edition.figures import edition_before, edition_figures, first_scores
from insights.edition.models import BoothScore
from tests.expo.meeting import asked
from tests.factories import (
    AidGrantFactory,
    AidProgrammeFactory,
    BoothFactory,
    MerchantFactory,
    ProductFactory,
)
from tests.insights.report_cases import (
    AFTER,
    DURING,
    FIRST,
    new_edition,
    table,
    take_part,
)

pytestmark = pytest.mark.django_db


def test_what_is_counted(fair):
    figures = edition_figures(edition=fair)
    rows = {one["key"]: one["rows"] for one in figures["tables"]}
    assert rows["hall"] == [["Batik", 1], ["Hall Rasa", 1]]
    assert rows["area"] == [["Belum diisi", 1], ["Kota Solo", 1]]
    assert rows["kind"] == [["Kain", 1], ["Makanan", 1]]
    assert rows["views_by_day"] == [["27 November 2026", 25], ["28 November 2026", 1]]
    assert rows["views_by_hall"] == [["Batik", 13], ["Hall Rasa", 13]]
    assert rows["clicks"] == [["Shopee", 3]]
    assert rows["orders"] == [["Hall Rasa", 1], ["Batik", 0]]


def test_totals_are_the_sums_of_their_rows_and_agree(fair):
    figures = edition_figures(edition=fair)
    for one in figures["tables"]:
        sums = [sum(row[place] for row in one["rows"]) for place in range(1, len(one["headings"]))]
        assert (one["key"], one["totals"]) == (one["key"], sums)
        assert one["how"]
    totals = {one["key"]: one["totals"][0] for one in figures["tables"]}
    assert totals["hall"] == totals["area"] == totals["kind"] == len(figures["participants"]) == 2
    assert totals["views_by_day"] == totals["views_by_hall"] == sum(row[5] for row in figures["participants"])
    assert totals["clicks"] == sum(row[6] for row in figures["participants"])
    assert totals["orders"] == sum(row[7] for row in figures["participants"])
    assert sum(table(figures, "improved")["totals"]) == 2


@pytest.mark.parametrize(
    "state", [state for state in ParticipationState if state != ParticipationState.ACCEPTED]
)
def test_only_those_who_take_part_count(edition, booth, state):
    row = {"edition": edition, "booth": booth, "hall": booth.hall, "state": state, "reason": "penuh"}
    now = timezone.now()
    Participation.objects.create(
        **row,
        applied_at=now,
        waiting_since=now if state == ParticipationState.WAITING else None,
        offered_until=now if state == ParticipationState.OFFERED else None,
    )
    assert edition_figures(edition=edition)["participants"] == []


def test_an_edition_without_anybody_has_a_report(edition):
    figures = edition_figures(edition=edition)
    assert [one["totals"] for one in figures["tables"] if one["key"] == "hall"] == [[0]]
    assert table(figures, "views_by_day")["rows"] == [["27 November 2026", 0], ["28 November 2026", 0]]


def test_improvement_is_told_from_the_first_look(edition, booth):
    take_part(edition, booth)
    assert table(edition_figures(edition=edition), "improved")["totals"] == [0, 0, 0, 1]
    assert first_scores(edition=edition) == 1
    before = BoothScore.objects.get().score
    ProductFactory(parent=booth)
    assert first_scores(edition=edition) == 0
    assert BoothScore.objects.get().score == before
    assert table(edition_figures(edition=edition), "improved")["rows"] == [["Batik", 1, 0, 0, 0]]


def test_requests_and_the_programme_stand_in_the_report(edition, booth):
    start = datetime.datetime.combine(FIRST, datetime.time(9), edition.tzinfo)
    room = edition.rooms.create(name="Panggung utama")
    for hour, kind, minutes in (
        (0, SessionKind.TALK, 45),
        (1, SessionKind.TALK, 30),
        (2, SessionKind.OPENING, 20),
    ):
        begins = start + datetime.timedelta(hours=hour)
        room.sessions.create(
            title="Acara", kind=kind, starts_at=begins, ends_at=begins + datetime.timedelta(minutes=minutes)
        )
    take_part(edition, booth)
    asked(booth, now=DURING)
    asked(booth, now=AFTER + datetime.timedelta(30))
    figures = edition_figures(edition=edition)
    rows = table(figures, "programme")["rows"]
    assert sorted(rows) == sorted(
        [[str(SessionKind.OPENING.label), 1, 20], [str(SessionKind.TALK.label), 2, 75]]
    )
    assert [row[1] for row in table(figures, "enquiries")["rows"]] == [1, 0, 0, 0]


def test_requests_are_those_to_participants(edition, booth):
    neighbour = BoothFactory(parent=booth.hall)
    take_part(edition, booth)
    asked(booth, neighbour, now=DURING)
    asked(booth, now=DURING)
    figures = edition_figures(edition=edition)
    assert table(figures, "enquiries")["totals"] == [2]
    assert [row[8] for row in figures["participants"]] == [2]


@pytest.mark.parametrize("taken_down", ["product", "booth"])
def test_what_was_seen_counts_though_it_was_taken_down_since(fair, taken_down):
    page = {"product": ProductPage, "booth": BoothPage}[taken_down].objects.order_by("path").first()
    before = [table(edition_figures(edition=fair), key)["totals"] for key in ("views_by_day", "clicks")]
    page.unpublish()
    assert [
        table(edition_figures(edition=fair), key)["totals"] for key in ("views_by_day", "clicks")
    ] == before


def test_aid_stands_in_the_report(edition):
    programme = AidProgrammeFactory(edition=edition, amount=5_000_000)
    AidGrantFactory.create_batch(2, programme=programme)
    AidGrantFactory(programme=programme, received_on=FIRST, received_by="Bu Ning", merchant=MerchantFactory())
    assert table(edition_figures(edition=edition), "aid")["rows"] == [[str(programme), 3, 1, 15_000_000]]


def test_the_edition_before_is_the_last_that_ended(edition, tree):
    assert edition_before(edition) is None
    day = datetime.timedelta(1)
    older = new_edition(tree, "Lama", FIRST - 400 * day, FIRST - 399 * day)
    before = new_edition(tree, "Lalu", FIRST - 200 * day, FIRST - 199 * day)
    new_edition(tree, "Nanti", FIRST + 9 * day, FIRST + 9 * day)
    assert (edition_before(edition), edition_before(before)) == (before, older)
