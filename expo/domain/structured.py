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
    """Return the edition, or the session the page below it is about, as an event online, and the way to it."""
    L, page = context["L"], context["page"]  # noqa: N806
    path = site_path(page)
    way = [(gettext(_START), f"{L}/"), (gettext("Expo"), f"{L}{path.rstrip('/').rpartition('/')[0]}/")]
    way.append((page.title, f"{L}{path}"))
    node = _edition_node(page, context)
    if session := context.get("session"):
        programme = f"{L}{path}acara/"
        way += [(gettext("Acara"), programme), (session.title, f"{programme}{session.pk}/")]
        return [_session_node(session, context, node), breadcrumbs(way)]
    if context.get("days") is not None:
        programme = f"{L}{path}acara/"
        entries = [(session.title, f"{programme}{session.pk}/") for session in context["sessions"]]
        name = gettext("Acara")
        return [breadcrumbs([*way, (name, programme)]), *item_list(name=name, entries=entries)]
    # What is neither the edition's own page nor its programme is not for search engines: stage and own plan.
    return [node, breadcrumbs(way)] if "periods" in context else []


def _edition_node(page, context: Mapping) -> Node:
    url, home = absolute(f"{context['L']}{site_path(page)}"), absolute(f"{context['L']}/")
    office = context["office"].office_name or settings.WAGTAIL_SITE_NAME
    return without_empty(
        {
            "@type": "Event",
            "@id": f"{url}#expo",
            "name": page.title,
            "url": url,
            "description": page.introduction or page.theme,
            "image": absolute(static(SHARE_IMAGE)),
            "startDate": page.starts_on.isoformat(),
            "endDate": page.ends_on.isoformat(),
            "location": {"@type": "VirtualLocation", "url": home},
            "organizer": {"@type": "Organization", "name": page.organiser or office, "url": home},
        }
        | _ONLINE
    )


_ONLINE = {
    "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
    "eventStatus": "https://schema.org/EventScheduled",
    "isAccessibleForFree": True,
}


def _session_node(session, context: Mapping, edition: Node) -> Node:
    zone, url = context["page"].tzinfo, f"{edition['url']}acara/{session.pk}/"
    return without_empty(
        {
            "@type": "Event",
            "@id": f"{url}#acara",
            "name": session.title,
            "url": url,
            "description": session.description,
            "image": edition["image"],
            "startDate": session.starts_at.astimezone(zone).isoformat(timespec="seconds"),
            "endDate": session.ends_at.astimezone(zone).isoformat(timespec="seconds"),
            "location": {"@type": "VirtualLocation", "url": f"{edition['url']}panggung/"},
            "organizer": edition["organizer"],
            "performer": [{"@type": "Person", "name": one.name} for one in session.speakers.all()],
            "superEvent": {
                name: edition[name] for name in ("@type", "@id", "name", "url", "startDate", "location")
            },
        }
        | _ONLINE
    )
