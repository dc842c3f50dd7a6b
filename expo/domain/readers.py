"""What the pages of halls and booths show, in a fixed number of queries."""

import datetime
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from catalog.domain.terms import Terms
from catalog.enums import Availability
from catalog.models import ProductListing
from catalog.models.listing import ON_COUNTER
from core.live import hidden
from core.phone import whatsapp_digits
from core.tree import site_path_of
from expo.domain.floor_plan import small_plan
from expo.domain.listing import booth_facts, booth_row
from expo.enums import Weekday
from expo.models import BoothCertificate, BoothListing, BoothPage, HallPage
from expo.ordering.order import with_terms
from marketplaces.domain import links_for_page, links_in_preview

PRODUCTS_ON_BOOTH = 48


@dataclass(frozen=True, slots=True)
class HallTile:
    """A hall as a tile."""

    pk: int
    title: str
    url: str
    motif: str
    palette: str
    introduction: str
    booth_count: int


def hall_tiles() -> list[HallTile]:
    """Return the public halls in the editors' order, with the number of their public booths: one query."""
    booths = BoothListing.objects.filter(hall=OuterRef("pk")).order_by().values("hall")
    halls = (
        HallPage.objects.live()
        .exclude(hidden("path"))
        .order_by("path")
        .annotate(booth_count=Subquery(booths.annotate(count=Count("*")).values("count")))
        .values_list("pk", "title", "url_path", "motif", "palette", "introduction", "booth_count")
    )
    return [
        HallTile(
            pk=pk,
            title=title,
            url=site_path_of(url_path),
            motif=motif,
            palette=palette,
            introduction=introduction,
            booth_count=booth_count or 0,
        )
        for pk, title, url_path, motif, palette, introduction, booth_count in halls
    ]


def opening_week(hours: list[list]) -> list[dict]:
    """Return the seven days of the week with their hours: [{label, opens_at, closes_at, is_today}, …]."""
    known = {weekday: times for weekday, *times in hours}
    today = timezone.localdate().weekday()
    if not known:
        return []
    return [
        {
            "label": day.label,
            "opens_at": known[day][0] if day in known else None,
            "closes_at": known[day][1] if day in known else None,
            "is_today": day == today,
        }
        for day in Weekday
    ]


# SQL and no queryset: building the expression took a tenth of a booth's page.
_AMONG_NEIGHBOURS = """SELECT * FROM expo_boothlisting WHERE hall_id = %(hall)s AND stall_number >= COALESCE(
    (SELECT MAX(stall_number) FROM expo_boothlisting WHERE hall_id = %(hall)s AND stall_number < %(stall)s), %(stall)s
) ORDER BY stall_number LIMIT 3"""


def booth_among_neighbours(booth: BoothPage) -> dict:
    """Return the row of a booth and those of the stalls to its left and right, or None: one query."""
    number = booth.stall_number
    found = {"left": None, "booth": None, "right": None}
    if number is None:
        return found | {"booth": BoothListing.objects.filter(pk=booth.pk).first()}
    for row in BoothListing.objects.raw(_AMONG_NEIGHBOURS, {"hall": booth.hall_id, "stall": number}):
        if row.page_id == booth.pk:
            found["booth"] = row
        elif row.stall_number < number:
            found["left"] = row
        elif row.stall_number > number and not found["right"]:
            found["right"] = row
    return found


def unpublished_row(booth: BoothPage) -> BoothListing:
    """Return what would be stored of a booth if the version at hand were published."""
    hall = booth.hall or HallPage.objects.filter(path=booth.path[: -booth.steplen]).first() or HallPage()
    return BoothListing(page_id=booth.pk, **booth_row(booth=booth, facts=booth_facts(booth=booth, hall=hall)))


def booth_page_context(*, booth: BoothPage, in_preview: bool = False) -> dict:
    """Return goods, hours, links and neighbours of a booth, public or previewed."""
    found = booth_among_neighbours(booth)
    row = (not in_preview and found["booth"]) or unpublished_row(booth)
    papers = [BoothCertificate(**paper | {"valid_until": _day(paper["valid_until"])}) for paper in row.papers]
    chat_url = ""
    if booth.whatsapp:
        message = gettext("Halo %(booth)s, saya melihat lapak Anda di Gelar Lapak.") % {"booth": booth.title}
        chat_url = f"https://wa.me/{whatsapp_digits(booth.whatsapp)}?text={quote(message)}"
    products = with_terms(ProductListing.objects.filter(booth=booth.pk))
    products = list(products.order_by(*ON_COUNTER)[:PRODUCTS_ON_BOOTH])
    takes_orders = bool(booth.whatsapp and products and not in_preview)
    if takes_orders:
        for product in products:
            if product.availability != Availability.OUT_OF_STOCK:
                product.terms = Terms.of(product).as_text()
    return {
        "booth": booth,
        "row": row,
        "hall_url": row.url.rstrip("/").rpartition("/")[0] + "/",
        "aisle": row.code.partition("-")[0],
        "products": products,
        "order_url": reverse("ordering:order", args=[booth.short_code]) if takes_orders else "",
        "week": opening_week(row.hours),
        "certificates": [paper for paper in papers if paper.is_valid],
        "links": links_in_preview(page=booth) if in_preview else links_for_page(booth.pk),
        "chat_url": chat_url,
        "left": found["left"],
        "right": found["right"],
        "here": small_plan(booth=booth),
    }


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
