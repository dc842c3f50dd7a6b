"""The form of pages that carry certificates."""

from catalog.models.certificate import CertificateFields
from core.forms import PhotosOfOwnPageForm

WHAT_WAS_CHECKED = {"type", "number", "valid_until"}


class CertifiedPageForm(PhotosOfOwnPageForm):
    """Drops the office's check of a certificate when what was checked is changed without checking anew."""

    def save(self, commit=True):
        """Take the check away from every certificate whose type, number or date was changed."""
        for formset in self.formsets.values():
            if not issubclass(formset.model, CertificateFields):
                continue
            for form in formset.forms:
                changed = set(form.changed_data)
                if WHAT_WAS_CHECKED & changed and "is_checked" not in changed:
                    form.instance.is_checked = False
        return super().save(commit=commit)
