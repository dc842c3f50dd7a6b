"""When cards are drawn anew: whatever changes a row ends here, after the change is safely stored."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from catalog.domain.listing import products_listed
from catalog.models import ProductPage
from expo.domain.copies import places_rewritten
from expo.models import BoothListing, BoothPage, HallPage
from expo.sharing.tasks import make_cards, make_cards_of_hall, remove_cards


@receiver(products_listed)
def follow_products(sender, page_ids, **kwargs):
    """Draw the cards of products whose rows were written."""
    if page_ids:
        transaction.on_commit(partial(make_cards.enqueue, page_ids))


@receiver(places_rewritten)
def follow_places(sender, page_ids, **kwargs):
    """Draw the cards that tell of a place with another name: those of booths without a line of their own."""
    telling = list(BoothListing.objects.filter(page__in=page_ids, tagline="").values_list("pk", flat=True))
    if telling:
        transaction.on_commit(partial(make_cards.enqueue, telling))


@receiver(post_save, sender=BoothListing)
def follow_booth(sender, instance, raw=False, **kwargs):
    """Draw the card of a booth whose row was written."""
    if not raw:
        transaction.on_commit(partial(make_cards.enqueue, [instance.pk]))


@receiver(page_published, sender=HallPage)
def follow_hall(sender, instance, **kwargs):
    """Draw the cards of a hall that may have other colours now."""
    transaction.on_commit(partial(make_cards_of_hall.enqueue, instance.pk))


@receiver(page_unpublished, sender=BoothPage)
@receiver(page_unpublished, sender=ProductPage)
def forget_hidden(sender, instance, **kwargs):
    """Remove the card of a page that was taken off the site, and those of a booth's products."""
    page_ids = [instance.pk]
    if sender is BoothPage:
        page_ids += ProductPage.objects.child_of(instance).values_list("pk", flat=True)
    transaction.on_commit(partial(remove_cards.enqueue, page_ids))


@receiver(pre_delete, sender=BoothPage)
@receiver(pre_delete, sender=ProductPage)
def forget_deleted(sender, instance, **kwargs):
    """Remove the card of a page that is deleted."""
    transaction.on_commit(partial(remove_cards.enqueue, [instance.pk]))
