"""Background work of the leaf room."""

from django_tasks import task

from core.models import Photo
from core.photos import make_sources


@task()
def make_pictures(photo_id: int) -> None:
    """Make the pictures of the photo with this id; a photo deleted meanwhile needs none."""
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is not None:
        make_sources(photo)
