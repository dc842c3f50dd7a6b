"""From an address to a page, in two queries however deep the page stands.

Wagtail asks two queries for each level of the tree. An address here names its whole path, so all
levels are read at once; the page itself is then read with everything its template shows.
"""

from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import Http404
from wagtail.models import Site
from wagtail.url_routing import RouteResult

MAX_DEPTH = 6
"""Components an address of this site has at most: a longer one is nobody's page and costs no query."""

# SQL and no queryset: every public page asks this first, and it took longer to compile than to run.
# The slugs are indexed, the addresses are not. A page with two restrictions comes twice, which changes nothing.
_LEVELS = """SELECT "page"."id", "page"."url_path", "page"."live", "page"."content_type_id",
    "page"."alias_of_id" IS NOT NULL OR "restriction"."id" IS NOT NULL
FROM "wagtailcore_page" "page"
LEFT JOIN "wagtailcore_pageviewrestriction" "restriction" ON "restriction"."page_id" = "page"."id"
WHERE "page"."slug" IN ({slugs}) AND "page"."url_path" IN ({addresses})"""


class Level(NamedTuple):
    """What is read of each page of an address."""

    pk: int
    url_path: str
    live: bool
    content_type: int
    is_special: bool
    """Restricted, or an alias, which Wagtail serves by its own rules."""


def find_route(request, path: str) -> RouteResult:
    """Return the page at `path` and the arguments to serve it with; raises Http404.

    A page is public only while everything above it is live, so that hiding a booth hides its
    products. A page type with `route_below` serves the rest of an address below itself.
    """
    components = [component for component in path.split("/") if component]
    if len(components) > MAX_DEPTH:
        raise Http404
    root_path = next((site.root_path for site in Site.get_site_root_paths()), None)
    if root_path is None:
        raise Http404
    addresses = [root_path]
    for component in components:
        addresses.append(f"{addresses[-1]}{component}/")
    slugs = [*components, root_path.strip("/").rpartition("/")[2]]
    found = _read_levels(slugs, addresses)
    chain = []
    for address in addresses:
        if address not in found:
            break
        chain.append(found[address])
    if not chain or not all(level.live for level in chain):
        raise Http404
    return _route_to(request, chain, rest=components[len(chain) - 1 :])


def _read_levels(slugs: list[str], addresses: list[str]) -> dict[str, Level]:
    sql = _LEVELS.format(slugs=_places(slugs), addresses=_places(addresses))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*slugs, *addresses])
        return {level.url_path: level for level in map(Level._make, cursor.fetchall())}


def _places(values: list) -> str:
    return ", ".join(["%s"] * len(values))


def _route_to(request, chain: list, rest: list[str]) -> RouteResult:
    model = ContentType.objects.get_for_id(chain[-1].content_type).model_class()
    if model is None or (rest and not hasattr(model, "route_below")):
        raise Http404
    pages = model.objects.select_related(*getattr(model, "shown_with", ()))
    page = next(iter(pages.filter(pk=chain[-1].pk).order_by()), None)
    if page is None:
        raise Http404
    page.is_known_unrestricted = not any(level.is_special for level in chain)
    return page.route_below(request, rest) if rest else RouteResult(page)
