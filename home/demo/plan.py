"""Which part of the texts a demo of a given size takes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from home.demo.content import Booth, Hall, Product, halls

FULL_BOOTHS = 50
FULL_PRODUCTS = 320


@dataclass(frozen=True, slots=True)
class Stall:
    """One booth of the plan with the products it gets; `index` counts over all halls."""

    index: int
    hall: Hall
    booth: Booth
    products: tuple[Product, ...]


def plan(booths: int = FULL_BOOTHS, products: int | None = None) -> list[Stall]:
    """Return the first `booths` booths, taken from the halls in turn, with at most `products` products.

    Without a number of products every booth has all of its own.
    """
    turns = zip_longest(*([(hall, booth) for booth in hall.booths] for hall in halls()))
    chosen = [pair for turn in turns for pair in turn if pair][:booths]
    counts = [0] * len(chosen)
    left = sum(len(booth.products) for _hall, booth in chosen) if products is None else products
    while left > 0:
        before = left
        for index, (_hall, booth) in enumerate(chosen):
            if left and counts[index] < len(booth.products):
                counts[index] += 1
                left -= 1
        if left == before:
            break
    return [
        Stall(index, hall, booth, booth.products[: counts[index]])
        for index, (hall, booth) in enumerate(chosen)
    ]
