"""What the answers look like to visitors, wherever they are kept."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.money import format_rupiah
from core.phone import format_phone, is_mobile
from expo.domain.opening import Answers
from marketplaces.domain import examine


@dataclass(frozen=True, slots=True)
class ShopLink:
    """A link as its button will look. There is nothing to tap: the booth is not public yet."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Look:
    """The booth, its first product, its contact and its links."""

    title: str
    tagline: str
    motif: str
    palette: str
    hall: str
    product: str
    price: str
    picture: dict
    phone: str
    on_whatsapp: bool
    links: list[ShopLink]


def look_of(answers: Answers) -> Look:
    """Return what visitors will see."""
    hall = answers.hall
    return Look(
        title=answers.name,
        tagline=answers.sold,
        motif=hall.motif if hall else "kawung",
        palette=hall.palette if hall else "sogan",
        hall=hall.title if hall else "",
        product=answers.product,
        price=format_rupiah(answers.price) if answers.price else _("Tanya penjual"),
        picture=answers.photo.sources.get("card", {}) if answers.photo else {},
        phone=format_phone(answers.phone) if answers.phone else "",
        on_whatsapp=bool(answers.phone) and is_mobile(answers.phone),
        links=_shops(answers.links),
    )


def _shops(links: list[str]) -> list[ShopLink]:
    """Return the links by the names of their platforms, which are read once."""
    shops = []
    for text in links:
        link = examine(text)
        address = (link.found.address or text).removeprefix("https://").removeprefix("www.")
        # Names that are words and no brands have translations.
        shops.append(ShopLink(_(link.platform_name), address))
    return shops
