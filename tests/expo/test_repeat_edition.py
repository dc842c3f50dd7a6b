"""Next year's edition out of this one, the archive, and days joined into one line."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from expo.domain.edition import joined_days
from expo.domain.repeat_edition import repeat_edition
from expo.models import ExpoDay, ExpoPage, ExpoPartner, Participation, ProgrammeSession, Speaker
from tests.expo.edition_cases import accepted, at, make_edition

pytestmark = pytest.mark.django_db
NEXT = datetime.date(2027, 11, 26)


@pytest.fixture
def edition(tree, hall):
    """An edition with everything an organiser makes."""
    edition = make_edition(
        tree,
        places={hall: 5},
        questions=[{"text": "Apa yang dijual?", "kind": "short", "is_required": True}],
        theme="Dari tetangga",
    )
    edition.other_days.add(
        ExpoDay(date=datetime.date(2026, 11, 28), opens_at=datetime.time(13), closes_at=datetime.time(15))
    )
    edition.partners.add(ExpoPartner(name="Bank Pasar"))
    edition.halls.add(hall)
    edition.save()
    edition.save_revision().publish()
    return ExpoPage.objects.get(pk=edition.pk)


def test_everything_of_the_organiser_is_copied_and_nobody_who_took_part(edition, hall, editor):
    accepted(edition, hall)
    copy = repeat_edition(edition=edition, title="Pesta Lapak", starts_on=NEXT, by=editor)
    copy = ExpoPage.objects.get(pk=copy.pk)
    assert (copy.slug, copy.live, copy.theme) == ("pesta-lapak-2", False, "Dari tetangga")
    assert (copy.starts_on, copy.ends_on) == (NEXT, NEXT + datetime.timedelta(1))
    assert [(day.date, day.opens_at) for day in copy.other_days.all()] == [
        (datetime.date(2027, 11, 27), datetime.time(13))
    ]
    assert (copy.call_opens, copy.call_closes) == (
        at(2) + datetime.timedelta(364),
        at(20) + datetime.timedelta(364),
    )
    assert [partner.name for partner in copy.partners.all()] == ["Bank Pasar"]
    assert list(copy.halls.all()) == [hall]
    assert list(copy.capacities.values_list("hall", "places")) == [(hall.pk, 5)]
    assert [question.text for question in copy.questions.all()] == ["Apa yang dijual?"]
    assert Participation.objects.filter(edition=copy).count() == 0
    # What is published is what was made.
    copy.get_latest_revision().publish()
    copy = ExpoPage.objects.get(pk=copy.pk)
    assert (copy.live, [day.date for day in copy.other_days.all()]) == (True, [datetime.date(2027, 11, 27)])
    assert list(edition.other_days.values_list("date", flat=True)) == [datetime.date(2026, 11, 28)]


def test_the_programme_comes_along_without_what_is_of_last_time(edition, editor):
    room = edition.rooms.create(name="Panggung utama")
    talk = ProgrammeSession(
        room=room, title="Foto yang menjual", starts_at=at(27, 9), ends_at=at(27, 10),
        recording="https://youtu.be/abcdefghijk",
    )  # fmt: skip
    talk.speakers = [Speaker(name="Dewi", role="Pendamping")]
    talk.save()
    copy = repeat_edition(edition=edition, title="Pesta Lapak", starts_on=NEXT, by=editor)
    (again,) = ProgrammeSession.objects.filter(room__edition=copy)
    year = datetime.timedelta(364)
    assert (again.room.name, again.starts_at, again.ends_at) == (
        "Panggung utama",
        at(27, 9) + year,
        at(27, 10) + year,
    )
    assert [speaker.name for speaker in again.speakers.all()] == ["Dewi"]
    assert again.recording == ""
    assert ProgrammeSession.objects.filter(room__edition=edition).count() == 1


@pytest.mark.parametrize("role", ["visitor", "outsider", "owner", "editor", "administrator"])
def test_the_office_repeats_in_one_action(as_role, role, edition):
    client = as_role(role)
    page = reverse("expo_repeat", args=[edition.pk])
    client.post(page, {"title": "Pesta Lapak 2027", "starts_on": "2027-11-26"})
    made = ExpoPage.objects.filter(slug="pesta-lapak-2027", starts_on=NEXT)
    office = role in ("editor", "administrator")
    assert made.count() == int(office)
    if office:
        edit = client.get(reverse("wagtailadmin_pages:edit", args=[edition.pk]))
        assert page in edit.content.decode()


def test_the_archive_shows_what_comes_first_and_the_past_by_year(tree):
    for title, first in (
        ("Lampau", datetime.date(2024, 5, 1)),
        ("Kemarin", datetime.date(2026, 5, 1)),
        ("Sekarang", datetime.date(2026, 11, 27)),
        ("Nanti", datetime.date(2027, 5, 1)),
    ):
        make_edition(tree, title=title, starts_on=first, ends_on=first)
    with time_machine.travel(at(27, 12), tick=False):
        text = Client().get("/expo/").text
    words = re.findall(
        r"Sekarang|Nanti|Yang sudah lewat|<h3 class=\"num\">\d{4}|Kemarin|Lampau", text[text.index("<main") :]
    )
    assert list(dict.fromkeys(words)) == [
        "Sekarang",
        "Nanti",
        "Yang sudah lewat",
        '<h3 class="num">2026',
        "Kemarin",
        '<h3 class="num">2024',
        "Lampau",
    ]


def test_days_in_a_row_with_the_same_hours_are_one_line(tree):
    edition = make_edition(tree, starts_on=datetime.date(2026, 11, 18), ends_on=datetime.date(2026, 11, 28))
    edition.other_days.add(ExpoDay(date=datetime.date(2026, 11, 23)))
    edition.other_days.add(
        ExpoDay(date=datetime.date(2026, 11, 26), opens_at=datetime.time(13), closes_at=datetime.time(15))
    )
    edition.save()
    days = [tuple(date.day for date in joined.dates) for joined in joined_days(edition.periods())]
    assert days == [(18, 22), (24, 25), (26, 26), (27, 28)]
    with time_machine.travel(at(1), tick=False):
        text = re.sub(r"<[^>]+>|\s+", " ", Client().get("/expo/pesta-lapak/").text)
    assert "18–22 November 2026, setiap hari 08.00 WIB – 21.00 WIB" in " ".join(text.split())
    assert "Kamis, 26 November 2026 13.00 WIB – 15.00 WIB" in " ".join(text.split())


def test_a_ticket_names_a_single_day_once(tree):
    day = datetime.date(2026, 11, 27)
    make_edition(tree, starts_on=day, ends_on=day)
    with time_machine.travel(at(1), tick=False):
        text = Client().get("/expo/").text
    assert re.search(r'ticket__stub"><span>27 November 2026<', text)
