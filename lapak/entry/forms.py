"""Forms at the door. The fields' names are those whose values django-axes never writes down."""

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

LOCKED = _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi.")
WRONG = _("Nomor HP dan kata sandi tidak cocok. Coba lagi.")


def phone_field() -> forms.CharField:
    """Return a field for a telephone number in any spelling."""
    return forms.CharField(
        label=_("Nomor HP"),
        max_length=254,
        help_text=_("Contoh: 0812-3456-7890"),
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "username"}),
    )


def password_field(*, label, autocomplete: str, help_text="", required=True) -> forms.CharField:
    """Return a field for a password; it is never shown again."""
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        required=required,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class LogInForm(forms.Form):
    """Number and password. The same words whether the number is registered or not."""

    username = phone_field()
    password = password_field(label=_("Kata sandi"), autocomplete="current-password")
    stay = forms.BooleanField(label=_("Tetap masuk di HP ini"), required=False, initial=True)

    def __init__(self, *args, request, **kwargs):
        self.request = request
        self.user = None
        super().__init__(*args, **kwargs)

    def clean(self):
        """Find the person, or say what to do."""
        data = super().clean()
        if not self.errors:
            self.user = log_in_or_say_why(
                self, self.request, username=data["username"], password=data["password"], wrong=WRONG
            )
        return data


def log_in_or_say_why(form, request, *, username: str, password: str, wrong):
    """Return the person whose number and password fit; else add the reason to the form and return None.

    django-axes would answer a locked-out request with the administration's page; here the form says it.
    """
    user = authenticate(request, username=username, password=password)
    if user is None:
        locked = getattr(request, "axes_locked_out", False)
        request.axes_locked_out = False
        form.locked = bool(locked)
        form.add_error(None, LOCKED if locked else wrong)
    return user
