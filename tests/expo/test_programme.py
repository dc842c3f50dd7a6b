"""The programme: rooms that hold one thing at a time, pages that follow the clock, calendars, structured data."""

import datetime
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from wagtail.documents.models import Document

from expo.domain.edition import edition_moments
from expo.domain.programme import by_day, check_session, schedule, sessions_of
from expo.enums import Zone
from expo.models import ExpoDay, ExpoPage, Material, ProgrammeSession, Room, Speaker, Stream
from home.demo.edition_stage import build_stage
from tests.expo.november import PATH, at, page
from tests.home.test_face import LANGUAGES, check_page
from tests.structured_rules import problems

pytestmark = pytest.mark.django_db


# Writing


@pytest.mark.parametrize(
    ("starts", "ends"),
    [((9, 0), (10, 0)), ((8, 30), (9, 1)), ((9, 59), (11, 0)), ((9, 15), (9, 30)), ((8, 0), (12, 0))],
)
def test_a_room_holds_one_thing_at_a_time(expo_days, opening, starts, ends):
    with pytest.raises(ValidationError, match=r"sudah dipakai pukul 09\.00–10\.00 untuk “Pembukaan”"):
        schedule(room=expo_days.main, title="Lain", starts_at=at(27, *starts), ends_at=at(27, *ends))
    other = schedule(room=expo_days.talk, title="Lain", starts_at=at(27, *starts), ends_at=at(27, *ends))
    other.room = expo_days.main
    with pytest.raises(ValidationError):
        check_session(session=other)


@pytest.mark.parametrize(("starts", "ends"), [((8, 0), (9, 0)), ((10, 0), (11, 0))])
def test_one_thing_may_follow_another_at_once(expo_days, opening, starts, ends):
    schedule(room=expo_days.main, title="Lain", starts_at=at(27, *starts), ends_at=at(27, *ends))
    assert expo_days.main.sessions.count() == 2


def test_a_session_may_stay_where_it_is(opening):
    opening.title = "Pembukaan resmi"
    check_session(session=opening)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (at(26, 9), at(26, 10)),
        (at(29, 9), at(29, 10)),
        (at(27, 23), at(28, 1)),
        (at(27, 10), at(27, 10)),
        (at(27, 11), at(27, 10)),
        (at(28, 9), at(28, 10)),
    ],
)
def test_sessions_lie_within_the_days(expo_days, starts, ends):
    expo_days.edition.other_days.add(ExpoDay(date=datetime.date(2026, 11, 28)))
    expo_days.edition.save()
    with pytest.raises(ValidationError):
        schedule(room=expo_days.main, title="Lain", starts_at=starts, ends_at=ends)
    assert ProgrammeSession.objects.count() == 0


def test_days_are_meant_in_the_editions_zone(expo_days):
    ExpoPage.objects.update(zone=Zone.WIT)
    early = at(27, 0, 30, zone=Zone.WIT)
    session = schedule(room=expo_days.main, title="Fajar", starts_at=early, ends_at=at(27, 2, zone=Zone.WIT))
    assert session.starts_at == at(26, 22, 30)
    edition = ExpoPage.objects.get()
    assert [day.date for day in by_day(sessions_of(edition=edition, now=early))] == [
        datetime.date(2026, 11, 27)
    ]


def test_of_two_who_plan_the_same_hour_one_is_refused(committed_tree):
    committed_tree.expos.refresh_from_db()
    edition = committed_tree.expos.add_child(
        instance=ExpoPage(
            title="Pesta", starts_on=datetime.date(2026, 11, 27), ends_on=datetime.date(2026, 11, 27)
        )
    )
    room = Room.objects.create(edition=edition, name="Panggung")
    # An SQLite database in memory belongs to one thread.
    threads = 1 if connection.vendor == "sqlite" else 4

    def plan(title):
        try:
            schedule(room=room, title=title, starts_at=at(27, 9), ends_at=at(27, 10))
        except ValidationError:
            return False
        finally:
            if threads > 1:
                connection.close()
        return True

    titles = ["Satu", "Dua", "Tiga", "Empat"]
    if threads == 1:
        planned = [plan(title) for title in titles]
    else:
        with ThreadPoolExecutor(threads) as pool:
            planned = list(pool.map(plan, titles))
    assert sorted(planned) == [False, False, False, True]
    assert room.sessions.count() == 1


# Pages


def test_the_programme_stands_by_day_and_room(expo_days, opening):
    schedule(room=expo_days.talk, title="Bincang", starts_at=at(27, 8), ends_at=at(27, 9))
    schedule(room=expo_days.main, title="Lomba", starts_at=at(28, 8), ends_at=at(28, 9))
    text = page().text
    main = text[text.index("<main") : text.index("</main>")]
    found = re.findall(
        r"(?:Jumat, 27|Sabtu, 28) November 2026|<h3>([^<]+)</h3>|acara/\d+/\">([^<]+)</a>", main
    )
    assert [room or title or "day" for room, title in found] == [
        "day",
        "Panggung utama",
        "Pembukaan",
        "Ruang bincang",
        "Bincang",
        "day",
        "Panggung utama",
        "Lomba",
    ]


@pytest.mark.parametrize(
    ("now", "marks"),
    [
        (at(27, 8, 59), ["Berikutnya"]),
        (at(27, 9), ["Sedang berlangsung"]),
        (at(27, 9, 59), ["Sedang berlangsung"]),
        (at(27, 10), []),
    ],
)
def test_now_and_next_follow_the_clock_also_on_kept_pages(expo_days, opening, settings, now, marks):
    settings.PAGE_CACHE_SECONDS = 600
    caches["pages"].clear()
    page(now=at(27, 8))
    for address in ("acara/", "acara/"):
        text = page(address, now=now).text
        words = ("Sedang berlangsung", "Berikutnya")
        assert [word for word in words if f">{word}<" in text] == marks


def test_only_one_session_of_a_room_comes_next(expo_days, opening):
    for day in (27, 28):
        schedule(room=expo_days.main, title="Lomba", starts_at=at(day, 13), ends_at=at(day, 14))
        schedule(room=expo_days.talk, title="Bincang", starts_at=at(day, 13), ends_at=at(day, 14))
    found = sessions_of(edition=expo_days.edition, now=at(27, 9, 30))
    assert [(one.title, one.day.day) for one in found if one.next] == [("Lomba", 27), ("Bincang", 27)]


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("acara/", 5), ("rencana/", 5), ("", 12)])
def test_lists_cost_the_same_for_one_and_three(
    expo_days, booth, settings, django_assert_num_queries, size, address, queries
):
    settings.PAGE_CACHE_SECONDS = 0
    for number in range(size):
        session = schedule(
            room=expo_days.main,
            title=f"Sesi {number}",
            starts_at=at(27, 9 + number),
            ends_at=at(27, 10 + number),
            booth=booth,
        )
        session.speakers = [Speaker(name="Ratna"), Speaker(name="Bagus")]
        session.save()
    with time_machine.travel(at(27, 8), tick=False):
        Client().get(PATH + address)
        with django_assert_num_queries(queries):
            text = Client().get(PATH + address).text
    assert text.count("Ratna, Bagus") == size


def test_a_session_says_who_what_and_where(expo_days, opening, booth):
    document = Document.objects.create(title="Lembar", file="documents/lembar.pdf")
    opening.booth, opening.recording = booth, "https://youtu.be/abcdefghijk"
    opening.speakers = [Speaker(name="Ratna", role="Kepala Dinas")]
    opening.materials = [
        Material(title="Tautan", url="https://example.org/a"),
        Material(title="Lembar", document=document),
    ]
    opening.save()
    answer = page(f"acara/{opening.pk}/")
    for words in ("Ratna", "Kepala Dinas", "https://example.org/a", document.url, booth.title, "Duduk manis"):
        assert words in answer.text
    assert 'data-video="abcdefghijk"' in answer.text


@pytest.mark.parametrize("role", ["visitor", "owner", "editor"])
def test_everybody_gets_a_sessions_document(as_role, role):
    document = Document.objects.create(title="Lembar", file=ContentFile(b"%PDF-1.4", name="lembar.pdf"))
    answer = as_role(role).get(document.url)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"%PDF-1.4")


def test_a_booth_that_is_not_public_is_not_named(expo_days, opening, booth):
    opening.booth = booth
    opening.save()
    booth.unpublish()
    assert booth.title not in page(f"acara/{opening.pk}/").text


@pytest.mark.parametrize("material", [{}, {"url": "https://example.org", "document": True}])
def test_a_material_is_a_link_or_a_document(opening, material):
    if material.get("document"):
        material["document"] = Document.objects.create(title="Lembar", file="documents/lembar.pdf")
    with pytest.raises(ValidationError):
        Material(session=opening, title="Materi", **material).full_clean()


def test_other_addresses_are_not_there(expo_days, opening):
    other = ExpoPage(
        title="Lain", slug="lain", starts_on=datetime.date(2026, 11, 27), ends_on=datetime.date(2026, 11, 27)
    )
    parent = expo_days.edition.get_parent()
    parent.add_child(instance=other)
    addresses = ["acara/0/", f"acara/{10**17}/", "acara/abc/", f"acara/{opening.pk}/entah/", "kalender/1/"]
    assert [page(address).status_code for address in addresses] == [404] * 5
    assert Client().get(f"/expo/lain/acara/{opening.pk}/").status_code == 404
    assert Client().get(f"/expo/lain/acara/{opening.pk}/kalender/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["acara/", "acara/{pk}/", "rencana/", "panggung/", ""])
def test_pages_keep_the_promises_of_all_pages(client, expo_days, opening, language, address):
    path = PATH + address.format(pk=opening.pk)
    with time_machine.travel(at(27, 9, 30), tick=False):
        answer = client.get(LANGUAGES[language] + path)
    assert answer.status_code == 200
    check_page(answer.content, language=language, path=path)


def test_the_edition_shows_what_its_face_needs(expo_days, opening):
    schedule(room=expo_days.main, title="Bincang", starts_at=at(27, 11), ends_at=at(27, 12))
    opening.recording = "https://youtu.be/abcdefghijk"
    opening.save()
    words = ("Tambahkan ke kalender", "Di panggung sekarang", "Berikutnya di panggung", "Rekaman")
    shown = {}
    for name, now in {"before": at(20, 9), "live": at(27, 9, 30), "after": at(29, 9)}.items():
        text = page("", now=now).text
        shown[name] = [word for word in words if word in text]
    assert shown == {"before": [words[0]], "live": list(words[:3]), "after": [words[3]]}


def test_the_stage_is_found_while_nothing_of_the_programme_is_on(expo_days):
    Stream.objects.create(
        room=expo_days.main, date=datetime.date(2026, 11, 27), first="https://youtu.be/abcdefghijk"
    )
    stage = f'href="{PATH}panggung/"'
    found = [stage in page("", now=now).text for now in (at(26, 12), at(27, 12), at(27, 22), at(28, 12))]
    assert found == [False, True, False, False]


def test_afterwards_the_edition_shows_streams_as_recordings_and_its_numbers(expo_days, opening, hall):
    opening.speakers = [Speaker(name="Ratna"), Speaker(name="Bagus")]
    opening.save()
    Stream.objects.create(
        room=expo_days.main, date=datetime.date(2026, 11, 27), first="https://youtu.be/abcdefghijk"
    )
    shown = {}
    for now in (at(27, 9, 30), at(29, 9)):
        text = page("", now=now).text
        shown[now.day] = (
            re.findall(r'data-video="([^"]+)"', text),
            re.findall(r"<li><b>(\d+)</b> (\w+)</li>", text),
        )
    assert shown == {27: ([], []), 29: (["abcdefghijk"], [("1", "hall"), ("1", "acara"), ("2", "pembicara")])}


def test_an_edition_that_is_over_shows_the_first_recordings_and_leads_to_all(expo_days, opening):
    opening.recording = "https://youtu.be/zzzzzzzzzzz"
    opening.save()
    for number, (room, day) in enumerate((room, day) for room in Room.objects.all() for day in (27, 28)):
        Stream.objects.create(
            room=room, date=datetime.date(2026, 11, day), first=f"https://youtu.be/{number:011}"
        )
    videos = {
        address: re.findall(r'data-video="([^"]+)"', page(address, now=at(29, 9)).text)
        for address in ("", "panggung/")
    }
    assert [len(found) for found in videos.values()] == [4, 5]
    assert [found[0] for found in videos.values()] == ["zzzzzzzzzzz"] * 2
    assert f'href="{PATH}panggung/"' in page("", now=at(29, 9)).text


def test_a_hall_is_named_only_while_visitors_see_it(expo_days, opening, hall, tree):
    opening.hall = hall
    opening.save()
    address = f"acara/{opening.pk}/"
    link = 'href="/hall/batik/"'
    assert link in page(address).text
    tree.halls.unpublish()
    assert link not in page(address).text


def test_sessions_are_moments_of_the_day(expo_days, opening):
    day = datetime.date(2026, 11, 27)
    before = set(edition_moments(day))
    schedule(room=expo_days.talk, title="Bincang", starts_at=at(27, 13, 5), ends_at=at(27, 14, 10))
    assert set(edition_moments(day)) - before == {at(27, 13, 5), at(27, 14, 10)}


# What machines read


def graph(answer):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.text)[1])


def test_structured_data_is_valid(expo_days, opening):
    opening.speakers = [Speaker(name="Ratna </script>")]
    opening.save()
    data = graph(page(f"acara/{opening.pk}/"))
    assert problems(data) == []
    event = data["@graph"][0]
    assert (event["startDate"], event["endDate"]) == (
        "2026-11-27T09:00:00+07:00",
        "2026-11-27T10:00:00+07:00",
    )
    assert event["performer"] == [{"@type": "Person", "name": "Ratna </script>"}]
    assert problems(graph(page("acara/"))) == []
    assert problems(graph(page(""))) == []
    assert "ld+json" not in page("rencana/").text


def test_the_demo_fills_an_edition_of_any_length(expo_days):
    Room.objects.all().delete()
    edition = expo_days.edition
    for _once_more in range(2):
        build_stage(edition=edition, now=at(28, 9))
    sessions = sessions_of(edition=edition, now=at(28, 9))
    assert [bool(session.recording) for session in sessions] == [
        session.day.day == 27 for session in sessions
    ]
    assert (len(sessions), Stream.objects.count()) == (7, 4)
