"""Judging the search by a list of queries and the products people expect among the first results.

Two figures, as usual for known answers: the share of expected products found among the first five,
and the mean reciprocal rank: 1 divided by the place of the first expected product, 0 where none
stands on the first page, on average over the queries.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from catalog.domain.browse import catalog_page_context

FIRST = 5
"""Results that people look at before they search again."""


@dataclass(frozen=True, slots=True)
class Case:
    """A query with the titles of the products that must appear, in no order."""

    query: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the search made of one query: the expected titles missing from the first five, and the first hit's place.

    `rank` is 0 where no expected product stands on the first page.
    """

    case: Case
    missing: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """All verdicts and their sums."""

    verdicts: list[Verdict]

    @property
    def share_found(self) -> float:
        """Return the share, 0 to 1, of expected products among the first five of their query."""
        expected = sum(len(verdict.case.expected) for verdict in self.verdicts)
        missing = sum(len(verdict.missing) for verdict in self.verdicts)
        return (expected - missing) / expected if expected else 0.0

    @property
    def mean_reciprocal_rank(self) -> float:
        """Return the mean, 0 to 1, over all queries."""
        ranks = [1 / verdict.rank if verdict.rank else 0.0 for verdict in self.verdicts]
        return sum(ranks) / len(ranks) if ranks else 0.0


def read_cases(path: Path) -> list[Case]:
    """Read a CSV file with the columns `query` and `must_appear`, the titles separated by "|"."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Case(row["query"], tuple(row["must_appear"].split("|"))) for row in csv.DictReader(file)]


def first_page(query: str) -> list[str]:
    """Return the titles on the first page of a search."""
    context = catalog_page_context(catalog_url="/katalog/", category_slug="", query={"q": query})
    return [row.title for row in context["products"]]


def judge(cases: Iterable[Case]) -> Judgement:
    """Ask the search every query."""
    verdicts = []
    for case in cases:
        titles = first_page(case.query)
        missing = tuple(title for title in case.expected if title not in titles[:FIRST])
        rank = next((place for place, title in enumerate(titles, 1) if title in case.expected), 0)
        verdicts.append(Verdict(case, missing, rank))
    return Judgement(verdicts)
