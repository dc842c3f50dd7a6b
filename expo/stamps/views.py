"""The page of the stamp walk, and the two things a device asks for: a stamp, and the code for all of them."""

import json

from django.conf import settings
from django.http import Http404, HttpResponseForbidden, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.limits import limited, spend, too_many
from core.origins import from_own_page
from core.tree import site_path
from expo.domain.stamps import (
    NoStampError,
    Walk,
    give_stamp,
    issue_code,
    stamping_walks,
    stamps_context,
)
from expo.models.edition import edition_part

HOUR = 3600
LONGEST_BODY = 20_000
MOST_HALLS = 200


@edition_part("stempel")
def walk_page(request, page, *rest):
    """Show the halls to walk through, and who has won; the same for everybody, a script adds the device's own."""
    if rest:
        raise Http404
    context = {"page": page, "edition_url": site_path(page)} | stamps_context(
        edition=page, now=timezone.now()
    )
    return TemplateResponse(request, "expo/stamps/walk.html", context)


# No token against forged requests: a stamp is worth nothing but on the device whose secret asks for it.
@csrf_exempt
@require_POST
@limited("stamps", setting="STAMPS_PER_MINUTE")
def stamp(request, edition):
    """Give the stamp of a booth's hall to a device: {device, booth} → {hall, title, day, stamp, halls}.

    403 for other sites, 404 while the edition's doors are closed or where the hall takes no part.
    """
    if not from_own_page(request):
        return HttpResponseForbidden()
    walk, asked = _walk(edition), _asked(request)
    try:
        booth = asked.get("booth")
        hall, given = give_stamp(
            walk=walk, booth=booth if type(booth) is int else 0, device=str(asked.get("device", ""))
        )
    except (NoStampError, OverflowError):
        raise Http404 from None
    title, halls = walk.halls[hall], list(walk.halls)
    return _private({"hall": hall, "title": title, "day": walk.day, "stamp": given, "halls": halls})


@csrf_exempt
@require_POST
def code(request, edition):
    """Give the one code of a device that has all stamps: {device, stamps: {hall: [day, stamp]}} → {code}.

    403 for other sites, 404 when it is not the last day, 409 {wrong: [halls]} where stamps are missing or not right,
    429 for more than STAMP_CODES_PER_HOUR from one address.
    """
    if not from_own_page(request):
        return HttpResponseForbidden()
    if not spend(request, "stamp-codes", most=settings.STAMP_CODES_PER_HOUR, seconds=HOUR):
        return too_many(retry_after=HOUR)
    walk, asked = _walk(edition), _asked(request)
    if walk is None or not walk.is_last_day:
        raise Http404
    try:
        row = issue_code(
            walk=walk, device=str(asked.get("device", "")), stamps=_stamps(asked), now=timezone.now()
        )
    except NoStampError as error:
        return _private({"wrong": error.halls}, status=409)
    return _private({"code": row.code})


def _walk(slug: str) -> Walk | None:
    """Return the walk that is on, if it is this edition's."""
    return next((walk for walk in stamping_walks() if walk.slug == slug), None)


def _asked(request) -> dict:
    """Return the object that was sent, an empty one for anything else."""
    try:
        found = json.loads(request.body) if len(request.body) <= LONGEST_BODY else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _stamps(asked: dict) -> dict[int, tuple[str, str]]:
    sent = asked.get("stamps")
    if not isinstance(sent, dict) or len(sent) > MOST_HALLS:
        return {}
    return {
        int(hall): (str(pair[0]), str(pair[1]))
        for hall, pair in sent.items()
        if hall.isascii()
        and hall.isdecimal()
        and len(hall) < 18
        and isinstance(pair, list)
        and len(pair) == 2
    }


def _private(values: dict, *, status: int = 200) -> JsonResponse:
    return JsonResponse(values, status=status, headers={"Cache-Control": "no-store"})
