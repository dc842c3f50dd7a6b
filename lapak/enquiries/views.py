"""The list of requests, and one of them with the ready answer and what became of it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core.phone import is_mobile
from expo.domain.enquiries import ChangedEnquiryError, enquiries_of, mark, new_enquiries, reply_address
from expo.enums import EnquiryState
from expo.models import EnquirySettings
from lapak.booth.doors import of_own_booth

ON_PAGE = 24
NEWS = "lapak_enquiry_news"
"""Where a session keeps what was marked, and the way back: {enquiry, state, before}."""

WORDS = {
    EnquiryState.NEW: gettext_lazy("Ditandai baru lagi."),
    EnquiryState.ANSWERED: gettext_lazy("Ditandai sudah dijawab."),
    EnquiryState.AGREED: gettext_lazy("Ditandai sepakat."),
    EnquiryState.NOT_AGREED: gettext_lazy("Ditandai tidak sepakat."),
}


@require_safe
@of_own_booth
def enquiries(request, booth):
    """List the requests, those that wait first. For the booth's people; the office finds nothing here."""
    _only_for_people(request, booth)
    rows = enquiries_of(booth=booth, user=request.user)
    page = Paginator(rows, ON_PAGE).get_page(request.GET.get("hal"))
    return render(request, "lapak/enquiries/list.html", {"booth": booth, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@of_own_booth
def enquiry(request, booth, enquiry_id):
    """Show one request; POST marks what became of it, and what was marked can be taken back."""
    _only_for_people(request, booth)
    row = (
        enquiries_of(booth=booth, user=request.user).select_related("product", "booth").filter(pk=enquiry_id)
    )
    one = row.first()
    if one is None:
        raise Http404
    if request.method == "POST":
        return _mark(request, booth, one)
    news = request.session.pop(NEWS, None)
    if news and news["enquiry"] != one.pk:
        news = None
    context = {
        "booth": booth,
        "enquiry": one,
        "chat_url": reply_address(one) if is_mobile(one.phone) else "",
        "forget_on": one.forget_on(kept_days=EnquirySettings.load(request).kept_days),
        "told": news and (WORDS[news["state"]] if news["state"] else _("Baru saja diubah orang lain.")),
        "before": news and news["before"],
        "states": [state for state in EnquiryState if state not in (EnquiryState.NEW, one.state)],
    }
    return render(request, "lapak/enquiries/enquiry.html", context)


def _mark(request, booth, one):
    state, seen = request.POST.get("keadaan"), request.POST.get("dari", "")
    if state not in EnquiryState.values:
        raise Http404
    try:
        mark(enquiry=one, state=EnquiryState(state), seen=seen, now=timezone.now())
    except ChangedEnquiryError:
        request.session[NEWS] = {"enquiry": one.pk, "state": "", "before": ""}
    else:
        before = "" if "urungkan" in request.POST else seen
        request.session[NEWS] = {"enquiry": one.pk, "state": state, "before": before}
    return redirect("lapak:enquiry", booth.pk, one.pk)


def _only_for_people(request, booth) -> None:
    if new_enquiries(booth=booth, user=request.user) is None:
        raise Http404
