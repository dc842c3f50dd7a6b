"""Going on with the answers on another phone."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from core.addresses import visitor_of
from lapak.access import unkept
from lapak.domain import openings
from lapak.domain.attempts import TooManyAttemptsError, attempt
from lapak.entry.forms import CodeForm
from lapak.entry.views import wait_words
from lapak.opening import cookie


class UnknownCodeError(Exception):
    """A code that no opening has."""


@require_safe
@unkept
def show_code(request):
    """Show the code of the answers on this phone."""
    if cookie.opening_of(request) is None:
        return redirect("lapak:open")
    return render(request, "lapak/opening/code.html", {"code": cookie.code_of(request)})


@unkept
@sensitive_post_parameters("code")
def resume(request):
    """Ask for the code on the other phone; wrong ones are limited like those of slips."""
    form, status = CodeForm(request.POST or None), 200
    form.fields["code"].label = _("Kode isian Anda")
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            with attempt(action="opening_code", sender=visitor_of(request)):
                if openings.find(code=code) is None:
                    raise UnknownCodeError
        except UnknownCodeError:
            status = 422
            form.add_error("code", _("Kode ini tidak dikenal, atau isiannya sudah lewat 14 hari."))
        except TooManyAttemptsError as refused:
            status = 429
            form.add_error("code", wait_words(refused.minutes))
        else:
            return cookie.remember(redirect("lapak:open"), openings.read_code(code))
    return render(request, "lapak/opening/resume.html", {"form": form}, status=status)
