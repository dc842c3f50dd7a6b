"""How often one visitor may ask for something that costs more than a page."""

import time
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import JsonResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from core.addresses import visitor_of

WINDOW = 60
"""Seconds over which requests are counted."""


def limited(name: str, *, setting: str) -> Callable:
    """Decorate a view so that an address may ask it as often a minute as the setting with this name says.

    More is answered 429 with Retry-After. The cache holds a number under a key made with the site's
    secret and the minute; the address itself is stored nowhere, and nothing outlives the minute.
    Caches that processes do not share count for each process alone.
    """

    def decorate(view):
        @wraps(view)
        def counted(request, *args, **kwargs):
            if not spend(request, name, most=getattr(settings, setting)):
                return too_many(retry_after=WINDOW - int(time.time()) % WINDOW)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def spend(request, name: str, *, most: int, seconds: int = WINDOW) -> bool:
    """Count one request under a name and tell whether its address has asked at most `most` times.

    That is in this minute, or in another stretch of `seconds`.
    """
    return _count(name, int(time.time()) // seconds, visitor_of(request), seconds) <= most


def too_many(*, retry_after: int) -> JsonResponse:
    """Return the answer to somebody who asks too often."""
    response = JsonResponse(
        {"error": gettext("Terlalu banyak permintaan. Coba lagi sebentar lagi.")}, status=429
    )
    response["Retry-After"] = str(retry_after)
    response["Cache-Control"] = "no-store"
    return response


def _count(name: str, window: int, visitor: str, seconds: int) -> int:
    digest = salted_hmac("core.limits", f"{name}:{window}:{visitor}", algorithm="sha256").hexdigest()[:32]
    key = f"limit:{digest}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:
        # The cache threw it out in between.
        return 1
