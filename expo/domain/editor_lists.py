"""What the office lists and counts: states, what lacks a photo or a price, and the home of an editor."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, IntegerField, Q, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageLogEntry, WorkflowState, get_default_page_content_type

from catalog.models import ProductListing, ProductPage, ProductPhoto
from expo.domain.moderation import BOOTH_PATH_LENGTH, TRUSTED_CHANGE, waiting_page_ids, waiting_states
from expo.models import BoothListing, BoothPage
from expo.stalls import stall_code

NEW_DAYS = 30
"""For how many days a booth counts as new."""


class State(models.TextChoices):
    """What an editor sees of a page at one glance; a live page may wait as well."""

    LIVE = "live", _("Tayang")
    DRAFT = "draft", _("Draf")
    WAITING = "waiting", _("Menunggu diperiksa")
    SENT_BACK = "sent_back", _("Dikembalikan")


def sent_back_page_ids() -> QuerySet:
    """Return the ids of all pages that were sent back and not handed in again, for use in a filter."""
    return (
        WorkflowState.objects.filter(
            base_content_type=get_default_page_content_type(), status=WorkflowState.STATUS_NEEDS_CHANGES
        )
        .order_by()
        .values_list(Cast("object_id", output_field=IntegerField()), flat=True)
    )


def in_state(pages: QuerySet, state: str) -> QuerySet:
    """Return the pages of a queryset that are in one state."""
    if state == State.LIVE:
        return pages.filter(live=True)
    if state == State.WAITING:
        return pages.filter(pk__in=waiting_page_ids())
    if state == State.SENT_BACK:
        return pages.filter(pk__in=sent_back_page_ids())
    return pages.filter(live=False).exclude(pk__in=waiting_page_ids()).exclude(pk__in=sent_back_page_ids())


def below(pages: QuerySet, page) -> QuerySet:
    """Return the pages of a queryset that stand below `page`, by a range of the path's index.

    A prefix match would do the same but cannot use the index on SQLite.
    """
    return pages.filter(path__gt=page.path, path__lte=page.path + "Z" * 2 * Page.steplen)


def booths_without_photo(booths: QuerySet, *, lacking: bool = True) -> QuerySet:
    """Return the booths whose card shows no photo: no cover, and no photo of a public product."""
    without = Q(cover__isnull=True) & (Q(listing__isnull=True) | Q(listing__picture={}))
    return booths.filter(without) if lacking else booths.exclude(without)


def products_without_photo(products: QuerySet, *, lacking: bool = True) -> QuerySet:
    """Return the products without a photo in their gallery (or those with)."""
    with_photo = ProductPhoto.objects.order_by().values("page_id")
    return products.exclude(pk__in=with_photo) if lacking else products.filter(pk__in=with_photo)


def booths_lacking_prices(booths: QuerySet, *, lacking: bool = True) -> QuerySet:
    """Return the booths with at least one product without a price (or those whose products all have one)."""
    paths = (
        ProductPage.objects.filter(price__isnull=True)
        .order_by()
        .values_list(Substr("path", 1, BOOTH_PATH_LENGTH), flat=True)
    )
    return booths.filter(path__in=paths) if lacking else booths.exclude(path__in=paths)


def products_of_booths(products: QuerySet, booths: QuerySet) -> QuerySet:
    """Return the products that stand in one of these booths."""
    return products.annotate(booth_path=Substr("path", 1, BOOTH_PATH_LENGTH)).filter(
        booth_path__in=booths.order_by().values("path")
    )


def search_booths(booths: QuerySet, words: str) -> QuerySet:
    """Return booths with every word in the name, the business's name, the stall's or the short code."""
    for word in words.split()[:8]:
        match = Q(title__icontains=word) | Q(draft_title__icontains=word)
        match |= Q(merchant__name__icontains=word) | Q(short_code__iexact=word)
        if (number := _stall_number(word)) is not None:
            match |= Q(stall_number=number)
        booths = booths.filter(match)
    return booths


def search_products(products: QuerySet, words: str) -> QuerySet:
    """Return products with every word in the name or as their own code."""
    for word in words.split()[:8]:
        products = products.filter(
            Q(title__icontains=word) | Q(draft_title__icontains=word) | Q(sku__iexact=word)
        )
    return products


def _stall_number(word: str) -> int | None:
    from expo.domain.stall_moves import stall_number_of

    try:
        return stall_number_of(word)
    except ValueError:
        return None


def add_states(pages: list) -> None:
    """Set `state_waiting` and `state_sent_back` on each page of a list, in two queries."""
    ids = [page.pk for page in pages]
    waiting = {
        int(object_id): started
        for object_id, started in waiting_states()
        .filter(workflow_state__object_id__in=[str(pk) for pk in ids])
        .values_list("workflow_state__object_id", "started_at")
    }
    sent_back = {
        int(object_id)
        for object_id in WorkflowState.objects.filter(
            base_content_type=get_default_page_content_type(),
            status=WorkflowState.STATUS_NEEDS_CHANGES,
            object_id__in=[str(pk) for pk in ids],
        ).values_list("object_id", flat=True)
    }
    for page in pages:
        page.waiting_since = waiting.get(page.pk)
        page.was_sent_back = page.pk in sent_back


def add_booths(products: list, *, fields=()) -> None:
    """Set `booth` on each product of a list, in one query; it has title, code, hall, merchant and `fields`."""
    paths = {product.path[:BOOTH_PATH_LENGTH] for product in products}
    booths = {
        booth.path: booth
        for booth in BoothPage.objects.filter(path__in=paths)
        .select_related("hall", "area", "market", "merchant")
        .only(
            "path", "title", "draft_title", "stall_number", "live", "is_trusted", "hall__title",
            "area__name", "market__name", "merchant__name", *fields,
        )
    }  # fmt: skip
    for product in products:
        product.booth = booths.get(product.path[:BOOTH_PATH_LENGTH])


def add_photos(products: list) -> None:
    """Set `has_photo` on each product of a list, in one query."""
    found = set(
        ProductPhoto.objects.filter(page__in=[product.pk for product in products])
        .order_by()
        .values_list("page_id", flat=True)
    )
    for product in products:
        product.has_photo = product.pk in found


# The home of an editor


def count_waiting() -> int:
    """Return how many pages wait for the office."""
    return waiting_states().order_by().count()


def count_trusted_changes(since: datetime) -> int:
    """Return how many times trusted booths published since a moment."""
    return PageLogEntry.objects.filter(action=TRUSTED_CHANGE, timestamp__gte=since).count()


def new_booths(*, limit: int) -> tuple[list[BoothListing], int]:
    """Return the newest public booths, and how many were first published in the last NEW_DAYS days."""
    since = timezone.now() - timedelta(days=NEW_DAYS)
    recent = BoothListing.objects.filter(published_at__gte=since)
    rows = recent.order_by("-published_at", "-page").only(
        "title", "hall_title", "stall_number", "published_at", "place_label", "product_count"
    )
    return list(rows[:limit]), recent.count()


def incomplete_products(*, limit: int) -> tuple[list[ProductListing], int, int]:
    """Return the newest public products without photo or price, and how many lack each."""
    without_price = ProductListing.objects.filter(price__isnull=True)
    without_photo = ProductListing.objects.filter(picture={})
    rows = list(
        ProductListing.objects.filter(Q(price__isnull=True) | Q(picture={}))
        .order_by("-published_at", "-page")
        .annotate(lacks_price=Q(price__isnull=True), lacks_photo=Q(picture={}))
        .values("page_id", "title", "booth_title", "booth_code", "lacks_price", "lacks_photo")[:limit]
    )
    return rows, without_photo.count(), without_price.count()


def booth_code(stall_number: int | None) -> str:
    """Return a stall's code, "" for none."""
    return stall_code(stall_number) if stall_number else ""


LAST_CHANGED = F("latest_revision_created_at").desc(nulls_last=True)
"""The order of listings: what was changed last comes first."""
