"""The search index of public products: keeping it in step, and asking it.

Three things are kept for each row of `ProductListing`: numbers to filter and count by
(`SearchEntry`, `FacetCount`), the full text in the database's own index, and the words people may
have meant (`SearchWord`). `rebuild_index` makes all of them anew.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction
from django.db.models import Q

from catalog.domain.facets import (
    AVAILABILITIES,
    NO_PRICE,
    add_steps,
    band_mask,
    certificate_mask,
    recount,
)
from catalog.domain.search_index import text_index
from catalog.domain.search_places import find_places, rebuild_places
from catalog.domain.search_synonyms import FILLERS, synonyms_of
from catalog.domain.search_terms import indexed, query_words, sound_of, spellings_of, stems_of, words_of
from catalog.domain.search_text import Alternatives, TextMatch, TextRow
from catalog.domain.search_vocabulary import Lookalike, Vocabulary
from catalog.models import Category, ProductListing, ProductTag, SearchEntry, SearchPlace, SearchWord

BATCH = 2_000
"""Products indexed at once by a rebuild."""

MIN_PART = 4
"""Letters of each of two words that were written as one."""

_FACTS = (
    "page_id",
    "title",
    "category_id",
    "group_id",
    "hall_id",
    "area_id",
    "certificates",
    "procurement",
    "is_shippable",
    "availability",
    "price",
    "price_to",
    "published_at",
    "category__name",
    "group__name",
    "booth_title",
    "hall_title",
    "area__name",
    "market__name",
    "page__description",
)


def entry_for(facts: dict) -> SearchEntry:
    """Build the unsaved entry of one listing from its facts."""
    price = NO_PRICE if facts["price"] is None else facts["price"]
    price_top = -1 if facts["price"] is None else max(facts["price"], facts["price_to"] or 0)
    return SearchEntry(
        page_id=facts["page_id"],
        category=facts["category_id"] or 0,
        category_group=facts["group_id"] or 0,
        hall=facts["hall_id"],
        area=facts["area_id"] or 0,
        certificates=certificate_mask(facts["certificates"]),
        bands=band_mask(price, price_top),
        procurement=facts["procurement"],
        shipping=int(facts["is_shippable"]),
        availability=AVAILABILITIES.index(facts["availability"]),
        price=price,
        price_top=price_top,
        published_at=facts["published_at"],
    )


def text_for(facts: dict, tags: list[str]) -> TextRow:
    """Bring the words of one listing into the index's form."""
    labels = {name for name in (*tags, facts["category__name"], facts["group__name"]) if name}
    place = (facts["booth_title"], facts["hall_title"], facts["area__name"], facts["market__name"])
    return TextRow(
        page_id=facts["page_id"],
        title=indexed(facts["title"], with_stems=True),
        labels=indexed(" ".join(sorted(labels)), with_stems=True),
        place=indexed(" ".join(name for name in place if name)),
        description=indexed(facts["page__description"]),
        written=tuple(words_of(" ".join(name for name in (facts["title"], *labels, *place) if name))),
    )


def _read(page_ids: Iterable[int]) -> tuple[list[SearchEntry], list[TextRow]]:
    page_ids = list(page_ids)
    tags: dict[int, list[str]] = {}
    for page_id, name in ProductTag.objects.filter(content_object__in=page_ids).values_list(
        "content_object_id", "tag__name"
    ):
        tags.setdefault(page_id, []).append(name)
    facts = list(ProductListing.objects.filter(page__in=page_ids).values(*_FACTS))
    return [entry_for(row) for row in facts], [text_for(row, tags.get(row["page_id"], [])) for row in facts]


@transaction.atomic
def index_listings(*, page_ids: Iterable[int], remove: bool = False) -> None:
    """Index these listed products anew, or take them out of the index."""
    page_ids = list(page_ids)
    for start in range(0, len(page_ids), BATCH):
        _index_batch(page_ids[start : start + BATCH], remove=remove)


def _index_batch(page_ids: list[int], *, remove: bool) -> None:
    before = list(SearchEntry.objects.filter(page__in=page_ids))
    entries, texts = ([], []) if remove else _read(page_ids)
    kept = {entry.page_id for entry in entries}
    gone = [page_id for page_id in page_ids if page_id not in kept]
    if gone:
        left = [row.written for row in _read(gone)[1]]
        # Without signals: what they would note is noted below.
        SearchEntry.objects.filter(page__in=gone)._raw_delete(SearchEntry.objects.db)
        text_index().remove(gone)
        _forget(left)
    fields = [field.name for field in SearchEntry._meta.concrete_fields if not field.primary_key]
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["page"], update_fields=fields, batch_size=BATCH
    )
    add_steps(before=before, after=entries)
    if texts:
        text_index().write(texts)
        words = Vocabulary()
        for row in texts:
            words.add(row.written)
        words.learn()


def _forget(written: list[tuple[str, ...]]) -> None:
    """Drop the words that stood in the texts with these words only."""
    words = Vocabulary()
    for text in written:
        words.add(text)
    if words.uses:
        words.forget(texts=len(written))


@transaction.atomic
def follow_category(*, category: Category) -> None:
    """Bring listings and index in step with a category that was renamed or given another group.

    The words of more than `BATCH` products wait for the next rebuild: their old name is still found.
    """
    group = category.parent_id or category.pk
    listings = ProductListing.objects.filter(category=category)
    listings.exclude(group=group).update(group=group)
    SearchEntry.objects.filter(category=category.pk).exclude(category_group=group).update(
        category_group=group
    )
    named = ProductListing.objects.filter(Q(category=category) | Q(group=category))
    page_ids = list(named.values_list("page_id", flat=True)[: BATCH + 1])
    if len(page_ids) <= BATCH:
        index_listings(page_ids=page_ids)


@transaction.atomic
def rebuild_index(*, progress: Callable[[int], None] | None = None) -> int:
    """Make the index anew from `ProductListing`; return the number of products.

    `progress` is called with the number of products done so far. 150,000 products take a minute or
    two; searching goes on meanwhile on the old index.
    """
    SearchEntry.objects.all()._raw_delete(SearchEntry.objects.db)
    SearchWord.objects.all()._raw_delete(SearchWord.objects.db)
    text_index().clear()
    page_ids = list(ProductListing.objects.order_by("page").values_list("page_id", flat=True))
    words = Vocabulary()
    for start in range(0, len(page_ids), BATCH):
        entries, texts = _read(page_ids[start : start + BATCH])
        SearchEntry.objects.bulk_create(entries, batch_size=BATCH)
        text_index().write(texts)
        for row in texts:
            words.add(row.written)
        if progress:
            progress(start + len(entries))
    SearchWord.objects.bulk_create(words.rows(), batch_size=BATCH)
    text_index().add_words(list(words.uses))
    rebuild_places()
    recount()
    text_index().settle()
    return len(page_ids)


@dataclass(frozen=True, slots=True)
class TextQuery:
    """What a visitor looks for: the words, each with the spellings that are as good.

    `typed` leaves out what was added because a word may be misspelt.
    """

    words: list[str]
    alternatives: Alternatives
    typed: Alternatives

    def match(self) -> TextMatch:
        """Return the query as SQL for this database."""
        return text_index().match(self.alternatives, self.typed)

    def places(self) -> list[SearchPlace]:
        """Return halls and booths of this name. One query."""
        return find_places(words=self.words, alternatives=self.alternatives, typed=self.typed)


def parse_query(text: str) -> TextQuery | None:
    """Return the query that a text stands for, or None when there is no word in it."""
    words = query_words(text)
    if telling := [word for word in words if word not in FILLERS]:
        words = telling
    return query_of(words) if words else None


def query_of(words: list[str]) -> TextQuery:
    """Return the query for these words with their spellings, stems and synonyms."""
    typed = [spellings_of(word) for word in words]
    alternatives = [
        list(dict.fromkeys([*written, *map(sound_of, [*stems_of(word), *synonyms_of(word)])]))
        for word, written in zip(words, typed, strict=True)
    ]
    return TextQuery(words, alternatives, typed)


def rejoined(query: TextQuery) -> TextQuery | None:
    """Return the query with words written apart or together as the site writes them, or None. One query.

    "aroma terapi" stands there as "aromaterapi", "megamendung" as "mega mendung".
    """
    words = query.words
    halves = {
        word: [(word[:cut], word[cut:]) for cut in range(MIN_PART, len(word) - MIN_PART + 1)]
        for word in words
        if 2 * MIN_PART <= len(word) <= 30
    }
    pairs = {first: first + second for first, second in pairwise(words)}
    asked = {part for cuts in halves.values() for cut in cuts for part in cut} | set(pairs.values())
    known = set(SearchWord.objects.filter(word__in={*asked, *words}).values_list("word", flat=True))
    for first, joined in pairs.items():
        if joined in known:
            at = words.index(first)
            return query_of([*words[:at], joined, *words[at + 2 :]])
    for at, word in enumerate(words):
        for cut in () if word in known else halves.get(word, ()):
            if known.issuperset(cut):
                return query_of(list(dict.fromkeys([*words[:at], *cut, *words[at + 1 :]])))
    return None


def forgiven(query: TextQuery, near: dict[str, list[Lookalike]]) -> TextQuery | None:
    """Return the query widened by words that look like the ones typed, or None when there are none.

    `near` is what `lookalikes` found for its words. A word of the vocabulary, or one whose stem or
    synonym is, is widened only towards words used much more often: "krupuk" may well stand in a few
    names although most write "kerupuk".
    """
    words, alternatives, is_wider = [], [], False
    for word, spellings in zip(query.words, query.alternatives, strict=True):
        found = near.get(word, [])
        own = max((-entry.rarity for entry in found if entry.word in spellings), default=0)
        limit = 1 if len(word) < 6 else 2
        better = [
            entry
            for entry in found
            if entry.steps <= limit and entry.word not in spellings and -entry.rarity > 10 * own
        ][:3]
        is_wider = is_wider or bool(better)
        words.append(better[0].shown if better else word)
        extra = [spelling for entry in better for spelling in spellings_of(entry.word)]
        alternatives.append(list(dict.fromkeys([*spellings, *extra])))
    return TextQuery(words, alternatives, query.typed) if is_wider else None
