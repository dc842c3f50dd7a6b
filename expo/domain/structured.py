"""What machines read of halls, booths, editions and showcases (schema.org, and what Google documents of it).

https://developers.google.com/search/docs/appearance/structured-data/local-business and …/event
"""

import datetime
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext

from core.structured import (
    SHARE_IMAGE,
    Node,
    absolute,
    breadcrumbs,
    describes,
    item_list,
    picture_url,
    without_empty,
)
from core.tree import site_path
from expo.models import BoothListing, BoothPage
from expo.stalls import STALLS_PER_AISLE, aisle_index
from marketplaces.enums import LinkKind, PlatformSlug

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTRY = "ID"

_START = "Beranda"


def opening_hours(*, hours: Iterable[list], closed_on: datetime.date | None = None) -> list[Node]:
    """Return the weekly hours, days with the same hours together, and the day the booth is closed.

    `hours` are [weekday, "08.00", "16.00"] as `BoothListing.hours` keeps them.
    """
    together: dict[tuple[str, str], list[str]] = {}
    for weekday, opens, closes in hours:
        together.setdefault((opens.replace(".", ":"), closes.replace(".", ":")), []).append(DAYS[weekday])
    found = [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes}
        for (opens, closes), days in together.items()
    ]
    if found and closed_on:
        # The same minute twice says: closed all day.
        day = closed_on.isoformat()
        found.append(
            {
                "@type": "OpeningHoursSpecification",
                "opens": "00:00",
                "closes": "00:00",
                "validFrom": day,
                "validThrough": day,
            }
        )
    return found


def postal_address(booth: BoothPage) -> Node | None:
    """Return where a booth is, or None when it says nothing of a place."""
    stall = " ".join(filter(None, [booth.block and f"Blok {booth.block}", booth.stall]))
    street = ", ".join(filter(None, [booth.market and booth.market.name, stall, booth.district]))
    area = booth.area.name if booth.area else ""
    if not (street or area):
        return None
    node = {"@type": "PostalAddress", "streetAddress": street, "addressLocality": area}
    return without_empty(node | {"addressCountry": COUNTRY})


def same_as(links: Iterable) -> list[str]:
    """Return the addresses of the booth's own shops and profiles elsewhere: no single products, no chats."""
    return [
        link.address for link in links if link.kind == LinkKind.SHOP or link.platform == PlatformSlug.WEBSITE
    ]


@describes("expo.BoothPage")
def booth_graph(context: Mapping) -> list[Node]:
    """Return the booth as a shop: one with a place and hours, or one that is only online; and the way to it."""
    booth, row, L = context["booth"], context["row"], context["L"]  # noqa: N806
    path, address = f"{L}{row.url}", postal_address(booth)
    url = absolute(path)
    node = {
        "@type": "Store" if address else "OnlineStore",
        "@id": f"{url}#lapak",
        "name": booth.title,
        "url": url,
        "description": booth.search_description or booth.tagline,
        "image": picture_url(row.picture),
        "logo": picture_url(row.logo),
        "telephone": booth.phone or booth.whatsapp,
        "address": address,
        "foundingDate": booth.founded and str(booth.founded),
        "openingHoursSpecification": opening_hours(hours=row.hours, closed_on=row.closed_on)
        if address
        else None,
        "currenciesAccepted": "IDR" if address else None,
        "sameAs": same_as(context["links"]),
    }
    way = [(gettext(_START), f"{L}/"), (gettext("Hall"), f"{L}/hall/")]
    if row.hall_title:
        way.append((row.hall_title, f"{L}{context['hall_url']}"))
    return [without_empty(node), breadcrumbs([*way, (booth.title, path)])]


@describes("expo.HallIndexPage")
def hall_index_graph(context: Mapping) -> list[Node]:
    """Return the list of halls."""
    L, page = context["L"], context["page"]  # noqa: N806
    return [
        breadcrumbs([(gettext(_START), f"{L}/"), (gettext("Hall"), f"{L}{site_path(page)}")]),
        *item_list(name=gettext("Semua hall"), entries=[(h.title, f"{L}{h.url}") for h in context["halls"]]),
    ]


@describes("expo.HallPage")
def hall_graph(context: Mapping) -> list[Node]:
    """Return the booths of the aisle, or of the page of the list, and the way to the hall."""
    L, hall = context["L"], context["hall"]  # noqa: N806
    path = f"{L}{context['hall_url']}"
    way = [(gettext(_START), f"{L}/"), (gettext("Hall"), f"{L}/hall/"), (hall.title, path)]
    if context["is_walk"]:
        before = aisle_index(context["aisle"]) * STALLS_PER_AISLE
    else:
        before = (context["pages"]["number"] - 1) * STALLS_PER_AISLE
    return [breadcrumbs(way), *_booth_list(hall.title, context["booths"], L, before + 1)]


def _booth_list(name: str, booths: Iterable[BoothListing], prefix: str, first: int) -> list[Node]:
    return item_list(name=name, entries=[(b.title, f"{prefix}{b.url}") for b in booths], first=first)


@describes("expo.ShowcaseIndexPage")
def showcase_index_graph(context: Mapping) -> list[Node]:
    """Return the way to the showcases."""
    L, page = context["L"], context["page"]  # noqa: N806
    return [breadcrumbs([(gettext(_START), f"{L}/"), (gettext("Pilihan dinas"), f"{L}{site_path(page)}")])]


@describes("expo.ShowcasePage")
def showcase_graph(context: Mapping) -> list[Node]:
    """Return what is shown, in the curator's order, and the way to the showcase."""
    L, page = context["L"], context["page"]  # noqa: N806
    path = site_path(page)
    shown = [entry.product or entry.booth for entry in context["entries"]]
    way = [
        (gettext(_START), f"{L}/"),
        (gettext("Pilihan dinas"), f"{L}{path.rstrip('/').rpartition('/')[0]}/"),
        (page.title, f"{L}{path}"),
    ]
    entries = [(thing.title, f"{L}{thing.url}") for thing in shown]
    return [breadcrumbs(way), *item_list(name=page.title, entries=entries)]


@describes("expo.ExpoIndexPage")
def expo_index_graph(context: Mapping) -> list[Node]:
    """Return the way to the editions."""
    L, page = context["L"], context["page"]  # noqa: N806
    return [breadcrumbs([(gettext(_START), f"{L}/"), (gettext("Expo"), f"{L}{site_path(page)}")])]


@describes("expo.ExpoPage")
def expo_graph(context: Mapping) -> list[Node]:
    """Return the edition as an event that takes place online, and the way to it."""
    L, page = context["L"], context["page"]  # noqa: N806
    path = site_path(page)
    url = absolute(f"{L}{path}")
    office = context["office"].office_name or settings.WAGTAIL_SITE_NAME
    home = absolute(f"{L}/")
    node = {
        "@type": "Event",
        "@id": f"{url}#expo",
        "name": page.title,
        "url": url,
        "description": page.introduction or page.theme,
        "image": absolute(static(SHARE_IMAGE)),
        "startDate": page.starts_on.isoformat(),
        "endDate": page.ends_on.isoformat(),
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "isAccessibleForFree": True,
        "location": {"@type": "VirtualLocation", "url": home},
        "organizer": {"@type": "Organization", "name": page.organiser or office, "url": home},
    }
    way = [(gettext(_START), f"{L}/"), (gettext("Expo"), f"{L}{path.rstrip('/').rpartition('/')[0]}/")]
    return [without_empty(node), breadcrumbs([*way, (page.title, f"{L}{path}")])]
