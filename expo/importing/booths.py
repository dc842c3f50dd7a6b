"""Which booth a cell of a table means."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from expo.models import BoothPage
from expo.stalls import STALLS_PER_AISLE, aisle_index

_STALL = re.compile(r"^(?:(?P<hall>[^/\s]+)\s*/\s*)?(?P<aisle>[A-Za-z]{1,3})\s*-?\s*(?P<place>\d{1,2})$")


class BoothFinder:
    """Finds booths among those allowed by short code, "hall/B-12", "B-12" or name.

    Reads what it needs of all of them once: a file may name thousands.
    """

    def __init__(self, booths: Iterable[BoothPage]):
        """Index the booths of this queryset."""
        self._by_code: dict[str, int] = {}
        self._by_stall: dict[int, list[tuple[str, int]]] = {}
        self._by_name: dict[str, list[int]] = {}
        rows = booths.order_by("pk").values_list("pk", "title", "short_code", "stall_number", "hall__slug")
        for pk, title, code, stall, hall in rows:
            self._by_code[code.casefold()] = pk
            self._by_name.setdefault(_name_key(title), []).append(pk)
            if stall:
                self._by_stall.setdefault(stall, []).append((hall or "", pk))
        self._found: dict[str, int | ValueError] = {}

    def find(self, text: str) -> int:
        """Return the page id of the booth meant; raises ValueError with a sentence when it is unclear."""
        if text not in self._found:
            try:
                self._found[text] = self._look_up(text)
            except ValueError as error:
                self._found[text] = error
        found = self._found[text]
        if isinstance(found, ValueError):
            raise found
        return found

    def _look_up(self, text: str) -> int:
        if not text:
            raise ValueError(_("lapak kosong; isi kode lapak, misalnya “batik/B-12”"))
        key = text.strip().strip("/").casefold()
        if code := self._by_code.get(key.removeprefix("b/")):
            return code
        if match := _STALL.match(key):
            number = aisle_index(match["aisle"]) * STALLS_PER_AISLE + int(match["place"])
            known = self._by_stall.get(number, []) if 1 <= int(match["place"]) <= STALLS_PER_AISLE else []
            halls = [pk for hall, pk in known if match["hall"] in (None, hall)]
            if len(halls) == 1:
                return halls[0]
            if len(halls) > 1:
                raise ValueError(
                    _(
                        "kode lapak “%(text)s” ada di %(count)d hall; tulis dengan hall-nya, misalnya “%(example)s”"
                    )
                    % {
                        "text": text[:40],
                        "count": len(halls),
                        "example": f"{known[0][0]}/{text.strip()}"[:60],
                    }
                )
        named = self._by_name.get(_name_key(text), [])
        if len(named) == 1:
            return named[0]
        if named:
            raise ValueError(
                _("ada %(count)d lapak bernama “%(text)s”; pakai kode lapak")
                % {"count": len(named), "text": text[:60]}
            )
        raise ValueError(_("lapak “%(text)s” tidak ditemukan") % {"text": text[:60]})


def _name_key(name: str) -> str:
    return " ".join(name.casefold().split())
