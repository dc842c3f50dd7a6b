"""What follows from changes in the page tree."""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from catalog.domain.listing import products_listed
from catalog.models import Category, ProductPage
from core.live import FRONT_PAGE_DEPTH
from core.models import Photo
from core.photos import photo_sources_changed
from expo.domain.copies import regroup_booths, rewrite_places
from expo.domain.listing import follow_merchant, refresh_below, refresh_booth, refresh_hall, refresh_product
from expo.domain.moving import settle_in_hall
from expo.domain.offers import follow_edition, keep_offers, leave_former_booth, write_rows
from expo.domain.participation import forget_booth
from expo.models import AidGrant, BoothPage, ExpoOffer, ExpoPage, HallIndexPage, HallPage
from merchants.models import Area, Market, Merchant


def refresh_page(page):
    """Refresh what the public lists show of a page of any type."""
    if isinstance(page, ProductPage):
        refresh_product(product=page)
    elif isinstance(page, BoothPage):
        refresh_booth(booth=page)
    elif isinstance(page, HallPage):
        refresh_hall(hall=page)
    elif isinstance(page, ExpoPage):
        follow_edition(edition=page)
    elif isinstance(page, HallIndexPage) or page.depth == FRONT_PAGE_DEPTH:
        refresh_below(page=page)


@receiver(products_listed)
def keep_offers_in_rows(sender, page_ids, **kwargs):
    """Put what holds for a time back into rows that were made anew."""
    keep_offers(product_ids=page_ids)


@receiver([page_published, page_slug_changed])
def refresh_after_change(sender, instance, **kwargs):
    """Refresh after publishing and renaming. What its people hid stays hidden, whatever is published of it."""
    page = instance.specific
    if isinstance(page, ProductPage) and page.live and page.hidden_at:
        ProductPage.objects.filter(pk=page.pk).update(live=False)
        page.live = instance.live = False
    refresh_page(page)


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
    elif isinstance(page, ProductPage):
        leave_former_booth(product=page)
    refresh_page(page)
    left = kwargs["parent_page_before"].specific
    if isinstance(left, BoothPage) and left.pk != page.get_parent().pk:
        refresh_booth(booth=left, with_products=False)


@receiver(pre_delete, sender=ProductPage)
def refresh_booth_of_deleted_product(sender, instance, **kwargs):
    """Take a deleted product off the lists and out of its booth's card."""
    instance.live = False
    refresh_product(product=instance)


def _showing(photo) -> tuple[list[ProductPage], list[BoothPage]]:
    """Return the public products and booths whose cards may show a photo."""
    products = ProductPage.objects.filter(photos__photo=photo, listing__isnull=False).distinct()
    booths = BoothPage.objects.filter(Q(cover=photo) | Q(logo=photo), listing__isnull=False)
    return list(products), list(booths)


def _refresh_cards(products, booths):
    for product in products:
        refresh_product(product=product)
    for booth in booths:
        refresh_booth(booth=booth, with_products=False)


@receiver(photo_sources_changed)
def refresh_after_new_pictures(sender, photo, **kwargs):
    """Show a photo's new pictures wherever the photo leads a card."""
    _refresh_cards(*_showing(photo))


@receiver(pre_delete, sender=BoothPage)
def give_places_back(sender, instance, **kwargs):
    """Offer the places of a deleted booth to those who wait."""
    forget_booth(booth=instance, now=timezone.now())


@receiver(pre_delete, sender=Photo)
def note_who_shows_photo(sender, instance, **kwargs):
    """Remember where a photo is shown: once it is deleted, nobody knows."""
    instance.shown_by = _showing(instance)


@receiver(post_delete, sender=Photo)
def refresh_without_photo(sender, instance, **kwargs):
    """Show the next photo, or the drawn placeholder, where a deleted one was."""
    _refresh_cards(*instance.shown_by)


@receiver(post_save, sender=Area)
@receiver(post_save, sender=Market)
def follow_place(sender, instance, created, raw=False, **kwargs):
    """Show a place's new name on the booths there."""
    if not created and not raw:
        rewrite_places(booths=instance.booths.all())


@receiver(pre_delete, sender=Area)
@receiver(pre_delete, sender=Market)
def note_who_stands_there(sender, instance, **kwargs):
    """Remember the booths of a place that is about to go."""
    instance.booths_there = list(instance.booths.values_list("pk", flat=True))


@receiver(post_delete, sender=Area)
@receiver(post_delete, sender=Market)
def leave_place_out(sender, instance, **kwargs):
    """Leave a deleted place out of the booths' lines."""
    rewrite_places(booths=BoothPage.objects.filter(pk__in=instance.booths_there))


@receiver(post_save, sender=Merchant)
def follow_business(sender, instance, created, raw=False, **kwargs):
    """Let the filter for offices know whether a business has an NIB."""
    if not created and not raw:
        follow_merchant(merchant=instance)


@receiver(post_save, sender=Category)
def follow_category_group(sender, instance, created, raw=False, **kwargs):
    """Let the halls' filters find booths under a category's new group."""
    if not created and not raw:
        regroup_booths(category=instance)


@receiver(post_delete, sender=AidGrant)
def delete_aid_document(sender, instance, **kwargs):
    """Let no document stay of aid that is no longer on record."""
    if instance.document:
        transaction.on_commit(partial(instance.document.storage.delete, instance.document.name))


@receiver(post_delete, sender=ExpoOffer)
def leave_offer_out(sender, instance, **kwargs):
    """Let no price of an edition stand on that was deleted."""
    transaction.on_commit(partial(write_rows, product_ids=[instance.product_id]))
