"""The programme as calendar files."""

import datetime

import pytest
from icalendar import Calendar

from expo.domain.programme import schedule
from expo.models import ExpoDay, Speaker
from tests.expo.november import PATH, at, page

pytestmark = pytest.mark.django_db


def events(answer):
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    # RFC 5545: lines end with CRLF and hold at most 75 bytes.
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    assert b"\n" not in answer.content.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(answer.content)
    assert calendar.errors == []
    return calendar.walk("VEVENT")


def test_the_calendar_of_the_programme_is_valid_and_stable(expo_days, opening):
    opening.speakers = [Speaker(name="Ratna", role="Kepala Dinas")]
    opening.save()
    schedule(room=expo_days.main, title="Lomba", starts_at=at(28, 8), ends_at=at(28, 9))
    first, second = events(page("acara/kalender/"))
    assert (str(first["SUMMARY"]), first.decoded("DTSTART"), first.decoded("DTEND")) == (
        "Pembukaan",
        at(27, 9),
        at(27, 10),
    )
    assert first["DTSTART"].to_ical() == b"20261127T020000Z"
    assert opening.description in first["DESCRIPTION"]
    assert "Ratna, Kepala Dinas" in first["DESCRIPTION"]
    assert str(first["URL"]).endswith(f"{PATH}acara/{opening.pk}/")
    assert first["UID"] != second["UID"]
    opening.title, opening.starts_at = "Pembukaan resmi", at(27, 9, 15)
    opening.save()
    (alone,) = events(page(f"acara/{opening.pk}/kalender/"))
    assert (alone["UID"], str(alone["SUMMARY"])) == (first["UID"], "Pembukaan resmi")
    assert alone.decoded("LAST-MODIFIED") == opening.changed_at.replace(microsecond=0)


def test_the_edition_has_a_calendar_of_its_days(expo_days):
    found = events(page("kalender/"))
    assert [(one.decoded("DTSTART"), one.decoded("DTEND")) for one in found] == [
        (at(27, 8), at(27, 21)),
        (at(28, 8), at(28, 21)),
    ]
    assert len({one["UID"] for one in found}) == 2


def test_there_is_no_calendar_without_an_entry(expo_days):
    assert page("acara/kalender/").status_code == 404
    for day in (27, 28):
        expo_days.edition.other_days.add(ExpoDay(date=datetime.date(2026, 11, day)))
    expo_days.edition.save()
    assert page("kalender/").status_code == 404
    assert "kalender/" not in page().text
