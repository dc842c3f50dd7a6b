"""The form of pages that carry certificates."""

from catalog.models.certificate import CertificateFields
from core.forms import PhotosOfOwnPageForm
from core.powers import CURATE

WHAT_WAS_CHECKED = {"type", "number", "valid_until"}


def without_check(form_class):
    """Return the form of a certificate without its tick "checked by the office"."""

    class ReportedCertificateForm(form_class):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields.pop("is_checked", None)

    return ReportedCertificateForm


class CertifiedPageForm(PhotosOfOwnPageForm):
    """Lets only the office check certificates, and drops a check when what was checked is changed.

    Wagtail honours the permission of a panel on the page itself, not inside an inline panel.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.for_user is None or not self.for_user.has_perm(CURATE):
            for formset in self.certificate_formsets():
                formset.form = without_check(formset.form)

    def certificate_formsets(self):
        """Return the formsets of certificates; their forms are made only when asked for."""
        return [f for f in self.formsets.values() if issubclass(f.model, CertificateFields)]

    def save(self, commit=True):
        """Take the check away from every certificate whose type, number or date was changed."""
        for formset in self.certificate_formsets():
            for form in formset.forms:
                changed = set(form.changed_data)
                if WHAT_WAS_CHECKED & changed and "is_checked" not in changed:
                    form.instance.is_checked = False
        return super().save(commit=commit)
