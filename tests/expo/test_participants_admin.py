"""The office's pages of an edition's participants."""

import re

import pytest
import time_machine
from django.urls import reverse

from expo.domain import participation
from expo.models import HallCapacity, HallPage, Participation
from tests.expo.edition_cases import CALL, accepted, applied, at, make_edition, waiting
from tests.factories import HallFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(tree, hall):
    """Two places in one hall, one question."""
    return make_edition(
        tree, places={hall: 2}, questions=[{"text": "Apa yang dijual?", "kind": "short", "is_required": True}]
    )


@pytest.fixture
def office(client, editor):
    """An editor, logged in."""
    client.force_login(editor)
    return client


@pytest.fixture(autouse=True)
def during_the_call():
    """Stop the clock while the call is open."""
    with time_machine.travel(CALL, tick=False) as clock:
        yield clock


def states():
    """Return {booth: state}."""
    return dict(Participation.objects.values_list("booth__title", "state"))


def address(name, edition, *args):
    """Return an address of the participants."""
    return reverse(name, args=[edition.pk, *args])


def listed(office, edition, **query):
    """Return the names on the list."""
    page = office.get(address("expo_participants", edition), query).context["page"]
    return [row.booth.title for row in page]


def test_the_list_filters_and_counts(tree, office, edition, hall):
    other = HallFactory(parent=tree.halls, title="Camilan")
    edition.capacities.add(HallCapacity(hall=other, places=1))
    edition.save()
    accepted(edition, hall, title="Diterima")
    applied(edition, hall, title="Baru")
    waiting(edition, other, since=at(9), title="Menunggu")
    assert listed(office, edition) == ["Baru", "Menunggu", "Diterima"]
    assert listed(office, edition, hall=hall.pk) == ["Baru", "Diterima"]
    assert listed(office, edition, keadaan="waiting") == ["Menunggu"]
    assert listed(office, edition, q="baru") == ["Baru"]
    assert listed(office, edition, hall="x", keadaan="x", hal="x") == ["Baru", "Menunggu", "Diterima"]
    counts = office.get(address("expo_participants", edition)).context["counts"]
    assert [(c.hall.title, c.places, c.free, dict(c.cells)["accepted"]) for c in counts] == [
        (hall.title, 2, 1, 1),
        ("Camilan", 1, 1, 0),
    ]
    office.post(address("expo_offer_places", edition, other.pk))
    assert states()["Menunggu"] == "offered"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(office, edition, hall, number, django_assert_num_queries):
    for n in range(number):
        applied(edition, hall, title=f"Lapak nomor {n}")
    office.get(address("expo_participants", edition))
    with django_assert_num_queries(17):
        assert len(listed(office, edition)) == number


def test_reviewing_goes_from_one_to_the_next(office, edition, hall):
    first, second = (applied(edition, hall, title=title) for title in ("Satu", "Dua"))
    page = office.get(address("expo_participant", edition, first.pk))
    assert [name for name, _label in page.context["steps"]] == ["accept", "wait", "decline", "withdraw"]
    answer = office.post(address("expo_participant", edition, first.pk), {"langkah": "accept"})
    assert answer["Location"] == address("expo_participant", edition, second.pk)
    office.post(address("expo_participant", edition, second.pk), {"langkah": "decline", "alasan": " "})
    assert states() == {"Satu": "accepted", "Dua": "applied"}
    answer = office.post(
        address("expo_participant", edition, second.pk), {"langkah": "decline", "alasan": "Belum."}
    )
    assert (states()["Dua"], answer["Location"]) == (
        "declined",
        address("expo_participant", edition, second.pk),
    )
    assert office.post(address("expo_participant", edition, second.pk), {"langkah": "x"}).status_code == 404


def test_what_another_editor_did_first_is_told(office, edition, hall):
    row = applied(edition, hall, title="Satu")
    participation.withdraw(participation=row, by=None, now=CALL)
    answer = office.post(address("expo_participant", edition, row.pk), {"langkah": "accept"})
    assert "Keadaannya sudah berubah: Mundur." in answer.content.decode()
    assert states() == {"Satu": "withdrawn"}


@pytest.mark.parametrize("screen", ["review", "many"])
def test_a_decision_on_what_is_no_longer_so_is_refused(office, edition, hall, screen):
    row = applied(edition, hall, title="Satu")
    data = {"langkah": "decline", "alasan": "Belum."}
    if screen == "review":
        url = address("expo_participant", edition, row.pk)
        form = office.get(url).content.decode()
    else:
        url, data = address("expo_participants_many", edition), data | {"id": row.pk}
        form = office.post(url, data | {"alasan": ""}).content.decode()
        data["yakin"] = 1
    (seen,) = re.findall(rf'name="(dilihat-{row.pk})" value="applied"', form)
    participation.accept(participation=row, by=None, now=CALL)
    answer = office.post(url, data | {seen: "applied"}, follow=True)
    assert "Keadaannya sudah berubah: Diterima." in answer.content.decode()
    assert states() == {"Satu": "accepted"}


@pytest.mark.parametrize("step", ["accept", "wait", "decline", "withdraw"])
def test_every_decision_may_say_why(office, edition, hall, step):
    row = applied(edition, hall, title="Satu")
    url = address("expo_participant", edition, row.pk)
    office.post(url, {"langkah": step, "alasan": " Karena\x00 begitu. "})
    row.refresh_from_db()
    assert (row.reason, row.steps.last().words) == ("Karena begitu.", "Karena begitu.")


def test_a_search_with_a_nul_finds_nothing_wrong(office, edition, hall):
    applied(edition, hall, title="Satu")
    assert listed(office, edition, q="sa\x00tu") == ["Satu"]


def test_many_at_once_says_which_it_refused(office, edition, hall):
    rows = [applied(edition, hall, title=f"Lapak {number}") for number in range(3)]
    many = address("expo_participants_many", edition)
    chosen = {"id": [row.pk for row in rows], "langkah": "accept"}
    asked = office.post(many, chosen)
    assert [row.booth.title for row in asked.context["rows"]] == ["Lapak 0", "Lapak 1", "Lapak 2"]
    assert set(states().values()) == {"applied"}
    done = office.post(many, chosen | {"yakin": 1, "kembali": "keadaan=applied"}, follow=True)
    assert states() == {"Lapak 0": "accepted", "Lapak 1": "accepted", "Lapak 2": "applied"}
    assert "2 lapak dikerjakan." in done.content.decode()
    assert "Lapak 2: Tempat di hall ini sudah habis." in done.content.decode()
    assert done.redirect_chain[-1][0].endswith("?keadaan=applied")


def test_many_are_declined_with_one_reason(office, edition, hall):
    rows = [applied(edition, hall) for _number in range(2)]
    many = address("expo_participants_many", edition)
    chosen = {"id": [row.pk for row in rows], "langkah": "decline", "yakin": 1}
    assert office.post(many, chosen).context["is_missing"] is True
    office.post(many, chosen | {"alasan": "Belum lengkap."})
    assert set(Participation.objects.values_list("state", "reason")) == {("declined", "Belum lengkap.")}


def test_rows_of_another_edition_are_left_alone(tree, office, edition, hall):
    other = make_edition(tree, places={hall: 2}, title="Lain")
    row = applied(other, hall, title="Lain")
    assert office.get(address("expo_participant", edition, row.pk)).status_code == 404
    office.post(address("expo_participants_many", edition), {"id": [row.pk], "langkah": "accept", "yakin": 1})
    assert states() == {"Lain": "applied"}


def test_an_editor_applies_for_a_merchant_also_late(office, edition, hall, booth, editor, during_the_call):
    during_the_call.move_to(at(25))
    page = address("expo_on_behalf", edition)
    assert office.get(page).status_code == 200
    answer = office.post(page, {"booth": booth.pk, "hall": hall.pk})
    row = Participation.objects.get()
    assert answer["Location"] == address("expo_participant", edition, row.pk)
    assert (row.booth, row.applied_by, row.state) == (booth, editor, "applied")
    again = office.post(page, {"booth": booth.pk, "hall": hall.pk})
    assert "Keadaannya sudah berubah: Mendaftar." in again.content.decode()


def test_the_menu_leads_to_the_only_edition(office, edition):
    assert office.get(reverse("expo_editions"))["Location"] == address("expo_participants", edition)
    assert reverse("expo_editions") in office.get(reverse("wagtailadmin_home")).content.decode()
    page = office.get(reverse("wagtailadmin_pages:edit", args=[edition.pk]))
    assert address("expo_participants", edition) in page.content.decode()


@pytest.mark.parametrize("count", [2, 4])
def test_the_editions_in_numbers(office, tree, edition, hall, count, django_assert_num_queries):
    accepted(edition, hall)
    for _number in range(2):
        applied(edition, hall)
    for number in range(1, count):
        make_edition(tree, title=f"Pesta {number}", slug=f"pesta-{number}")
    office.get(reverse("expo_editions"))
    with django_assert_num_queries(12):
        page = office.get(reverse("expo_editions"))
    found = {one.title: (one.waiting, one.accepted, one.places) for one in page.context["editions"]}
    assert (len(found), found["Pesta Lapak"], found["Pesta 1"]) == (count, (2, 1, 2), (0, 0, None))


@pytest.mark.parametrize("role", ["visitor", "outsider", "helper", "owner", "editor", "administrator"])
def test_only_the_office_gets_in(as_role, role, edition, hall, booth):
    row = applied(edition, hall, booth=booth)
    client = as_role(role)
    addresses = [
        reverse("expo_editions"),
        address("expo_participants", edition),
        address("expo_on_behalf", edition),
        address("expo_participant", edition, row.pk),
    ]
    seen = {client.get(url, follow=False).status_code in (200,) for url in addresses[1:]}
    posts = [
        (address("expo_participants_many", edition), {"id": row.pk, "langkah": "accept", "yakin": 1}),
        (address("expo_participant", edition, row.pk), {"langkah": "accept"}),
        (address("expo_offer_places", edition, hall.pk), {}),
        (address("expo_on_behalf", edition), {"booth": booth.pk, "hall": hall.pk}),
    ]
    for url, data in posts:
        client.post(url, data)
    office = role in ("editor", "administrator")
    assert (seen, states()[booth.title]) == ({office}, "accepted" if office else "applied")


def test_a_hall_of_an_edition_is_not_deleted(office, edition, hall):
    accepted(edition, hall)
    answer = office.post(reverse("wagtailadmin_pages:delete", args=[hall.pk]), follow=True)
    assert "Hall ini dipakai expo yang pernah ada." in answer.content.decode()
    assert Participation.objects.count() == 1


def test_nor_is_what_stands_above_it(client, administrator, tree, edition, hall):
    accepted(edition, hall)
    client.force_login(administrator)
    url = reverse("wagtailadmin_pages:delete", args=[tree.halls.pk])
    answer = client.post(url, {"confirm_site_name": "Gelar Lapak"}, follow=True)
    assert "Hall ini dipakai expo yang pernah ada." in answer.content.decode()
    assert HallPage.objects.filter(pk=hall.pk).exists()
