"""The one place where a photo of these steps comes in."""

from core.models import Photo


def store_photo(*, upload, title: str, by) -> Photo:
    """Store an upload that `core.photo_forms.PhotoField` has taken; `by` is None for somebody without an account."""
    return Photo.objects.create(title=title[:200] or "Foto", file=upload, uploaded_by_user=by)
