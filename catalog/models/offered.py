"""A price that holds for a time: chosen when it is read, so that it begins and ends by itself."""

import datetime
from typing import NamedTuple

from django.utils import timezone


class Offered(NamedTuple):
    """Another price in whole rupiah, from a moment until another."""

    price: int
    starts_at: datetime.datetime
    ends_at: datetime.datetime

    def stored(self) -> list:
        """Return what `offers_of` reads."""
        return [self.price, *(at.astimezone(datetime.UTC).isoformat() for at in self[1:])]


def offers_of(stored: list) -> list[Offered]:
    """Return what `ProductListing.offers` holds: [[price, from, until], …] with moments in ISO 8601."""
    return [
        Offered(price, datetime.datetime.fromisoformat(start), datetime.datetime.fromisoformat(end))
        for price, start, end in stored
    ]


def offer_at(stored: list, price: int | None, now: datetime.datetime) -> Offered | None:
    """Return the offer that holds at a moment; None where there is none lower than the usual price."""
    if price is None:
        return None
    holding = (offer for offer in offers_of(stored) if offer.starts_at <= now < offer.ends_at)
    return next((offer for offer in holding if offer.price < price), None)


def offer_now(listing) -> Offered | None:
    """Return the offer that holds now for a row of the catalogue."""
    return offer_at(listing.offers, listing.price, timezone.now()) if listing.offers else None
