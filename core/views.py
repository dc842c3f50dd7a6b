"""Views of the leaf room: health and uploaded media."""

import posixpath

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.static import serve

PUBLIC_MEDIA = ("images/", "original_images/", "avatar_images/", "cards/")
"""Folders of MEDIA_ROOT that hold pictures."""


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
