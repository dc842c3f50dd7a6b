"""How a search text becomes words, and what spellings of a word mean the same."""

import re
import unicodedata
from functools import lru_cache

MAX_TEXT = 200
"""Characters of a search text that are read."""

MAX_WORDS = 8
"""Words of a search text that are looked for."""

_WORD = re.compile(r"[^\W_]+")
_SPELLINGS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # Old and Dutch spellings, and Javanese consonants: wedhang, batoek, tjap, djamu.
        (r"tj", "c"),
        (r"dj", "j"),
        (r"oe", "u"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"kh", "k"),
        # English spellings: photo, snack, sachet.
        (r"ph", "f"),
        (r"ck", "k"),
        (r"q", "k"),
        (r"x", "ks"),
        (r"v", "f"),
        (r"z", "s"),
        # krupuk, kripik, trasi, krudung: the e nobody hears.
        (r"(?<=[bcdfgkpst])e(?=[rl][aiueo])", ""),
        # coklat, kopie, baksoo.
        (r"(.)\1+", r"\1"),
    )
]


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without accents and punctuation: "Oleh-Oleh" → [oleh, oleh].

    A 2 at the end repeats the word in Indonesian ("kue2"), which says nothing for searching.
    """
    plain = unicodedata.normalize("NFKD", text.replace("\0", " ").lower())
    words = _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
    return [
        word[:-1] if len(word) > 3 and word[-1] == "2" and word[:-1].isalpha() else word for word in words
    ]


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """Return how a word sounds, the same for its usual spellings: kripik and keripik → "kripik".

    What shrinks to a letter or two ("zzzz") keeps its spelling: the beginning of every other word
    would answer it.
    """
    if len(word) < 4 or not word.isalpha():
        return word
    sound = word
    for pattern, replacement in _SPELLINGS:
        sound = pattern.sub(replacement, sound)
    return sound if len(sound) > 2 else word


def query_words(text: str) -> list[str]:
    """Return the words to look for in what a visitor typed: each once, the last one kept last."""
    words = words_of(text[:MAX_TEXT])[:MAX_WORDS]
    return [word[:40] for index, word in enumerate(words) if word not in words[:index]]


def indexed(text: str) -> str:
    """Return the text the index holds for a text: its words, followed by other spellings of them."""
    words = words_of(text)
    sounds = [sound for word in dict.fromkeys(words) if (sound := sound_of(word)) != word]
    return " ".join(words + sounds)


def distance(first: str, second: str, limit: int) -> int:
    """Return how many letters were added, dropped, changed or swapped between two words, `limit` + 1 at most."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        before_last, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
