"""What machines read of a page: schema.org descriptions, printed as JSON-LD.

A room registers one function for each of its page types with `describes`; `describe` calls it with
what the page's template knows and returns the page's graph. Nothing here asks the database.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urljoin

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

SHARE_IMAGE = "img/share.jpg"
"""Static file that stands for a page without a picture of its own."""

Node = dict
"""One thing of a graph, as schema.org names its properties."""

_DESCRIBERS: dict[str, Callable[[Mapping], list[Node]]] = {}

# As in HTML a script ends at "</script" and a comment may begin at "<!--", whatever stands around them.
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def describes(label: str):
    """Register the decorated function for the page type with this label, such as "expo.BoothPage".

    It takes the template's variables and returns the things the page is about.
    """

    def register(function):
        _DESCRIBERS[label] = function
        return function

    return register


def describe(page, context: Mapping) -> Node | None:
    """Return the graph of a page, or None for a page type that nobody registered."""
    describer = _DESCRIBERS.get(page._meta.label)
    nodes = describer(context) if describer else []
    return {"@context": "https://schema.org", "@graph": nodes} if nodes else None


def as_json_ld(data) -> SafeString:
    """Return data as JSON that can stand inside a `<script>` whatever merchants wrote."""
    return mark_safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE))


def absolute(address: str) -> str:
    """Return the whole address of a path of this site; an address of another host stays as it is."""
    if address.startswith("/") and not address.startswith("//"):
        return settings.SITE_URL + address
    return urljoin(f"{settings.SITE_URL}/", address)


def without_empty(node: Mapping) -> Node:
    """Return the properties that say something."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def picture_url(picture: Mapping | None) -> str:
    """Return the whole address of the largest JPEG of one shape out of `Photo.sources`, or ""."""
    entries = (picture or {}).get("jpeg")
    return absolute(entries[-1][1]) if entries else ""


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Node:
    """Return the way to a page from (name, path) of each page on it; the last one is the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": str(name), "item": absolute(path)}
            for place, (name, path) in enumerate(steps, 1)
        ],
    }


def item_list(*, name: str, entries: Iterable[tuple[str, str]], first: int = 1) -> list[Node]:
    """Return a list of pages from (name, path) of each in a list of its own, or [] when it is empty.

    `first` is the place of the first entry in the whole list that the page shows a part of.
    """
    elements = [
        {"@type": "ListItem", "position": place, "name": title, "url": absolute(path)}
        for place, (title, path) in enumerate(entries, first)
    ]
    if not elements:
        return []
    return [{"@type": "ItemList", "name": str(name), "itemListElement": elements}]
