"""Whole pages kept for visitors, and thrown away the moment anything a visitor sees changes.

One number, the *content version*, stands in the cache that all processes share (`CACHES["pages"]`).
`watch` gives it a new value after every committed write to a table that public pages show; every
kept page has the version at which it was read in its key, so that a change makes all of them
unreachable at once, in every process. Coarse on purpose: what a page depends on never has to be
listed, so nothing can be forgotten, and a page costs some ten milliseconds to make again.

What the clock changes although nobody writes anything, an expo that opens at eight, is told by the
rooms as *moments*. The key also says how many moments of the day have passed.
"""

import datetime
import secrets
from bisect import bisect_right
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import TypeVar

from django.core.cache import cache, caches
from django.db import DatabaseError
from django.utils import timezone

PAGES = "pages"
"""The alias of the cache shared by all processes."""

VERSION = "content-version"
KEPT = 300
"""Seconds for which `kept` remembers, should nobody change anything."""
BLIND = 1
"""Seconds for which `kept` remembers while the shared cache, and with it every change, is out of reach."""

Value = TypeVar("Value")
reading_at: ContextVar[str] = ContextVar("reading_at", default="")
"""The content version when the current request began, "" outside of one."""


def content_version() -> str:
    """Return the version of what visitors see, "" when the shared cache can't be reached."""
    version = caches[PAGES].get(VERSION)
    if not version:
        caches[PAGES].add(VERSION, _new_version(), None)
        # What stands there now, perhaps from another process; nothing where the cache can't be reached.
        version = caches[PAGES].get(VERSION, "")
    return version


def renew_content_version() -> None:
    """Make every kept page unreachable. Where the cache can't be reached they end after PAGE_CACHE_SECONDS."""
    # On a full disk nothing can be set, but the old one can be deleted.
    caches[PAGES].delete(VERSION)
    caches[PAGES].set(VERSION, _new_version(), None)


Moments = Callable[[datetime.date], Iterable[datetime.datetime]]
_moments: list[Moments] = []


def changes_at(read: Moments) -> Moments:
    """Register a function that returns the moments of a local day at which the clock changes a page."""
    _moments.append(read)
    return read


def part_of_day(version: str, now: datetime.datetime | None = None) -> str:
    """Return a name of the time between two moments: another one on another day and after each moment.

    The day's moments are read once for each content version. While the database is gone those of the
    version before are good enough, so that kept pages are still served.
    """
    now = now or timezone.now()
    day = timezone.localdate(now)
    moments = cache.get(f"moments:{version}:{day}")
    if moments is None:
        try:
            moments = sorted({moment for read in _moments for moment in read(day)})
        except DatabaseError:
            moments = cache.get(f"moments:{day}", [])
        else:
            cache.set(f"moments:{version}:{day}", moments, KEPT)
            cache.set(f"moments:{day}", moments, 24 * 3600)
    return f"{day:%Y%m%d}.{bisect_right(moments, now)}"


def kept(name: str, make: Callable[[], Value]) -> Value:
    """Return what `make` returned since the last change of anything visitors see.

    For small things on every page, such as the menu, that belong to a part of a day; kept in each process. While
    nobody can tell whether something changed it is kept for BLIND seconds: then every page is made anew, and a
    thousand open pages of an expo ask all the same.
    """
    version = reading_at.get() or content_version()
    if not version:
        return cache.get_or_set(f"{name}:", make, BLIND)
    return cache.get_or_set(f"{name}:{version}:{part_of_day(version)}", make, KEPT)


def _new_version() -> str:
    # Random and not counted: two processes may change it at once, and a cache may be emptied.
    return secrets.token_hex(8)
