"""Finding a booth at the stalls, making its first owner's slip, and seeing what became of one's slips."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lapak.access import for_people
from lapak.domain.canvassing import find_booths, may_canvass, own_slips, ownerless_booths
from lapak.domain.slips import SlipRefusedError, make_slip
from lapak.entry.paper import paper
from merchants.enums import MembershipRole
from merchants.permissions import is_member

ON_PAGE = 20
LONGEST_SEARCH = 80


def for_canvassers(view):
    """Decorate a view for canvassers and the office; for everybody else it does not exist."""

    @for_people
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_canvass(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_canvassers
def booths(request):
    """Show the booths without owner, those that were looked for, with the button that makes a slip."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    page = Paginator(find_booths(query), ON_PAGE).get_page(request.GET.get("hal"))
    context = {"query": query, "page": page, "is_member": is_member(request.user)}
    return render(request, "lapak/canvass/booths.html", context)


@require_safe
@for_canvassers
def slips(request):
    """Show the slips this person made, and what became of them."""
    page = Paginator(own_slips(request.user), ON_PAGE).get_page(request.GET.get("hal"))
    return render(request, "lapak/canvass/slips.html", {"page": page})


@require_POST
@for_canvassers
def make(request, booth_id):
    """Make the slip and show it, the only time its code is known. A booth with an owner does not exist here."""
    booth = get_object_or_404(ownerless_booths(), pk=booth_id)
    try:
        new = make_slip(booth=booth, role=MembershipRole.OWNER, by=request.user)
    except PermissionDenied:
        # Somebody became owner in between.
        raise Http404 from None
    except SlipRefusedError as refused:
        messages.error(request, str(refused))
        return redirect("lapak:canvass")
    context = paper(new, back=reverse("lapak:canvass"), tells_number=False)
    return render(request, "lapak/entry/paper.html", context)
