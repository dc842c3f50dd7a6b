"""Forms of the register of aid."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from catalog.importing.limits import MAX_FILE_BYTES
from core.uploads import private_copy, require_whole
from expo.admin.editor_merchants import merchant_chooser_viewset
from expo.domain.aid import complete, others_of_kind, save_aid
from expo.models import AidGrant, AidProgramme

MAX_DOCUMENT_BYTES = 10 * 1024**2
PICTURES = ("jpg", "jpeg", "png", "webp")


def checked_document(upload: UploadedFile):
    """Return a document as it may be stored: a PDF as it is, a photo without what the phone noted in it.

    Raises ValidationError in plain words for anything else.
    """
    if upload.size > MAX_DOCUMENT_BYTES:
        raise ValidationError(
            _("Berkas ini terlalu besar; paling besar %(limit)d MB.")
            % {"limit": MAX_DOCUMENT_BYTES // 1024**2}
        )
    kind = upload.name.rpartition(".")[2].lower()
    head = upload.read(5)
    upload.seek(0)
    if kind == "pdf" and head == b"%PDF-":
        return upload
    if kind in PICTURES:
        try:
            require_whole(upload)
            if clean := private_copy(upload):
                return clean
        except ValueError:
            pass
    raise ValidationError(_("Berkas ini bukan PDF atau foto yang utuh."))


class AidGrantForm(WagtailAdminModelForm):
    """Aid of one business; asks twice where the business has aid of the kind already."""

    anyway = forms.BooleanField(
        label=gettext_lazy("Tetap simpan"),
        required=False,
        widget=forms.HiddenInput,
    )

    class Meta:
        model = AidGrant
        fields = (
            "programme", "merchant", "number", "starts_on", "ends_on", "document", "received_on", "received_by",
        )  # fmt: skip
        # Another widget of files would link to the file, which has no address.
        widgets = {"document": forms.FileInput, "merchant": merchant_chooser_viewset.widget_class}

    def __init__(self, *args, for_user=None, **kwargs):
        super().__init__(*args, for_user=for_user, **kwargs)
        self._by = for_user
        if self.instance.document:
            self.fields["document"].help_text = _("Sudah ada dokumen. Berkas baru menggantikannya.")

    def clean_document(self):
        """Check a new document."""
        document = self.cleaned_data["document"]
        return checked_document(document) if isinstance(document, UploadedFile) else document

    def _post_clean(self):
        """Check the whole aid, and whether the business has aid of the kind already."""
        super()._post_clean()
        if self.errors:
            return
        complete(self.instance)
        if self.cleaned_data["anyway"]:
            return
        others = list(others_of_kind(self.instance))
        if others:
            box = self.fields["anyway"]
            box.widget = forms.CheckboxInput()
            self.add_error(
                "anyway",
                _("%(merchant)s sudah punya: %(others)s. Centang bila memang diberi lagi.")
                % {"merchant": self.instance.merchant, "others": "; ".join(map(said, others))},
            )

    def save(self, commit=True):
        """Store it by the rules of the domain."""
        return save_aid(grant=self.instance, by=self._by)


def said(grant: AidGrant) -> str:
    """Return aid in words: programme, number, last day."""
    parts = [str(grant.programme), grant.number]
    if grant.ends_on:
        parts.append(_("sampai %(day)s") % {"day": date_format(grant.ends_on, "j F Y")})
    return ", ".join(filter(None, parts))


class ImportForm(forms.Form):
    """A table of aid, and the programme it is of."""

    programme = forms.ModelChoiceField(
        label=gettext_lazy("Program bantuan"), queryset=AidProgramme.objects.all()
    )
    table = forms.FileField(
        label=gettext_lazy("Tabel penerima"),
        help_text=gettext_lazy("XLSX atau CSV, satu baris untuk setiap penerima."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )

    def clean_table(self):
        """Refuse a file that is too large before anything reads it."""
        table = self.cleaned_data["table"]
        if table.size > MAX_FILE_BYTES:
            raise ValidationError(
                _("Berkas ini terlalu besar; paling besar %(limit)d MB.")
                % {"limit": MAX_FILE_BYTES // 1024**2}
            )
        return table
