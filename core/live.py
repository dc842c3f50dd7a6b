"""What can be seen: a page shows only while it and every page above it is live."""

from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Left
from wagtail.models import Page, PageViewRestriction

FRONT_PAGE_DEPTH = 2
DEEPEST = 6
"""Depth of products: front page, index, hall, booth, product."""


@lru_cache
def hidden(path: str) -> Exists:
    """Return the condition that the page whose tree path is `path`, or a page above it, is not live.

    Each page above is one look-up by its path, so that the condition costs the same in any tree.
    """
    return Exists(Page.objects.filter(_at_or_above(path, "path"), live=False).order_by())


@lru_cache
def restricted(path: str) -> Exists:
    """Return the condition that the page whose tree path is `path`, or a page above it, has a view restriction."""
    return Exists(PageViewRestriction.objects.filter(_at_or_above(path, "page__path")))


def _at_or_above(path: str, lookup: str) -> Q:
    chain = Q()
    for depth in range(FRONT_PAGE_DEPTH, DEEPEST + 1):
        chain |= Q(**{lookup: Left(OuterRef(path), Value(depth * Page.steplen))})
    return chain
