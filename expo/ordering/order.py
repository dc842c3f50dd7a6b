"""An order list: read from an address or a form, compared with what the booth sells now, added up.

The list itself stays with the visitor: in the browser's own storage, in the address, in the form. Names of
its fields: `q12` is the quantity of the product with the id 12, `s12` the terms the visitor has seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.domain.terms import MOST_PIECES, Terms
from catalog.enums import Availability
from catalog.models import ProductListing
from core.money import format_price_range
from core.tree import site_path
from expo.models import BoothPage

MOST_LINES = 30
"""Different products in one order: so many always fit into one message, see `message.STEPS`."""

MOST_OFFERED = 48
"""Products the form lists, those of the order among them, as many as the booth's page shows."""

_MOST_FIELDS = 400
_LONGEST_ID = 12


@dataclass(slots=True)
class Line:
    """One product on the form; `quantity` 0 is "not ordered"."""

    product: ProductListing
    terms: Terms
    quantity: int = 0
    typed: str = ""
    """What stands in the field when it is no quantity."""
    problem: str = ""
    """What keeps the line from being sent, in words."""
    news: str = ""
    """What has changed since the visitor saw it, in words."""

    @property
    def pk(self) -> int:
        """Return the product's id."""
        return self.product.pk

    @property
    def field(self) -> str:
        """Return the id as it stands in the names of fields."""
        return str(self.product.pk)

    @property
    def is_there(self) -> bool:
        """Tell whether the product can be ordered at all."""
        return self.product.availability != Availability.OUT_OF_STOCK

    @property
    def value(self) -> str:
        """Return what the field of the quantity shows."""
        return self.typed or (str(self.quantity) if self.quantity else "")

    @property
    def each_label(self) -> str:
        """Return the price of one piece at this quantity, or "ask the seller"."""
        each = self.terms.each(self.quantity or self.terms.min_order)
        return format_price_range(*each) if each else _("Tanya penjual")

    @property
    def cost(self) -> tuple[int, int] | None:
        """Return the lowest and the highest sum of the line, None where one asks the seller."""
        each = self.terms.each(self.quantity)
        return each and (each[0] * self.quantity, each[1] * self.quantity)


@dataclass(slots=True)
class Order:
    """The lines of a form, ordered ones first, and what is to be told about them as a whole."""

    booth: BoothPage
    lines: list[Line] = field(default_factory=list)
    gone: int = 0
    """Products of the list that are not in this booth any more; their names belong to nobody here."""
    is_too_long: bool = False
    has_more: bool = False
    """Whether the booth has products the form does not list."""

    @property
    def booth_url(self) -> str:
        """Return the address of the booth without a language."""
        return site_path(self.booth)

    @property
    def ordered(self) -> list[Line]:
        """Return the lines with a quantity that can be sent."""
        return [line for line in self.lines if line.quantity and line.is_there]

    @property
    def may_be_sent(self) -> bool:
        """Tell whether there is something to send and nothing to tell before."""
        told = self.gone or self.is_too_long or any(line.problem or line.news for line in self.lines)
        return bool(self.ordered) and not told

    def total(self) -> tuple[int, int]:
        """Return the lowest and the highest sum of all lines with a price."""
        costs = [line.cost for line in self.ordered if line.cost]
        return sum(low for low, _high in costs), sum(high for _low, high in costs)

    @property
    def unpriced(self) -> int:
        """Return how many ordered products have no price."""
        return sum(line.cost is None for line in self.ordered)

    @property
    def total_label(self) -> str:
        """Return the sum in words: "Rp25.000", "Rp20.000–Rp30.000, belum termasuk …" or "Tanya penjual"."""
        if not self.ordered:
            return format_price_range(0, None)
        if self.unpriced == len(self.ordered):
            return _("Tanya penjual")
        label = format_price_range(*self.total())
        if not self.unpriced:
            return label
        rest = ngettext(
            "belum termasuk %(count)s barang yang harganya ditanyakan",
            "belum termasuk %(count)s barang yang harganya ditanyakan",
            self.unpriced,
        )
        return f"{label}, {rest % {'count': self.unpriced}}"


def ordering_booth(code: str) -> BoothPage | None:
    """Return the public booth with this printed code if it takes orders: it has a WhatsApp number."""
    booths = BoothPage.objects.public().select_related("hall").exclude(whatsapp="")
    return booths.filter(short_code=code.lower()).first()


def read_order(*, booth: BoothPage, given: Mapping[str, str]) -> Order:
    """Return the order that an address or a form holds, compared with what the booth sells now. Two queries."""
    wanted, seen = _fields(given)
    wanted_ids = list(wanted)[:MOST_LINES]
    order = Order(booth=booth, is_too_long=len(wanted) > MOST_LINES)
    found = {row.pk: row for row in _goods(booth).filter(pk__in=wanted_ids)} if wanted_ids else {}
    order.gone = len(wanted_ids) - len(found)
    order.lines = [
        _line(found[pk], wanted[pk], Terms.from_text(seen.get(pk, ""))) for pk in wanted_ids if pk in found
    ]
    room = max(0, MOST_OFFERED - len(order.lines))
    rest = list(_goods(booth).exclude(pk__in=list(found)).order_by("-published_at", "-page")[: room + 1])
    order.has_more = len(rest) > room
    order.lines += [Line(row, Terms.of(row)) for row in rest[:room]]
    return order


def _goods(booth: BoothPage):
    return with_terms(ProductListing.objects.filter(booth=booth.pk))


def with_terms(listings):
    """Add to listings of products what `Terms` needs and lists do not show."""
    return listings.annotate(
        wholesale_price=F("page__wholesale_price"),
        wholesale_from=F("page__wholesale_from"),
        min_order=F("page__min_order"),
    )


def _fields(given: Mapping[str, str]) -> tuple[dict[int, str], dict[int, str]]:
    """Return ({id: quantity typed}, {id: terms seen}) of the fields that are ours; "0" and "" order nothing."""
    wanted, seen = {}, {}
    for name in list(given)[:_MOST_FIELDS]:
        kind, number = name[:1], name[1:]
        if not (number.isascii() and number.isdecimal()) or len(number) > _LONGEST_ID:
            continue
        value = given[name].strip()
        if kind == "q" and value.strip("0"):
            wanted[int(number)] = value
        elif kind == "s":
            seen[int(number)] = value
    return wanted, seen


def _line(row: ProductListing, typed: str, seen: Terms | None) -> Line:
    line = Line(row, Terms.of(row))
    if not line.is_there:
        line.news = _("Sedang habis, jadi tidak ikut dipesan.")
        return line
    # Dots between thousands, as people write them.
    plain = typed.replace(".", "")
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > 6 or int(plain) > MOST_PIECES:
        line.typed = typed[:12]
        line.problem = _("Tulis jumlah dengan angka, paling banyak %(most)s.") % {"most": "9.999"}
        return line
    line.quantity = int(plain)
    if line.quantity < line.terms.min_order:
        line.problem = _("Pesan paling sedikit %(least)s.") % {"least": line.terms.min_order}
    if seen and seen.each(line.quantity) != line.terms.each(line.quantity):
        before = seen.each(line.quantity)
        line.news = _("Harganya berubah: dulu %(before)s, sekarang %(now)s.") % {
            "before": format_price_range(*before) if before else _("tanya penjual"),
            "now": line.each_label,
        }
    return line
