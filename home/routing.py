"""From an address to a page, in two queries however deep the page stands.

Wagtail asks two queries for each level of the tree. An address here names its whole path, so all
levels are read at once; the page itself is then read with everything its template shows.
"""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

MAX_DEPTH = 6
"""Components an address of this site has at most: a longer one is nobody's page and costs no query."""

_LEVEL = ("pk", "url_path", "live", "content_type", "alias_of", "view_restrictions")
"""What is read of each page of an address. A page with two restrictions comes twice, which changes nothing."""


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
    # The slugs are indexed, the addresses are not.
    slugs = [*components, root_path.strip("/").rpartition("/")[2]]
    found = {
        level.url_path: level
        for level in Page.objects.filter(slug__in=slugs, url_path__in=addresses)
        .order_by()
        .values_list(*_LEVEL, named=True)
    }
    chain = []
    for address in addresses:
        if address not in found:
            break
        chain.append(found[address])
    if not chain or not all(level.live for level in chain):
        raise Http404
    return _route_to(request, chain, rest=components[len(chain) - 1 :])


def _route_to(request, chain: list, rest: list[str]) -> RouteResult:
    model = ContentType.objects.get_for_id(chain[-1].content_type).model_class()
    if model is None or (rest and not hasattr(model, "route_below")):
        raise Http404
    pages = model.objects.select_related(*getattr(model, "shown_with", ()))
    page = next(iter(pages.filter(pk=chain[-1].pk).order_by()), None)
    if page is None:
        raise Http404
    page.is_known_unrestricted = not any(level.view_restrictions or level.alias_of for level in chain)
    return page.route_below(request, rest) if rest else RouteResult(page)
