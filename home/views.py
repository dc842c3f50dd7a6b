"""Serving pages."""

from django.http import Http404, HttpResponse
from wagtail.views import serve

from core.page_cache import kept
from home.routing import find_route
from home.sitemaps import robots_text, sitemap, sitemap_index

MOST_PARAMETERS = 2
"""Pages with more than these in their address are asked for too seldom to be kept."""


def serve_page(request, path):
    """Serve the page at `path`: our routing, then Wagtail's own serving with all its hooks."""
    try:
        route = find_route(request, path)
    except Http404:
        route = None
    request._wagtail_route_for_request = route
    response = serve(request, path)
    response.may_be_kept = route is not None and _is_for_everybody(request, route.page, response)
    return response


def _is_for_everybody(request, page, response) -> bool:
    """Tell whether the answer is the same for all visitors and worth keeping.

    Parameters a page took up stand in its context as `parameters`; made-up ones would fill the cache.
    """
    known = getattr(response, "context_data", None) or {}
    known = known.get("parameters", {})
    asked = request.GET.lists()
    return (
        page.is_known_unrestricted
        and len(request.GET) <= MOST_PARAMETERS
        and all(values == [known.get(name)] for name, values in asked)
    )


def robots(request):
    """Tell robots what they may read."""
    return HttpResponse(robots_text(), content_type="text/plain")


def map_of_maps(request):
    """Tell search engines where the maps are."""
    # Dating 150,000 products takes most of a second.
    return HttpResponse(kept("home:sitemap", sitemap_index), content_type="application/xml")


def map_of_pages(request, name):
    """Tell search engines what a part of the site holds."""
    return HttpResponse(sitemap(name), content_type="application/xml")
