"""Feeds as answers."""

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse

from expo.models import BoothListing, CatalogueScope
from expo.sharing import feeds
from expo.sharing.addresses import is_signed


def new_booths(request):
    """Tell feed readers of new booths."""
    return _atom(feeds.new_booths())


def new_products(request):
    """Tell feed readers of new products."""
    return _atom(feeds.new_products())


def _atom(feed):
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def catalogue(request, scope, pk, signature, kind):
    """Stream the catalogue of the site, a hall or a booth to a platform that knows its signed address."""
    if not is_signed(scope, pk, signature):
        raise Http404
    title = settings.WAGTAIL_SITE_NAME
    if scope != CatalogueScope.SITE:
        column = "title" if scope == CatalogueScope.BOOTH else "hall_title"
        found = BoothListing.objects.filter(**{"page" if scope == CatalogueScope.BOOTH else "hall": pk})
        name = found.order_by("page").values_list(column, flat=True).first()
        if name is None:
            raise Http404
        title = f"{name} · {title}"
    rows = feeds.offered(scope=scope, pk=pk)
    if kind == "google":
        answer = StreamingHttpResponse(
            feeds.google_xml(rows, title=title), content_type="application/xml; charset=utf-8"
        )
    else:
        answer = StreamingHttpResponse(feeds.meta_csv(rows), content_type="text/csv; charset=utf-8")
    # An address with a signature is nobody's search result.
    answer["X-Robots-Tag"] = "noindex"
    return answer
