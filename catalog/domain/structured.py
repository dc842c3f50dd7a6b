"""What machines read of products and of the catalogue (schema.org, and what Google documents of it).

https://developers.google.com/search/docs/appearance/structured-data/product
"""

from collections.abc import Mapping

from django.utils.translation import gettext

from catalog.domain.browse_rows import PER_PAGE
from catalog.enums import Availability
from catalog.models import ProductPage
from core.structured import (
    Node,
    absolute,
    breadcrumbs,
    describes,
    item_list,
    picture_url,
    without_empty,
)

CURRENCY = "IDR"
AVAILABILITY = {
    Availability.IN_STOCK: "https://schema.org/InStock",
    Availability.MADE_TO_ORDER: "https://schema.org/MadeToOrder",
    Availability.OUT_OF_STOCK: "https://schema.org/OutOfStock",
}
MOST_PICTURES = 6
LONGEST_DESCRIPTION = 1000


def offer(*, product: ProductPage, url: str, seller: Node) -> Node | None:
    """Return the offer of a product: a price, or a range of prices. None while the price is to be asked for."""
    if product.price is None:
        return None
    common = {
        "url": url,
        "priceCurrency": CURRENCY,
        "availability": AVAILABILITY[product.availability],
        "itemCondition": "https://schema.org/NewCondition",
        "seller": seller,
    }
    if holding := getattr(product, "offer", None):
        until = {"priceValidUntil": holding.ends_at.isoformat()}
        return {"@type": "Offer", "price": holding.price, **until, **common}
    if product.price_to and product.price_to > product.price:
        prices = {"lowPrice": product.price, "highPrice": product.price_to}
        return {"@type": "AggregateOffer", **prices, "offerCount": 1, **common}
    return {"@type": "Offer", "price": product.price, **common}


@describes("catalog.ProductPage")
def product_graph(context: Mapping) -> list[Node]:
    """Return the product with its offer, and the way to it.

    A product whose price is to be asked for is not described: Google wants an offer, a review or a
    rating, and reports a product without any of them as an error.
    """
    product, booth, hall, L = context["product"], context["booth"], context["hall"], context["L"]  # noqa: N806
    booth_path = f"{L}{context['booth_url']}"
    path = f"{booth_path}{product.slug}/"
    url, category = absolute(path), context["category"]
    pictures = [picture_url(item["photo"].sources.get("full")) for item in context["gallery"][:MOST_PICTURES]]
    seller = {"@type": "Organization", "name": booth.title, "url": absolute(booth_path)}
    node = {
        "@type": "Product",
        "@id": f"{url}#produk",
        "name": product.title,
        "url": url,
        "description": product.description[:LONGEST_DESCRIPTION].strip(),
        "image": [picture for picture in pictures if picture],
        "sku": product.sku,
        "brand": {"@type": "Brand", "name": booth.title},
        "category": category and str(category),
        "weight": product.weight_grams
        and {"@type": "QuantitativeValue", "value": product.weight_grams, "unitCode": "GRM"},
        "offers": offer(product=product, url=url, seller=seller),
    }
    way = [(gettext("Beranda"), f"{L}/"), (gettext("Hall"), f"{L}/hall/")]
    if hall:
        way.append((hall.title, f"{L}{context['hall_url']}"))
    way += [(booth.title, booth_path), (product.title, path)]
    return [*([without_empty(node)] if node["offers"] else []), breadcrumbs(way)]


@describes("catalog.CatalogPage")
def catalog_graph(context: Mapping) -> list[Node]:
    """Return one page of the catalogue as a list, and the way to its category."""
    L, category = context["L"], context["category"]  # noqa: N806
    root = context["page"].slug
    way = [(gettext("Beranda"), f"{L}/"), (gettext("Katalog"), f"{L}/{root}/")]
    if category:
        if category["parent"]:
            way.append((category["parent"]["name"], f"{L}{category['parent']['url']}"))
        way.append((category["name"], f"{L}{category['url']}"))
    nodes = [breadcrumbs(way)]
    if context["q"]:
        return nodes
    entries = [(row.title, f"{L}{row.url}") for row in context["products"]]
    first = (context["pages"]["number"] - 1) * PER_PAGE + 1
    return nodes + item_list(name=context["heading"], entries=entries, first=first)
