"""The shape of the demo's texts. Everything here is invented; only cities and districts are real.

The texts stand in TOML files: one for each hall in `halls/`, `site.toml` for the rest.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Product:
    """A product as written in the text files.

    `kind` names the drawing and, through the kinds in `site.toml`, category, weight and shelf life;
    `price` is whole rupiah, None for "ask the seller". `options` holds the rarer facts as words:
    `to=<rupiah>` upper price, `grosir=<rupiah>/<from>` wholesale, `min=<n>`, `made=<days>` made to
    order, `out` out of stock, `local` not shipped, `cat=<slug>`, `photos=<n>`, `nophoto`.
    """

    name: str
    kind: str
    price: int | None
    unit: str
    text: str
    options: str = ""

    def option(self, key: str) -> str | None:
        """Return the value of an option, "" for a bare word, None when it is not given."""
        for word in self.options.split():
            name, _equals, value = word.partition("=")
            if name == key:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Booth:
    """A merchant and the booth.

    `hours` reads "1-6 08-16": weekdays (Monday 1) and full hours, several parts joined by commas.
    `certificates` are words such as "halal+" (checked by an editor), "pirt" (only reported),
    "halal-" (expired). `platforms` are marketplace slugs; `handle` is the account's name there.
    `detail` are sentences that fit every product of the booth. The flag "trusted" marks a trusted booth.
    """

    name: str
    merchant: str
    owner: str
    tagline: str
    story: tuple[str, ...]
    quote: str
    market: str
    block: str
    stall: str
    district: str
    area: str
    founded: int
    hours: str
    certificates: str
    platforms: str
    handle: str
    detail: tuple[str, ...]
    products: tuple[Product, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hall:
    """A hall with its look and its booths."""

    slug: str
    name: str
    motif: str
    palette: str
    introduction: str
    coordinator: str
    booths: tuple[Booth, ...]


@cache
def halls() -> tuple[Hall, ...]:
    """Return the halls in their order, with all booths and products."""
    return tuple(
        _hall(tomllib.loads(path.read_text("utf-8"))) for path in sorted((FOLDER / "halls").glob("*.toml"))
    )


@cache
def site() -> dict:
    """Return the rest: areas, markets, categories, kinds of goods, care notes, showcases, pages, the expo."""
    return tomllib.loads((FOLDER / "site.toml").read_text("utf-8"))


def _hall(data: dict) -> Hall:
    booths = tuple(_booth(booth) for booth in data.pop("booths"))
    return Hall(booths=booths, **data)


def _booth(data: dict) -> Booth:
    products = tuple(
        Product(name, kind, price or None, unit, text, *options)
        for name, kind, price, unit, text, *options in data.pop("products")
    )
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    unknown = values.keys() - {field.name for field in fields(Booth)}
    if unknown:
        raise ValueError(f"unknown fields of a booth: {sorted(unknown)}")
    return Booth(products=products, **values)
