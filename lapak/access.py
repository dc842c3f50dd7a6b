"""The doors of the merchant's pages."""

from functools import wraps

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from merchants.permissions import is_member

LAST_DAY = "lapak_last_day"
"""Where a session keeps the last day on which somebody came: SESSION_COOKIE_AGE counts from then."""


def unkept(view):
    """Decorate a view whose answers nobody keeps and no other site hears of.

    Cache-Control: no-store, because phones are shared at a stall. Referrer-Policy: same-origin; with
    `no-referrer` browsers would send "Origin: null", which the check against forged requests refuses.
    """

    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        return response

    return answered


def for_people(view):
    """Decorate a view for people who are logged in; others are led to the log-in and back."""

    @unkept
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            back = request.get_full_path() if request.method == "GET" else reverse("lapak:my_booth")
            return redirect(f"{reverse('lapak:log_in')}?{urlencode({'next': back})}")
        # Once a day, so that who keeps coming stays logged in on this phone.
        today = timezone.localdate().isoformat()
        if request.session.get(LAST_DAY) != today:
            request.session[LAST_DAY] = today
        return view(request, *args, **kwargs)

    return guarded


def for_members(view):
    """Decorate a view for people who belong to a business; others read what to do (403)."""

    @for_people
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not is_member(request.user):
            return render(request, "lapak/entry/no_booth.html", {"may_open": True}, status=403)
        return view(request, *args, **kwargs)

    return guarded
