"""What follows from changes in the catalogue."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from catalog.domain.search import follow_category
from catalog.models import Category


@receiver(post_save, sender=Category)
def follow_after_category(sender, instance, created, raw=False, **kwargs):
    """Show a category's new name and group wherever its products are listed."""
    if not created and not raw:
        follow_category(category=instance)
