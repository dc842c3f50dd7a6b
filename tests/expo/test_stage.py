"""The stage: switches, notes and announcements, and the one small answer that open pages ask for."""

import datetime
import json
import re

import pytest
import time_machine
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test import Client

from expo.domain.programme import schedule
from expo.domain.stage import announce, desk_context, remove_note, set_stream, switch, withdraw, write_note
from expo.models import Announcement, ExpoPage, Room, StageNote, Stream
from tests.expo.november import at

pytestmark = pytest.mark.django_db
PATH = "/expo/pesta-lapak/panggung/"
FIRST, BACKUP, RECORDED = "aaaaaaaaaaa", "bbbbbbbbbbb", "ccccccccccc"
NOON = at(27, 12)


@pytest.fixture(params=[0, 600], ids=["made anew", "kept"])
def kept(request, settings):
    """Both with pages made anew each time and with kept ones."""
    settings.PAGE_CACHE_SECONDS = request.param
    caches["pages"].clear()


@pytest.fixture
def done():
    """Call a function as a transaction of its own, at whose end kept pages are thrown away."""

    def call(function, **kwargs):
        outer, connection.run_on_commit = connection.run_on_commit, []
        result = function(**kwargs)
        hooks, connection.run_on_commit = connection.run_on_commit, outer
        for _savepoints, hook, _robust in hooks:
            hook()
        return result

    return call


@pytest.fixture
def stream(expo_days):
    return Stream.objects.create(
        room=expo_days.main,
        date=datetime.date(2026, 11, 27),
        first=f"https://youtu.be/{FIRST}",
        backup=f"https://www.youtube.com/live/{BACKUP}",
    )


def get(address, now=NOON, **kwargs):
    with time_machine.travel(now, tick=False):
        return Client().get(address, **kwargs)


def ask(now=NOON, **kwargs):
    return get("/siaran/", now, **kwargs)


def state(edition, now=NOON):
    return ask(now).json()["stages"][str(edition.pk)]


def videos(now=NOON):
    return re.findall(r'data-video="([^"]+)"', get(PATH, now).text)


# Streams


def test_a_switch_is_seen_at_once_and_back(expo_days, stream, kept, done):
    states, shown = [], []
    for to_backup in (None, True, True, False):
        if to_backup is not None:
            done(switch, stream_id=stream.pk, to_backup=to_backup)
        states.append(state(expo_days.edition))
        shown += videos()
    assert shown == [FIRST, BACKUP, BACKUP, FIRST]
    assert states[0] == states[3] != states[1] == states[2]


def test_there_is_no_switch_to_a_backup_that_is_not_there(expo_days, stream):
    Stream.objects.update(backup="")
    with pytest.raises(ValidationError):
        switch(stream_id=stream.pk, to_backup=True)
    with pytest.raises(IntegrityError):
        Stream.objects.update(on_backup=True)


@pytest.mark.parametrize(
    ("recording", "after"), [("", FIRST), (f"https://youtu.be/{RECORDED}", RECORDED)], ids=["same", "own"]
)
def test_the_recording_takes_the_streams_place_after_the_day(expo_days, stream, kept, recording, after):
    Stream.objects.update(recording=recording)
    caches["pages"].clear()
    assert [videos(now) for now in (at(27, 7), at(27, 20, 59), at(27, 21), at(30, 9))] == [
        [FIRST],
        [FIRST],
        [after],
        [after],
    ]


def test_the_stage_shows_the_day_that_is_on_or_comes_next(expo_days, stream):
    Stream.objects.create(
        room=expo_days.main, date=datetime.date(2026, 11, 28), first=f"https://youtu.be/{RECORDED}"
    )
    assert [videos(now) for now in (at(20, 9), at(27, 20), at(27, 22), at(28, 9))] == [
        [FIRST],
        [FIRST],
        [RECORDED, FIRST],
        [RECORDED, FIRST],
    ]


def test_a_host_of_sound_that_left_the_list_stops_no_switch(stream, settings):
    settings.STAGE_AUDIO_HOSTS = []
    Stream.objects.update(audio="https://radio.example.id/live")
    assert switch(stream_id=stream.pk, to_backup=True).on_backup


ADDRESSES = {"first": f"https://youtu.be/{FIRST}", "backup": "", "audio": "", "recording": ""}


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": ""},
        {"first": "https://example.org/live"},
        {"first": f"http://youtu.be/{FIRST}"},
        {"backup": "https://youtu.be.example.org/bbbbbbbbbbb"},
        {"backup": f"https://www.youtube.com/watch?v={FIRST}"},
        {"audio": "https://radio.example/live"},
        {"audio": "http://radio.example.id/live"},
        {"audio": "https://radio.example.id@evil.example/live"},
        {"recording": "https://vimeo.com/1"},
    ],
)
def test_only_addresses_that_pages_may_show_are_taken(expo_days, settings, wrong):
    settings.STAGE_AUDIO_HOSTS = ["radio.example.id"]
    addresses = ADDRESSES | {"audio": "https://radio.example.id/live"} | wrong
    with pytest.raises(ValidationError):
        set_stream(room=expo_days.main, date=datetime.date(2026, 11, 27), addresses=addresses)
    assert Stream.objects.count() == 0


def test_a_stream_is_written_changed_and_taken_away(expo_days):
    day = datetime.date(2026, 11, 27)
    found = []
    for addresses in (ADDRESSES, ADDRESSES | {"backup": f"https://youtu.be/{BACKUP}"}):
        set_stream(room=expo_days.main, date=day, addresses=addresses)
        found.append(list(Stream.objects.values_list("first", "backup")))
    assert found == [
        [(ADDRESSES["first"], "")],
        [(ADDRESSES["first"], f"https://youtu.be/{BACKUP}")],
    ]
    switch(stream_id=Stream.objects.get().pk, to_backup=True)
    set_stream(room=expo_days.main, date=day, addresses=ADDRESSES)
    assert not Stream.objects.get().on_backup
    set_stream(room=expo_days.main, date=day, addresses=dict.fromkeys(ADDRESSES, ""))
    assert Stream.objects.count() == 0


# Notes


def test_notes_are_read_newest_first_and_only_those_of_the_day(expo_days, stream, editor, kept, done):
    states = [state(expo_days.edition)]
    for day, minute, text in ((26, 0, "Kemarin"), (27, 1, "Pagi <b>"), (27, 2, "Siang")):
        note = done(write_note, room=expo_days.main, text=f" {text} ", by=editor, now=at(day, 9, minute))
        states.append(state(expo_days.edition))
    assert re.findall(r"</time></span> ([^<]+)</li>", get(PATH).text) == ["Siang", "Pagi &lt;b&gt;"]
    assert states[0] == states[1]
    assert len(set(states)) == 3
    done(remove_note, note=note)
    assert state(expo_days.edition) == states[2]


def test_a_room_in_which_much_is_said_takes_no_place_of_another(expo_days, editor, monkeypatch):
    monkeypatch.setattr("expo.domain.stage.NOTES", 2)
    monkeypatch.setattr("expo.domain.stage.LAST_NOTES", 2)
    rooms = [expo_days.talk] + [expo_days.main] * 6
    for minute, room in enumerate(rooms):
        write_note(room=room, text=f"Menit {minute}", by=editor, now=at(27, 9, minute))
    assert re.findall(r"Menit \d", get(PATH).text) == ["Menit 6", "Menit 5", "Menit 0"]
    desk = desk_context(edition=expo_days.edition, now=NOON)
    assert [[note.text for note in place.notes] for place in desk["places"]] == [
        ["Menit 6", "Menit 5"],
        ["Menit 0"],
    ]


def test_a_note_taken_back_leaves_open_pages_also_when_older_ones_follow(
    expo_days, editor, monkeypatch, done
):
    monkeypatch.setattr("expo.domain.stage.NOTES", 3)
    notes = [
        write_note(room=expo_days.main, text="Catatan", by=editor, now=at(27, 9, minute))
        for minute in range(4)
    ]
    before = state(expo_days.edition)
    done(remove_note, note=notes[2])
    assert state(expo_days.edition) != before


def test_a_session_that_begins_later_is_told_to_open_pages(expo_days, done):
    session = schedule(room=expo_days.main, title="Bincang", starts_at=at(27, 14), ends_at=at(27, 15))
    before = state(expo_days.edition)
    session.starts_at = at(27, 14, 30)
    done(session.save)
    assert state(expo_days.edition) != before


@pytest.mark.parametrize("text", ["", "   ", "x" * 401])
def test_a_note_is_a_sentence(expo_days, editor, text):
    with pytest.raises(ValidationError):
        write_note(room=expo_days.main, text=text, by=editor, now=NOON)


@pytest.mark.parametrize("size", [1, 3])
def test_the_stage_costs_the_same_for_one_and_three(
    expo_days, editor, settings, django_assert_num_queries, size
):
    settings.PAGE_CACHE_SECONDS = 0
    for number in range(size):
        room = Room.objects.create(edition=expo_days.edition, name=f"Panggung {number}", sort_order=9)
        Stream.objects.create(
            room=room, date=datetime.date(2026, 11, 27), first=f"https://youtu.be/{number:011}"
        )
        schedule(room=room, title=f"Sesi {number}", starts_at=at(27, 11), ends_at=at(27, 13))
        write_note(room=room, text="Satu", by=editor, now=at(27, 11))
        write_note(room=room, text="Dua", by=editor, now=at(27, 11))
    get(PATH)
    with django_assert_num_queries(8):
        text = get(PATH).text
    assert [text.count("data-video="), text.count("Dua</li>"), text.count("Sesi ")] == [size, size, size]


# What open pages ask for


def test_news_cost_no_query_and_are_answered_with_304(
    expo_days, stream, kept, done, django_assert_num_queries
):
    first = ask()
    assert first["Cache-Control"] == "no-cache"
    assert len(first.content) < 100
    with django_assert_num_queries(0):
        again = ask(headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    done(announce, edition=expo_days.edition, text="Lomba mulai", by=None, now=NOON)
    changed = ask(headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed.json()["announcement"]["text"]) == (200, "Lomba mulai")


def test_people_who_are_logged_in_cost_no_query_either(
    expo_days, stream, merchant_user, client, django_assert_num_queries
):
    client.force_login(merchant_user, backend="core.auth.PhoneOrEmailBackend")
    with time_machine.travel(NOON, tick=False):
        client.get("/siaran/")
        with django_assert_num_queries(0):
            answer = client.get("/siaran/")
    assert answer.json()["announcement"] is None


@pytest.mark.parametrize(
    ("now", "asks"),
    [
        (at(27, 6, 59), False),
        (at(27, 7), True),
        (at(27, 20, 59), True),
        (at(27, 21), False),
        (at(28, 8), True),
        (at(28, 21), False),
    ],
)
def test_pages_ask_only_while_an_edition_is_on(expo_days, booth, kept, now, asks):
    paths = ["/", "/katalog/", "/hall/batik/batik-sekar/", "/expo/pesta-lapak/", PATH, "/tidak-ada/"]
    get("/", at(27, 6))
    found = ['data-live="/siaran/"' in get(path, now).text for path in paths]
    assert found == [asks] * len(paths)
    assert ask(now).status_code == (200 if asks else 410)


def test_editions_that_are_not_public_or_not_on_say_nothing(expo_days, done):
    done(expo_days.edition.unpublish)
    assert ask().status_code == 410
    assert Client().post("/siaran/").status_code == 405


def test_news_say_nothing_of_people(expo_days, editor):
    with time_machine.travel(NOON, tick=False):
        announce(edition=expo_days.edition, text="Halo", by=editor, now=NOON)
        write_note(room=expo_days.main, text="Catatan", by=editor, now=NOON)
    data = ask().json()
    assert set(data) == {"announcement", "stages"}
    assert set(data["announcement"]) == {"id", "text"}
    assert editor.phone not in json.dumps(data) + get(PATH).text


# Announcements


def announced(now=NOON):
    found = re.search(r'data-live="[^"]+"><p class="wrap"([^>]*)>([^<]*)</p>', get("/", now).text)
    return found[2] if " hidden" not in found[1] else None


def test_the_newest_announcement_stands_for_half_an_hour(expo_days, editor, kept, done):
    edition = expo_days.edition
    assert announced() is None
    done(announce, edition=edition, text="Satu", by=editor, now=NOON)
    assert announced() == "Satu"
    later = NOON + datetime.timedelta(minutes=10)
    done(announce, edition=edition, text="Dua <i>", by=editor, now=later)
    ends = later + datetime.timedelta(minutes=30)
    second = datetime.timedelta(seconds=1)
    assert [announced(now) for now in (later, ends - second, ends)] == ["Dua &lt;i&gt;"] * 2 + [None]
    assert ask(ends).json()["announcement"] is None


def test_an_announcement_is_taken_down(expo_days, editor, kept, done):
    done(announce, edition=expo_days.edition, text="Keliru", by=editor, now=NOON)
    minute = datetime.timedelta(minutes=1)
    done(withdraw, edition=expo_days.edition, now=NOON + minute)
    assert announced(NOON + minute) is None


@pytest.mark.parametrize("text", ["", "  ", "x" * 201])
def test_an_announcement_is_a_short_sentence(expo_days, editor, text, done):
    done(announce, edition=expo_days.edition, text="Satu", by=editor, now=NOON)
    with pytest.raises(ValidationError):
        done(announce, edition=expo_days.edition, text=text, by=editor, now=NOON)
    assert announced() == "Satu"
    assert (Announcement.objects.count(), StageNote.objects.count()) == (1, 0)


@pytest.mark.parametrize("now", [at(27, 6, 59), at(27, 21), at(28, 21)])
def test_nothing_is_announced_that_no_page_shows(expo_days, editor, now):
    with pytest.raises(ValidationError, match="selama expo buka"):
        announce(edition=expo_days.edition, text="Halo", by=editor, now=now)
    assert Announcement.objects.count() == 0
    announce(edition=expo_days.edition, text="Halo", by=editor, now=at(27, 7))
    expo_days.edition.unpublish()
    with pytest.raises(ValidationError):
        announce(edition=expo_days.edition, text="Halo", by=editor, now=NOON)


def test_two_editions_at_once_both_say_what_is_new(tree, expo_days, stream, editor, done):
    tree.expos.refresh_from_db()
    day = datetime.date(2026, 11, 27)
    other = done(
        tree.expos.add_child, instance=ExpoPage(title="Lain", slug="lain", starts_on=day, ends_on=day)
    )
    assert set(ask().json()["stages"]) == {str(expo_days.edition.pk), str(other.pk)}
    done(announce, edition=other, text="Dari yang lain", by=editor, now=NOON)
    assert ask().json()["announcement"]["text"] == "Dari yang lain"
