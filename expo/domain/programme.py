"""An edition's programme: how it is written, and what of it is on, next, or over."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from expo.enums import Face
from expo.models import BoothListing, ExpoPage, ProgrammeSession, Room, Speaker, Stream
from expo.models.edition import Period

NEXT = 3
"""How many coming sessions the edition's page names."""
BEGINNING = 4
"""How many sessions the page of an edition to come shows of the programme, and recordings afterwards."""


# Writing


def check_session(*, session: ProgrammeSession) -> None:
    """Refuse a session outside of its edition's days, or beside another one in its room; raises ValidationError.

    Call it inside the transaction that saves the session: it locks the room, so that of two people who
    plan the same hour the second is refused.
    """
    room = Room.objects.select_for_update().get(pk=session.room_id)
    edition = ExpoPage.objects.get(pk=room.edition_id)
    if session.ends_at <= session.starts_at:
        raise ValidationError(_("Jam selesai harus sesudah jam mulai."))
    days = {period.opens.date() for period in edition.periods()}
    hours = (session.starts_at.astimezone(edition.tzinfo), session.ends_at.astimezone(edition.tzinfo))
    if hours[0].date() not in days or hours[1].date() != hours[0].date():
        raise ValidationError(_("Acara harus berlangsung pada salah satu hari expo ini."))
    others = room.sessions.during(session.starts_at, session.ends_at).exclude(pk=session.pk)
    if other := others.order_by("starts_at").first():
        raise ValidationError(
            _("%(room)s sudah dipakai pukul %(from)s–%(until)s untuk “%(title)s”.")
            % {
                "room": room.name,
                "from": f"{other.starts_at.astimezone(edition.tzinfo):%H.%M}",
                "until": f"{other.ends_at.astimezone(edition.tzinfo):%H.%M}",
                "title": other.title,
            }
        )


@transaction.atomic
def schedule(*, room: Room, starts_at: datetime.datetime, ends_at: datetime.datetime, **fields):
    """Put a session into a room and return it; raises ValidationError when its room or day doesn't allow it."""
    session = ProgrammeSession(room=room, starts_at=starts_at, ends_at=ends_at, **fields)
    session.full_clean()
    check_session(session=session)
    session.save()
    return session


# Reading


@dataclass(frozen=True, slots=True)
class RoomDay:
    """What happens in one room on one day."""

    room: Room
    sessions: list[ProgrammeSession]


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """What happens on one day, by room."""

    date: datetime.date
    rooms: list[RoomDay]


def sessions_of(*, edition: ExpoPage, now: datetime.datetime, pk: int | None = None):
    """Return an edition's sessions with everything their lists show, marked by the clock, in three queries.

    Each has `on` (it takes place now), `over`, `next` (the first to come in its room) and `stall`, the row of
    its booth where that is public. With `pk` only that session is returned, in the same way.
    """
    chosen = ProgrammeSession.objects.of(edition)
    if pk is not None:
        chosen = chosen.filter(pk=pk)
    speakers = Speaker.objects.select_related("photo").order_by("sort_order", "pk")
    sessions = list(chosen.prefetch_related(Prefetch("speakers", queryset=speakers)))
    booths = {session.booth_id for session in sessions if session.booth_id}
    rows = {row.pk: row for row in BoothListing.objects.filter(pk__in=booths)} if booths else {}
    coming: set[int] = set()
    for session in sessions:
        session.day = session.starts_at.astimezone(edition.tzinfo).date()
        session.on = session.is_on(now)
        session.over = session.ends_at <= now
        session.next = session.starts_at > now and session.room_id not in coming
        if session.next:
            coming.add(session.room_id)
        session.stall = rows.get(session.booth_id)
    return sessions


def by_day(sessions: Iterable[ProgrammeSession]) -> list[ProgrammeDay]:
    """Return sessions, which come in the order of the clock, by day and room."""
    days: dict[datetime.date, dict[int, RoomDay]] = {}
    for session in sessions:
        rooms = days.setdefault(session.day, {})
        rooms.setdefault(session.room_id, RoomDay(session.room, [])).sessions.append(session)
    return [
        ProgrammeDay(date, sorted(rooms.values(), key=lambda one: (one.room.sort_order, one.room.pk)))
        for date, rooms in sorted(days.items())
    ]


@dataclass(frozen=True, slots=True)
class Recording:
    """What can be seen afterwards: a session, or what a room sent on a day that is over."""

    title: str
    date: datetime.date
    video: str


def streams_of(*, edition: ExpoPage) -> list[Stream]:
    """Return what an edition's rooms send, day by day: one query."""
    streams = Stream.objects.filter(room__edition=edition.pk).select_related("room")
    return list(streams.order_by("date", "room"))


def recordings_of(
    *,
    periods: Iterable[Period],
    streams: Iterable[Stream],
    sessions: Iterable[ProgrammeSession],
    now: datetime.datetime,
) -> list[Recording]:
    """Return the recordings of sessions that are over, which have a name, then of whole days that are over."""
    closes = {period.opens.date(): period.closes for period in periods}
    days = [
        Recording(stream.room.name, stream.date, stream.video_at(now, closes=closes[stream.date]))
        for stream in streams
        if stream.date in closes and closes[stream.date] <= now
    ]
    own = [
        Recording(session.title, session.day, session.recording_id)
        for session in sessions
        if session.recording and session.over
    ]
    return own + days


def programme_context(
    *, edition: ExpoPage, periods: list[Period], now: datetime.datetime, face: Face
) -> dict:
    """Return what the edition's own page shows of the programme under this face: at most four queries."""
    sessions = sessions_of(edition=edition, now=now)
    streams = [] if face == Face.BEFORE else streams_of(edition=edition)
    today = now.astimezone(edition.tzinfo).date()
    coming = [session for session in sessions if session.starts_at > now]
    size = BEGINNING if face == Face.BEFORE else NEXT
    found = {"periods": periods, "streams": streams, "sessions": sessions}
    return {
        "has_programme": bool(sessions or streams),
        "on_now": [session for session in sessions if session.on],
        "sends_today": any(stream.date == today for stream in streams),
        "coming": coming[:size],
        "recordings": recordings_of(**found, now=now)[:BEGINNING] if face == Face.AFTER else [],
        "session_count": len(sessions),
        "speaker_count": len({one.name for session in sessions for one in session.speakers.all()}),
    }
