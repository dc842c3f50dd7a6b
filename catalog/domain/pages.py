"""What the page of one product shows."""

from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext

from catalog.domain.terms import Terms
from catalog.enums import Availability
from catalog.models import ProductListing, ProductPage
from catalog.models.listing import ON_COUNTER
from core.phone import whatsapp_digits
from core.tree import site_path
from marketplaces.domain import links_for_page, links_in_preview

MORE_FROM_BOOTH = 4
HALL_SHOWN = ("title", "url_path", "motif", "palette")


def product_page_context(*, product: ProductPage, in_preview: bool = False) -> dict:
    """Return gallery, links, certificates and neighbours of a product, public or previewed."""
    gallery = [
        {"photo": item.photo, "alt": item.alt or product.title}
        for item in product.photos.all().select_related("photo")
        if item.photo.sources
    ]
    (booth_model,) = product.allowed_parent_page_models()
    booth = (
        booth_model.objects.select_related("hall")
        .only(
            "title",
            "url_path",
            "whatsapp",
            "stall_number",
            "short_code",
            *(f"hall__{name}" for name in HALL_SHOWN),
        )
        .order_by()
        .get(path=product.path[: -product.steplen])
    )
    more = ProductListing.objects.filter(booth=booth.pk).exclude(page=product.pk).order_by(*ON_COUNTER)
    chat_url = ""
    if booth.whatsapp:
        message = gettext("Halo %(booth)s, saya melihat %(product)s di Gelar Lapak. Apakah masih ada?") % {
            "booth": booth.title,
            "product": product.title,
        }
        chat_url = f"https://wa.me/{whatsapp_digits(booth.whatsapp)}?text={quote(message)}"
    listing = None if in_preview else getattr(product, "listing", None)
    # For what asks the product itself: terms, template and JSON-LD.
    product.offer = listing.offer if listing else None
    takes_orders = booth.whatsapp and product.availability != Availability.OUT_OF_STOCK and not in_preview
    return {
        "product": product,
        "gallery": gallery,
        "booth": booth,
        "booth_url": site_path(booth),
        "hall": booth.hall,
        "hall_url": site_path(booth.hall) if booth.hall else "",
        "category": product.category,
        "certificates": [item for item in product.certificates.all() if item.is_valid],
        "links": links_in_preview(page=product) if in_preview else links_for_page(product.pk),
        "chat_url": chat_url,
        "order_url": reverse("ordering:order", args=[booth.short_code]) if takes_orders else "",
        "terms": Terms.of(product),
        "more": list(more[:MORE_FROM_BOOTH]),
    }
