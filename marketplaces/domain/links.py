"""The links that public pages show, and the registry behind them."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from marketplaces.enums import PlatformSlug, PlatformState
from marketplaces.models import OutboundLink

_NAMELESS = frozenset({PlatformSlug.WEBSITE, PlatformSlug.UNKNOWN})


@dataclass(frozen=True, slots=True)
class PublicLink:
    """One link as a public page shows it.

    `url` is the counting address `/ke/<id>/`. `text` stands on the button: the merchant's words, else the
    platform's name, else, where no platform is known, the host. `address` is where the link leads in the end.
    """

    pk: int
    page_id: int
    platform: str
    platform_name: str
    kind: str
    label: str
    url: str
    text: str
    address: str


def sync_links(*, page, links):
    """Make the registry of `page` equal to its published links.

    `links` are LinkFields instances in the order shown; those that were refused or not yet recognised
    have no address and are left out. Rows whose link is gone are switched off, not deleted, so
    that their counts stay and a printed address never leads elsewhere. Three queries with a
    savepoint's worth around them, however many links.
    """
    rows = {}
    for order, link in enumerate(links):
        if link.address and link.platform_id and link.key not in rows:
            rows[link.key] = OutboundLink(
                page_id=page.pk,
                key=link.key,
                platform_id=link.platform_id,
                kind=link.kind,
                address=link.address,
                label=link.label,
                is_on=link.is_on,
                sort_order=order,
            )
    with transaction.atomic():
        OutboundLink.objects.filter(page_id=page.pk, is_on=True).exclude(key__in=rows).update(is_on=False)
        if rows:
            OutboundLink.objects.bulk_create(
                rows.values(),
                update_conflicts=True,
                unique_fields=["page", "key"],
                update_fields=["platform", "kind", "address", "label", "is_on", "sort_order"],
            )


def links_for_page(page_id):
    """The public links of one page in the merchant's order, in one query.

    Whoever asks has seen to it that visitors may see the page: a hidden page's links are returned too.
    """
    rows = (
        OutboundLink.objects.open()
        .filter(page_id=page_id)
        .order_by("sort_order", "pk")
        .values_list("pk", "page_id", "platform__slug", "platform__name", "kind", "label", "address")
    )
    leave = reverse("marketplaces:leave", args=[0]).removesuffix("0/")
    return [_shown(*row, url=f"{leave}{row[0]}/") for row in rows]


def _shown(pk, page_id, platform, name, kind, label, address, url):
    # Names that are words and no brands ("Situs sendiri") have translations.
    name = gettext(name)
    text = label or (_host(address) if platform in _NAMELESS else name)
    return PublicLink(pk, page_id, platform, name, kind, label, url, text, address)


def links_in_preview(*, page):
    """The links of a version that may never be published, leading straight to their addresses.

    `page` has LinkFields instances in `links`. The registry knows only what was published, and the
    counting address counts visitors.
    """
    return [
        _shown(
            0,
            page.pk,
            link.platform.slug,
            link.platform.name,
            link.kind,
            link.label,
            link.address,
            link.address,
        )
        for link in page.links.select_related("platform")
        if link.is_on and link.address and link.platform and link.platform.state != PlatformState.CLOSED
    ]


def _host(address):
    return address.removeprefix("https://").partition("/")[0].removeprefix("www.")
