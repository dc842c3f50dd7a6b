"""Forms of the expo's admin."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """What an editor may say when approving."""

    comment = forms.CharField(label=_("Catatan"), widget=forms.Textarea({"rows": 2}), required=False)


class SendBackForm(forms.Form):
    """Why a page goes back to the merchant; the merchant reads it as it is written."""

    comment = forms.CharField(
        label=_("Alasan, untuk dibaca pelaku usaha"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Tulis dengan kata-kata biasa apa yang perlu diperbaiki."),
        max_length=2000,
    )
