"""What follows from changes in the page tree."""

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from catalog.models import ProductPage
from core.live import FRONT_PAGE_DEPTH
from core.photos import photo_sources_changed
from expo.domain.listing import refresh_below, refresh_booth, refresh_hall, refresh_product
from expo.domain.moving import settle_in_hall
from expo.models import BoothPage, HallIndexPage, HallPage


def refresh_page(page):
    """Refresh what the public lists show of a page of any type."""
    if isinstance(page, ProductPage):
        refresh_product(product=page)
    elif isinstance(page, BoothPage):
        refresh_booth(booth=page)
    elif isinstance(page, HallPage):
        refresh_hall(hall=page)
    elif isinstance(page, HallIndexPage) or page.depth == FRONT_PAGE_DEPTH:
        refresh_below(page=page)


@receiver([page_published, page_slug_changed])
def refresh_after_change(sender, instance, **kwargs):
    """Refresh after publishing and renaming."""
    refresh_page(instance.specific)


@receiver(page_unpublished)
def refresh_after_unpublishing(sender, instance, **kwargs):
    """Refresh after unpublishing. Wagtail also says so of a page it is about to delete, still live."""
    page = instance.specific
    page.live = False
    refresh_page(page)


@receiver(post_page_move)
def refresh_after_move(sender, instance, **kwargs):
    """Settle a moved booth in its new hall, then refresh."""
    page = type(instance).objects.get(pk=instance.pk).specific
    if isinstance(page, BoothPage):
        settle_in_hall(booth=page)
    refresh_page(page)


@receiver(pre_delete, sender=ProductPage)
def refresh_booth_of_deleted_product(sender, instance, **kwargs):
    """Take a deleted product off the lists and out of its booth's card."""
    instance.live = False
    refresh_product(product=instance)


@receiver(photo_sources_changed)
def refresh_after_new_pictures(sender, photo, **kwargs):
    """Show a photo's new pictures wherever the photo leads a card."""
    for product in ProductPage.objects.filter(photos__photo=photo, listing__isnull=False).distinct():
        refresh_product(product=product)
    for booth in BoothPage.objects.filter(listing__isnull=False, cover=photo) | BoothPage.objects.filter(
        listing__isnull=False, logo=photo
    ):
        refresh_booth(booth=booth, with_products=False)
