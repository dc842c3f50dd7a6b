"""Forms of the expo's admin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.forms import CertifiedPageForm
from expo.domain.completeness import problems_before_publishing
from expo.domain.hidden_links import hidden_among, refusal
from merchants.permissions import is_curator


class StallPageForm(CertifiedPageForm):
    """The form of booths and products: a draft may be incomplete, what is handed in may not.

    Nobody but the office shows a link that the office hid, not even in a draft.
    """

    def _post_clean(self):
        super()._post_clean()
        if self.for_user and not is_curator(self.for_user):
            self._refuse_hidden_links()
        if self.is_deferred_validation:
            return
        for name, sentence in problems_before_publishing(page=self.instance).items():
            if not self.has_error(name):
                self.add_error(name if name in self.fields else None, sentence)

    def _refuse_hidden_links(self):
        forms = self.formsets["links"].forms if "links" in self.formsets else []
        shown = [form for form in forms if form.is_valid() and form.cleaned_data.get("is_on")]
        hidden = hidden_among(page=self.instance, addresses=[form.instance.address for form in shown])
        for form in shown:
            if form.instance.address in hidden and not form.cleaned_data.get("DELETE"):
                form.add_error("is_on", refusal(hidden[form.instance.address]))


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
