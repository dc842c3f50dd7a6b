"""For the office: who opened a booth without an account, and letting that person in."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.phone import is_mobile
from lapak.access import for_people
from lapak.domain import openings
from lapak.opening.models import BoothOpening
from marketplaces.domain.chat import chat_address
from merchants.permissions import is_curator


def for_office(view):
    """Decorate a view of the person behind a booth; everybody else gets what does not exist."""

    @for_people
    @wraps(view)
    def guarded(request, booth_id):
        opening = None
        if is_curator(request.user):
            opening = (
                BoothOpening.objects.select_related("booth", "confirmed_by")
                .filter(booth=booth_id, sent_at__isnull=False)
                .first()
            )
        if opening is None:
            raise Http404
        return view(request, opening)

    return guarded


@for_office
def who(request, opening):
    """Show name and number, and what the office may answer."""
    context = {
        "opening": opening,
        "booth": opening.booth,
        "account": get_user_model().objects.filter(phone=opening.phone).first(),
        "ask": _chat(opening, _ask(opening)),
        "tell": _chat(opening, _tell(opening)),
    }
    return render(request, "lapak/opening/who.html", context)


@require_POST
@for_office
def know(request, opening):
    """Say that the office knows this person."""
    try:
        openings.confirm(opening=opening, by=request.user)
    except openings.OpeningRefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("%(person)s sekarang pemilik lapak ini dan dapat masuk.") % {"person": opening.person}
        )
    return redirect("lapak:opening_who", opening.booth_id)


@require_POST
@for_office
def refuse(request, opening):
    """Take the booth of somebody unknown away."""
    name = opening.name
    try:
        openings.decline(opening=opening, by=request.user)
    except PermissionDenied:
        messages.error(request, _("Lapak ini sudah pernah tayang. Turunkan lewat halaman lapaknya."))
        return redirect("lapak:opening_who", opening.booth_id)
    messages.success(request, _("%(booth)s dihapus.") % {"booth": name})
    return redirect("wagtailadmin_home")


def _ask(opening) -> str:
    return _("Halo %(person)s, benar Anda yang membuka lapak %(booth)s di Gelar Lapak?") % {
        "person": opening.person,
        "booth": opening.name,
    }


def _tell(opening) -> str:
    with translation.override("id"):
        address = settings.SITE_URL + reverse("lapak:log_in")
    return _("Halo %(person)s, lapak %(booth)s sudah dapat Anda kelola. Masuk di %(address)s") % {
        "person": opening.person,
        "booth": opening.name,
        "address": address,
    }


def _chat(opening, text: str) -> str:
    """Return the address of a chat with the person, "" where the number is no mobile one."""
    if not is_mobile(opening.phone):
        return ""
    return chat_address(opening.phone, text)
