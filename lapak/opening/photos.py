"""Photos of people who have no account yet."""

from core.models import Photo


def store_unknown_photo(*, upload, title: str) -> Photo:
    """Store an upload that `core.photo_forms.PhotoField` has taken; it is nobody's until the person is known."""
    return Photo.objects.create(title=title[:200] or "Foto", file=upload)
