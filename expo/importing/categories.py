"""Which category a cell of a table means."""

import re

from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalog.models import Category

_SEPARATORS = re.compile(r"\s*[/>›»|\\]\s*")


class CategoryFinder:
    """Finds categories by name in two levels: "Makanan & Minuman/Kopi", or either name alone.

    An unknown category is no mistake: the product is stored without one, with a note. Editors own
    the tree of categories, and a file never adds to it.
    """

    def __init__(self):
        """Read all categories: two levels of a few dozen."""
        self._groups: dict[str, Category] = {}
        self._children: dict[tuple[int, str], Category] = {}
        self._by_name: dict[str, list[Category]] = {}
        for category in Category.objects.select_related("parent"):
            key = _key(category.name)
            self._by_name.setdefault(key, []).append(category)
            if category.parent_id:
                self._children[category.parent_id, key] = category
            else:
                self._groups[key] = category
        self._found: dict[str, tuple[Category | None, str]] = {}

    def find(self, text: str) -> tuple[Category | None, str]:
        """Return the category meant, or None, and a note when less was found than was said."""
        if text not in self._found:
            self._found[text] = self._look_up(text)
        return self._found[text]

    def _look_up(self, text: str) -> tuple[Category | None, str]:
        if whole := self._only(text):
            return whole, ""
        parts = [part for part in _SEPARATORS.split(text) if part]
        group = self._groups.get(_key(parts[0])) if parts else None
        if group:
            for part in parts[1:]:
                if child := self._children.get((group.pk, _key(part))):
                    return child, ""
            return group, _("kategori “%(text)s” tidak dikenal; dipakai “%(group)s”") % {
                "text": text[:60],
                "group": group.name,
            }
        for part in reversed(parts):
            if category := self._only(part):
                return category, ""
        return None, _("kategori “%(text)s” tidak dikenal; kategori dikosongkan") % {"text": text[:60]}

    def _only(self, name: str) -> Category | None:
        """Return the one category of this name; a group wins over a category below it."""
        found = self._by_name.get(_key(name), [])
        groups = [category for category in found if not category.parent_id]
        return (groups or found)[0] if len(found) == 1 or len(groups) == 1 else None


def _key(name: str) -> str:
    return slugify(name.replace("&", " dan ").replace("+", " dan "), allow_unicode=True)
