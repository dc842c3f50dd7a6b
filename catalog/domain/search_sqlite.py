"""The full text index on SQLite: FTS5, ranked by bm25, and a trigram table for misspelt words."""

from django.db import connection

from catalog.domain.facets import Condition
from catalog.domain.search_text import Alternatives, PlaceRow, TextMatch, TextRow

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
    _remove("catalog_searchtext", page_ids)


def _remove(table: str, page_ids: list[int]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(page_ids), _PLACEHOLDERS_AT_ONCE):
            chunk = page_ids[start : start + _PLACEHOLDERS_AT_ONCE]
            marks = ", ".join(["%s"] * len(chunk))
            cursor.execute(f"DELETE FROM {table} WHERE rowid IN ({marks})", chunk)  # noqa: S608


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


def remove_words(words: list[str]) -> None:
    """Forget the parts of words that left the vocabulary. Reads the whole table of parts once."""
    with connection.cursor() as cursor:
        for start in range(0, len(words), _PLACEHOLDERS_AT_ONCE):
            chunk = [_framed(word) for word in words[start : start + _PLACEHOLDERS_AT_ONCE]]
            marks = ", ".join(["%s"] * len(chunk))
            cursor.execute(f"DELETE FROM catalog_wordgrams WHERE word IN ({marks})", chunk)  # noqa: S608


def standing(words: list[str]) -> set[str]:
    """Return those of the words that stand in the name, labels or place of a product."""
    found = set()
    with connection.cursor() as cursor:
        for word in words:
            cursor.execute(
                "SELECT 1 FROM catalog_searchtext WHERE catalog_searchtext MATCH %s LIMIT 1",
                [f'{{title labels place}} : "{word}"'],
            )
            if cursor.fetchone():
                found.add(word)
    return found


def settle() -> None:
    """Let the planner know the new sizes."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _expression(alternatives: Alternatives, typed: Alternatives) -> str:
    """Return the words as FTS5 asks for them; what was typed last may be the beginning of a word."""
    parts = []
    for index, spellings in enumerate(alternatives):
        begins = typed[index] if index == len(alternatives) - 1 else ()
        # The words hold letters and digits only, so quoting them is enough.
        parts.append(
            "(" + " OR ".join(f'"{word}" *' if word in begins else f'"{word}"' for word in spellings) + ")"
        )
    return " AND ".join(parts)


def match(alternatives: Alternatives, typed: Alternatives) -> TextMatch:
    """Return the SQL that finds these words, the last one also as the beginning of a word.

    bm25 ranks rare words higher by itself, and the words as typed are rarer than their alternatives.
    """
    return TextMatch(
        join=" JOIN catalog_searchtext AS t ON t.rowid = e.page_id",
        condition=Condition("catalog_searchtext MATCH %s", (_expression(alternatives, typed),)),
        rank=Condition("bm25(catalog_searchtext, 10.0, 6.0, 3.0, 1.0)", ()),
        # FTS5 walks its rows in this order at no cost; newer pages have higher numbers.
        newest_first="t.rowid DESC",
    )


def write_places(rows: list[PlaceRow]) -> None:
    """Index the names of these booths and halls, new or changed."""
    remove_places([page_id for page_id, _title in rows])
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO catalog_placetext (rowid, title) VALUES (%s, %s)", rows)


def remove_places(page_ids: list[int]) -> None:
    """Take booths and halls out."""
    _remove("catalog_placetext", page_ids)


def clear_places() -> None:
    """Take all booths and halls out."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_placetext")


def match_places(alternatives: Alternatives, typed: Alternatives) -> Condition:
    """Return the condition on a place's `page_id` that its name holds these words."""
    return Condition(
        "page_id IN (SELECT rowid FROM catalog_placetext WHERE catalog_placetext MATCH %s)",
        (_expression(alternatives, typed),),
    )


def completions(beginning: str, limit: int) -> list[str]:
    """Return the written words that begin, or sound, like this, the most used first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(NULLIF(written_as, ''), word) FROM catalog_searchword WHERE word >= %s AND word < %s "
            "ORDER BY uses DESC, word LIMIT %s",
            [beginning, beginning + "\U0010ffff", limit],
        )
        return [word for (word,) in cursor.fetchall()]


def similar(words: list[str], limit: int) -> list[tuple[str, str, int, str]]:
    """Return (asked, word, uses, written as) of words of the vocabulary that look like the asked ones."""
    one = (
        "SELECT * FROM (SELECT %s AS asked, v.word, v.uses, v.written_as FROM catalog_wordgrams AS g "
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
