"""The stage of an edition while it is on, and the one small answer that open pages ask for every few seconds."""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.page_cache import kept
from expo.domain.edition import EARLY, editions_at_hand
from expo.domain.programme import recordings_of, sessions_of, streams_of
from expo.models import Announcement, ExpoPage, ProgrammeSession, Room, StageNote, Stream

NOTES = 40
"""How many of a room's notes the stage shows."""
LAST_NOTES = 5
"""How many of a room's notes the office's phone shows."""
ANNOUNCED = datetime.timedelta(minutes=30)
"""How long an announcement stands."""
ONLY_ON_AIR = _("Pengumuman hanya tampil selama expo buka, mulai satu jam sebelumnya.")


# What the office does


@transaction.atomic
def switch(*, stream_id: int, to_backup: bool) -> Stream:
    """Send a room's backup instead of its first address, or the other way round; twice is the same as once."""
    stream = Stream.objects.select_for_update().select_related("room").get(pk=stream_id)
    stream.on_backup = to_backup
    # Not its addresses: a host of sound that is no longer on the list is no reason to stay on a broken stream.
    stream.clean()
    stream.save(update_fields=["on_backup"])
    return stream


def write_note(*, room: Room, text: str, by, now: datetime.datetime) -> StageNote:
    """Add a sentence to what visitors read along; raises ValidationError when there is none."""
    note = StageNote(room=room, text=text.strip(), by=by, at=now)
    note.full_clean()
    note.save()
    return note


@transaction.atomic
def announce(*, edition: ExpoPage, text: str, by, now: datetime.datetime) -> Announcement:
    """Tell everybody on the site something, in place of what was announced before.

    Raises ValidationError while no page would show it.
    """
    said = Announcement(edition=edition, text=text.strip(), by=by, at=now, until=now + ANNOUNCED)
    said.full_clean()
    if not is_on_air(edition, now):
        raise ValidationError(ONLY_ON_AIR)
    withdraw(edition=edition, now=now)
    said.save()
    return said


def withdraw(*, edition: ExpoPage, now: datetime.datetime) -> None:
    """Take down what is announced."""
    edition.announcements.filter(until__gt=now).update(until=now)


@transaction.atomic
def set_stream(*, room: Room, date: datetime.date, addresses: dict[str, str]) -> Stream | None:
    """Write down what a room sends on a day; without a first address the day has no stream.

    Raises ValidationError for addresses that pages may not show.
    """
    # The room and not the stream, which may not be there yet.
    Room.objects.select_for_update().get(pk=room.pk)
    stream = Stream.objects.filter(room=room, date=date).first()
    if not any(addresses.values()):
        if stream is not None:
            stream.delete()
        return None
    stream = stream or Stream(room=room, date=date)
    for name, address in addresses.items():
        setattr(stream, name, address)
    stream.on_backup = stream.on_backup and bool(stream.backup)
    stream.full_clean()
    stream.save()
    return stream


def remove_note(*, note: StageNote) -> None:
    """Take back a sentence that was typed wrongly."""
    note.delete()


@dataclass(slots=True)
class DeskPlace:
    """A room on the office's phone."""

    room: Room
    stream: Stream | None = None
    notes: list[StageNote] = field(default_factory=list)
    form: object = None


def desk_context(*, edition: ExpoPage, now: datetime.datetime) -> dict:
    """Return rooms with the day's streams and last notes, and what is announced."""
    coming = [period for period in edition.periods() if period.closes > now]
    day = coming[0].opens.date() if coming else None
    streams = {one.room_id: one for one in Stream.objects.filter(room__edition=edition, date=day)}
    places = {room.pk: DeskPlace(room, streams.get(room.pk)) for room in edition.rooms.all()}
    for note in _newest(StageNote.objects.filter(room__in=places), LAST_NOTES):
        places[note.room_id].notes.append(note)
    return {
        "day": day,
        "places": list(places.values()),
        "announcement": edition.announcements.filter(until__gt=now).first(),
        "may_announce": is_on_air(edition, now),
        "only_on_air": ONLY_ON_AIR,
    }


# What visitors see


@dataclass(slots=True)
class Stage:
    """A room as the stage shows it on one day."""

    room: Room
    video: str = ""
    audio: str = ""
    on: ProgrammeSession | None = None
    next: ProgrammeSession | None = None
    notes: list[StageNote] = field(default_factory=list)


def stage_context(*, edition: ExpoPage, now: datetime.datetime) -> dict:
    """Return the rooms of the day that is on or comes next, and the recordings of days that are over."""
    periods = edition.periods()
    coming = [period for period in periods if period.closes > now]
    day = coming[0].opens.date() if coming else None
    sessions, streams = sessions_of(edition=edition, now=now), streams_of(edition=edition)
    stages = _stages(edition, day, streams, sessions, now) if day else []
    recordings = recordings_of(periods=periods, streams=streams, sessions=sessions, now=now)
    return {"stages": stages, "day": day, "recordings": recordings, "state": state_of(stages)}


def _stages(edition, day, streams, sessions, now) -> list[Stage]:
    found = {room.pk: Stage(room) for room in edition.rooms.all()}
    for stream in streams:
        if stream.date == day:
            found[stream.room_id].video, found[stream.room_id].audio = stream.video_at(now), stream.audio
    for session in sessions:
        stage = found[session.room_id]
        if session.day == day and session.on:
            stage.on = session
        elif session.day == day and session.next:
            stage.next = session
    start = datetime.datetime.combine(day, datetime.time(), edition.tzinfo)
    for note in _newest(StageNote.objects.filter(room__in=found, at__gte=start, at__lte=now), NOTES):
        found[note.room_id].notes.append(note)
    return [stage for stage in found.values() if stage.video or stage.on or stage.next or stage.notes]


def _newest(notes: QuerySet, most: int) -> QuerySet:
    """Return the newest notes of each room, so that a room in which much is said takes no place of another's."""
    clock = [F("at").desc(), F("pk").desc()]
    numbered = notes.annotate(nth=Window(RowNumber(), partition_by=F("room"), order_by=clock))
    return numbered.filter(nth__lte=most).order_by("-at", "-pk")


def state_of(stages: Iterable[Stage]) -> str:
    """Return a short text that is another one as soon as the stage shows anything else."""
    shown = [
        (
            stage.room.pk,
            stage.room.name,
            stage.video,
            stage.audio,
            stage.on and (stage.on.pk, stage.on.title),
            stage.next and (stage.next.pk, stage.next.title, stage.next.starts_at),
            [note.pk for note in stage.notes],
        )
        for stage in stages
    ]
    return hashlib.blake2b(repr(shown).encode(), digest_size=6).hexdigest()


def is_on_air(edition: ExpoPage, now: datetime.datetime) -> bool:
    """Tell whether pages ask for news of an edition: a public one while it is open, and EARLY before. One query."""
    return edition.live and any(opens - EARLY <= now < closes for opens, closes in edition.periods())


def on_air() -> dict:
    """Return the `editions` that are on, by their ids, and the `announcement` (`id` and `text`, or None) of now.

    {} when none is on. Every public page asks; it is read once for each change of what visitors see.
    """
    return kept("expo:on_air", _read_on_air)


def _read_on_air() -> dict:
    now = timezone.now()
    editions = [edition.pk for edition in editions_at_hand() if is_on_air(edition, now)]
    if not editions:
        return {}
    said = Announcement.objects.filter(edition__in=editions, at__lte=now, until__gt=now).first()
    return {"editions": editions, "announcement": {"id": said.pk, "text": said.text} if said else None}


def live_state() -> dict | None:
    """Return what open pages ask for: the announcement and each edition's stage; None when no edition is on."""
    return kept("expo:live", _read_live) if on_air() else None


def _read_live() -> dict:
    now, news = timezone.now(), on_air()
    editions = ExpoPage.objects.filter(pk__in=news["editions"]).order_by("pk")
    stages = {str(one.pk): stage_context(edition=one, now=now)["state"] for one in editions}
    return {"announcement": news["announcement"], "stages": stages}
