"""The form of a guestbook."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.strangers import StrangersForm

FIELDS = ("name", "town", "words")


class GuestForm(StrangersForm):
    """Name, town and words of a guest."""

    words = forms.CharField(
        label=_("Kesan dan pesan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Paling panjang 500 huruf."),
        error_messages={"required": _("Tulis sedikit dulu.")},
    )
    name = forms.CharField(
        label=_("Nama"),
        max_length=80,
        help_text=_("Ditampilkan di buku tamu."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Tulis nama Anda.")},
    )
    town = forms.CharField(
        label=_("Kota"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )

    @property
    def entry(self) -> dict:
        """Return what was filled in, in the words of `expo.domain.guestbook.write`."""
        return {name: self.cleaned_data[name] for name in FIELDS}
