"""Whole pages kept for visitors, and thrown away the moment anything a visitor sees changes.

One number, the *content version*, stands in the cache that all processes share (`CACHES["pages"]`).
`watch` gives it a new value after every committed write to a table that public pages show; every
kept page has the version at which it was read in its key, so that a change makes all of them
unreachable at once, in every process. Coarse on purpose: what a page depends on never has to be
listed, so nothing can be forgotten, and a page costs some ten milliseconds to make again.
"""

import secrets
from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from django.core.cache import cache, caches
from django.utils import timezone

PAGES = "pages"
"""The alias of the cache shared by all processes."""

VERSION = "content-version"
KEPT = 300
"""Seconds for which `kept` remembers, should nobody change anything."""

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
    caches[PAGES].set(VERSION, _new_version(), None)


def kept(name: str, make: Callable[[], Value]) -> Value:
    """Return what `make` returned since the last change of anything visitors see.

    For small things on every page, such as the menu, that belong to a day; kept in each process.
    """
    version = reading_at.get() or content_version()
    return cache.get_or_set(f"{name}:{version}:{timezone.localdate()}", make, KEPT) if version else make()


def _new_version() -> str:
    # Random and not counted: two processes may change it at once, and a cache may be emptied.
    return secrets.token_hex(8)
