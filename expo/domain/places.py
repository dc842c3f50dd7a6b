"""What the search needs to know of booths and halls; handed down to `catalog.domain.search_places`."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from catalog.domain.search_places import rebuild_places
from catalog.models import PlaceKind, SearchPlace
from core.live import hidden
from core.tree import site_path_of
from expo.models import BoothListing, HallPage


def booth_places(page_ids: list[int] | None) -> Iterable[SearchPlace]:
    """Return the unsaved rows of these public booths, or of all. One query."""
    rows = BoothListing.objects.order_by("page")
    rows = rows if page_ids is None else rows.filter(page__in=page_ids)
    for row in rows.only(
        "title", "url", "stall_number", "hall_title", "motif", "palette", "product_count"
    ).iterator():
        yield SearchPlace(
            page_id=row.pk,
            kind=PlaceKind.BOOTH,
            title=row.title,
            url=row.url,
            code=row.code,
            hall_title=row.hall_title,
            motif=row.motif,
            palette=row.palette,
            weight=row.product_count,
        )


def hall_places(page_ids: list[int] | None) -> Iterable[SearchPlace]:
    """Return the unsaved rows of these public halls, or of all. One query."""
    halls = HallPage.objects.live().exclude(hidden("path")).order_by("path")
    halls = halls if page_ids is None else halls.filter(pk__in=page_ids)
    for pk, title, url_path, motif, palette in halls.values_list(
        "pk", "title", "url_path", "motif", "palette"
    ):
        yield SearchPlace(
            page_id=pk,
            kind=PlaceKind.HALL,
            title=title,
            url=site_path_of(url_path),
            motif=motif,
            palette=palette,
        )


def outdated_places(*, hall: HallPage) -> list[int]:
    """Return the booths of a hall whose row in the search tells of another name, look or address. One query."""
    same = SearchPlace.objects.filter(
        page=OuterRef("pk"),
        url=OuterRef("url"),
        hall_title=OuterRef("hall_title"),
        motif=OuterRef("motif"),
        palette=OuterRef("palette"),
    )
    return list(
        BoothListing.objects.filter(Q(hall=hall.pk) & ~Exists(same)).values_list("page_id", flat=True)
    )


def fill_places_once(*, apps=None, **kwargs) -> None:
    """After an update to a version that searches booths: index those that are there already."""
    try:
        apps and apps.get_model("catalog", "SearchPlace")
    except LookupError:
        return  # migrated back to a version without
    if not SearchPlace.objects.exists() and BoothListing.objects.exists():
        rebuild_places()
