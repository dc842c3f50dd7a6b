"""Photos of people who have no account yet."""

from django.utils.translation import gettext_lazy as _

from core.models import Photo
from core.photo_forms import PhotoField

MOST_PIXELS = 4096 * 4096
"""What cameras of "16 megapixels" give at most. Phones with scripts send far less; without, one of 12 passes."""


class UnknownPhotoField(PhotoField):
    """Takes smaller pictures than other pages do: looking into one costs memory, and anybody may send some here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.max_image_pixels = MOST_PIXELS
        self.error_messages["file_too_many_pixels"] = _(
            "Foto ini terlalu besar. Paling besar 16 megapiksel: pilih ukuran foto yang lebih kecil di kamera, "
            "lalu ambil lagi."
        )


def store_unknown_photo(*, upload, title: str) -> Photo:
    """Store an upload that `UnknownPhotoField` has taken; it is nobody's until the person is known."""
    return Photo.objects.create(title=title[:200] or "Foto", file=upload)
