"""Asking a booth, or several at once, for an offer."""

from django.conf import settings
from django.http import Http404, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.limits import spend
from core.origins import from_own_page
from core.phone import is_mobile
from core.tree import site_path
from expo.domain import enquiries
from expo.domain.enquiries import MOST_BOOTHS, TooManyEnquiriesError
from expo.enquiring.choosing import asked_product, choosing_context, chosen_booths, chosen_codes
from expo.enquiring.forms import EnquiryForm
from marketplaces.domain.chat import chat_address

HOUR = 3600


@require_safe
def choose(request):
    """Show booths by what offices need of a seller, to tick those that are asked together."""
    return _choose(request)


def _choose(request, *, status=200, is_nothing_ticked=False):
    context = choosing_context(query=request.GET) | {"is_nothing_ticked": is_nothing_ticked}
    response = _private(render(request, "expo/enquiring/choose.html", context, status=status))
    # Nothing of a buyer stands here: who looks at a booth and comes back finds the ticks as they were.
    response["Cache-Control"] = "private, no-cache"
    return response


# As with order lists no token against forged requests, so that nobody gets a cookie: nothing is done in
# anybody's name, and forms of other sites are refused by what the browser says.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, code):
    """Show the form of a request to one booth, perhaps about one of its products; POST sends it.

    404 for booths that nobody may see, 422 when something is to be put right, 403 for forms of other sites, 429
    for more than LETTERS_PER_HOUR from one address.
    """
    booths = chosen_booths([code.lower()])
    if not booths:
        raise Http404(_("Lapak ini tidak ada, atau sedang tidak tayang."))
    given = request.POST if request.method == "POST" else request.GET
    return _answer(request, booths, product=asked_product(booths[0], given))


@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask_several(request):
    """The same for the booths whose short codes are given as `lapak`, at most MOST_BOOTHS.

    422 shows the choice again, with its filters, for none and for too many.
    """
    codes = chosen_codes(request.POST if request.method == "POST" else request.GET)
    booths = chosen_booths(codes)
    if request.method != "POST" and (not booths or len(codes) > MOST_BOOTHS):
        return _choose(request, status=422, is_nothing_ticked=not booths)
    if not booths:
        return redirect("enquiring:choose")
    return _answer(request, booths[:MOST_BOOTHS])


def _answer(request, booths, product=None):
    now = timezone.now()
    if request.method != "POST":
        return _form(request, booths, product, EnquiryForm(now=now))
    if not from_own_page(request):
        return HttpResponseForbidden()
    form = EnquiryForm(request.POST, now=now)
    if not form.is_valid():
        return _form(request, booths, product, form, status=422)
    if not spend(request, "enquiries", most=settings.LETTERS_PER_HOUR, seconds=HOUR):
        form.add_error(None, _("Terlalu banyak kiriman dari tempat ini. Coba lagi satu jam lagi."))
        return _form(request, booths, product, form, status=429)
    try:
        sent = enquiries.send(
            key=form.key,
            booths=booths,
            product=product and product.page,
            buyer=form.buyer,
            now=now,
        )
    except TooManyEnquiriesError:
        form.add_error(None, _("Nomor ini sudah bertanya ke banyak lapak hari ini. Lanjutkan besok."))
        return _form(request, booths, product, form, status=429)
    return _private(render(request, "expo/enquiring/sent.html", {"rows": [_sent(one) for one in sent]}))


def _form(request, booths, product, form, *, status=200):
    for booth in booths:
        booth.path_of_page = site_path(booth)
    context = {
        "booths": booths,
        "booth": booths[0],
        "is_several": request.resolver_match.url_name == "ask_several",
        "product": product,
        "form": form,
    }
    return _private(render(request, "expo/enquiring/form.html", context, status=status))


def _sent(enquiry) -> dict:
    booth = enquiry.booth
    chat = chat_address(booth.whatsapp) if is_mobile(booth.whatsapp) else ""
    return {"title": booth.title, "url": site_path(booth), "chat_url": chat}


def _private(response):
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
