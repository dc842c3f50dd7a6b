"""Keeping the flat tables of public booths and products in step with the page tree.

The rule: a booth is public while it and its hall are live; a product is public while it and its
booth are. Everything that changes what a card shows ends in one of these functions.
"""

from django.db import transaction

from catalog.domain.facts import BoothFacts
from catalog.domain.listing import list_products, shown_certificates, unlist_products
from catalog.models import ProductListing, ProductPage
from expo.models import BoothListing, BoothPage, HallPage
from marketplaces.domain import sync_links


def site_path(page) -> str:
    """Return the path of a page below the front page, without a language prefix: "/hall/batik/"."""
    return "/" + page.url_path.split("/", 2)[2]


def booth_facts(*, booth: BoothPage, hall: HallPage) -> BoothFacts:
    """Return what the catalogue needs to know of a booth."""
    return BoothFacts(
        page_id=booth.pk,
        title=booth.title,
        url=site_path(booth),
        code=booth.code,
        hall_id=hall.pk,
        hall_title=hall.title,
        motif=hall.motif,
        palette=hall.palette,
        area_id=booth.area_id,
        market_id=booth.market_id,
        certificates=shown_certificates(booth.certificates.all()),
    )


@transaction.atomic
def refresh_booth(*, booth: BoothPage, with_products: bool = True) -> None:
    """Write the booth's row, its links and (unless told not to) its products' rows, or remove them."""
    booth = BoothPage.objects.select_related("hall", "area", "market", "cover", "logo").get(pk=booth.pk)
    hall = booth.hall
    sync_links(page=booth, links=booth.links.all())
    if not (booth.live and hall and hall.live):
        BoothListing.objects.filter(page=booth).delete()
        unlist_products(
            page_ids=ProductListing.objects.filter(booth=booth.pk).values_list("page_id", flat=True)
        )
        return
    facts = booth_facts(booth=booth, hall=hall)
    if with_products:
        products = ProductPage.objects.child_of(booth).live().select_related("category")
        rows = list_products(products=products, booth=facts)
        unlist_products(
            page_ids=ProductListing.objects.filter(booth=booth.pk)
            .exclude(page__in=[row.page_id for row in rows])
            .values_list("page_id", flat=True)
        )
    BoothListing.objects.update_or_create(page_id=booth.pk, defaults=booth_row(booth=booth, facts=facts))


def booth_row(*, booth: BoothPage, facts: BoothFacts) -> dict:
    """Return the values of a booth's row."""
    listed = list(ProductListing.objects.filter(booth=booth.pk).order_by("-published_at"))
    picture = booth.cover.sources.get("card", {}) if booth.cover else {}
    if not picture:
        picture = next((row.picture for row in listed if row.picture), {})
    categories = set(booth.categories.values_list("pk", flat=True))
    categories |= {pk for row in listed for pk in (row.category_id, row.group_id) if pk}
    return {
        "hall_id": facts.hall_id,
        "stall_number": booth.stall_number,
        "title": booth.title,
        "tagline": booth.tagline,
        "url": facts.url,
        "picture": picture,
        "logo": booth.logo.sources.get("card", {}) if booth.logo else {},
        "place_label": booth.place_label(),
        "area_id": booth.area_id,
        "market_id": booth.market_id,
        "open_days": "".join(sorted(str(hours.weekday) for hours in booth.opening_hours.all())),
        "closed_on": booth.closed_on,
        "certificates": facts.certificates,
        "category_ids": sorted(categories),
        "has_shippable": any(row.is_shippable for row in listed),
        "product_count": len(listed),
        "hall_title": facts.hall_title,
        "motif": facts.motif,
        "palette": facts.palette,
        "published_at": booth.first_published_at or booth.last_published_at,
    }


@transaction.atomic
def refresh_product(*, product: ProductPage) -> None:
    """Write or remove the row of one product, and what its booth's card shows of it."""
    booth = BoothPage.objects.select_related("hall", "area", "market", "cover", "logo").get(
        path=product.path[: -product.steplen]
    )
    sync_links(page=product, links=product.links.all())
    hall = booth.hall
    if product.live and booth.live and hall and hall.live:
        facts = booth_facts(booth=booth, hall=hall)
        list_products(products=[product], booth=facts)
        BoothListing.objects.update_or_create(page_id=booth.pk, defaults=booth_row(booth=booth, facts=facts))
    else:
        unlist_products(page_ids=[product.pk])
        if booth.live and hall and hall.live:
            facts = booth_facts(booth=booth, hall=hall)
            BoothListing.objects.update_or_create(
                page_id=booth.pk, defaults=booth_row(booth=booth, facts=facts)
            )


def refresh_hall(*, hall: HallPage) -> None:
    """Refresh every booth of a hall, after its name, colours, address or state changed."""
    for booth in BoothPage.objects.filter(hall=hall).iterator(chunk_size=200):
        refresh_booth(booth=booth)
