"""What the page of links shows, in a fixed number of queries."""

import datetime
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from catalog.models import ProductPage
from expo.domain.booth_links import publishes_at_once, token_of
from expo.domain.handing_in import is_waiting_for
from expo.domain.hidden_links import hidden_among
from lapak.links.places import Place
from marketplaces.domain import clicks_lately, examine
from marketplaces.domain.health import HealthNote, health_of
from marketplaces.enums import PlatformSlug, PlatformState
from marketplaces.models import OutboundLink, Platform
from marketplaces.recognition.how_to import HowTo, how_to
from merchants.permissions import is_curator

GOODS = 100
"""Products that are listed; who has more finds the way from the product."""
WAYS = ("shopee", "tokopedia", "tiktok_shop", "instagram", "gofood", "whatsapp")
"""Platforms whose way to the link is offered before anything went wrong."""


def ways() -> list[tuple[str, HowTo]]:
    """Return name and way to the link of the platforms merchants use most."""
    return [(str(PlatformSlug(slug).label), how_to(slug)) for slug in WAYS]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link as its people see it."""

    key: str
    text: str
    label: str
    platform_name: str
    kind_label: str
    name: str
    address: str
    warning: str
    is_on: bool
    is_public: bool
    """Visitors see it, with this address, now."""
    hidden_by_office: bool
    clicks_week: int
    clicks_month: int
    health: HealthNote | None
    is_first: bool
    is_last: bool

    @property
    def title(self) -> str:
        """Return what to call it: the words on its button, the shop's name, or where it is."""
        return self.label or self.name or self.platform_name

    @property
    def is_dead(self) -> bool:
        """Tell whether visitors who follow it find nothing there."""
        return bool(self.health and self.health.is_gone)


def page_context(*, place: Place, user, today: datetime.date | None = None) -> dict:
    """Return everything the page of links shows of a place."""
    page = place.page
    version = page.get_latest_revision_as_object()
    links = list(version.links.all())
    registered = {
        link.key: link
        for link in OutboundLink.objects.filter(page=page.pk).select_related("platform", "health")
    }
    clicks = clicks_lately(page_id=page.pk, today=today or timezone.localdate())
    off = [] if is_curator(user) else [link.address for link in links if not link.is_on]
    hidden = hidden_among(page=page, addresses=off)
    catalogue = Platform.objects.catalogue()
    rows = []
    for at, link in enumerate(links):
        out = registered.get(link.key)
        seen = examine(link.pasted, hint=link.label)
        entry = catalogue.by_slug(seen.platform)
        is_closed = bool(entry and entry.state == PlatformState.CLOSED)
        week, month = clicks.get(out.pk, (0, 0)) if out else (0, 0)
        rows.append(
            LinkRow(
                key=str(link.key),
                text=link.pasted,
                label=link.label,
                platform_name=seen.platform_name,
                kind_label=seen.kind_label,
                name=seen.name,
                address=link.address,
                warning=seen.found.error or seen.found.warning,
                is_on=link.is_on,
                is_public=bool(
                    page.live and out and out.is_on and out.address == link.address and not is_closed
                ),
                hidden_by_office=not link.is_on and link.address in hidden,
                clicks_week=week,
                clicks_month=month,
                health=health_of(out) if out and out.address == link.address else None,
                is_first=at == 0,
                is_last=at == len(links) - 1,
            )
        )
    waiting = is_waiting_for(page, user)
    return {
        "booth": place.booth,
        "place": place,
        "page_title": page.draft_title or page.title,
        "rows": rows,
        "seen": token_of(version),
        "is_waiting": waiting,
        "at_once": publishes_at_once(page, user),
        "may_publish": page.permissions_for_user(user).can_publish(),
        "is_unsent": not waiting and (page.has_unpublished_changes or not page.live) and bool(links),
        "is_full": len(rows) >= page.most_links,
        "goods": [] if place.is_product else _goods(place),
    }


def _goods(place: Place):
    """Return the booth's products with the numbers of their links; one query."""
    products = ProductPage.objects.child_of(place.booth).annotate(link_count=Count("links"))
    return products.only("pk", "title", "draft_title").order_by("-first_published_at", "-pk")[:GOODS]
