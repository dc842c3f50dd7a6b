"""The editors' pick, topped up by one rule.

The rule: the chosen products and booths in the curator's order, while their dates last and they
are public; then, up to the showcase's size, the newest products with a photo and a price that are
not out of stock, one from each booth not already shown.
"""

from dataclasses import dataclass

from django.utils import timezone

from catalog.enums import Availability
from catalog.models import ProductListing
from expo.models import BoothListing, HallPage, ShowcasePage

TOP_UP_WINDOW = 6
"""How many times the missing number of products is looked at to find enough different booths."""

TOP_UP_ATTEMPTS = 3
"""Windows looked through before fewer entries than asked for are shown."""

PICKS_IN_HALL = 4


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
) -> list[ShowcaseEntry]:
    """Return what a showcase shows today, at most `size` entries (the showcase's own size by default).

    `hall_id` limits what is topped up to one hall. Four queries, or six when booths published
    very much at once.
    """
    if showcase is None:
        return []
    size = showcase.size if size is None else size
    today = timezone.localdate()
    if not is_current(showcase, today):
        return []
    items = [item for item in showcase.items.all() if is_current(item, today)]
    ids = [item.page_id for item in items]
    products = ProductListing.objects.in_bulk(ids) if ids else {}
    others = [pk for pk in ids if pk not in products]
    booths = BoothListing.objects.in_bulk(others) if others else {}
    entries, seen = [], set()
    for item in items:
        product, booth = products.get(item.page_id), booths.get(item.page_id)
        if (product or booth) and item.page_id not in seen:
            seen.add(item.page_id)
            entries.append(ShowcaseEntry(product=product, booth=booth, note=item.note, is_pick=True))
    entries = entries[:size]
    shown = {entry.product.booth_id if entry.product else entry.booth.page_id for entry in entries}
    topped = top_up(missing=size - len(entries), shown=shown, hall_id=hall_id)
    return entries + [
        ShowcaseEntry(product=product, booth=None, note="", is_pick=False) for product in topped
    ]


def top_up(*, missing: int, shown: set[int], hall_id: int | None = None) -> list[ProductListing]:
    """Return the newest suitable products, one of each booth that is not in `shown`: at most `missing`."""
    if missing <= 0:
        return []
    candidates = (
        ProductListing.objects.filter(price__isnull=False)
        .exclude(picture={})
        .exclude(availability=Availability.OUT_OF_STOCK)
        .exclude(booth__in=shown)
        .order_by("-published_at", "-page")
    )
    if hall_id:
        candidates = candidates.filter(hall=hall_id)
    found: dict[int, ProductListing] = {}
    window = missing * TOP_UP_WINDOW
    for _attempt in range(TOP_UP_ATTEMPTS):
        # A booth that published much at once may fill the window: then look past the booths found.
        newest = list(candidates.exclude(booth__in=list(found))[:window])
        for product in newest:
            found.setdefault(product.booth_id, product)
        if len(found) >= missing or len(newest) < window:
            break
    return list(found.values())[:missing]


def hall_picks(*, hall: HallPage) -> list[ProductListing]:
    """Return the products of a hall's own showcase, topped up from the same hall; [] without a showcase."""
    if not hall.showcase_id:
        return []
    showcase = ShowcasePage.objects.filter(pk=hall.showcase_id, live=True).first()
    entries = showcase_entries(showcase=showcase, size=PICKS_IN_HALL, hall_id=hall.pk)
    return [entry.product for entry in entries if entry.product]
