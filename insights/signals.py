"""What follows from changes of this room's rows."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from insights.models import EditionReport


@receiver(post_delete, sender=EditionReport)
def delete_report_files(sender, instance, **kwargs):
    """Let no file stay of a report that is gone, or went with its edition."""
    for file in (instance.xlsx, instance.pdf):
        if file:
            transaction.on_commit(partial(file.storage.delete, file.name))
