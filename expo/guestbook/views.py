"""Reading an edition's guestbook, and writing into it."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseForbidden
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.limits import spend
from core.origins import from_own_page
from core.tree import site_path
from expo.domain import guestbook
from expo.domain.guestbook import ClosedGuestbookError
from expo.guestbook.forms import GuestForm
from expo.models import GuestEntry
from expo.models.edition import edition_part

GUESTS_ON_PAGE = 24
HOUR = 3600


@edition_part("buku-tamu")
def read(request, page, *rest):
    """Show what the office let through, the newest first; the same for everybody."""
    if rest:
        raise Http404
    guests = Paginator(GuestEntry.objects.public().filter(edition=page), GUESTS_ON_PAGE)
    shown = guests.get_page(request.GET.get("hal"))
    url = f"{site_path(page)}buku-tamu/"
    pages = {
        "number": shown.number,
        "count": guests.num_pages,
        "prev_url": f"{url}?hal={shown.number - 1}" if shown.has_previous() else "",
        "next_url": f"{url}?hal={shown.number + 1}" if shown.has_next() else "",
    }
    context = {
        "page": page,
        "edition_url": site_path(page),
        "guests": shown,
        "pages": pages,
        "is_open": guestbook.is_open(edition=page, now=timezone.now()),
        "parameters": {"hal": str(shown.number)},
    }
    return TemplateResponse(request, "expo/guestbook/read.html", context)


# No token against forged requests, as with requests to booths.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, edition):
    """Show the form; POST notes the words, which the office reads before anybody else.

    404 unless the edition is public, 403 for forms of other sites, 422 when something is to be put right, 429 for
    more than LETTERS_PER_HOUR from one address.
    """
    page, now = guestbook.public_edition(edition), timezone.now()
    if request.method != "POST":
        form = GuestForm(now=now) if guestbook.is_open(edition=page, now=now) else None
        return _form(request, page, form)
    if not from_own_page(request):
        return HttpResponseForbidden()
    form = GuestForm(request.POST, now=now)
    if not form.is_valid():
        return _form(request, page, form, status=422)
    if not spend(request, "guests", most=settings.LETTERS_PER_HOUR, seconds=HOUR):
        form.add_error(None, _("Terlalu banyak kiriman dari tempat ini. Coba lagi satu jam lagi."))
        return _form(request, page, form, status=429)
    try:
        guestbook.write(edition=page, key=form.key, values=form.entry, now=now)
    except ClosedGuestbookError:
        return _form(request, page, None, status=409)
    return _form(request, page, None, is_sent=True)


def _form(request, page, form, *, is_sent=False, status=200):
    context = {"page": page, "edition_url": site_path(page), "form": form, "is_sent": is_sent}
    response = render(request, "expo/guestbook/sign.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
