"""The programme as iCalendar files (RFC 5545), times in UTC, which needs no rules of any zone.

A UID is made of the session's number and the site's name alone: what was added to a calendar once is
changed, not doubled, when the file is opened again.
"""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from icalendar import Calendar, Event, vText

from core.structured import absolute
from core.tree import site_path
from expo.models import ExpoPage, ProgrammeSession


def uid(kind: str, name: object) -> str:
    """Return the identifier under which calendars know an entry of this site."""
    return f"{kind}-{name}@{urlsplit(settings.SITE_URL).hostname}"


def edition_address(edition: ExpoPage, below: str = "") -> str:
    """Return the whole address of an edition, or of something below it, in the language of the request."""
    prefix = "/en" if get_language() == "en" else ""
    return absolute(f"{prefix}{site_path(edition)}{below}")


def programme_calendar(*, edition: ExpoPage, sessions: Iterable[ProgrammeSession]) -> bytes:
    """Return a file with these sessions, as `sessions_of` reads them."""
    calendar = _calendar(edition)
    for session in sessions:
        calendar.add_component(_session_event(edition, session))
    return calendar.to_ical()


def edition_calendar(*, edition: ExpoPage) -> bytes:
    """Return a file with the edition itself: an entry for each of its days."""
    calendar = _calendar(edition)
    for opens, closes in edition.periods():
        event = _event(
            uid("expo", f"{edition.pk}-{opens:%Y%m%d}"),
            opens,
            closes,
            changed_at=edition.last_published_at or opens,
        )
        event.add("summary", edition.title)
        event.add("url", edition_address(edition))
        event.add("location", vText(edition_address(edition)))
        text = "\n\n".join(filter(None, [edition.theme, edition.introduction, edition_address(edition)]))
        event.add("description", text)
        calendar.add_component(event)
    return calendar.to_ical()


def _calendar(edition: ExpoPage) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//{edition.slug}//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", edition.title)
    calendar.add("x-wr-timezone", edition.zone)
    return calendar


def _event(name: str, start: datetime.datetime, end: datetime.datetime, *, changed_at) -> Event:
    event = Event()
    event.add("uid", name)
    for key, moment in (("dtstamp", changed_at), ("dtstart", start), ("dtend", end)):
        event.add(key, moment.astimezone(datetime.UTC).replace(microsecond=0))
    return event


def _session_event(edition: ExpoPage, session: ProgrammeSession) -> Event:
    address = edition_address(edition, f"acara/{session.pk}/")
    event = _event(
        uid("acara", session.pk), session.starts_at, session.ends_at, changed_at=session.changed_at
    )
    event.add("last-modified", session.changed_at.astimezone(datetime.UTC).replace(microsecond=0))
    event.add("summary", session.title)
    event.add("location", f"{session.room.name}, {edition.title}")
    event.add("categories", [session.get_kind_display()])
    event.add("url", address)
    people = [", ".join(filter(None, [one.name, one.role])) for one in session.speakers.all()]
    event.add("description", "\n\n".join(filter(None, [session.description, "\n".join(people), address])))
    return event
