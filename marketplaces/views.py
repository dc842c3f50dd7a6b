"""The way out: `/ke/<id>/`."""

import logging

from django.db import DatabaseError
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplaces.domain.clicks import count_click
from marketplaces.models import OutboundLink
from marketplaces.robots import is_person

logger = logging.getLogger(__name__)


@require_safe
def leave(request, pk):
    """Redirect to a stored link and count the click; nothing in the request can change the target.

    404 for links that are off, whose page is not live, or whose platform has closed. At most two
    queries. The count never stands in the visitor's way: when it fails, it is logged and skipped.
    """
    link = OutboundLink.objects.public().filter(pk=pk).only("pk", "address").first()
    # The database holds nothing but https addresses; this guards against a constraint that was dropped.
    if link is None or not link.address.startswith("https://"):
        raise Http404(_("Tautan ini sudah tidak ada."))
    if is_person(request):
        try:
            count_click(link=link)
        except DatabaseError:
            logger.exception("Click on link %s was not counted", link.pk)
    response = HttpResponseRedirect(link.address)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
