"""Forms at the door. The fields' names are those whose values django-axes never writes down."""

from django import forms
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from core.phone import normalise_phone


class DoorForm(forms.Form):
    """A form at the door; `locked` tells that too much was tried for anybody to look at it."""

    locked = False


LOCKED = _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi.")
WRONG = _("Nomor HP dan kata sandi tidak cocok. Coba lagi.")


def phone_field() -> forms.CharField:
    """Return a field for a telephone number in any spelling."""
    return forms.CharField(
        label=_("Nomor HP"),
        max_length=254,
        help_text=_("Contoh: 0812-3456-7890"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "username"}),
    )


def number_or_error(text: str) -> str:
    """Return a number in its stored form (E.164) or raise ValidationError."""
    try:
        return normalise_phone(text)
    except ValueError:
        raise forms.ValidationError(_("Nomor HP ini tidak dikenali. Contoh: 0812-3456-7890")) from None


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


class LogInForm(DoorForm):
    """Number and password. The same words whether the number is registered or not."""

    username = phone_field()
    password = password_field(
        label=_("Kata sandi"),
        autocomplete="current-password",
        help_text=_("Yang Anda buat waktu membuka slip, atau yang diberikan petugas."),
    )
    stay = forms.BooleanField(
        label=_("Tetap masuk di HP ini"),
        required=False,
        initial=True,
        help_text=_("Jangan dicentang di HP yang dipakai bersama."),
    )

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


class CodeForm(forms.Form):
    """The code of a slip, in any spelling."""

    code = forms.CharField(
        label=_("Kode pada slip"),
        max_length=40,
        help_text=_("Dua kelompok huruf dan angka, contoh: C7KXM-2PQRT"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ClaimForm(DoorForm):
    """Who opens a slip: name, number, and a password or the wish to stay without one."""

    name = forms.CharField(
        label=_("Nama Anda"),
        max_length=150,
        help_text=_("Nama sehari-hari. Contoh: Bu Siti. Hanya dinas dan orang di lapak Anda yang melihat."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = phone_field()
    password = password_field(
        label=_("Kata sandi baru"),
        autocomplete="new-password",
        required=False,
        help_text=_("Paling sedikit 8 huruf atau angka. Pernah punya akun? Tulis kata sandi yang dulu."),
    )
    only_here = forms.BooleanField(
        label=_("Tanpa kata sandi: tetap masuk di HP ini saja"),
        required=False,
        help_text=_(
            "Kata sandi dapat dibuat nanti. Tanpa itu, bila HP hilang, minta slip baru kepada dinas."
        ),
    )

    def clean_username(self):
        """Turn the number into its stored form."""
        return number_or_error(self.cleaned_data["username"])

    def clean(self):
        """Ask for a good password, or for none.

        Asked before anybody looks whether the number is registered, so that the answer is the same.
        """
        data = super().clean()
        if data.get("only_here"):
            data["password"] = None
        elif not data.get("password"):
            self.add_error("password", _("Tulis kata sandi, atau centang “Tanpa kata sandi”."))
        else:
            try:
                person = get_user_model()(username=data.get("username", ""), first_name=data.get("name", ""))
                validate_password(data["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class NumberForm(forms.Form):
    """The number to send a code to."""

    username = phone_field()

    def clean_username(self):
        """Turn the number into its stored form."""
        return number_or_error(self.cleaned_data["username"])


class SentCodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=_("Kode dari pesan"),
        max_length=20,
        help_text=_("Delapan angka, contoh: 4812 0937"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class PasswordForm(DoorForm):
    """A new password; who has one says it first."""

    old = password_field(
        label=_("Kata sandi sekarang"),
        autocomplete="current-password",
        help_text=_("Yang Anda pakai untuk masuk. Lupa? Hubungi dinas."),
    )
    password = password_field(
        label=_("Kata sandi baru"),
        autocomplete="new-password",
        help_text=_("Paling sedikit 8 huruf atau angka."),
    )

    def __init__(self, *args, request, **kwargs):
        self.request = request
        self.user = user = request.user
        super().__init__(*args, **kwargs)
        if not user.has_usable_password():
            del self.fields["old"]

    def clean_old(self):
        """Compare with the one in use; guessing is limited as at the log-in."""
        old, wrong = self.cleaned_data["old"], _("Kata sandi sekarang tidak cocok.")
        log_in_or_say_why(self, self.request, username=self.user.username, password=old, wrong=wrong)
        return old

    def clean_password(self):
        """Hold the new one to the site's rules."""
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]
