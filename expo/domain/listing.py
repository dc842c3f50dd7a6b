"""Keeping the flat tables of public booths and products in step with the page tree.

The rule: a booth or product is public while it and every page above it is live.
Everything that changes what a card shows ends in one of these functions.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Left, Substr
from wagtail.models import Page

from catalog.domain.facts import BoothFacts
from catalog.domain.listing import list_products, shown_certificates, unlist_products
from catalog.domain.search import BATCH, index_listings
from catalog.domain.search_places import index_places
from catalog.enums import Procurement
from catalog.models import ProductListing, ProductPage
from catalog.models.listing import ON_COUNTER
from core.live import hidden
from core.tree import site_path
from expo.domain.places import outdated_places
from expo.models import BoothListing, BoothPage, HallPage
from expo.models.booth import BoothCertificate, BoothPageQuerySet, OpeningHours
from marketplaces.domain import sync_links
from marketplaces.enums import PlatformSlug
from marketplaces.models import Platform
from merchants.models import Merchant


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
        procurement=procurement_of(booth=booth),
    )


def procurement_of(*, booth: BoothPage) -> int:
    """Return the bits of `Procurement` that a booth offers. Of the NIB only whether there is one is told."""
    platforms = {link.platform_id for link in booth.links.all() if link.is_on}
    offered = {
        Procurement.INVOICE: booth.can_invoice,
        Procurement.NIB: bool(booth.merchant_id and booth.merchant.nib),
        Procurement.E_KATALOG: _id_of(PlatformSlug.E_KATALOG) in platforms,
        Procurement.PADI: _id_of(PlatformSlug.PADI_UMKM) in platforms,
    }
    return sum(one.bit for one, is_offered in offered.items() if is_offered)


def _id_of(slug: PlatformSlug) -> int:
    """Return the platform's id, kept in memory; of one that the table lacks an id that no link has."""
    return Platform.objects.id_of(slug) or 0


def _shown() -> BoothPageQuerySet:
    """Return booths with what their rows copy, one writer at a time.

    Without the lock, two people who publish in one booth at once would each write its row without
    the other's change.
    """
    booths = BoothPage.objects.select_related(
        "hall", "area", "market", "merchant", "cover", "logo"
    ).telling_public()
    return booths.select_for_update(of=("self",))


@transaction.atomic
def refresh_booth(*, booth: BoothPage, with_products: bool = True) -> None:
    """Write the booth's row, its links and (unless told not to) its products' rows, or remove them."""
    booth = _shown().get(pk=booth.pk)
    sync_links(page=booth, links=booth.links.all())
    if not booth.is_public:
        BoothListing.objects.filter(page=booth).delete()
        index_places(page_ids=[booth.pk])
        unlist_products(
            page_ids=ProductListing.objects.filter(booth=booth.pk).values_list("page_id", flat=True)
        )
        return
    facts = booth_facts(booth=booth, hall=booth.hall)
    if with_products:
        products = ProductPage.objects.child_of(booth).live().select_related("category")
        rows = list_products(products=products, booth=facts)
        unlist_products(
            page_ids=ProductListing.objects.filter(booth=booth.pk)
            .exclude(page__in=[row.page_id for row in rows])
            .values_list("page_id", flat=True)
        )
    BoothListing.objects.update_or_create(page_id=booth.pk, defaults=booth_row(booth=booth, facts=facts))
    index_places(page_ids=[booth.pk])


def booth_row(*, booth: BoothPage, facts: BoothFacts) -> dict:
    """Return the values of a booth's row."""
    listed = list(ProductListing.objects.filter(booth=booth.pk).order_by(*ON_COUNTER))
    # While a cover's own pictures are being made, the drawn placeholder stands there and nothing else.
    if booth.cover:
        picture = booth.cover.sources.get("card", {})
    else:
        picture = next((row.picture for row in listed if row.picture), {})
    categories = {category.pk for category in booth.categories.all()}
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
        "closed_on": booth.closed_on,
        "certificates": facts.certificates,
        **shown_details(hours=booth.opening_hours.all(), certificates=booth.certificates.all()),
        "procurement": facts.procurement,
        "category_ids": sorted(categories),
        "has_shippable": any(row.is_shippable for row in listed),
        "product_count": len(listed),
        "hall_title": facts.hall_title,
        "motif": facts.motif,
        "palette": facts.palette,
        "published_at": booth.first_published_at or booth.last_published_at,
    }


def shown_details(*, hours: Iterable[OpeningHours], certificates: Iterable[BoothCertificate]) -> dict:
    """Return the values of a booth's row that come from its opening hours and its certificates."""
    days = sorted((day.weekday, f"{day.opens_at:%H.%M}", f"{day.closes_at:%H.%M}") for day in hours)
    return {
        "open_days": "".join(str(weekday) for weekday, *_times in days),
        "hours": [list(day) for day in days],
        "papers": [
            {
                "type": paper.type,
                "number": paper.number,
                "valid_until": paper.valid_until and paper.valid_until.isoformat(),
                "is_checked": paper.is_checked,
            }
            for paper in certificates
        ],
    }


@transaction.atomic
def refresh_product(*, product: ProductPage) -> None:
    """Write or remove the row of one product, and what its booth's card shows of it."""
    booth = _shown().get(path=product.path[: -product.steplen])
    sync_links(page=product, links=product.links.all())
    if product.live and booth.is_public:
        list_products(products=[product], booth=booth_facts(booth=booth, hall=booth.hall))
    else:
        unlist_products(page_ids=[product.pk])
    if booth.is_public:
        facts = booth_facts(booth=booth, hall=booth.hall)
        BoothListing.objects.update_or_create(page_id=booth.pk, defaults=booth_row(booth=booth, facts=facts))


@transaction.atomic
def refresh_hall(*, hall: HallPage) -> None:
    """Bring the rows of a hall in step after its name, colours, address or state changed.

    What the rows copied of the hall is rewritten where it differs, in a number of queries that does
    not depend on the booths; only booths that come back into view are read one by one.
    """
    goods = ProductListing.objects.filter(hall=hall.pk)
    stalls = BoothListing.objects.filter(hall=hall.pk)
    if not HallPage.objects.filter(pk=hall.pk).exclude(hidden("path")).exists() or not hall.live:
        unlist_products(page_ids=goods.values_list("page_id", flat=True))
        gone = [hall.pk, *stalls.values_list("page_id", flat=True)]
        stalls.delete()
        index_places(page_ids=gone)
        return
    _write_address(hall=hall, goods=goods, stalls=stalls)
    look = {"motif": hall.motif, "palette": hall.palette}
    for rows in (goods, stalls):
        rows.exclude(**look).update(**look)
    stalls.exclude(hall_title=hall.title).update(hall_title=hall.title)
    if goods.exclude(hall_title=hall.title).update(hall_title=hall.title):
        # The search finds products by the name of their hall; that of a large hall waits for the next
        # rebuild, as with categories.
        page_ids = list(goods.values_list("page_id", flat=True)[: BATCH + 1])
        if len(page_ids) <= BATCH:
            index_listings(page_ids=page_ids)
    index_places(page_ids=[hall.pk, *outdated_places(hall=hall)])
    for booth in BoothPage.objects.live().filter(hall=hall.pk, listing=None).iterator(chunk_size=200):
        refresh_booth(booth=booth)


def _write_address(*, hall: HallPage, goods: QuerySet, stalls: QuerySet) -> None:
    """Take the addresses anew from the tree where they do not begin with the hall's."""
    root = len(hall.url_path) - len(site_path(hall))

    def address(page: str):
        pages = Page.objects.filter(pk=OuterRef(page)).order_by()
        return Subquery(pages.values_list(Substr("url_path", root + 1)))

    start = site_path(hall)
    for rows, fields in ((goods, {"url": "page", "booth_url": "booth"}), (stalls, {"url": "page"})):
        moved = rows.annotate(start=Left("url", len(start))).exclude(start=start)
        if moved.exists():
            rows.update(**{name: address(page) for name, page in fields.items()})


def refresh_below(*, page) -> None:
    """Refresh every hall below a page above the halls."""
    for hall in HallPage.objects.descendant_of(page):
        refresh_hall(hall=hall)


def follow_merchant(*, merchant: Merchant) -> None:
    """Show on lists for offices whether a business has an NIB, after it was given one or lost it."""
    has_nib = bool(merchant.nib)
    for listing in BoothListing.objects.filter(page__merchant=merchant).select_related("page"):
        if bool(listing.procurement & Procurement.NIB.bit) != has_nib:
            refresh_booth(booth=listing.page)
