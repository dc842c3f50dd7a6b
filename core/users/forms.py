"""Forms for people: a phone number or an e-mail address is enough."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from core.users.policy import canvassers_group

User = get_user_model()
ADMINISTRATORS_FIELDS = ("is_superuser", "groups")


class PhoneOrEmailLoginForm(LoginForm):
    """The log-in: one field for both, the same words for every failure."""

    error_messages = {
        **LoginForm.error_messages,
        "invalid_login": _("Nomor HP atau email dan kata sandi tidak cocok. Coba lagi."),
    }

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        name = self.fields["username"]
        name.label = _("Nomor HP atau email")
        name.widget.attrs |= {
            "placeholder": _("Contoh: 0812-3456-7890"),
            "autocomplete": "username",
            "autocapitalize": "none",
        }
        self.fields["password"].label = _("Kata sandi")
        self.fields["password"].widget.attrs |= {"autocomplete": "current-password", "placeholder": ""}


class NameForm(forms.ModelForm):
    """One's own name; many people have one only."""

    first_name = forms.CharField(label=_("Nama depan"), max_length=150)
    last_name = forms.CharField(label=_("Nama belakang"), max_length=150, required=False)

    class Meta:
        model = User
        fields = ("first_name", "last_name")


class PersonFormMixin(forms.Form):
    """Phone and e-mail instead of a user name; power is handed out by administrators, a canvasser's by editors, too."""

    email = forms.EmailField(label=_("Email"), required=False)
    first_name = forms.CharField(label=_("Nama depan"), max_length=150)
    last_name = forms.CharField(label=_("Nama belakang"), max_length=150, required=False)
    canvasses = forms.BooleanField(
        label=_("Petugas lapangan"),
        required=False,
        help_text=_(
            "Membuat slip di pasar, hanya untuk lapak yang belum ada pemiliknya, dan tidak masuk ke sini."
        ),
    )

    separate_username_field = False
    field_order = (
        "first_name",
        "last_name",
        "phone",
        "email",
        "password1",
        "password2",
        "canvasses",
        "is_active",
    )

    def __init__(self, *args, for_user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop(User.USERNAME_FIELD, None)
        self.fields["phone"].widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}
        # Longer than stored: people type spaces and dashes.
        self.fields["phone"].max_length = None
        self.fields["phone"].validators = []
        self.fields["phone"].widget.attrs.pop("maxlength", None)
        self.canvassers = canvassers_group().first()
        if for_user is None or not for_user.is_superuser:
            for name in ADMINISTRATORS_FIELDS:
                self.fields.pop(name, None)
            if self.instance.pk and self.canvassers:
                self.fields["canvasses"].initial = self.instance.groups.filter(pk=self.canvassers.pk).exists()
        if "groups" in self.fields or self.canvassers is None:
            # Administrators choose among all groups.
            self.fields.pop("canvasses")

    def save(self, commit=True):
        """Put the person among the canvassers, or take her or him out."""
        user = super().save(commit)
        if commit and "canvasses" in self.fields:
            change = user.groups.add if self.cleaned_data["canvasses"] else user.groups.remove
            change(self.canvassers)
        return user


class PersonCreationForm(PersonFormMixin, UserCreationForm):
    """A new person."""

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"phone"}


class PersonEditForm(PersonFormMixin, UserEditForm):
    """A person, with the way to log her or him out everywhere."""

    end_sessions = forms.BooleanField(
        label=_("Keluarkan dari semua perangkat"),
        required=False,
        help_text=_("Untuk HP yang hilang atau orang yang tidak boleh masuk lagi. Kata sandi tetap."),
    )

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"phone"}

    def __init__(self, *args, editing_self=False, **kwargs):
        # Wagtail deletes these two when people edit themselves; they may be gone already.
        super().__init__(*args, editing_self=False, **kwargs)
        if editing_self:
            for name in ("is_active", "is_superuser"):
                self.fields.pop(name, None)

    def save(self, commit=True):
        """End the sessions after saving, when asked to."""
        user = super().save(commit)
        if commit and self.cleaned_data.get("end_sessions"):
            user.end_sessions()
        return user
