"""Keeping the flat table of public products in step with the page tree."""

from collections.abc import Iterable

from django.db import transaction
from django.dispatch import Signal

from catalog.domain.facts import BoothFacts
from catalog.domain.search import index_listings
from catalog.models import ProductCertificate, ProductListing, ProductPage, ProductPhoto

BATCH = 500

products_listed = Signal()
"""Sent with `page_ids` within the transaction that wrote the rows of these products; rooms above follow."""


def shown_certificates(certificates: Iterable) -> list[list]:
    """Return [type, is_checked] of each valid certificate once, the checked ones first."""
    best: dict[str, bool] = {}
    for certificate in certificates:
        if certificate.is_valid:
            best[certificate.type] = best.get(certificate.type, False) or certificate.is_checked
    return [
        [kind, checked] for kind, checked in sorted(best.items(), key=lambda item: (not item[1], item[0]))
    ]


def merged_certificates(first: list[list], second: list[list]) -> list[list]:
    """Return the certificates of both lists, each type once, the checked ones first."""
    best: dict[str, bool] = {}
    for kind, checked in [*first, *second]:
        best[kind] = best.get(kind, False) or checked
    return [
        [kind, checked] for kind, checked in sorted(best.items(), key=lambda item: (not item[1], item[0]))
    ]


def listing_for(
    *, product: ProductPage, booth: BoothFacts, photo: ProductPhoto | None, certificates: list
) -> ProductListing:
    """Build the unsaved row of one product from its leading photo and its certificates."""
    return ProductListing(
        page_id=product.pk,
        title=product.title,
        url=f"{booth.url}{product.slug}/",
        picture=photo.photo.sources.get("card", {}) if photo else {},
        picture_alt=(photo.alt or product.title)[:160] if photo else "",
        price=product.price,
        price_to=product.price_to,
        unit=product.unit,
        availability=product.availability,
        made_in_days=product.made_in_days,
        is_shippable=product.is_shippable,
        certificates=merged_certificates(shown_certificates(certificates), booth.certificates),
        procurement=booth.procurement,
        category_id=product.category_id,
        group_id=product.category and (product.category.parent_id or product.category_id),
        booth_id=booth.page_id,
        booth_title=booth.title,
        booth_url=booth.url,
        booth_code=booth.code,
        hall_id=booth.hall_id,
        hall_title=booth.hall_title,
        motif=booth.motif,
        palette=booth.palette,
        area_id=booth.area_id,
        market_id=booth.market_id,
        sort_position=product.sort_position,
        published_at=product.first_published_at or product.last_published_at,
    )


def leading_photos(*, page_ids: list[int]) -> dict[int, ProductPhoto]:
    """Return the first photo of each product that has one. One query per 500 products."""
    leading: dict[int, ProductPhoto] = {}
    for start in range(0, len(page_ids), BATCH):
        photos = ProductPhoto.objects.filter(page__in=page_ids[start : start + BATCH])
        for photo in photos.select_related("photo").order_by("page_id", "sort_order", "pk"):
            leading.setdefault(photo.page_id, photo)
    return leading


def certificates_of(*, page_ids: list[int]) -> dict[int, list[ProductCertificate]]:
    """Return the certificates of these products, in their order."""
    found: dict[int, list[ProductCertificate]] = {}
    for start in range(0, len(page_ids), BATCH):
        batch = ProductCertificate.objects.filter(page__in=page_ids[start : start + BATCH])
        for certificate in batch.order_by("page_id", "sort_order", "pk"):
            found.setdefault(certificate.page_id, []).append(certificate)
    return found


@transaction.atomic
def list_products(*, products: Iterable[ProductPage], booth: BoothFacts) -> list[ProductListing]:
    """Write the rows of these public products of one booth, new or changed, and index them for search.

    The number of queries depends on runs of `BATCH` products, not on the products.
    """
    products = list(products)
    page_ids = [product.pk for product in products]
    photos, certificates = leading_photos(page_ids=page_ids), certificates_of(page_ids=page_ids)
    rows = [
        listing_for(
            product=product,
            booth=booth,
            photo=photos.get(product.pk),
            certificates=certificates.get(product.pk, []),
        )
        for product in products
    ]
    fields = [field.name for field in ProductListing._meta.concrete_fields if not field.primary_key]
    # Both are written by a room above this one.
    fields.remove("card")
    fields.remove("offers")
    ProductListing.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["page"], update_fields=fields, batch_size=BATCH
    )
    index_listings(page_ids=[row.page_id for row in rows])
    products_listed.send(sender=ProductListing, page_ids=page_ids)
    return rows


def unlist_products(*, page_ids: Iterable[int]) -> None:
    """Take products off every public list; their pages are untouched."""
    page_ids = list(page_ids)
    with transaction.atomic():
        index_listings(page_ids=page_ids, remove=True)
        ProductListing.objects.filter(page__in=page_ids).delete()
