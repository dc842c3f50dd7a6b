"""Views of the leaf room: health, uploaded media, and what is said when something broke."""

import errno
import posixpath
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.static import serve

PUBLIC_MEDIA = ("images/", "original_images/", "avatar_images/", "cards/")
"""Folders of MEDIA_ROOT that hold pictures."""


RETRY_SECONDS = 30
"""When a visitor may try again while the database is gone or the disk is full."""
_SQLITE_OUTAGES = (
    "database is locked",
    "database table is locked",
    "database schema is locked",
    "disk I/O error",
    "unable to open",
    "attempt to write a readonly",
    "database or disk is full",
)
"""How SQLite says it; it raises the same for a column that is missing, which is a mistake (sqlite.org/rescode.html)."""
_FULL = {errno.ENOSPC, errno.EDQUOT}
"""The disk is full, or this site's share of it."""


def server_error(request):
    """Say that something broke: 503 while the database is out of reach or the disk is full, 500 for anything else.

    A form that was sent is not stored then, and its page says so; what was typed is still there one step back.
    The pages need no database, no session and no list of static files.
    """
    is_gone = _is_outage(sys.exc_info()[1])
    name, status = ("503.html", 503) if is_gone else ("500.html", 500)
    try:
        body = render_to_string(name, {"was_sent": request.method not in ("GET", "HEAD")})
    except Exception:
        # What broke may be the very thing the page needs, such as the list of static files.
        body = "<!doctype html><meta charset=utf-8><title>Gelar Lapak</title>Ada yang tersangkut. Coba lagi sebentar."
    headers = {"Retry-After": str(RETRY_SECONDS)} if is_gone else {}
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store", **headers})


def _is_outage(error) -> bool:
    if isinstance(error, OperationalError) and connection.vendor == "sqlite":
        return str(error).startswith(_SQLITE_OUTAGES)
    return isinstance(error, OperationalError | InterfaceError) or getattr(error, "errno", 0) in _FULL


@never_cache
def healthz(request):
    """Answer 200 while the database answers, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "unreachable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


def media(request, path):
    """Serve an uploaded file where no web server or object storage does it (the embedded profile).

    Names of renditions change with their content, so that browsers may keep them for a year.
    Nothing uploaded is ever run: the policy forbids everything. Only pictures are served; documents
    go through Wagtail, which knows who may read them.
    """
    # A path that says one folder and means another ("images/../documents") is nobody's file.
    if not path.startswith(PUBLIC_MEDIA) or posixpath.normpath(path) != path:
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    if response.status_code == 200:
        response["Cache-Control"] = "public, max-age=31536000, immutable"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
