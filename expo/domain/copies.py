"""Keeping in step what the public booths' rows copy of places and categories."""

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal

from catalog.domain.search import index_listings
from catalog.models import Category, ProductListing
from expo.models import BoothListing, BoothPage

BATCH = 500

places_rewritten = Signal()
"""Sent with `page_ids` of the booths whose rows tell of their place in other words now; within the transaction."""


@transaction.atomic
def rewrite_places(*, booths: QuerySet) -> None:
    """Write the place of these booths' rows anew where market, district or city are now called something else."""
    changed = []
    shown = booths.filter(listing__isnull=False).select_related("market", "area", "listing")
    for booth in shown.iterator(chunk_size=BATCH):
        label = booth.place_label()
        if booth.listing.place_label != label:
            booth.listing.place_label = label
            changed.append(booth.listing)
    BoothListing.objects.bulk_update(changed, ["place_label"], batch_size=BATCH)
    places_rewritten.send(sender=BoothListing, page_ids=[row.pk for row in changed])
    goods = ProductListing.objects.filter(booth__in=[row.pk for row in changed]).values_list(
        "page_id", flat=True
    )
    page_ids = list(goods[: BATCH + 1])
    if len(page_ids) <= BATCH:
        # The search finds products by their place; those of a whole city wait for the next rebuild.
        index_listings(page_ids=page_ids)


@transaction.atomic
def regroup_booths(*, category: Category) -> None:
    """Write the categories of the booths that sell something of `category` anew, after its group changed."""
    parents = dict(Category.objects.values_list("pk", "parent"))
    selling = ProductListing.objects.filter(category=category).order_by().values_list("booth", flat=True)
    booth_ids = list(selling.distinct())
    for start in range(0, len(booth_ids), BATCH):
        rows = BoothListing.objects.in_bulk(booth_ids[start : start + BATCH])
        found: dict[int, set[int]] = {pk: set() for pk in rows}
        chosen = BoothPage.categories.through.objects.filter(boothpage__in=rows)
        for pk, kind in chosen.values_list("boothpage", "category"):
            found[pk].add(kind)
        sold = ProductListing.objects.filter(booth__in=rows, category__isnull=False).order_by()
        for pk, kind in sold.values_list("booth", "category").distinct():
            found[pk] |= {kind, parents[kind] or kind}
        changed = [row for pk, row in rows.items() if row.category_ids != sorted(found[pk])]
        for row in changed:
            row.category_ids = sorted(found[row.pk])
        BoothListing.objects.bulk_update(changed, ["category_ids"])
