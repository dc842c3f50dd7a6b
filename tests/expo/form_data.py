"""What the admin's forms of booths and products post."""

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

__all__ = ["booth_data", "product_data", "rich_text", "streamfield"]


def _value(value):
    return "" if value is None else value


def booth_data(booth, *, story=(), certificates=(), links=(), initial_certificates=0, **changes) -> dict:
    """Return the POST data of the form of `booth` with `changes`."""
    data = {
        "title": booth.title,
        "tagline": booth.tagline,
        "logo": _value(booth.logo_id),
        "cover": _value(booth.cover_id),
        "story": streamfield(list(story)),
        "whatsapp": booth.whatsapp,
        "phone": booth.phone,
        "market": "",
        "block": "",
        "stall": "",
        "district": "",
        "area": "",
        "founded": "",
        "opening_hours": inline_formset([]),
        "certificates": inline_formset(list(certificates), initial=initial_certificates),
        "links": inline_formset(list(links)),
        "search_description": "",
    }
    return nested_form_data(data | changes)


def product_data(product=None, *, photos=(), certificates=(), links=(), initial_photos=0, **changes) -> dict:
    """Return the POST data of the form of `product`, or of a new one, with `changes`."""
    data = {
        "title": product.title if product else "Produk baru",
        "photos": inline_formset(list(photos), initial=initial_photos),
        "price": _value(product.price) if product else "",
        "price_to": "",
        "unit": "",
        "min_order": 1,
        "wholesale_price": "",
        "wholesale_from": "",
        "availability": product.availability if product else "in_stock",
        "made_in_days": "",
        "weight_grams": "",
        "shelf_life_days": "",
        "category": "",
        "description": "",
        "sku": "",
        "tags": "",
        "certificates": inline_formset(list(certificates)),
        "links": inline_formset(list(links)),
        "search_description": "",
    }
    return nested_form_data(data | changes)


def edition_data(**changes) -> dict:
    """Return the POST data of the form of a new edition."""
    data = {
        "title": "Pesta Baru",
        "slug": "pesta-baru",
        "starts_on": "2026-11-27",
        "ends_on": "2026-11-28",
        "opens_at": "08:00",
        "closes_at": "21:00",
        "zone": "Asia/Jakarta",
        "reply_hours": 48,
    }
    children = ("other_days", "partners", "capacities", "questions")
    return nested_form_data(data | {name: inline_formset([]) for name in children} | changes)
