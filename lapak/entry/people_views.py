"""The people of one's business: invite, take back, remove; and one's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from expo.permissions import own_booths
from lapak.access import for_members, for_people
from lapak.domain.people import may_remove, remove_helper, teams
from lapak.domain.slips import SlipRefusedError, make_slip
from lapak.entry.forms import PasswordForm
from lapak.entry.paper import paper
from merchants.enums import MembershipRole
from merchants.models import Membership


@for_members
def people(request):
    """Show who belongs to one's businesses, and to owners what they may do about it."""
    return render(request, "lapak/entry/people.html", {"teams": teams(user=request.user)})


@require_POST
@for_members
def invite(request, booth_id):
    """Make a slip for a helper and show it, the only time its code is known."""
    booth = get_object_or_404(own_booths(request.user), pk=booth_id)
    try:
        new = make_slip(booth=booth, role=MembershipRole.HELPER, by=request.user)
    except PermissionDenied:
        raise Http404 from None
    except SlipRefusedError as refused:
        messages.error(request, str(refused))
        return redirect("lapak:people")
    return render(request, "lapak/entry/paper.html", paper(new, back=reverse("lapak:people")))


@for_members
def remove(request, membership_id):
    """Ask, and then end a helper's part in the business."""
    membership = get_object_or_404(Membership.objects.select_related("user", "merchant"), pk=membership_id)
    if not may_remove(membership=membership, by=request.user):
        raise Http404
    if request.method == "POST":
        remove_helper(membership=membership, by=request.user)
        words = _("%(person)s tidak lagi membantu lapak Anda.")
        messages.success(request, words % {"person": membership.user})
        return redirect("lapak:people")
    return render(request, "lapak/entry/remove.html", {"membership": membership})


@for_people
@sensitive_post_parameters("old", "password")
def password(request):
    """Set a password, or another one; other phones are logged out by it."""
    form = PasswordForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        request.user.set_password(form.cleaned_data["password"])
        request.user.save(update_fields=["password"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Kata sandi baru berlaku. HP lain keluar dari akun ini."))
        return redirect("lapak:people")
    return render(request, "lapak/entry/password.html", {"form": form}, status=429 if form.locked else 200)
