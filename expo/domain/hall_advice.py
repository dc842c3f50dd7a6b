"""Which hall suits what somebody sells: asked of the search and of what stands in the halls."""

from collections import Counter

from django.db import connection
from django.db.models import Count

from catalog.domain.search import TextQuery, forgiven, parse_query
from catalog.domain.search_terms import sound_of, stems_of, words_of
from catalog.domain.search_vocabulary import lookalikes
from catalog.models import Category, ProductListing, SearchEntry
from expo.domain.readers import HallTile

MOST = 3
"""Halls that are suggested."""

MAX_READ = 120
"""Characters of the text that are read."""

PRODUCTS = 300
"""Products with these words that are looked at."""


def advise(*, sold: str, halls: list[HallTile]) -> list[HallTile]:
    """Return those of `halls` (all public ones) that suit what is sold, the best first; at most `MOST`.

    Three witnesses, the strongest first: the hall says so itself, in its name or introduction; products
    with these words stand there; products of a category of that name stand there. At most seven queries.
    """
    query = parse_query(sold[:MAX_READ])
    if query is None:
        return []
    points = _points(query, halls)
    if not points and (wider := forgiven(query, lookalikes(query.words))):
        points = _points(wider, halls)
    known = {hall.pk: hall for hall in halls}
    return [known[pk] for pk, _points_of_it in points.most_common() if pk in known][:MOST]


def _points(query: TextQuery, halls: list[HallTile]) -> Counter:
    asked = {part for word in query.words for part in _sounds(word)}
    asked |= {sound for words in query.alternatives for word in words for sound in _sounds(word)}
    points = Counter()
    for hall in halls:
        if asked & _all_sounds(hall.title):
            points[hall.pk] += 100
        elif asked & _all_sounds(hall.introduction):
            points[hall.pk] += 30
    points.update(_shares(_halls_of_products(query), 60))
    points.update(_shares(_halls_of_categories(asked), 40))
    return points


def _sounds(word: str) -> set[str]:
    return {sound_of(word), *map(sound_of, stems_of(word))}


def _all_sounds(text: str) -> set[str]:
    return {sound for word in words_of(text) for sound in _sounds(word)}


def _shares(counted: Counter, points: int) -> dict[int, int]:
    """Return the points of halls by their share of what was counted."""
    return {pk: round(points * count / counted.total()) for pk, count in counted.items()}


def _halls_of_products(query: TextQuery) -> Counter:
    """Return how many of the first products with all these words, or with one of them, stand in each hall."""
    for one in [query, *_single_words(query)]:
        match = one.match()
        entries, listings = SearchEntry._meta.db_table, ProductListing._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT l.hall_id, COUNT(*) FROM ("  # noqa: S608
                f"SELECT e.page_id FROM {entries} AS e{match.join} WHERE {match.condition.sql} LIMIT {PRODUCTS}"
                f") AS f JOIN {listings} AS l ON l.page_id = f.page_id GROUP BY l.hall_id",
                match.condition.params,
            )
            if found := Counter(dict(cursor.fetchall())):
                return found
    return Counter()


def _single_words(query: TextQuery) -> list[TextQuery]:
    """Return the query's words one by one, the longest first: "keripik, sambal" sells both."""
    if len(query.words) == 1:
        return []
    order = sorted(range(len(query.words)), key=lambda index: -len(query.words[index]))[:2]
    return [TextQuery([query.words[i]], [query.alternatives[i]], [query.typed[i]]) for i in order]


def _halls_of_categories(asked: set[str]) -> Counter:
    """Return how many products of the categories of these names stand in each hall."""
    named = [pk for pk, name in Category.objects.values_list("pk", "name") if asked & _all_sounds(name)]
    if not named:
        return Counter()
    listed = ProductListing.objects.order_by().values_list("hall_id").annotate(count=Count("*"))
    counted = Counter()
    for field in ("category_id", "group_id"):
        counted.update(dict(listed.filter(**{f"{field}__in": named})))
    return counted
