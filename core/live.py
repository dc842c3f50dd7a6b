"""What can be seen: a page shows only while it and every page above it is live."""

from django.db.models import BooleanField, Func
from wagtail.models import Page

FRONT_PAGE_DEPTH = 2
DEEPEST = 6
"""Depth of products: front page, index, hall, booth, product."""

_CHAIN = ", ".join(
    f"SUBSTR(%(expressions)s, 1, {depth * Page.steplen})" for depth in range(FRONT_PAGE_DEPTH, DEEPEST + 1)
)

# SQL and no querysets: almost every public query has one of these conditions, and they took longer
# to compile than to run. Each page of the chain is one look-up by its path.
_HIDDEN = """EXISTS(
    SELECT 1 FROM "wagtailcore_page" "above" WHERE "above"."path" IN (%(expressions)s) AND NOT "above"."live"
)"""
_RESTRICTED = """EXISTS(
    SELECT 1 FROM "wagtailcore_pageviewrestriction" "restriction"
    JOIN "wagtailcore_page" "above" ON "above"."id" = "restriction"."page_id"
    WHERE "above"."path" IN (%(expressions)s)
)"""


def hidden(path: str) -> Func:
    """Return the condition that the page whose tree path is `path`, or a page above it, is not live."""
    return Func(Func(path, template=_CHAIN), template=_HIDDEN, output_field=BooleanField())


def restricted(path: str) -> Func:
    """Return the condition that the page whose tree path is `path`, or a page above it, has a view restriction."""
    return Func(Func(path, template=_CHAIN), template=_RESTRICTED, output_field=BooleanField())
