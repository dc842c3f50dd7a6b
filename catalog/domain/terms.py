"""What a product costs at a quantity: the terms a visitor sees, and may have seen before."""

from dataclasses import dataclass

MOST_PIECES = 9_999
"""Largest quantity of one product in an order: a limit against slips of the finger."""

_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Terms:
    """Prices in whole rupiah; no price means "ask the seller". Quantities are counted in the product's unit."""

    price: int | None = None
    price_to: int | None = None
    wholesale_price: int | None = None
    wholesale_from: int | None = None
    min_order: int = 1

    @classmethod
    def of(cls, product) -> "Terms":
        """Return the terms of anything that has these five as attributes.

        While its `offer` holds, that is the price; a wholesale price counts only where it is still lower.
        """
        offer = getattr(product, "offer", None)
        if offer:
            wholesale = product.wholesale_price
            if wholesale is not None and wholesale >= offer.price:
                wholesale = None
            since = None if wholesale is None else product.wholesale_from
            return cls(offer.price, None, wholesale, since, product.min_order or 1)
        return cls(
            product.price,
            product.price_to,
            product.wholesale_price,
            product.wholesale_from,
            product.min_order or 1,
        )

    @classmethod
    def from_text(cls, text: str) -> "Terms | None":
        """Return the terms that `as_text` wrote, None for anything else: it comes back from browsers."""
        parts = text.split(".") if len(text) <= _LONGEST else []
        if len(parts) != 5 or not all(part == "" or (part.isascii() and part.isdecimal()) for part in parts):
            return None
        numbers = [int(part) if part else None for part in parts]
        return cls(*numbers[:4], numbers[4] or 1)

    def as_text(self) -> str:
        """Return the terms in a few letters for a page or an address: "15000..12000.10.1"."""
        values = (self.price, self.price_to, self.wholesale_price, self.wholesale_from, self.min_order)
        return ".".join("" if value is None else str(value) for value in values)

    def is_wholesale(self, quantity: int) -> bool:
        """Tell whether so many pieces cost the wholesale price. It needs a quantity from which it holds."""
        return bool(
            self.wholesale_price is not None and self.wholesale_from and quantity >= self.wholesale_from
        )

    def each(self, quantity: int) -> tuple[int, int] | None:
        """Return the lowest and the highest price of one piece among so many, None where one asks the seller."""
        if self.is_wholesale(quantity):
            return self.wholesale_price, self.wholesale_price
        if self.price is None:
            return None
        return self.price, max(self.price, self.price_to or 0)
