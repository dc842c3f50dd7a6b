"""Who sells what a search finds."""

from django.db import connection

from catalog.domain.facets import Source, where
from catalog.domain.search import parse_query
from catalog.models import ProductListing, SearchEntry

MOST = 2_000
"""Most booths that are told of."""


def booths_selling(text: str) -> list[int] | None:
    """Return the public booths with a product that these words find, at most MOST; None for a text without words.

    One query.
    """
    text_query = parse_query(text)
    if text_query is None:
        return None
    match = text_query.match()
    entries, listings = SearchEntry._meta.db_table, ProductListing._meta.db_table
    clause, params = where(Source(join=match.join, condition=match.condition), {})
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT l.booth_id FROM {entries} AS e{match.join} "  # noqa: S608
            f"JOIN {listings} AS l ON l.page_id = e.page_id{clause} LIMIT {MOST}",
            params,
        )
        return [booth for (booth,) in cursor.fetchall()]
