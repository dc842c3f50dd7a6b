"""Places on an edition's plan: neighbours mixed, then by hand; no place twice."""

import random
from collections import Counter

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from expo.domain.allocation import (
    PlaceTakenError,
    arrange,
    kinds_of,
    mixed,
    neighbours,
    place_rest,
    put_on_place,
)
from expo.domain.participation import withdraw
from expo.models import HallCapacity, Participation
from tests.expo.edition_cases import CALL, accepted, applied, at, make_edition
from tests.factories import CategoryFactory, HallFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("place", "near"),
    [
        (1, [2, 3]),
        (2, [1, 4]),
        (3, [1, 4, 5]),
        (23, [21, 24]),
        (24, [22, 23]),
        (25, [26, 27]),
        (26, [25, 28]),
    ],
)
def test_neighbours_stand_beside_and_across_in_one_aisle(place, near):
    assert sorted(neighbours(place)) == near


def meetings(kinds, places):
    """Return how often neighbours are of one kind."""
    pairs = [(a, b) for a in places for b in neighbours(a) if a < b and b in places]
    return sum(kinds[places[a]] == kinds[places[b]] for a, b in pairs)


@pytest.mark.parametrize("seed", range(40))
def test_no_kind_meets_itself_unless_it_has_more_than_half(seed):
    dice = random.Random(seed)
    number, variety = dice.randint(0, 60), dice.randint(1, 8)
    weights = [dice.random() ** 3 + 0.01 for _ in range(variety)]
    kinds = {pk: dice.choices(range(variety), weights)[0] for pk in range(number)}
    places = mixed(kinds)
    assert (sorted(places), sorted(places.values())) == (list(range(1, number + 1)), list(range(number)))
    if max(Counter(kinds.values()).values(), default=0) <= -(-number // 2):
        assert meetings(kinds, places) == 0
    assert mixed(dict(reversed(kinds.items()))) != {} or not number
    assert mixed(kinds) == places


def test_everybody_of_one_kind_still_gets_a_place():
    assert sorted(mixed(dict.fromkeys(range(5), "batik"))) == [1, 2, 3, 4, 5]


@pytest.fixture
def edition(tree, hall):
    """Eight places in one hall."""
    return make_edition(tree, places={hall: 8})


def places():
    """Return {booth: code}."""
    return {row.booth.title: row.code for row in Participation.objects.select_related("booth")}


def seller(edition, hall, title, category):
    """Return an accepted booth that sells two things of a category, and one of another."""
    row = accepted(edition, hall, title=title)
    for kind in (category, category, None):
        ProductFactory(parent=row.booth, category=kind)
    return row


def test_a_booth_is_of_the_kind_it_sells_most_of(edition, hall):
    batik = CategoryFactory()
    row, bare = seller(edition, hall, "Satu", batik), accepted(edition, hall, title="Kosong")
    assert kinds_of([row.booth_id, bare.booth_id]) == {
        row.booth_id: batik.pk,
        bare.booth_id: f"booth {bare.booth_id}",
    }


def test_arranging_mixes_and_gives_the_same_again(edition, hall):
    batik, kopi = CategoryFactory(), CategoryFactory()
    rows = [seller(edition, hall, f"Batik {n}", batik) for n in range(3)]
    rows += [seller(edition, hall, f"Kopi {n}", kopi) for n in range(3)]
    applied(edition, hall, title="Belum diterima")
    assert arrange(edition=edition, hall=hall) == 6
    first = places()
    assert sorted(filter(None, first.values())) == [f"A-{n}" for n in range(1, 7)]
    assert first["Belum diterima"] == ""
    stands = {row.place: row.pk for row in Participation.objects.exclude(place=None)}
    kinds = {row.pk: row.booth.title.split()[0] for row in rows}
    assert meetings(kinds, stands) == 0
    put_on_place(participation=rows[0], place=8)
    arrange(edition=edition, hall=hall)
    assert places() == first


def test_who_comes_later_stands_beside_the_fewest_of_its_kind(edition, hall):
    batik = CategoryFactory()
    first = seller(edition, hall, "Satu", batik)
    put_on_place(participation=first, place=1)
    seller(edition, hall, "Dua", batik)
    assert place_rest(edition=edition, hall=hall) == 1
    assert places() == {"Satu": "A-1", "Dua": "A-4"}
    assert place_rest(edition=edition, hall=hall) == 0


def test_by_hand_a_place_is_given_swapped_and_taken_away(edition, hall):
    first, second = (accepted(edition, hall, title=title) for title in ("Satu", "Dua"))
    put_on_place(participation=first, place=3)
    put_on_place(participation=second, place=5)
    with pytest.raises(PlaceTakenError) as taken:
        put_on_place(participation=second, place=3)
    assert (taken.value.row.pk, places()) == (first.pk, {"Satu": "A-3", "Dua": "A-5"})
    put_on_place(participation=second, place=3, swap_with=first.pk)
    assert places() == {"Satu": "A-5", "Dua": "A-3"}
    put_on_place(participation=first, place=None)
    put_on_place(participation=second, place=3)
    assert places() == {"Satu": "", "Dua": "A-3"}


@pytest.mark.parametrize("place", [0, 9])
def test_a_place_outside_of_the_hall_is_refused(edition, hall, place):
    with pytest.raises(ValueError, match="di luar hall"):
        put_on_place(participation=accepted(edition, hall), place=place)


def test_only_those_who_take_part_stand_somewhere(edition, hall):
    row = applied(edition, hall)
    with pytest.raises(ValueError, match="tidak sedang diterima"):
        put_on_place(participation=row, place=1)
    row = accepted(edition, hall, title="Satu")
    put_on_place(participation=row, place=1)
    withdraw(participation=row, by=None, now=CALL)
    assert places()["Satu"] == ""


def test_the_office_places_by_itself_and_by_number(client, editor, edition, hall):
    client.force_login(editor)
    rows = [accepted(edition, hall, title=title) for title in ("Satu", "Dua", "Tiga")]
    page = reverse("expo_edition_plan", args=[edition.pk, hall.pk])
    assert len(client.get(page).context["unplaced"]) == 3
    rows[2].booth.unpublish()
    assert client.get(page).content.decode().count("belum tayang") == 1
    client.post(page, {"atur": "semua"})
    assert sorted(places().values()) == ["A-1", "A-2", "A-3"]
    client.post(page, {"booth": rows[0].pk, "code": "a7"})
    assert places()["Satu"] == "A-7"
    asked = client.post(page, {"booth": rows[0].pk, "code": places()["Dua"]})
    assert "Centang untuk menukar" in asked.content.decode()
    swap = {"booth": rows[0].pk, "code": places()["Dua"], "swap": "on", "occupant": rows[1].pk}
    client.post(page, swap)
    assert places()["Dua"] == "A-7"
    client.post(page, {"booth": rows[0].pk, "code": ""})
    assert places()["Satu"] == ""
    client.post(page, {"atur": "sisa"})
    assert places()["Satu"] != ""
    for wrong in ("Z", "B-1", "A-99"):
        assert client.post(page, {"booth": rows[0].pk, "code": wrong}).status_code == 200
    assert len(set(places().values())) == 3


@pytest.mark.parametrize("role", ["visitor", "outsider", "owner", "editor"])
def test_only_the_office_places(as_role, role, edition, hall, booth):
    accepted(edition, hall, booth=booth)
    as_role(role).post(reverse("expo_edition_plan", args=[edition.pk, hall.pk]), {"atur": "semua"})
    assert places()[booth.title] == ("A-1" if role == "editor" else "")


@pytest.mark.parametrize("number", [1, 3])
def test_the_public_plan_costs_the_same_for_one_and_three(
    tree, edition, hall, number, settings, django_assert_num_queries
):
    settings.PAGE_CACHE_SECONDS = 0
    other = HallFactory(parent=tree.halls, title="Camilan")
    edition.capacities.add(HallCapacity(hall=other, places=30))
    edition.save()
    for n in range(number):
        put_on_place(participation=accepted(edition, hall, title=f"Lapak nomor {n}"), place=n + 1)
    put_on_place(participation=accepted(edition, other, title="Jauh"), place=26)
    accepted(edition, other, title="Belum bertempat")
    applied(edition, hall, title="Belum diterima")
    accepted(edition, hall, title="Tidak tayang").booth.unpublish()
    Client().get("/expo/pesta-lapak/denah/")
    with django_assert_num_queries(5):
        answer = Client().get("/expo/pesta-lapak/denah/")
    halls = {
        part.hall.title: [(row.title, row.place_code) for row in part.rows]
        for part in answer.context_data["halls"]
    }
    assert halls == {
        hall.title: [(f"Lapak nomor {n}", f"A-{n + 1}") for n in range(number)],
        "Camilan": [("Jauh", "B-2"), ("Belum bertempat", "")],
    }
    sizes = [len(plan.stalls) for part in answer.context_data["halls"] for plan in part.plans]
    assert sizes == [8, 24, 6]


def test_the_edition_tells_of_the_call_and_of_its_participants(edition, hall):
    seen = {}
    for now in (at(1), at(2), at(20)):
        with time_machine.travel(now, tick=False):
            seen[now.day] = "Ikut berjualan di expo ini" in Client().get("/expo/pesta-lapak/").text
    assert seen == {1: False, 2: True, 20: False}
    accepted(edition, hall)
    text = Client().get("/expo/pesta-lapak/").text
    assert [words for words in ("1 lapak ikut", "/expo/pesta-lapak/denah/") if words not in text] == []
    assert Client().get("/expo/pesta-lapak/denah/lain/").status_code == 404
