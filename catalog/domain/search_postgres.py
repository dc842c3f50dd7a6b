"""The full text index on PostgreSQL: a weighted tsvector with GIN, and trigrams for misspelt words.

Each word is held as it is written and as the `indonesian` stemmer leaves it: the stemmer finds
"memasak" for "masakan", but it also turns "keripik" into "ripik".
"""

from functools import cache

from django.db import connection

from catalog.domain.facets import Condition
from catalog.domain.search_text import Alternatives, TextMatch, TextRow

_DOCUMENT = " || ".join(
    f"setweight(to_tsvector('simple', {column}) || to_tsvector('indonesian', {column}), '{weight}')"
    for column, weight in (("title", "A"), ("labels", "B"), ("place", "C"), ("description", "D"))
)


def write(rows: list[TextRow]) -> None:
    """Index these rows, new or changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO catalog_searchtext (page_id, document) SELECT page_id, {_DOCUMENT} "  # noqa: S608
            "FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[]) "
            "AS new (page_id, title, labels, place, description) "
            "ON CONFLICT (page_id) DO UPDATE SET document = EXCLUDED.document",
            [
                [row.page_id for row in rows],
                [row.title for row in rows],
                [row.labels for row in rows],
                [row.place for row in rows],
                [row.description for row in rows],
            ],
        )


def remove(page_ids: list[int]) -> None:
    """Take rows out."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_searchtext WHERE page_id = ANY(%s)", [page_ids])


def clear() -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_searchtext")


def add_words(words: list[str]) -> None:
    """Nothing to do: the trigram index stands on the table of words itself."""


def settle() -> None:
    """Let the planner know the new sizes."""
    with connection.cursor() as cursor:
        for table in ("searchtext", "searchentry", "searchword", "productlisting", "facetcount"):
            cursor.execute(f"ANALYZE catalog_{table}")


def _tsquery(alternatives: Alternatives) -> Condition:
    parts, params = [], []
    for index, spellings in enumerate(alternatives):
        is_last = index == len(alternatives) - 1
        # The words hold letters and digits only, so quoting them is enough.
        quoted = [f"'{word}'" for word in spellings]
        parts.append("(to_tsquery('simple', %s) || to_tsquery('indonesian', %s))")
        params += [" | ".join(f"{word}:*" if is_last else word for word in quoted), " | ".join(quoted)]
    return Condition(" && ".join(parts), tuple(params))


def match(alternatives: Alternatives, typed: Alternatives) -> TextMatch:
    """Return the SQL that finds these words, the last one also as the beginning of a word.

    What holds the words as they were typed comes before what holds only their alternatives.
    """
    query = _tsquery(alternatives)
    rank = f"-ts_rank('{{0.05, 0.2, 0.4, 1.0}}', t.document, ({query.sql}))"
    params = query.params
    if typed != alternatives:
        exact = _tsquery(typed)
        rank, params = f"{rank} - (t.document @@ ({exact.sql}))::int", (*params, *exact.params)
    return TextMatch(
        join=" JOIN catalog_searchtext AS t ON t.page_id = e.page_id",
        condition=Condition(f"t.document @@ ({query.sql})", query.params),
        rank=Condition(rank, params),
        newest_first="e.published_at DESC, e.page_id DESC",
    )


@cache
def has_trigrams(_database: str) -> bool:
    """Tell whether pg_trgm is there: asked once per process, so a new extension needs a restart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")
        return cursor.fetchone()[0]


def similar(words: list[str], limit: int) -> list[tuple[str, str, int]]:
    """Return (asked, word, uses) of words of the vocabulary that look like the asked ones; [] without pg_trgm."""
    if not has_trigrams(connection.settings_dict["NAME"]):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked, near.word, near.uses FROM unnest(%s::text[]) AS asked CROSS JOIN LATERAL ("
            "SELECT word, uses FROM catalog_searchword WHERE word %% asked "
            "ORDER BY similarity(word, asked) DESC LIMIT %s) AS near",
            [words, limit],
        )
        return cursor.fetchall()
