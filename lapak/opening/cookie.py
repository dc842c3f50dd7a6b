"""The cookie by which somebody without an account finds the own answers again.

It holds the opening's code, signed, out of reach of scripts; not the session, which log-out empties and whose
cookie would keep public pages from being answered out of the page cache.
"""

from django.conf import settings

from lapak.domain import openings
from lapak.opening.models import BoothOpening

NAME = "buka"
SALT = "lapak.opening"


def code_of(request) -> str:
    """Return the code this phone holds, "" when it holds none or somebody changed it."""
    age = openings.LIFETIME.total_seconds() * 4
    return request.get_signed_cookie(NAME, default="", salt=SALT, max_age=age) or ""


def opening_of(request) -> BoothOpening | None:
    """Return the opening this phone holds the code of."""
    code = code_of(request)
    return openings.find(code=code) if code else None


def remember(response, code: str):
    """Give this phone the code."""
    response.set_signed_cookie(
        NAME,
        code,
        salt=SALT,
        max_age=int(openings.LIFETIME.total_seconds() * 4),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def forget(response):
    """Take the code from this phone."""
    response.delete_cookie(NAME, samesite="Lax")
    return response
