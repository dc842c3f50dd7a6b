"""Log-in by a code sent to the phone; these addresses exist only on sites with a message gateway."""

import time

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from core.addresses import visitor_of
from lapak.access import unkept
from lapak.domain.attempts import TooManyAttemptsError, attempt
from lapak.domain.log_in_codes import LIFETIME, CodeRefusedError, send_code, use_code
from lapak.entry.forms import NumberForm, SentCodeForm
from lapak.entry.views import start_session, wait_words
from lapak.gateways import message_gateway

ASKED = "lapak_code_to"


@unkept
def ask_for_code(request):
    """Ask for the number; the next page is the same whether it is registered or not."""
    gateway = message_gateway()
    if gateway is None:
        raise Http404
    form = NumberForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data["username"]
        try:
            ticket = send_code(phone=phone, sender=visitor_of(request), gateway=gateway)
        except TooManyAttemptsError as refused:
            status = 429
            form.add_error(None, wait_words(refused.minutes))
        else:
            request.session[ASKED] = [phone, ticket, int(time.time() + LIFETIME.total_seconds())]
            return redirect("lapak:enter_code")
    return render(request, "lapak/entry/ask_for_code.html", {"form": form}, status=status)


@unkept
@sensitive_post_parameters("code")
def enter_code(request):
    """Ask for the code and log in."""
    phone, ticket, until = request.session.get(ASKED, ("", "", 0))
    if message_gateway() is None:
        raise Http404
    if until < time.time():
        return redirect("lapak:ask_for_code")
    form = SentCodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            with attempt(action="code", sender=visitor_of(request)):
                user = use_code(phone=phone, ticket=ticket, code=form.cleaned_data["code"])
        except CodeRefusedError:
            form.add_error("code", _("Kode ini tidak cocok atau sudah lewat 5 menit."))
        except TooManyAttemptsError as refused:
            status = 429
            form.add_error("code", wait_words(refused.minutes))
        else:
            request.session.pop(ASKED, None)
            start_session(request, user, stay=True)
            return redirect("lapak:my_booth")
    return render(request, "lapak/entry/enter_code.html", {"form": form}, status=status)
