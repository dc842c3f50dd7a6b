"""What can be seen: a page shows only while it and every page above it is live."""

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Left
from wagtail.models import Page

FRONT_PAGE_DEPTH = 2
DEEPEST = 6
"""Depth of products: front page, index, hall, booth, product."""


def hidden(path: str) -> Exists:
    """Return the condition that the page whose tree path is `path`, or a page above it, is not live.

    Each page above is one look-up by its path, so that the condition costs the same in any tree.
    """
    chain = Q()
    for depth in range(FRONT_PAGE_DEPTH, DEEPEST + 1):
        chain |= Q(path=Left(OuterRef(path), Value(depth * Page.steplen)))
    return Exists(Page.objects.filter(chain, live=False).order_by())
