"""The addresses that public pages report to: which page was opened, which stage is watched, and nothing else."""

import re

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.addresses import visitor_of
from core.origins import from_own_page
from insights.domain.buffer import viewers, views
from insights.domain.throttle import throttle, viewer_throttle
from insights.enums import Kind
from marketplaces.robots import is_person

_SEEN = re.compile(rb"(home|hall|booth|product) ([1-9][0-9]{0,17})")
_WATCHED = re.compile(rb"panggung-([1-9][0-9]{0,17})")
_LONGEST = 32


# No token against forged requests: the answer and the effect are the same for everybody, nothing is done
# in anybody's name, and requests from other sites are refused by what the browser says of them.
@csrf_exempt
@require_POST
def seen(request):
    """Count one view of the page named in the body ("booth 12"); no query, no cookie, nothing kept of the sender.

    204, counted or not; 403 for requests of other sites; 400 for anything that is no kind and number. Left
    out: robots, who asks not to be tracked (DNT, Sec-GPC), who is logged in (merchants and the office),
    and what one address sends too often.
    """

    def count(named: re.Match) -> None:
        page_id = int(named[2])
        if throttle.allows(visitor_of(request), page_id):
            views.add(Kind(named[1].decode()), page_id)

    return _take(request, _SEEN, count)


@csrf_exempt
@require_POST
def watched(request):
    """Count one device at the stage of the room named in the body ("panggung-12"), as `seen` counts views.

    A page sends it once a minute while the stage is watched or read along on its screen (static/js/edition/viewers.js).
    """

    def count(named: re.Match) -> None:
        room_id = int(named[1])
        if viewer_throttle.allows(visitor_of(request), room_id):
            viewers.add(room_id)

    return _take(request, _WATCHED, count)


def _take(request, form: re.Pattern, count) -> HttpResponse:
    """Call `count` with what the body names, when the request is one that is counted; answer."""
    if not from_own_page(request):
        return HttpResponseForbidden()
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    named = form.fullmatch(request.body) if 0 < length <= _LONGEST else None
    if named is None:
        return HttpResponseBadRequest()
    if (
        is_person(request, method="POST")
        and not _asks_for_privacy(request)
        # Only merchants and the office log in. The cookie's presence says enough; it is not looked up.
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    ):
        count(named)
    response = HttpResponse(status=204)
    response["Cache-Control"] = "no-store"
    return response


def _asks_for_privacy(request) -> bool:
    return "1" in (request.headers.get("DNT"), request.headers.get("Sec-GPC"))
