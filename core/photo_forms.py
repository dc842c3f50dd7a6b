"""The form by which photos come in."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core.uploads import require_whole


class PhotoField(WagtailImageField):
    """Takes whole pictures only: Wagtail's checks read the head of a file, and stumble over some that are cut short."""

    def to_python(self, data):
        """Return the upload; raises ValidationError in plain words for anything that is no whole picture."""
        try:
            upload = super().to_python(data)
            if upload is not None:
                require_whole(upload)
        except ValidationError:
            raise
        except Exception:
            # What decoders raise for damaged files is not documented, and differs with each of them.
            raise ValidationError(
                _("Foto ini rusak atau terpotong. Ambil fotonya sekali lagi, lalu unggah."), code="broken"
            ) from None
        return upload


class PhotoForm(BaseImageForm):
    """The base of Wagtail's forms for uploading and editing photos."""

    file = PhotoField(label=_("Berkas foto"), widget=forms.FileInput)

    @transaction.atomic
    def save(self, commit=True):
        """Save; where a file is replaced, new pictures are made only after the old ones are gone."""
        return super().save(commit=commit)
