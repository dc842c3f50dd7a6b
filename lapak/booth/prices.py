"""The prices of one product as a merchant sees and changes them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.models import ProductPage
from core.money import format_price_range, format_rupiah
from core.numbers import is_whole_number

NAMES = ("price", "price_to", "wholesale_price")


@dataclass(frozen=True, slots=True)
class Prices:
    """Price, upper end of a range, wholesale price: whole rupiah, None where there is none."""

    price: int | None
    price_to: int | None = None
    wholesale_price: int | None = None

    @classmethod
    def of(cls, product: ProductPage) -> "Prices":
        """Return the prices a product has now."""
        return cls(*(getattr(product, name) for name in NAMES))

    @classmethod
    def from_token(cls, token: str) -> "Prices | None":
        """Return the prices `token` stands for, None when somebody else wrote it."""
        parts = token.split("-")
        if len(parts) != len(NAMES) or not all(part == "" or is_whole_number(part) for part in parts):
            return None
        return cls(*(int(part) if part else None for part in parts))

    @property
    def token(self) -> str:
        """Return the prices as a form carries them, to tell later what somebody had before their eyes."""
        values = (getattr(self, name) for name in NAMES)
        return "-".join("" if value is None else str(value) for value in values)

    @property
    def label(self) -> str:
        """Return the prices in words for a sentence; "" when buyers are to ask."""
        words = format_price_range(self.price, self.price_to)
        if words and self.wholesale_price is not None:
            words = _("%(price)s, grosir %(wholesale)s") % {
                "price": words,
                "wholesale": format_rupiah(self.wholesale_price),
            }
        return words
