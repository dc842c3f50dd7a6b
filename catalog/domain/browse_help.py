"""What helps on where nothing was found: near words and popular categories."""

from urllib.parse import urlencode

from catalog.domain.browse_query import Names
from catalog.domain.search_vocabulary import Lookalike

POPULAR_CATEGORIES = 6
NEAREST = 5
"""Words offered instead."""


def with_groups(names: Names, counted: dict[int, int]) -> dict[int, int]:
    """Add to the counts of categories those of their groups."""
    totals = dict(counted)
    for pk, count in counted.items():
        parent = names.categories[pk].parent if pk in names.categories else None
        if parent:
            totals[parent] = totals.get(parent, 0) + count
    return totals


def popular_categories(names: Names, counted: dict[int, int], catalog_url: str) -> list[dict]:
    """Return {label, url, count} of the groups, then the categories, with the most products."""
    totals = with_groups(names, counted)
    popular = sorted(
        (name for name in names.categories.values() if totals.get(name.pk)),
        key=lambda name: (bool(name.parent), -totals[name.pk], name.label),
    )
    return [
        {"label": name.label, "url": f"{catalog_url}{name.slug}/", "count": totals[name.pk]}
        for name in popular[:POPULAR_CATEGORIES]
    ]


def nearest_spellings(words: list[str], near: dict[str, list[Lookalike]], catalog_url: str) -> list[dict]:
    """Return {label, url} of written words near to those typed, at most two for each.

    Here nothing was found, so words further off are offered than a search forgives. Of several
    words each may stand on the site, only not together: then the words themselves are offered.
    """
    found: list[str] = []
    for word in words:
        written = list(dict.fromkeys(entry.shown for entry in near.get(word, [])))
        known = written[:1] == [word]
        if known and len(words) == 1:
            written = written[1:]
        found += written[:1] if known and len(words) > 1 else written[:2]
    return [
        {"label": word, "url": f"{catalog_url}?{urlencode({'q': word})}"}
        for word in list(dict.fromkeys(found))[:NEAREST]
    ]
