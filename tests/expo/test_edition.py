"""An edition's four faces, its hours in three time zones, and pages that follow the clock."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from core.page_cache import part_of_day
from expo.domain.edition import edition_moments, editions_now
from expo.enums import Face, Zone
from expo.models import ExpoDay, ExpoPage, ExpoPartner, OpeningHours, Participation
from tests.expo.form_data import edition_data
from tests.factories import BoothFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = datetime.date(2026, 11, 27), datetime.date(2026, 11, 28)


@pytest.fixture
def edition(tree):
    """Two days, 8 to 21 o'clock in Jakarta."""
    page = ExpoPage(title="Pesta Lapak", theme="Dari tetangga", starts_on=FIRST, ends_on=LAST)
    tree.expos.refresh_from_db()
    return tree.expos.add_child(instance=page)


def at(day, hour, minute=0, second=0, zone=Zone.WIB):
    """Return a moment of November 2026."""
    return datetime.datetime(2026, 11, day, hour, minute, second, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("now", "face"),
    [
        (at(1, 12), Face.BEFORE),
        (at(27, 7, 59, 59), Face.BEFORE),
        (at(27, 8), Face.LIVE),
        (at(27, 20, 59, 59), Face.LIVE),
        (at(27, 21), Face.BETWEEN),
        (at(28, 7, 59, 59), Face.BETWEEN),
        (at(28, 8), Face.LIVE),
        (at(28, 20, 59, 59), Face.LIVE),
        (at(28, 21), Face.AFTER),
    ],
)
def test_the_face_follows_the_clock(edition, now, face):
    assert edition.face_at(now) == face


@pytest.mark.parametrize(("zone", "earlier"), [(Zone.WIB, 0), (Zone.WITA, 1), (Zone.WIT, 2)])
def test_hours_are_meant_in_the_editions_zone(edition, zone, earlier):
    edition.zone = zone
    opens = at(27, 8 - earlier)
    second = datetime.timedelta(seconds=1)
    assert [edition.face_at(opens - second), edition.face_at(opens)] == [Face.BEFORE, Face.LIVE]


def test_a_day_has_its_own_hours_or_none(edition):
    edition.other_days.add(ExpoDay(date=FIRST, opens_at=datetime.time(13), closes_at=datetime.time(15)))
    edition.other_days.add(ExpoDay(date=LAST))
    assert edition.periods() == [(at(27, 13), at(27, 15))]
    assert [edition.face_at(now) for now in (at(27, 9), at(27, 14), at(27, 15))] == [
        Face.BEFORE,
        Face.LIVE,
        Face.AFTER,
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_on": datetime.date(2026, 11, 26)}, "ends_on"),
        ({"ends_on": datetime.date(2027, 11, 28)}, "ends_on"),
        ({"closes_at": datetime.time(8)}, "closes_at"),
    ],
)
def test_dates_the_wrong_way_round_are_explained(edition, values, field):
    for name, value in values.items():
        setattr(edition, name, value)
    with pytest.raises(ValidationError) as error:
        edition.full_clean()
    assert set(error.value.error_dict) == {field}


@pytest.mark.parametrize("hours", [{"opens_at": datetime.time(9)}, {"closes_at": datetime.time(9)}])
def test_half_of_the_hours_is_refused(edition, hours):
    with pytest.raises(ValidationError):
        ExpoDay(edition=edition, date=FIRST, **hours).full_clean()


FACES = {
    Face.BEFORE: (at(20, 12), "Segera dibuka", "7 hari lagi"),
    Face.LIVE: (at(27, 12), "Sedang berlangsung", "Hari ini sampai pukul"),
    Face.BETWEEN: (at(27, 23), "Buka lagi nanti", "1 hari lagi"),
    Face.AFTER: (at(29, 1), "Sudah selesai", "Hall yang tetap buka"),
}


@pytest.mark.parametrize("face", FACES)
def test_the_page_shows_the_face_of_the_moment(edition, booth, face):
    now, *words = FACES[face]
    others = {word for name, (_now, *said) in FACES.items() if name != face for word in said} - set(words)
    with time_machine.travel(now, tick=False):
        text = Client().get("/expo/pesta-lapak/").text
    main = text[text.index("<main") : text.index("</main>")]
    assert [word for word in words if word not in main] == []
    assert [word for word in others if word in main] == []


def accepted_booth(edition, hall, title):
    """Return a public booth that takes part."""
    booth = BoothFactory(parent=hall, title=title)
    Participation.objects.create(
        edition=edition, booth=booth, hall=hall, state="accepted", applied_at=at(1, 12)
    )
    return booth


@pytest.mark.parametrize("booths", [1, 3])
def test_a_running_edition_costs_the_same_for_one_and_three(
    edition, hall, booths, settings, django_assert_num_queries
):
    settings.PAGE_CACHE_SECONDS = 0
    friday = {"weekday": FIRST.weekday(), "opens_at": datetime.time(8), "closes_at": datetime.time(16)}
    for number in range(booths):
        booth = BoothFactory(parent=hall, title=f"Lapak nomor {number}")
        booth.opening_hours.add(OpeningHours(**friday))
        booth.save_revision().publish()
        edition.partners.add(ExpoPartner(name="Bank Pasar"))
    BoothFactory(parent=hall, title="Lapak tanpa jam")
    edition.save()
    with time_machine.travel(at(27, 12), tick=False):
        Client().get("/expo/pesta-lapak/")
        with django_assert_num_queries(10):
            text = Client().get("/expo/pesta-lapak/").text
    assert text.count("Bank Pasar") == booths
    assert re.findall(r"Lapak (?:nomor \d|tanpa jam)", text) == [
        f"Lapak nomor {number}" for number in reversed(range(booths))
    ]


def test_kept_pages_follow_the_clock_to_the_second(edition, settings):
    settings.PAGE_CACHE_SECONDS = 600
    caches["pages"].clear()
    second = datetime.timedelta(seconds=1)
    shown = {}
    for opens in (at(27, 8), at(27, 21)):
        for now in (opens - second, opens):
            with time_machine.travel(now, tick=False):
                for address in ("/", "/expo/", "/expo/pesta-lapak/"):
                    text = Client().get(address).text
                    words = ("Segera dibuka", "Sedang berlangsung", "Buka lagi nanti")
                    shown[now, address] = [word for word in words if word in text]
    for address in ("/", "/expo/", "/expo/pesta-lapak/"):
        assert [
            shown[now, address] for now in (at(27, 7, 59, 59), at(27, 8), at(27, 20, 59, 59), at(27, 21))
        ] == [
            ["Segera dibuka"],
            ["Sedang berlangsung"],
            ["Sedang berlangsung"],
            ["Buka lagi nanti"],
        ]


def test_a_day_begins_in_the_editions_zone_also_on_kept_pages(edition, settings):
    settings.PAGE_CACHE_SECONDS = 600
    caches["pages"].clear()
    ExpoPage.objects.update(zone=Zone.WIT)
    shown = {}
    for now in (at(24, 21, 59, 59), at(24, 22)):
        with time_machine.travel(now, tick=False):
            shown[now] = re.search(r"(\d+) hari lagi", Client().get("/expo/pesta-lapak/").text)[1]
    assert list(shown.values()) == ["3", "2"]


def test_an_edition_that_is_over_has_no_moments(edition):
    assert at(27, 8) in set(edition_moments(FIRST))
    assert set(edition_moments(LAST + datetime.timedelta(2))) == set()


def test_the_part_of_the_day_changes_at_each_moment(edition):
    names = [part_of_day("v", at(27, hour)) for hour in (7, 8, 20, 21)]
    assert len(set(names)) == 3
    assert names[1] == names[2]


def test_the_edition_of_now_is_none_that_is_over(edition, tree):
    later = ExpoPage(
        title="Nanti", starts_on=LAST + datetime.timedelta(9), ends_on=LAST + datetime.timedelta(9)
    )
    tree.expos.refresh_from_db()
    tree.expos.add_child(instance=later)
    found = {}
    for now in (at(27, 7), at(28, 20), at(28, 22)):
        with time_machine.travel(now, tick=False):
            found[now] = editions_now()[0].title
    assert list(found.values()) == ["Pesta Lapak", "Pesta Lapak", "Nanti"]


def test_unknown_addresses_below_an_edition_are_not_there(edition):
    assert Client().get("/expo/pesta-lapak/entah/").status_code == 404


def test_an_edition_is_previewed_before_it_is_saved(as_role, tree, hall):
    client = as_role("editor")
    address = reverse("wagtailadmin_pages:preview_on_add", args=["expo", "expopage", tree.expos.pk])
    assert client.post(address, edition_data(halls=[hall.pk])).json()["is_valid"]
    page = client.get(address)
    assert (page.status_code, [tile.pk for tile in page.context["halls"]]) == (200, [hall.pk])


def test_a_draft_of_an_edition_is_previewed(as_role, edition, hall):
    edition.theme, edition.halls = "Tema baru", [hall]
    edition.other_days.add(ExpoDay(date=LAST))
    edition.save_revision()
    page = as_role("editor").get(reverse("wagtailadmin_pages:view_draft", args=[edition.pk]))
    assert (page.status_code, "Tema baru" in page.text, len(page.context["periods"])) == (200, True, 1)


def test_a_running_edition_shows_the_participants_that_are_not_closed(edition, hall):
    participants = [
        accepted_booth(edition, hall, title=title) for title in ("Peserta", "Peserta tutup", "Tersembunyi")
    ]
    participants[1].closed_on = FIRST
    participants[1].save_revision().publish()
    participants[2].unpublish()
    neighbour = BoothFactory(parent=hall, title="Bukan peserta")
    neighbour.opening_hours.add(
        OpeningHours(weekday=FIRST.weekday(), opens_at=datetime.time(8), closes_at=datetime.time(16))
    )
    neighbour.save_revision().publish()
    with time_machine.travel(at(27, 12), tick=False):
        booths = Client().get("/expo/pesta-lapak/").context["open_booths"]
    assert [row.title for row in booths] == ["Peserta"]
