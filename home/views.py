"""Serving pages."""

from django.http import Http404, HttpResponse
from wagtail.views import serve

from home.routing import find_route
from home.sitemaps import robots_text


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
