"""What follows from saving things of the leaf room."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save

from core.models import Photo
from core.photos import photo_sources_changed
from core.tasks import make_pictures


def make_pictures_after_save(sender, instance, raw=False, update_fields=None, **kwargs):
    """Have the pictures made once the photo is safely stored; those of a file that was replaced show no more."""
    if raw or (update_fields is not None and set(update_fields) <= {"sources"}):
        return
    if instance.has_new_file:
        instance.has_new_file = False
        photo_sources_changed.send(sender=Photo, photo=instance)
    transaction.on_commit(partial(make_pictures.enqueue, instance.pk))


def connect():
    """Listen to the saving of photos."""
    post_save.connect(make_pictures_after_save, sender=Photo)
