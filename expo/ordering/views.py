"""The order list of one booth, and the way from it into WhatsApp."""

import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpResponseForbidden
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.limits import WINDOW, spend
from core.origins import from_own_page
from expo.ordering.message import message_of, new_order_code
from expo.ordering.order import Order, ordering_booth, read_order
from marketplaces.domain.clicks import count_order
from marketplaces.robots import is_person

logger = logging.getLogger(__name__)


# No token against forged requests: nothing is done in anybody's name and nothing is stored, so that the form
# can stand on pages that are kept for everybody. Forms of other sites are refused by what the browser says.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def order(request, code):
    """Show the order list that the address holds; POST leads into WhatsApp with it, or says what has changed.

    404 for booths that nobody may see or that have no WhatsApp number; 422 when something is to be told
    first, 403 for forms of other sites, 429 for more than ORDERS_PER_MINUTE from one address.
    """
    booth = ordering_booth(code)
    if booth is None:
        raise Http404(_("Lapak ini tidak menerima pesanan lewat WhatsApp."))
    if request.method == "POST":
        return _send(request, booth)
    return _form(request, read_order(booth=booth, given=request.GET))


def _send(request, booth):
    if not from_own_page(request):
        return HttpResponseForbidden()
    order = read_order(booth=booth, given=request.POST)
    if not spend(request, "orders", most=settings.ORDERS_PER_MINUTE):
        words = _("Terlalu banyak pesanan dari tempat ini. Coba lagi sebentar lagi.")
        response = _form(request, order, words=words, status=429)
        response["Retry-After"] = str(WINDOW)
        return response
    if not order.may_be_sent:
        return _form(request, order, words=_why(order), status=422)
    message = message_of(order, code=new_order_code(booth))
    _count(request, booth)
    # Not a redirect: `form-action` of the policy would stop it on its way to another site, and opening it for
    # WhatsApp's hosts, whichever they lead on to, is more than needed. The page leads on by itself.
    context = {"booth": booth, "message": message}
    return _private(render(request, "pages/order_sent.html", context), referrer="no-referrer")


def _form(request, order: Order, *, words: str = "", status: int = 200):
    return _private(
        render(
            request,
            "pages/order_page.html",
            {"order": order, "booth": order.booth, "words": words},
            status=status,
        )
    )


def _private(response, *, referrer: str = "same-origin"):
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = referrer
    return response


def _why(order: Order) -> str:
    """Return in words why an order is not sent yet."""
    if order.is_too_long:
        return _("Sekali pesan paling banyak 30 macam barang. Kirim sebagian dulu, sisanya sesudahnya.")
    if any(line.problem for line in order.lines):
        return _("Ada jumlah yang perlu diperbaiki.")
    if order.gone or any(line.news for line in order.lines):
        return _("Ada yang berubah di lapak ini. Periksa lagi, lalu kirim.")
    return _("Isi jumlah sedikitnya satu barang.")


def _count(request, booth) -> None:
    """Count an order that was started, by a person who is no merchant and not of the office; it stops nobody."""
    if not is_person(request, method="POST") or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return
    try:
        count_order(page=booth)
    except DatabaseError:
        logger.exception("An order at booth %s was not counted", booth.pk)
