"""Booths and halls in the search: keeping their names in step, and finding them.

Booths and halls live in a room above this one. It hands down a reader for each kind
(`read_places_from`) and says whose row changed (`index_places`).
"""

from collections.abc import Callable, Iterable

from django.db import transaction

from catalog.domain.search_index import text_index
from catalog.domain.search_terms import indexed, words_of
from catalog.domain.search_text import Alternatives
from catalog.domain.search_vocabulary import Vocabulary
from catalog.models import SearchPlace
from catalog.models.places import PlaceKind

BATCH = 1_000
"""Booths indexed at once."""

MAX_BOOTHS = 6
MAX_HALLS = 4
"""Booths and halls that are shown above the products."""

MAX_READ = 30
"""Places read for that: halls come first, and a fair has few of them."""

KIND_WORDS = frozenset({"lapak", "booth", "hall", "toko", "kios", "aula", "stan"})
"""Words that say what a place is, not which one: "hall batik" looks for batik."""

Reader = Callable[[list[int] | None], Iterable[SearchPlace]]

_readers: list[Reader] = []


def read_places_from(reader: Reader) -> None:
    """Register who gives the unsaved rows of public places: those of these pages, or with None all."""
    if reader not in _readers:
        _readers.append(reader)


@transaction.atomic
def index_places(*, page_ids: Iterable[int]) -> None:
    """Bring these booths and halls in step, and take out those that are not public any more."""
    page_ids = list(page_ids)
    for start in range(0, len(page_ids), BATCH):
        batch = page_ids[start : start + BATCH]
        places = [place for reader in _readers for place in reader(batch)]
        gone = set(batch) - {place.pk for place in places}
        if gone:
            SearchPlace.objects.filter(page__in=gone)._raw_delete(SearchPlace.objects.db)
            text_index().remove_places(sorted(gone))
        _write(places, is_new=False)


@transaction.atomic
def rebuild_places() -> int:
    """Make all rows of booths and halls anew and return their number. The vocabulary only grows."""
    SearchPlace.objects.all()._raw_delete(SearchPlace.objects.db)
    text_index().clear_places()
    places = [place for reader in _readers for place in reader(None)]
    for start in range(0, len(places), BATCH):
        _write(places[start : start + BATCH], is_new=True)
    return len(places)


def _write(places: list[SearchPlace], *, is_new: bool) -> None:
    if not places:
        return
    fields = [field.name for field in SearchPlace._meta.concrete_fields if not field.primary_key]
    conflicts = (
        {} if is_new else {"update_conflicts": True, "unique_fields": ["page"], "update_fields": fields}
    )
    SearchPlace.objects.bulk_create(places, batch_size=BATCH, **conflicts)
    text_index().write_places([(place.pk, indexed(place.title, with_stems=True)) for place in places])
    words = Vocabulary()
    for place in places:
        words.add(words_of(place.title))
    words.learn()


def find_places(*, words: list[str], alternatives: Alternatives, typed: Alternatives) -> list[SearchPlace]:
    """Return halls, then booths, whose names hold these words, the best first. One query.

    A name that begins as it was typed comes first, then the place with more products.
    """
    telling = [index for index, word in enumerate(words) if word not in KIND_WORDS] or range(len(words))
    condition = text_index().match_places(
        [alternatives[index] for index in telling], [typed[index] for index in telling]
    )
    asked = " ".join(words[index] for index in telling)
    table = SearchPlace._meta.db_table
    found = SearchPlace.objects.raw(
        f"SELECT * FROM {table} WHERE {condition.sql} ORDER BY kind DESC, "  # noqa: S608
        "CASE WHEN LOWER(title) = %s THEN 0 WHEN LOWER(title) LIKE %s THEN 1 ELSE 2 END, "
        f"weight DESC, page_id LIMIT {MAX_READ}",
        [*condition.params, asked, f"{asked}%"],
    )
    halls, booths = [], []
    for place in found:
        (halls if place.kind == PlaceKind.HALL else booths).append(place)
    return [*halls[:MAX_HALLS], *booths[:MAX_BOOTHS]]
