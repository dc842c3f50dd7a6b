"""The full text index on SQLite: FTS5, ranked by bm25, and a trigram table for misspelt words."""

from django.db import connection

from catalog.domain.facets import Condition
from catalog.domain.search_text import Alternatives, TextMatch, TextRow

_PLACEHOLDERS_AT_ONCE = 500


def write(rows: list[TextRow]) -> None:
    """Index these rows, new or changed."""
    remove([row.page_id for row in rows])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO catalog_searchtext (rowid, title, labels, place, description) "
            "VALUES (%s, %s, %s, %s, %s)",
            [(row.page_id, row.title, row.labels, row.place, row.description) for row in rows],
        )


def remove(page_ids: list[int]) -> None:
    """Take rows out."""
    with connection.cursor() as cursor:
        for start in range(0, len(page_ids), _PLACEHOLDERS_AT_ONCE):
            chunk = page_ids[start : start + _PLACEHOLDERS_AT_ONCE]
            marks = ", ".join(["%s"] * len(chunk))
            cursor.execute(f"DELETE FROM catalog_searchtext WHERE rowid IN ({marks})", chunk)  # noqa: S608


def clear() -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_searchtext")
        cursor.execute("DELETE FROM catalog_wordgrams")


def add_words(words: list[str]) -> None:
    """Make new words of the vocabulary findable by their parts."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO catalog_wordgrams (word) VALUES (%s)", [(_framed(word),) for word in words]
        )


def settle() -> None:
    """Let the planner know the new sizes."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def match(alternatives: Alternatives, typed: Alternatives) -> TextMatch:
    """Return the SQL that finds these words, the last one also as the beginning of a word.

    bm25 ranks rare words higher by itself, and the words as typed are rarer than their alternatives.
    """
    parts = []
    for index, spellings in enumerate(alternatives):
        star = " *" if index == len(alternatives) - 1 else ""
        # The words hold letters and digits only, so quoting them is enough.
        parts.append("(" + " OR ".join(f'"{word}"{star}' for word in spellings) + ")")
    return TextMatch(
        join=" JOIN catalog_searchtext AS t ON t.rowid = e.page_id",
        condition=Condition("catalog_searchtext MATCH %s", (" AND ".join(parts),)),
        rank=Condition("bm25(catalog_searchtext, 10.0, 6.0, 3.0, 1.0)", ()),
        # FTS5 walks its rows in this order at no cost; newer pages have higher numbers.
        newest_first="t.rowid DESC",
    )


def similar(words: list[str], limit: int) -> list[tuple[str, str, int]]:
    """Return (asked, word, uses) of words of the vocabulary that look like the asked ones."""
    one = (
        "SELECT * FROM (SELECT %s AS asked, v.word, v.uses FROM catalog_wordgrams AS g "
        "JOIN catalog_searchword AS v ON v.word = substr(g.word, 2, length(g.word) - 2) "
        "WHERE catalog_wordgrams MATCH %s ORDER BY rank LIMIT %s)"
    )
    params: list = []
    for word in words:
        framed = _framed(word)
        grams = " OR ".join(f'"{framed[i : i + 3]}"' for i in range(len(framed) - 2))
        params += [word, grams, limit]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(words)), params)
        return cursor.fetchall()


def _framed(word: str) -> str:
    """Return the word with marks at both ends, so that beginnings and ends weigh more than middles."""
    return f"^{word}$"
