"""Log-in and log-out."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lapak.access import unkept
from lapak.entry.forms import LogInForm

BACKEND = "core.auth.PhoneOrEmailBackend"
"""The backend that sessions made here name."""


@unkept
@sensitive_post_parameters("password")
def log_in(request):
    """Ask for number and password; lead to where the person was going."""
    way_on = _way_on(request)
    if request.user.is_authenticated:
        return redirect(way_on)
    form = LogInForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        start_session(request, form.user, stay=form.cleaned_data["stay"])
        return redirect(way_on)
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "by_code": bool(settings.MESSAGE_GATEWAY),
    }
    return render(request, "lapak/entry/log_in.html", context, status=429 if form.locked else 200)


@require_POST
@unkept
def log_out(request):
    """End the session on this phone; who has no password is asked first, since the way back is a new slip."""
    user = request.user
    if user.is_authenticated and not user.has_usable_password() and "yakin" not in request.POST:
        return render(request, "lapak/entry/log_out.html")
    logout(request)
    return redirect("lapak:log_in")


def start_session(request, user, *, stay: bool) -> None:
    """Log somebody in on this phone, for SESSION_COOKIE_AGE or until the browser closes."""
    login(request, user, backend=BACKEND)
    request.session.set_expiry(None if stay else 0)


def _way_on(request) -> str:
    way = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(way, {request.get_host()}, require_https=request.is_secure()):
        return way
    return reverse("lapak:my_booth")


def wait_words(minutes: int) -> str:
    """Say how long to wait."""
    return ngettext(
        "Terlalu banyak percobaan. Tunggu %(count)s menit, lalu coba lagi.",
        "Terlalu banyak percobaan. Tunggu %(count)s menit, lalu coba lagi.",
        minutes,
    ) % {"count": minutes}
