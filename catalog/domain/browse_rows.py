"""Finding the rows of one page of the catalogue."""

from dataclasses import replace

from catalog.domain.browse_query import CatalogQuery
from catalog.domain.facets import ENTRIES, Condition, Source, where
from catalog.domain.offered_prices import entries_now
from catalog.domain.search import TextQuery
from catalog.models import ProductListing

PER_PAGE = 24

RANKED = 2_000
"""Most products that are ranked: of a word that half of all products bear, the newest ones."""

_ORDER = {
    "terbaru": ("e.published_at DESC, e.page_id DESC", "f.published_at DESC, f.page_id DESC"),
    "termurah": ("e.price, e.page_id", "f.price, f.page_id"),
    "termahal": ("e.price_top DESC, e.page_id DESC", "f.price_top DESC, f.page_id DESC"),
}
BY_PRICE = ("termurah", "termahal")
_KEYS = "e.page_id, e.published_at, e.price, e.price_top"


def source_of(text_query: TextQuery | None) -> Source:
    """Return where the products come from: all, or those with the words looked for, at the prices that hold now."""
    if text_query is None:
        return Source(entries_now())
    match = text_query.match()
    return Source(entries_now(), match.join, match.condition)


def rows_of_page(
    *, query: CatalogQuery, text_query: TextQuery | None, filters: dict[str, Condition]
) -> list[ProductListing]:
    """Return the products of the page asked for, in their order, and one more when there is a next page.

    One query. Sorting and skipping read the narrow entries; only the rows shown are read whole.
    """
    listings = ProductListing._meta.db_table
    source = source_of(text_query)
    if query.sort not in BY_PRICE and "bands" not in filters:
        # Where prices don't matter, nothing stands between a statement and its index.
        source = replace(source, table=ENTRIES)
    clause, params = where(source, filters)
    offset = (query.page - 1) * PER_PAGE
    if query.sort == "relevan" and text_query is not None:
        match = text_query.match()
        inner = (
            f"SELECT page_id, published_at, price, price_top, position FROM ("  # noqa: S608
            f"SELECT {_KEYS}, {match.rank.sql} AS position FROM {source.table} AS e{source.join}{clause} "
            f"ORDER BY {match.newest_first} LIMIT {RANKED}) AS candidates "
            f"ORDER BY position, published_at DESC, page_id DESC LIMIT {PER_PAGE + 1} OFFSET {offset}"
        )
        params = [*match.rank.params, *params]
        order = "f.position, f.published_at DESC, f.page_id DESC"
    else:
        inside, order = _ORDER[query.sort]
        inner = (
            f"SELECT {_KEYS} FROM {source.table} AS e{source.join}{clause} "  # noqa: S608
            f"ORDER BY {inside} LIMIT {PER_PAGE + 1} OFFSET {offset}"
        )
    return list(
        ProductListing.objects.raw(
            f"SELECT l.* FROM ({inner}) AS f JOIN {listings} AS l ON l.page_id = f.page_id ORDER BY {order}",  # noqa: S608
            params,
        )
    )
