"""The office's screens of programme and stage: who reaches them, and what they do."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from expo.domain.programme import schedule
from expo.enums import Zone
from expo.models import Announcement, ExpoPage, ProgrammeSession, Room, StageNote, Stream
from tests.expo.november import at

pytestmark = pytest.mark.django_db
ROLES = {
    "visitor": "login",
    "outsider": "away",
    "owner": 404,
    "helper": 404,
    "editor": 200,
    "administrator": 200,
}
DAY = datetime.date(2026, 11, 27)


@pytest.fixture
def stream(expo_days):
    return Stream.objects.create(
        room=expo_days.main,
        date=DAY,
        first="https://youtu.be/aaaaaaaaaaa",
        backup="https://youtu.be/bbbbbbbbbbb",
    )


@pytest.fixture
def session(expo_days):
    return schedule(room=expo_days.main, title="Pembukaan", starts_at=at(27, 9), ends_at=at(27, 10))


@pytest.fixture
def other(tree, expo_days):
    """A room of another edition."""
    tree.expos.refresh_from_db()
    edition = tree.expos.add_child(instance=ExpoPage(title="Lain", starts_on=DAY, ends_on=DAY))
    return Room.objects.create(edition=edition, name="Panggung lain")


@pytest.fixture
def office(client, editor):
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    with time_machine.travel(at(27, 9, 30), tick=False):
        yield client


def outcome(response):
    if response.status_code == 302:
        return "login" if reverse("wagtailadmin_login") in response["Location"] else "away"
    return response.status_code


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "name",
    ["expo_programme", "expo_streams", "expo_stage_desk", "expo_sessions:edit", "expo_sessions:delete"],
)
def test_only_the_office_gets_in(as_role, expo_days, session, role, name):
    number = session.pk if ":" in name else expo_days.edition.pk
    response = as_role(role).get(reverse(name, args=[number]))
    expected = ROLES[role]
    if role == "outsider":
        assert outcome(response) in ("away", "login")
    else:
        assert outcome(response) == expected


@pytest.mark.parametrize("role", [role for role, expected in ROLES.items() if expected != 200])
@pytest.mark.parametrize("does", ["switch", "note", "remove", "announce", "withdraw"])
def test_nobody_else_does_anything_at_the_desk(as_role, expo_days, stream, role, does):
    note = StageNote.objects.create(room=expo_days.main, text="Catatan")
    data = {"do": does, "stream": stream.pk, "to": "backup", "room": expo_days.main.pk, "note": note.pk}
    as_role(role).post(reverse("expo_stage_desk", args=[expo_days.edition.pk]), data | {"text": "Halo"})
    stream.refresh_from_db()
    assert not stream.on_backup
    assert (StageNote.objects.count(), Announcement.objects.count()) == (1, 0)


def session_data(room, **values):
    formsets = {
        f"{name}-{key}": number
        for name in ("speakers", "materials")
        for key, number in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0))
    }
    return formsets | {
        "title": "Bincang",
        "kind": "talk",
        "room": room.pk,
        "day": "2026-11-27",
        "starts": "13:00",
        "ends": "14:00",
        **values,
    }


def test_hours_are_typed_in_the_editions_zone(office, expo_days):
    ExpoPage.objects.update(zone=Zone.WIT)
    data = session_data(
        expo_days.main,
        **{
            "speakers-TOTAL_FORMS": 1,
            "speakers-0-name": "Ratna",
            "speakers-0-role": "Kepala Dinas",
            "speakers-0-ORDER": 1,
        },
    )
    response = office.post(reverse("expo_sessions:add"), data)
    assert response["Location"] == reverse("expo_programme", args=[expo_days.edition.pk])
    made = ProgrammeSession.objects.get()
    assert (made.starts_at, made.ends_at) == (at(27, 13, zone=Zone.WIT), at(27, 14, zone=Zone.WIT))
    assert [one.name for one in made.speakers.all()] == ["Ratna"]
    form = office.get(reverse("expo_sessions:edit", args=[made.pk])).context["form"]
    assert (form.initial["day"], form.initial["starts"]) == (DAY, datetime.time(13))


@pytest.mark.parametrize(
    "values", [{"starts": "09:30", "ends": "11:00"}, {"day": "2026-11-30"}, {"ends": "12:00"}]
)
def test_what_the_room_does_not_allow_is_explained(office, expo_days, session, values):
    response = office.post(reverse("expo_sessions:add"), session_data(expo_days.main, **values))
    assert response.context["form"].errors["starts"]
    assert list(ProgrammeSession.objects.all()) == [session]


def test_a_session_is_moved_and_deleted(office, expo_days, session):
    url = reverse("expo_sessions:edit", args=[session.pk])
    assert office.post(url, session_data(expo_days.talk, title="Pembukaan")).status_code == 302
    session.refresh_from_db()
    assert (session.room, session.starts_at) == (expo_days.talk, at(27, 13))
    assert office.post(reverse("expo_sessions:delete", args=[session.pk])).status_code == 302
    assert ProgrammeSession.objects.count() == 0


def test_a_session_stays_in_its_edition(office, expo_days, session, other):
    response = office.post(reverse("expo_sessions:edit", args=[session.pk]), session_data(other))
    assert response.context["form"].errors["room"]


def rooms_data(*rooms):
    data = {"rooms-TOTAL_FORMS": len(rooms), "rooms-INITIAL_FORMS": sum("id" in room for room in rooms)}
    for number, room in enumerate(rooms):
        data |= {f"rooms-{number}-{key}": value for key, value in ({"sort_order": 0} | room).items()}
    return data


def test_rooms_are_added_and_taken_away_but_not_while_they_are_used(office, expo_days, session):
    url = reverse("expo_programme", args=[expo_days.edition.pk])
    main = {"id": expo_days.main.pk, "name": "Panggung utama"}
    talk = {"id": expo_days.talk.pk, "name": "Ruang bincang", "DELETE": "on"}
    assert office.post(url, rooms_data(main, talk, {"name": "Dapur"})).status_code == 302
    assert sorted(expo_days.edition.rooms.values_list("name", flat=True)) == ["Dapur", "Panggung utama"]
    response = office.post(url, rooms_data(main | {"DELETE": "on"}))
    assert "masih dipakai" in response.text
    assert expo_days.main.sessions.count() == 1


def test_a_room_that_sends_stays(office, expo_days, stream):
    url = reverse("expo_programme", args=[expo_days.edition.pk])
    main = {"id": expo_days.main.pk, "name": "Panggung utama", "DELETE": "on"}
    assert "masih dipakai" in office.post(url, rooms_data(main)).text
    assert Stream.objects.get() == stream


def test_a_stream_of_a_day_that_is_gone_can_be_taken_away(office, expo_days, stream):
    ExpoPage.objects.update(starts_on=datetime.date(2026, 11, 28))
    url = reverse("expo_streams", args=[expo_days.edition.pk])
    assert stream.first in office.get(url).text
    office.post(url, {})
    assert Stream.objects.count() == 0


def test_a_room_that_somebody_else_took_away_is_told(office, expo_days):
    gone = {"id": expo_days.talk.pk, "name": "Ruang bincang"}
    expo_days.talk.delete()
    url = reverse("expo_programme", args=[expo_days.edition.pk])
    assert '<span class="p-warn">' in office.post(url, rooms_data(gone)).text


def test_the_list_of_sessions_says_hours_in_the_editions_zone(office, expo_days, session):
    ExpoPage.objects.update(zone=Zone.WIT)
    assert "27 November 2026, 11.00 WIT" in office.get(reverse("expo_sessions:index")).text


def test_another_zone_moves_no_session(expo_days, session):
    edition = ExpoPage.objects.get(pk=expo_days.edition.pk)
    edition.full_clean()
    edition.zone = Zone.WIT
    with pytest.raises(ValidationError) as error:
        edition.full_clean()
    assert set(error.value.error_dict) == {"zone"}
    session.delete()
    edition.full_clean()


def test_the_programme_shows_every_day_with_ways_to_add(office, expo_days, session):
    text = office.get(reverse("expo_programme", args=[expo_days.edition.pk])).text
    assert text.count("?room=") == 4
    assert "09.00–10.00" in text
    assert office.get(reverse("expo_programme_nearest"))["Location"] == reverse(
        "expo_programme", args=[expo_days.edition.pk]
    )


def test_streams_are_saved_together_or_not_at_all(office, expo_days):
    url = reverse("expo_streams", args=[expo_days.edition.pk])
    names = [
        f"{room.pk}-{day}" for day in ("20261127", "20261128") for room in (expo_days.main, expo_days.talk)
    ]
    data = {f"{name}-first": f"https://youtu.be/{number:011}" for number, name in enumerate(names)}
    wrong = office.post(url, data | {f"{names[3]}-first": "https://example.org/"})
    assert (wrong.status_code, Stream.objects.count()) == (200, 0)
    assert "Tempel alamat video YouTube" in wrong.text
    assert office.post(url, data).status_code == 302
    assert Stream.objects.count() == 4


def test_an_address_without_its_scheme_is_taken_as_https(office, expo_days):
    url = reverse("expo_streams", args=[expo_days.edition.pk])
    office.post(url, {f"{expo_days.main.pk}-20261127-first": "youtu.be/aaaaaaaaaaa"})
    assert Stream.objects.get().first == "https://youtu.be/aaaaaaaaaaa"


def test_the_desk_switches_writes_and_announces(office, expo_days, stream):
    url = reverse("expo_stage_desk", args=[expo_days.edition.pk])
    office.post(url, {"do": "switch", "stream": stream.pk, "to": "backup"})
    stream.refresh_from_db()
    assert stream.on_backup
    office.post(url, {"do": "note", "room": expo_days.main.pk, "text": "Acara dimulai"})
    note = StageNote.objects.get()
    assert (note.text, note.room, note.at) == ("Acara dimulai", expo_days.main, at(27, 9, 30))
    office.post(url, {"do": "announce", "text": "Lomba pukul 13"})
    text = office.get(url).text
    for words in ("Siaran cadangan", "Acara dimulai", "Lomba pukul 13"):
        assert words in text
    office.post(url, {"do": "remove", "note": note.pk})
    office.post(url, {"do": "withdraw"})
    text = office.get(url).text
    assert [words in text for words in ("Acara dimulai", "Lomba pukul 13")] == [False, False]


def test_the_desk_of_an_expo_that_is_over_leads_to_its_recordings(office, expo_days, stream):
    with time_machine.travel(at(29, 9), tick=False):
        text = office.get(reverse("expo_stage_desk", args=[expo_days.edition.pk])).text
    assert reverse("expo_streams", args=[expo_days.edition.pk]) in text
    assert "<form" not in text


@pytest.mark.parametrize("does", ["switch", "note", "remove", "entah", ""])
@pytest.mark.parametrize("number", ["foreign", "987654321", "x", "9" * 40, "²"])
def test_what_belongs_to_another_edition_is_not_there(office, expo_days, other, does, number):
    if number == "foreign":
        stream = Stream.objects.create(
            room=other, date=DAY, first="https://youtu.be/aaaaaaaaaaa", backup="https://youtu.be/bbbbbbbbbbb"
        )
        note = StageNote.objects.create(room=other, text="Catatan")
        ids = {"stream": stream.pk, "note": note.pk, "room": other.pk}
    else:
        ids = dict.fromkeys(("stream", "note", "room"), number)
    url = reverse("expo_stage_desk", args=[expo_days.edition.pk])
    assert office.post(url, {"do": does, "to": "backup", "text": "Halo"} | ids).status_code == 404
    assert not Stream.objects.filter(on_backup=True).exists()
    assert StageNote.objects.exclude(room=other).count() == 0
