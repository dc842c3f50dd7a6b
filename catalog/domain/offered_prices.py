"""Prices that hold for a time, where the catalogue sorts, filters and counts by price.

`SearchEntry` has the usual price. While an offer holds, `entries_now` puts its price in that place as
the statement runs: nothing is written when an offer begins or ends, and it is right to the second.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from catalog.domain.facets import BANDS, ENTRIES, KINDS, band_mask
from catalog.models import OfferedPrice, ProductListing
from catalog.models.offered import Offered
from core.page_cache import kept

_AS_IT_IS = ("page_id", "published_at", "category_group", *(kind for kind in KINDS if kind != "bands"))


@transaction.atomic
def put_offers(*, page_id: int, offers: Iterable[Offered]) -> None:
    """Let a listed product have these offers and no others."""
    offers = list(offers)
    ProductListing.objects.filter(page=page_id).update(offers=[offer.stored() for offer in offers])
    OfferedPrice.objects.filter(page=page_id).delete()
    OfferedPrice.objects.bulk_create(
        OfferedPrice(
            page_id=page_id,
            price=offer.price,
            bands=band_mask(offer.price, offer.price),
            begins=int(offer.starts_at.timestamp()),
            ends=int(offer.ends_at.timestamp()),
        )
        for offer in offers
    )


def offers_now() -> tuple[bool, dict[int, int]]:
    """Return whether any offer holds, and by how many products that changes each ready-made range of prices.

    One query after each change of what visitors see and each moment at which an offer begins or ends.
    """
    return kept("catalog:offers", _read_offers)


def _read_offers() -> tuple[bool, dict[int, int]]:
    now = int(timezone.now().timestamp())
    holding = OfferedPrice.objects.filter(begins__lte=now, ends__gt=now)
    # As `offer_at` decides: lower than the usual price, of a product that has one.
    lower = holding.filter(page__entry__price_top__gte=0, page__entry__price__gt=F("price"))
    pairs = list(lower.values_list("page__entry__bands", "bands"))
    change: Counter = Counter()
    for bit in range(len(BANDS)):
        change[bit] = sum((offered >> bit & 1) - (usual >> bit & 1) for usual, offered in pairs)
    return bool(pairs), {bit: number for bit, number in change.items() if number}


def with_offers(ready: dict[str, dict[int, int]]) -> dict[str, dict[int, int]]:
    """Return the ready counts with the ranges of the prices that hold now."""
    _any, change = offers_now()
    if not change:
        return ready
    bands = {bit: ready["bands"].get(bit, 0) + change.get(bit, 0) for bit in range(len(BANDS))}
    return ready | {"bands": {bit: number for bit, number in bands.items() if number > 0}}


def entries_now() -> str:
    """Return what stands for the table of `SearchEntry` in a statement: with the prices that hold now."""
    if not offers_now()[0]:
        return ENTRIES
    now = int(timezone.now().timestamp())
    # Names and the one number are this module's own, never a visitor's.
    return (
        f"(SELECT {', '.join(f'u.{name}' for name in _AS_IT_IS)}, COALESCE(o.price, u.price) AS price, "  # noqa: S608
        "COALESCE(o.price, u.price_top) AS price_top, COALESCE(o.bands, u.bands) AS bands "
        f"FROM {ENTRIES} AS u LEFT JOIN {OfferedPrice._meta.db_table} AS o ON o.page_id = u.page_id "
        f"AND o.begins <= {now} AND o.ends > {now} AND o.price < u.price AND u.price_top >= 0)"
    )
