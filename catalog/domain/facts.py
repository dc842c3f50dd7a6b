"""What the catalogue needs to know of the booth a product stands in.

Booths live in a room above this one; they hand these facts down.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoothFacts:
    """The public facts of one booth; `url` is its path without a language prefix."""

    page_id: int
    title: str
    url: str
    code: str
    hall_id: int
    hall_title: str
    motif: str
    palette: str
    area_id: int | None
    market_id: int | None
    certificates: list
    procurement: int = 0
