"""What is offered while a visitor types."""

from collections import Counter
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from catalog.domain.search import TextQuery, forgiven, parse_query
from catalog.domain.search_index import text_index
from catalog.domain.search_terms import sound_of, words_of
from catalog.domain.search_vocabulary import lookalikes
from catalog.models import Category, ProductListing, SearchEntry, SearchPlace

LIMIT = 8
"""Suggestions in all."""

MAX_TYPED = 60
"""Characters of the text that are read."""

MIN_LETTERS = 2
"""Letters before anything is offered."""

LETTERS_FOR_PRODUCTS = 4
"""Letters of a single word from which on products are offered: fewer are the beginning of half of them."""

CANDIDATES = 300
"""Products that are ranked."""

WORDS, CATEGORIES, HALLS, BOOTHS = 4, 2, 1, 2
"""Suggestions of each kind at most; products fill what is left."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: `kind` is word, category, hall, booth or product; `url` has no language prefix."""

    kind: str
    text: str
    url: str
    note: str = ""


def suggest(*, text: str, catalog_url: str = "/katalog/") -> list[dict]:
    """Return at most `LIMIT` suggestions for a text being typed. At most six queries, none without words."""
    query = parse_query(text[:MAX_TYPED])
    if query is None or sum(map(len, query.words)) < MIN_LETTERS:
        return []
    found = _suggestions(query, catalog_url)
    if not found and (wider := forgiven(query, lookalikes(query.words))):
        # The nearest spelling only: what it leads to is one tap away.
        found = [_word(" ".join(wider.words), catalog_url)]
    return [asdict(suggestion) for suggestion in found[:LIMIT]]


def _suggestions(query: TextQuery, catalog_url: str) -> list[Suggestion]:
    products = []
    if len(query.words) > 1 or len(query.words[0]) >= LETTERS_FOR_PRODUCTS:
        products = _products(query)
    places = query.places()
    return [
        *_words(query, products, catalog_url),
        *_categories(query, catalog_url),
        *[_place(place) for place in places if place.kind == "hall"][:HALLS],
        *[_place(place) for place in places if place.kind == "booth"][:BOOTHS],
        *[Suggestion("product", row.title, row.url, row.booth_title) for row in products[:LIMIT]],
    ]


def _word(text: str, catalog_url: str) -> Suggestion:
    return Suggestion("word", text, f"{catalog_url}?{urlencode({'q': text})}")


def _words(query: TextQuery, products: list[ProductListing], catalog_url: str) -> list[Suggestion]:
    """Return texts that go on where the visitor stopped.

    A single word goes on as the words of the whole site do; further words only as in names of
    products that hold the others, so that no suggestion leads nowhere. "krip" goes on as "keripik".
    """
    *before, last = query.words
    sound = sound_of(last)
    uses = Counter(
        word
        for row in products
        for word in dict.fromkeys(words_of(row.title))
        if (word.startswith(last) or sound_of(word).startswith(sound)) and word not in before
    )
    words = [] if before else text_index().completions(last, 2 * WORDS)
    words += [word for word, _count in uses.most_common(WORDS + 1)]
    new = [word for word in dict.fromkeys(words) if word != last][:WORDS]
    return [_word(" ".join([*before, word]), catalog_url) for word in new]


def _categories(query: TextQuery, catalog_url: str) -> list[Suggestion]:
    """Return categories in whose names every word begins one."""
    found = []
    for name, slug in Category.objects.order_by("parent_id", "sort_order").values_list("name", "slug"):
        words = words_of(name)
        sounds = [*words, *map(sound_of, words)]
        if all(any(held.startswith(sound_of(word)) for held in sounds) for word in query.words):
            found.append(Suggestion("category", name, f"{catalog_url}{slug}/"))
    return found[:CATEGORIES]


def _place(place: SearchPlace) -> Suggestion:
    return Suggestion(place.kind, place.title, place.url, place.hall_title)


def _products(query: TextQuery) -> list[ProductListing]:
    """Return products with these words, the best of the first `CANDIDATES` first. One query."""
    match = query.match()
    entries, listings = SearchEntry._meta.db_table, ProductListing._meta.db_table
    return list(
        ProductListing.objects.raw(
            "SELECT l.page_id, l.title, l.url, l.booth_title FROM ("  # noqa: S608
            f"SELECT e.page_id, {match.rank.sql} AS position FROM {entries} AS e{match.join} "
            f"WHERE {match.condition.sql} LIMIT {CANDIDATES}) AS f "
            f"JOIN {listings} AS l ON l.page_id = f.page_id ORDER BY f.position, l.page_id DESC LIMIT 40",
            [*match.rank.params, *match.condition.params],
        )
    )
