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


MIN_STEM = 4
"""Letters of the shortest stem: below it, taking affixes away meets other words by chance."""

_AFTER_PREFIX = [
    (re.compile(pattern), restored)
    for pattern, restored in (
        # The nasal of me- and pe- stands in place of k, p, s or t, or beside what it agrees with.
        (r"^[mp]eng(?=[aiueo])", "k"),
        (r"^[mp]eng(?=[aiueogh])", ""),
        (r"^[mp]em(?=[aiueo])", "p"),
        (r"^[mp]em(?=[bfpv])", ""),
        (r"^[mp]eny(?=[aiueo])", "s"),
        (r"^[mp]en(?=[aiueo])", "t"),
        (r"^[mp]en(?=[cdjtz])", ""),
        (r"^[mp]e(?=[lrwymn])", ""),
        (r"^(?:ber|ter|per|di)", ""),
    )
]


@lru_cache(maxsize=50_000)
def stems_of(word: str) -> tuple[str, ...]:
    """Return what may be left of a word without its affixes: "anyaman" → anyam, "penjahit" → jahit.

    No dictionary decides: "memasak" gives both pasak and masak, and what is no word finds nothing.
    The affixes are those of the Indonesian morphology that goods are named with; -i, se- and the
    possessives -ku and -mu end or begin too many plain words.
    """
    if len(word) <= MIN_STEM or not (word.isascii() and word.isalpha()):
        return ()
    bare = word[:-3] if word.endswith("nya") else word
    bases = [bare]
    if bare.endswith("kan"):
        bases.append(bare[:-3])
    if bare.endswith("an"):
        bases.append(bare[:-2])
        if bare.startswith("ke"):
            bases.append(bare[2:-2])
    found = list(bases)
    for base in bases:
        found += [pattern.sub(restored, base) for pattern, restored in _AFTER_PREFIX if pattern.match(base)]
    return tuple(dict.fromkeys(stem for stem in found if stem != word and len(stem) >= MIN_STEM))


def spellings_of(word: str) -> list[str]:
    """Return a word and how it sounds, the same word once."""
    return list(dict.fromkeys((word, sound_of(word))))


def query_words(text: str) -> list[str]:
    """Return the words to look for in what a visitor typed: each once, the last one kept last."""
    words = words_of(text[:MAX_TEXT])[:MAX_WORDS]
    return [word[:40] for index, word in enumerate(words) if word not in words[:index]]


def indexed(text: str, *, with_stems: bool = False) -> str:
    """Return the text the index holds for a text: its words, followed by other spellings and, asked so, stems."""
    words = words_of(text)
    extra = []
    for word in dict.fromkeys(words):
        extra += spellings_of(word)[1:]
        if with_stems:
            extra += map(sound_of, stems_of(word))
    return " ".join(words + list(dict.fromkeys(extra)))


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
