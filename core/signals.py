"""What follows from saving things of the leaf room."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save

from core.models import Photo
from core.tasks import make_pictures


def make_pictures_after_save(sender, instance, raw=False, update_fields=None, **kwargs):
    """Have the pictures made once the photo is safely stored."""
    if raw or (update_fields is not None and set(update_fields) <= {"sources"}):
        return
    transaction.on_commit(partial(make_pictures.enqueue, instance.pk))


def connect():
    """Listen to the saving of photos."""
    post_save.connect(make_pictures_after_save, sender=Photo)
