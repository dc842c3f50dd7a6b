"""The full text index on PostgreSQL: a weighted tsvector with GIN, and trigrams for misspelt words.

Each word is held as it is written and as the `indonesian` stemmer leaves it: the stemmer finds
"memasak" for "masakan", but it also turns "keripik" into "ripik".
"""

from functools import cache

from django.db import connection

from catalog.domain.facets import Condition
from catalog.domain.search_text import Alternatives, PlaceRow, TextMatch, TextRow

_DOCUMENT = " || ".join(
    f"setweight(to_tsvector('simple', {column}) || to_tsvector('indonesian', {column}), '{weight}')"
    for column, weight in (("title", "A"), ("labels", "B"), ("place", "C"), ("description", "D"))
)

_TABLES = (
    "searchtext",
    "searchentry",
    "searchword",
    "searchplace",
    "placetext",
    "productlisting",
    "facetcount",
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


def remove_words(words: list[str]) -> None:
    """Nothing to do: the trigram index stands on the table of words itself."""


def standing(words: list[str]) -> set[str]:
    """Return those of the words that stand in the name, labels or place of a product."""
    with connection.cursor() as cursor:
        # Words hold letters and digits only, so quoting them is enough.
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) AS asked (word) WHERE EXISTS (SELECT 1 FROM catalog_searchtext "
            "WHERE document @@ (quote_literal(word) || ':ABC')::tsquery)",
            [words],
        )
        return {word for (word,) in cursor.fetchall()}


def settle() -> None:
    """Let the planner know the new sizes."""
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"ANALYZE catalog_{table}")


def _tsquery(alternatives: Alternatives, typed: Alternatives) -> Condition:
    """Return the words as a tsquery; what was typed last may be the beginning of a word."""
    parts, params = [], []
    for index, spellings in enumerate(alternatives):
        begins = typed[index] if index == len(alternatives) - 1 else ()
        parts.append("(to_tsquery('simple', %s) || to_tsquery('indonesian', %s))")
        # The words hold letters and digits only, so quoting them is enough.
        params += [
            " | ".join(f"'{word}':*" if word in begins else f"'{word}'" for word in spellings),
            " | ".join(f"'{word}'" for word in spellings),
        ]
    return Condition(" && ".join(parts), tuple(params))


def _in_title(typed: Alternatives) -> Condition:
    """Return the words as they were typed as a tsquery over names alone."""
    words = [" | ".join(f"'{word}':A" for word in spellings) for spellings in typed[:-1]]
    words.append(" | ".join(f"'{word}':*A" for word in typed[-1]))
    return Condition("to_tsquery('simple', %s)", (" & ".join(f"({word})" for word in words),))


def match(alternatives: Alternatives, typed: Alternatives) -> TextMatch:
    """Return the SQL that finds these words, the last one also as the beginning of a word.

    What holds all words as they were typed in its name comes first, then what holds them anywhere,
    then what holds only their alternatives: ts_rank alone puts a rare word seen twice above both.
    """
    query = _tsquery(alternatives, typed)
    rank = f"-ts_rank('{{0.05, 0.2, 0.4, 1.0}}', t.document, ({query.sql}))"
    titled = _in_title(typed)
    rank, params = f"{rank} - (t.document @@ {titled.sql})::int", (*query.params, *titled.params)
    if typed != alternatives:
        exact = _tsquery(typed, typed)
        rank, params = f"{rank} - (t.document @@ ({exact.sql}))::int", (*params, *exact.params)
    return TextMatch(
        join=" JOIN catalog_searchtext AS t ON t.page_id = e.page_id",
        condition=Condition(f"t.document @@ ({query.sql})", query.params),
        rank=Condition(rank, params),
        newest_first="e.published_at DESC, e.page_id DESC",
    )


def write_places(rows: list[PlaceRow]) -> None:
    """Index the names of these booths and halls, new or changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalog_placetext (page_id, document) "
            "SELECT page_id, to_tsvector('simple', title) || to_tsvector('indonesian', title) "
            "FROM unnest(%s::bigint[], %s::text[]) AS new (page_id, title) "
            "ON CONFLICT (page_id) DO UPDATE SET document = EXCLUDED.document",
            [[page_id for page_id, _title in rows], [title for _page_id, title in rows]],
        )


def remove_places(page_ids: list[int]) -> None:
    """Take booths and halls out."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_placetext WHERE page_id = ANY(%s)", [page_ids])


def clear_places() -> None:
    """Take all booths and halls out."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_placetext")


def match_places(alternatives: Alternatives, typed: Alternatives) -> Condition:
    """Return the condition on a place's `page_id` that its name holds these words."""
    query = _tsquery(alternatives, typed)
    return Condition(
        f"page_id IN (SELECT page_id FROM catalog_placetext WHERE document @@ ({query.sql}))",  # noqa: S608
        query.params,
    )


def completions(beginning: str, limit: int) -> list[str]:
    """Return the written words that begin, or sound, like this, the most used first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(NULLIF(written_as, ''), word) FROM catalog_searchword WHERE word LIKE %s "
            "ORDER BY uses DESC, word LIMIT %s",
            [beginning + "%", limit],
        )
        return [word for (word,) in cursor.fetchall()]


@cache
def has_trigrams(_database: str) -> bool:
    """Tell whether pg_trgm is there: asked once per process, so a new extension needs a restart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")
        return cursor.fetchone()[0]


def similar(words: list[str], limit: int) -> list[tuple[str, str, int, str]]:
    """Return (asked, word, uses, written as) of words of the vocabulary that look like the asked ones.

    Without pg_trgm there are none.
    """
    if not has_trigrams(connection.settings_dict["NAME"]):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked, near.word, near.uses, near.written_as FROM unnest(%s::text[]) AS asked CROSS JOIN LATERAL ("
            "SELECT word, uses, written_as FROM catalog_searchword WHERE word %% asked "
            "ORDER BY similarity(word, asked) DESC LIMIT %s) AS near",
            [words, limit],
        )
        return cursor.fetchall()
