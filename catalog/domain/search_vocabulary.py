"""The words that stand on the site: where misspelt words are led to, and what is suggested."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.domain.search_index import text_index
from catalog.domain.search_terms import distance, sound_of
from catalog.models import SearchWord

FORGOTTEN_AT_ONCE = 300
SPARE_USES = 20
"""Uses that a word may have had at the last rebuild beside those in the texts taken out now."""

NEAR_WORDS = 60
"""Words that look like a misspelt one and are compared letter by letter."""


LONGEST = SearchWord._meta.get_field("word").max_length


def _sound(word: str) -> str:
    """Return how a word sounds, no longer than a row takes: an "x" sounds like two letters."""
    return sound_of(word)[:LONGEST]


class Vocabulary:
    """Words with the number of texts they stand in, and how they sound; numbers and short words left out."""

    def __init__(self):
        self.uses: Counter = Counter()
        self.written: set[str] = set()

    def add(self, words: Iterable[str]) -> None:
        """Count the words of one text."""
        written = {word[:LONGEST] for word in words if len(word) > 2 and not word.isdigit()}
        self.written |= written
        self.uses.update(written | {_sound(word) for word in written})

    def rows(self) -> list[SearchWord]:
        """Return the words as unsaved rows."""
        shown = {_sound(word): word for word in sorted(self.written, key=lambda word: self.uses[word])}
        return [
            SearchWord(word=word, uses=uses, written_as="" if word in self.written else shown[word])
            for word, uses in self.uses.items()
        ]

    def learn(self) -> None:
        """Store the words that are new; the uses of others wait for a rebuild."""
        known = dict(SearchWord.objects.filter(word__in=self.uses).values_list("word", "written_as"))
        new = [row for row in self.rows() if row.word not in known]
        for row in new:
            row.uses = 1
        SearchWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=1_000)
        if seen := [word for word, written_as in known.items() if written_as and word in self.written]:
            SearchWord.objects.filter(word__in=seen).update(written_as="")
        text_index().add_words([row.word for row in new])

    def forget(self, *, texts: int) -> None:
        """Drop the words that stand in no text any more, after these `texts` were taken out of the index.

        Only words rare enough to have stood in no others are looked up, and at most `FORGOTTEN_AT_ONCE`
        of them: looking up a frequent word reads all its texts, and what is missed waits for a rebuild.
        """
        rare = SearchWord.objects.filter(word__in=list(self.uses), uses__lte=texts + SPARE_USES)
        asked = list(rare.order_by("uses").values_list("word", flat=True)[:FORGOTTEN_AT_ONCE])
        if gone := set(asked) - text_index().standing(asked):
            SearchWord.objects.filter(word__in=gone)._raw_delete(SearchWord.objects.db)
            text_index().remove_words(sorted(gone))


@dataclass(frozen=True, slots=True, order=True)
class Lookalike:
    """A word of the vocabulary that looks like one that was typed; the best sorts first."""

    steps: int
    begins_otherwise: bool
    """People rarely miss the first letter."""
    rarity: int
    """The number of its uses, negative."""
    word: str
    shown: str
    """The word as people write it."""


def lookalikes(words: Iterable[str]) -> dict[str, list[Lookalike]]:
    """Return for each word that may be misspelt the words near it, itself with 0 steps. One query.

    One step in words of four letters, two in those up to seven, three in longer ones.
    """
    asked = [word for word in words if 4 <= len(word) <= 20 and not word.isdigit()]
    near: dict[str, list[Lookalike]] = {word: [] for word in asked}
    for word, candidate, uses, written_as in text_index().similar(asked, NEAR_WORDS) if asked else ():
        limit = 1 if len(word) < 5 else 2 if len(word) < 8 else 3
        steps = distance(word, candidate, limit)
        if steps <= limit:
            near[word].append(
                Lookalike(steps, candidate[0] != word[0], -uses, candidate, written_as or candidate)
            )
    return {word: sorted(found) for word, found in near.items()}
