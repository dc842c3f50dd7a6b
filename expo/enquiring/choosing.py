"""Choosing the booths that are asked together: filtered by what offices need, words, hall and category."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from catalog.domain.browse_query import cleaned_text, read_offices
from catalog.domain.sellers import booths_selling
from catalog.enums import Procurement
from catalog.models import Category, ProductListing
from core.numbers import is_whole_number
from expo.domain.enquiries import MOST_BOOTHS
from expo.domain.hall_filters import HasElement
from expo.domain.readers import HallTile, hall_tiles
from expo.models import BoothListing, BoothPage
from merchants.models import Membership

BOOTHS_ON_PAGE = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter in the form."""

    value: str
    label: str
    is_chosen: bool


def chosen_codes(query: QueryDict) -> list[str]:
    """Return the short codes that were ticked, each once, at most MOST_BOOTHS and one more."""
    codes = dict.fromkeys(
        code.lower() for code in query.getlist("lapak") if code.isalnum() and len(code) <= 12
    )
    return list(codes)[: MOST_BOOTHS + 1]


def chosen_booths(codes: list[str]) -> list[BoothPage]:
    """Return the public booths with these short codes, in their order. One query.

    `is_read` tells whether its business has anybody who could read a request.
    """
    people = Membership.objects.filter(merchant=OuterRef("merchant"))
    booths = BoothPage.objects.public().select_related("listing", "hall").annotate(is_read=Exists(people))
    found = {booth.short_code: booth for booth in booths.filter(short_code__in=codes)} if codes else {}
    return [found[code] for code in codes if code in found]


def choosing_context(*, query: QueryDict) -> dict:
    """Return what the page shows: booths of the filters, those ticked already, and the filters. At most six queries.

    `booths` are rows of one page, in a hall in the order in which one walks past them; `ticked` are booths chosen on
    other pages, which the form carries on. `narrowed` says in words what the filters leave.
    """
    offices = read_offices(",".join(query.getlist("kantor")))
    words = " ".join(cleaned_text(query.get("q", "")).split())
    halls = hall_tiles()
    hall = next((one for one in halls if _slug(one) == query.get("hall")), None)
    wanted = Q(parent=None) | Q(slug=query.get("kategori", ""))
    categories = list(Category.objects.filter(wanted).order_by("sort_order", "name"))
    category = next((one for one in categories if one.slug == query.get("kategori")), None)
    rows = BoothListing.objects.select_related("page").only(*_COLUMNS).offering(offices)
    if hall:
        rows = rows.filter(hall=hall.pk)
    if category:
        rows = rows.filter(HasElement("category_ids", category.pk))
    if (selling := booths_selling(words)) is not None:
        rows = rows.filter(pk__in=selling)
    order = ("stall_number", "pk") if hall else ("title", "pk")
    page = Paginator(rows.order_by(*order), BOOTHS_ON_PAGE).get_page(query.get("hal"))
    codes = chosen_codes(query)
    booths = list(page.object_list)
    for booth in booths:
        booth.is_ticked = booth.page.short_code in codes
    here = {booth.page.short_code for booth in booths}
    asked = [str(one.label) for one in Procurement if offices & one.bit]
    return {
        "booths": booths,
        "page_of_booths": page,
        "ticked": chosen_booths([code for code in codes if code not in here]),
        "is_too_many": len(codes) > MOST_BOOTHS,
        "most": MOST_BOOTHS,
        "q": words,
        "offices": [Choice(one.value, str(one.label), bool(offices & one.bit)) for one in Procurement],
        "halls": [Choice(_slug(one), one.title, one is hall) for one in halls if one.booth_count],
        "categories": [Choice(one.slug, one.name, one is category) for one in categories],
        "narrowed": [*([f"“{words}”"] if words else []), *([category.name] if category else []), *asked],
        "hall": hall,
    }


_COLUMNS = ("title", "tagline", "place_label", "hall_title", "motif", "palette", "procurement", "stall_number",
            "url", "picture", "page__short_code")  # fmt: skip


def _slug(hall: HallTile) -> str:
    return hall.url.rstrip("/").rpartition("/")[2]


def asked_product(booth: BoothPage, given: Mapping[str, str]):
    """Return the public product of this booth that the request is about, None for any other. One query."""
    number = str(given.get("barang", ""))
    if not is_whole_number(number):
        return None
    return ProductListing.objects.filter(booth=booth.pk, pk=int(number)).first()
