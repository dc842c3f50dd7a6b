"""Below an edition: its programme, one session, both as calendars, and the visitor's own plan."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from core.numbers import is_whole_number
from expo.domain.programme import by_day, sessions_of
from expo.domain.programme_calendar import edition_calendar, programme_calendar
from expo.domain.readers import hall_tiles
from expo.models.edition import edition_part

CALENDAR = "kalender"


@edition_part("acara")
def programme(request, page, *rest):
    """Answer for /acara/, /acara/kalender/, /acara/<id>/ and /acara/<id>/kalender/."""
    match rest:
        case ():
            return _programme_page(request, page)
        case (name,) if name == CALENDAR:
            sessions = sessions_of(edition=page, now=timezone.now())
            if not sessions:
                # RFC 5545: a calendar holds at least one entry.
                raise Http404
            return _as_file(programme_calendar(edition=page, sessions=sessions), f"acara-{page.slug}")
        case (pk,):
            return _session_page(request, page, _session(page, pk))
        case (pk, name) if name == CALENDAR:
            session = _session(page, pk)
            return _as_file(programme_calendar(edition=page, sessions=[session]), f"acara-{session.pk}")
    raise Http404


@edition_part(CALENDAR)
def calendar(request, page, *rest):
    """Answer for the days of the edition as a calendar."""
    if rest or not page.periods():
        raise Http404
    return _as_file(edition_calendar(edition=page), page.slug)


@edition_part("rencana")
def plan(request, page, *rest):
    """Show the sessions and booths a visitor starred; which ones only the browser knows."""
    if rest:
        raise Http404
    sessions = sessions_of(edition=page, now=timezone.now())
    return TemplateResponse(request, "expo/programme/plan.html", {"page": page, "sessions": sessions})


def _programme_page(request, page):
    now = timezone.now()
    sessions = sessions_of(edition=page, now=now)
    context = {
        "page": page,
        "sessions": sessions,
        "days": by_day(sessions),
        "today": now.astimezone(page.tzinfo).date(),
    }
    return TemplateResponse(request, "expo/programme/programme.html", context)


def _session_page(request, page, session):
    materials = list(session.materials.select_related("document"))
    # A booth has the first word; of its hall only what visitors may see.
    halls = hall_tiles() if session.hall_id and not session.stall else []
    hall = next((tile for tile in halls if tile.pk == session.hall_id), None)
    context = {"page": page, "session": session, "materials": materials, "hall": hall}
    return TemplateResponse(request, "expo/programme/session.html", context)


def _session(page, pk: str):
    found = sessions_of(edition=page, now=timezone.now(), pk=int(pk)) if is_whole_number(pk) else []
    if not found:
        raise Http404
    return found[0]


def _as_file(text: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    # The page says the same to search engines.
    answer["X-Robots-Tag"] = "noindex"
    return answer
