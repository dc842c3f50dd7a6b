"""What the pages of halls and booths show, in a fixed number of queries."""

from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext

from catalog.models import ProductListing
from core.live import hidden
from core.phone import whatsapp_digits
from core.tree import site_path, site_path_of
from expo.models import BoothListing, BoothPage, HallPage
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
        .annotate(booth_count=Subquery(booths.annotate(count=Count("pk")).values("count")))
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


def opening_week(booth: BoothPage) -> list[dict]:
    """Return the seven days of the week with their hours: [{label, opens_at, closes_at, is_today}, …]."""
    from expo.enums import Weekday

    hours = {entry.weekday: entry for entry in booth.opening_hours.all()}
    today = timezone.localdate().weekday()
    if not hours:
        return []
    return [
        {
            "label": day.label,
            "opens_at": hours[day].opens_at if day in hours else None,
            "closes_at": hours[day].closes_at if day in hours else None,
            "is_today": day == today,
        }
        for day in Weekday
    ]


def neighbours(booth: BoothPage) -> dict:
    """Return the listings of the stalls to the left and to the right in the same hall, or None: one query."""
    stalls = BoothListing.objects.filter(hall=booth.hall_id).order_by().values("hall")
    number = booth.stall_number or 0
    left = stalls.filter(stall_number__lt=number).annotate(number=Max("stall_number")).values("number")
    right = stalls.filter(stall_number__gt=number).annotate(number=Min("stall_number")).values("number")
    rows = BoothListing.objects.filter(
        Q(stall_number=Subquery(left)) | Q(stall_number=Subquery(right)), hall=booth.hall_id
    )
    found = {"left" if row.stall_number < number else "right": row for row in rows}
    return {"left": found.get("left"), "right": found.get("right")}


def booth_page_context(*, booth: BoothPage, in_preview: bool = False) -> dict:
    """Return goods, hours, links and neighbours of a booth, public or previewed."""
    hall = booth.hall
    week = opening_week(booth)
    today = timezone.localdate()
    open_today = None
    if booth.is_closed_on(today):
        open_today = False
    elif week:
        open_today = any(day["is_today"] and day["opens_at"] for day in week)
    chat_url = ""
    if booth.whatsapp:
        message = gettext("Halo %(booth)s, saya melihat lapak Anda di Gelar Lapak.") % {"booth": booth.title}
        chat_url = f"https://wa.me/{whatsapp_digits(booth.whatsapp)}?text={quote(message)}"
    return {
        "booth": booth,
        "hall": hall,
        "hall_url": site_path(hall) if hall else "",
        "aisle": booth.code.partition("-")[0],
        "products": list(
            ProductListing.objects.filter(booth=booth.pk).order_by("-published_at", "-page")[
                :PRODUCTS_ON_BOOTH
            ]
        ),
        "week": week,
        "open_today": open_today,
        "certificates": [item for item in booth.certificates.all() if item.is_valid],
        "links": links_in_preview(page=booth) if in_preview else links_for_page(booth.pk),
        "chat_url": chat_url,
        "place_label": booth.place_label(),
        **neighbours(booth),
    }
