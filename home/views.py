"""Serving pages."""

from django.core.cache import cache
from django.http import Http404, HttpResponse
from wagtail.views import serve

from home.routing import find_route
from home.sitemaps import robots_text, sitemap, sitemap_index

INDEX_KEPT = 300
"""Seconds for which the index of maps is kept: dating 150,000 products takes most of a second."""


def serve_page(request, path):
    """Serve the page at `path`: our routing, then Wagtail's own serving with all its hooks."""
    try:
        request._wagtail_route_for_request = find_route(request, path)
    except Http404:
        request._wagtail_route_for_request = None
    return serve(request, path)


def robots(request):
    """Tell robots what they may read."""
    return HttpResponse(robots_text(), content_type="text/plain")


def map_of_maps(request):
    """Tell search engines where the maps are."""
    return HttpResponse(
        cache.get_or_set("home:sitemap", sitemap_index, INDEX_KEPT), content_type="application/xml"
    )


def map_of_pages(request, name):
    """Tell search engines what a part of the site holds."""
    return HttpResponse(sitemap(name), content_type="application/xml")
