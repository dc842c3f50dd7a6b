"""An edition's programme: how it is written, and what of it is on, next, or over."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from expo.models import BoothListing, ExpoPage, ProgrammeSession, Room, Speaker

NEXT = 3
"""How many coming sessions the edition's page names."""
BEGINNING = 4
"""How many sessions the page of an edition to come shows of the programme."""


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

    Each has `on` (it takes place now), `over`, `next` (the first to come in its room on its day) and `stall`,
    the row of its booth where that is public. With `pk` only that session is returned, in the same way.
    """
    chosen = ProgrammeSession.objects.of(edition).select_related("hall")
    if pk is not None:
        chosen = chosen.filter(pk=pk)
    speakers = Speaker.objects.select_related("photo").order_by("sort_order", "pk")
    sessions = list(chosen.prefetch_related(Prefetch("speakers", queryset=speakers)))
    booths = {session.booth_id for session in sessions if session.booth_id}
    rows = {row.pk: row for row in BoothListing.objects.filter(pk__in=booths)} if booths else {}
    coming: set[tuple] = set()
    for session in sessions:
        session.day = session.starts_at.astimezone(edition.tzinfo).date()
        session.on = session.is_on(now)
        session.over = session.ends_at <= now
        place = (session.room_id, session.day)
        session.next = session.starts_at > now and place not in coming
        if session.next:
            coming.add(place)
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


def programme_context(*, edition: ExpoPage, now: datetime.datetime, face: str) -> dict:
    """Return what the edition's own page shows of the programme under this face: at most three queries."""
    sessions = sessions_of(edition=edition, now=now)
    coming = [session for session in sessions if session.starts_at > now]
    size = BEGINNING if face == "before" else NEXT
    return {
        "has_programme": bool(sessions),
        "on_now": [session for session in sessions if session.on],
        "coming": coming[:size],
        "recordings": [session for session in sessions if session.recording and session.over],
    }
