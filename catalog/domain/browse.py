"""Browsing and searching the catalogue."""

from django.core.paginator import Paginator

from catalog.models import ProductListing


def catalog_page_context(*, catalog_url: str, category_slug: str, query) -> dict:
    """Return what the catalogue's page shows for this category and these GET parameters."""
    pages = Paginator(ProductListing.objects.order_by("-published_at", "-page"), 24).get_page(
        query.get("hal")
    )
    return {
        "products": list(pages.object_list),
        "pages": pages,
        "groups": [],
        "chips": [],
        "q": query.get("q", ""),
    }
