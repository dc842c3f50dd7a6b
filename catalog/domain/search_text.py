"""What both databases' full text indexes take and give."""

from dataclasses import dataclass

from catalog.domain.facets import Condition


@dataclass(frozen=True, slots=True)
class TextRow:
    """The words of one product in four weights, already brought into the index's form."""

    page_id: int
    title: str
    labels: str
    place: str
    description: str
    written: tuple[str, ...] = ()
    """The words of name, labels and place as they are written: the vocabulary."""


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A text query as SQL: a join to `SearchEntry` (alias e), a condition, and a rank (the smaller the better)."""

    join: str
    condition: Condition
    rank: Condition
    newest_first: str


Alternatives = list[list[str]]
"""The words of a query, each with the spellings that are as good; every word must be there."""

PlaceRow = tuple[int, str]
"""Page and name of a booth or hall, the name in the index's form."""
