"""Opening a slip, and making and revoking them."""

import time

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from core.addresses import visitor_of
from expo.models import BoothPage
from lapak.access import for_people, unkept
from lapak.domain.attempts import TooManyAttemptsError, attempt
from lapak.domain.slips import (
    NumberTakenError,
    SlipRefusedError,
    count_wrong_try,
    make_slip,
    open_slip,
    remove_slip_user,
    require_open,
    revoke_slip,
    use_slip,
    use_slip_as_new_person,
    use_slip_to_return,
)
from lapak.entry.forms import ClaimForm, CodeForm, log_in_or_say_why
from lapak.entry.paper import paper
from lapak.entry.views import start_session, wait_words
from lapak.models import ClaimSlip
from merchants.enums import MembershipRole
from merchants.models import Membership
from merchants.permissions import is_curator

OPENED = "lapak_slip"
OPENED_FOR = 30 * 60
"""Seconds in which somebody who opened a slip says who is there."""


@unkept
@sensitive_post_parameters("code")
@sensitive_variables("code")
def enter_slip(request):
    """Ask for the code. It travels in the body of a POST, never in an address."""
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            with attempt(action="slip", sender=visitor_of(request)):
                slip = open_slip(code=code)
        except SlipRefusedError as refused:
            form.add_error("code", str(refused))
        except TooManyAttemptsError as refused:
            status = 429
            form.add_error("code", wait_words(refused.minutes))
        else:
            request.session[OPENED] = [slip.pk, int(time.time()) + OPENED_FOR]
            return redirect("lapak:claim")
    return render(request, "lapak/entry/slip.html", {"form": form}, status=status)


@unkept
@sensitive_post_parameters("password")
def claim(request):
    """Say what an opened slip brings, and let its holder in: logged in already, or with number and password."""
    slip = _opened(request)
    if slip is None:
        return redirect("lapak:enter_slip")
    try:
        require_open(slip)
        if request.user.is_authenticated:
            if request.method == "POST":
                use_slip(slip_id=slip.pk, user=request.user)
                return _welcome(request, slip)
            form = None
        else:
            form = ClaimForm(request.POST or None)
            if request.method == "POST" and form.is_valid() and _let_in(request, slip, form):
                return _welcome(request, slip)
    except SlipRefusedError as refused:
        request.session.pop(OPENED, None)
        messages.error(request, str(refused))
        return redirect("lapak:enter_slip")
    context = {
        "form": form,
        "slip": slip,
        "for_owner": slip.role == MembershipRole.OWNER,
        "other_booths": BoothPage.objects.filter(merchant=slip.merchant_id).exclude(pk=slip.booth_id),
        "has_owner": Membership.objects.filter(merchant=slip.merchant_id, role=MembershipRole.OWNER).exists(),
    }
    return render(request, "lapak/entry/claim.html", context, status=429 if form and form.locked else 200)


class _NobodyError(Exception):
    """The form says why nobody is let in."""


def _let_in(request, slip, form) -> bool:
    """Use the slip as the person of the form and log in; on a refusal say why on the form.

    Refusals count for the slip and for the address: whoever makes slips must not learn by them which
    numbers are registered.
    """
    try:
        with attempt(action="number", sender=visitor_of(request)):
            user = _person_of(request, slip, form)
    except _NobodyError:
        return False
    except TooManyAttemptsError as refused:
        form.locked = True
        form.add_error(None, wait_words(refused.minutes))
        return False
    start_session(request, user, stay=True)
    return True


def _person_of(request, slip, form):
    data = form.cleaned_data
    phone, password = data["username"], data["password"]
    try:
        return use_slip_as_new_person(slip_id=slip.pk, phone=phone, password=password, name=data["name"]).user
    except NumberTakenError:
        user = use_slip_to_return(slip_id=slip.pk, phone=phone, password=password)
    if user is not None:
        return user
    wrong = _(
        "Nomor dan kata sandi ini tidak bisa dipakai. Pernah punya akun? Tulis kata sandinya yang dulu."
    )
    if password is None:
        form.add_error(None, wrong)
    else:
        user = log_in_or_say_why(form, request, username=phone, password=password, wrong=wrong)
    if user is None:
        # While log-ins are locked nobody looked at the password: that is not the slip's fault.
        if not form.locked:
            count_wrong_try(slip_id=slip.pk)
        raise _NobodyError
    use_slip(slip_id=slip.pk, user=user)
    return user


def _opened(request) -> ClaimSlip | None:
    slip_id, until = request.session.get(OPENED, (None, 0))
    if slip_id is None or until < time.time():
        return None
    return ClaimSlip.objects.select_related("booth", "merchant").filter(pk=slip_id).first()


def _welcome(request, slip):
    request.session.pop(OPENED, None)
    words = (
        _("Selamat datang. %(booth)s sekarang lapak Anda.")
        if slip.role == MembershipRole.OWNER
        else _("Selamat datang. Anda sekarang membantu %(booth)s.")
    )
    messages.success(request, words % {"booth": slip.booth.draft_title})
    return redirect("lapak:my_booth")


@for_people
def booth_slips(request, booth_id):
    """Show the office a booth's slips; POST makes one and shows it, the only time its code is known."""
    if not is_curator(request.user):
        raise Http404
    booth = get_object_or_404(BoothPage, pk=booth_id)
    if request.method == "POST":
        try:
            new = make_slip(booth=booth, role=MembershipRole.OWNER, by=request.user)
        except SlipRefusedError as refused:
            messages.error(request, str(refused))
            return redirect("lapak:booth_slips", booth_id)
        return render(request, "lapak/entry/paper.html", paper(new, back=request.path))
    context = {
        "booth": booth,
        "slips": booth.claim_slips.select_related("made_by", "used_by", "revoked_by")[:50],
        "owners": Membership.objects.filter(
            merchant=booth.merchant_id, role=MembershipRole.OWNER
        ).select_related("user"),
    }
    return render(request, "lapak/entry/booth_slips.html", context)


@require_POST
@for_people
def revoke(request, slip_id):
    """Take a slip back. Somebody else's slip and one that does not exist get the same answer."""
    slip = get_object_or_404(ClaimSlip, pk=slip_id)
    try:
        is_useless = revoke_slip(slip=slip, by=request.user)
    except PermissionDenied:
        raise Http404 from None
    if is_useless:
        messages.success(request, _("Slip dicabut. Kodenya tidak berlaku lagi."))
    else:
        messages.error(
            request, _("Terlambat: slip ini baru saja dipakai. Bila bukan orangnya, keluarkan orang itu.")
        )
    if is_curator(request.user):
        return redirect("lapak:booth_slips", slip.booth_id)
    return redirect("lapak:canvassed" if slip.role == MembershipRole.OWNER else "lapak:people")


@for_people
def remove_user(request, slip_id):
    """Ask the office, and then take out again whom a slip let in."""
    slips = ClaimSlip.objects.select_related("booth", "merchant", "used_by")
    slip = get_object_or_404(slips, pk=slip_id, used_by__isnull=False)
    if not is_curator(request.user):
        raise Http404
    if request.method == "POST":
        remove_slip_user(slip=slip, by=request.user)
        words = _("%(person)s tidak lagi mengelola lapak ini dan sudah keluar di semua HP.")
        messages.success(request, words % {"person": slip.used_by})
        return redirect("lapak:booth_slips", slip.booth_id)
    return render(request, "lapak/entry/remove_slip_user.html", {"slip": slip})
