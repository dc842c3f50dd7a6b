"""The editors' pick, topped up by one rule.

The rule: the chosen products and booths in the curator's order, while their dates last and they
are public; then, up to the showcase's size, the newest products with a photo and a price that are
not out of stock, one from each booth not already shown.
"""

from dataclasses import dataclass

from django.utils import timezone

from catalog.enums import Availability
from catalog.models import ProductListing
from expo.models import BoothListing, ShowcasePage

TOP_UP_WINDOW = 6
"""How many times the missing number of products is looked at to find enough different booths."""


@dataclass(frozen=True, slots=True)
class ShowcaseEntry:
    """One thing shown: a product or a booth, with the curator's note; `is_pick` is false for what was topped up."""

    product: ProductListing | None
    booth: BoothListing | None
    note: str
    is_pick: bool


def is_current(thing, today) -> bool:
    """Tell whether `starts_on` and `ends_on` of a showcase or a pick include this day."""
    return (thing.starts_on is None or thing.starts_on <= today) and (
        thing.ends_on is None or today <= thing.ends_on
    )


def showcase_entries(
    *, showcase: ShowcasePage | None, size: int | None = None, hall_id: int | None = None
) -> list:
    """Return what a showcase shows today, at most `size` entries (the showcase's own size by default)."""
    if showcase is None:
        return []
    size = showcase.size if size is None else size
    today = timezone.localdate()
    items = [item for item in showcase.items.all() if is_current(item, today)]
    ids = [item.page_id for item in items]
    products = ProductListing.objects.in_bulk(ids)
    booths = BoothListing.objects.in_bulk(ids)
    entries = []
    for item in items:
        product, booth = products.get(item.page_id), booths.get(item.page_id)
        if product or booth:
            entries.append(ShowcaseEntry(product=product, booth=booth, note=item.note, is_pick=True))
    entries = entries[:size]
    missing = size - len(entries)
    if missing > 0:
        shown = {entry.product.booth_id if entry.product else entry.booth.page_id for entry in entries}
        candidates = (
            ProductListing.objects.filter(price__isnull=False)
            .exclude(picture={})
            .exclude(availability=Availability.OUT_OF_STOCK)
            .exclude(booth__in=shown)
            .order_by("-published_at", "-page")
        )
        if hall_id:
            candidates = candidates.filter(hall=hall_id)
        for product in candidates[: missing * TOP_UP_WINDOW]:
            if len(entries) >= size:
                break
            if product.booth_id not in shown:
                shown.add(product.booth_id)
                entries.append(ShowcaseEntry(product=product, booth=None, note="", is_pick=False))
    return entries
