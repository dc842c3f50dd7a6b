"""What search engines are told: an index of short maps, read from the flat tables of public things.

A map holds the pages whose ids lie in one span, so that a page stays in its map for good and the
index says truly when something in a map changed. https://www.sitemaps.org/protocol.html; pictures:
https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, F, Max, OuterRef, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page, Site

from catalog.models import CatalogPage, Category, ProductListing, ProductPage
from core.live import hidden, restricted
from core.structured import absolute, picture_url
from core.tree import site_path, site_path_of
from expo.models import BoothListing, BoothPage

SPAN = {"booth": 50_000, "produk": 5_000}
"""Ids in one map of each kind. A map may hold 50,000 addresses."""

LISTINGS = {"booth": BoothListing, "produk": ProductListing}
PAGES = "halaman"

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"


@dataclass(frozen=True, slots=True)
class Place:
    """One address of a map: its path, when it last changed, and the whole address of its picture or ""."""

    path: str
    changed: datetime.datetime | None
    picture: str = ""


def sitemap_index() -> str:
    """Return the index of all maps, each with the date of its latest change: three queries."""
    pages = other_pages()
    entries = [(PAGES, 0, max((place.changed for place in pages if place.changed), default=None))]
    for kind, model in LISTINGS.items():
        parts = (
            model.objects.order_by()
            .values(part=F("page_id") / SPAN[kind])
            .annotate(changed=Max("page__last_published_at"))
            .order_by("part")
        )
        entries += [(kind, part, changed) for part, changed in parts.values_list("part", "changed")]
    rows = (
        f"<sitemap><loc>{escape(absolute(map_path(kind, part)))}</loc>{_changed(changed)}</sitemap>\n"
        for kind, part, changed in entries
    )
    return f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{"".join(rows)}</sitemapindex>\n'


def map_path(kind: str, part: int) -> str:
    """Return the path of a map."""
    return reverse("sitemap_part", args=[kind if kind == PAGES else f"{kind}-{part}"])


def sitemap(name: str) -> str:
    """Return the map with this name, such as "halaman" or "produk-3"; raises Http404 for one that is not there."""
    if name == PAGES:
        return as_xml([*other_pages(), *categories()])
    kind, _dash, part = name.partition("-")
    if kind not in LISTINGS or not (part.isascii() and part.isdigit() and len(part) < 8):
        raise Http404
    first = int(part) * SPAN[kind]
    rows = (
        LISTINGS[kind]
        .objects.filter(page__gte=first, page__lt=first + SPAN[kind])
        .order_by("page")
        .values_list("url", "page__last_published_at", "picture")
    )
    places = [Place(path, changed, picture_url(picture)) for path, changed, picture in rows]
    if not places:
        raise Http404
    return as_xml(places)


def other_pages() -> list[Place]:
    """Return every public page that no flat table holds: the front page, halls, showcases, editions, texts."""
    root = Site.objects.select_related("root_page").get(is_default_site=True).root_page.url_path
    pages = (
        Page.objects.live()
        .exclude(hidden("path"))
        .exclude(restricted("path"))
        .filter(url_path__startswith=root)
        .not_exact_type(BoothPage, ProductPage)
        .order_by("path")
        .values_list("url_path", "last_published_at")
    )
    return [Place(site_path_of(url_path), changed) for url_path, changed in pages]


def categories() -> Iterator[Place]:
    """Yield the catalogue's address of every category that holds something."""
    catalogue = CatalogPage.objects.public().first()
    if catalogue is None:
        return
    goods = ProductListing.objects.filter(Q(category=OuterRef("pk")) | Q(group=OuterRef("pk")))
    for slug in Category.objects.filter(Exists(goods)).order_by("slug").values_list("slug", flat=True):
        yield Place(f"{site_path(catalogue)}{slug}/", None)


def as_xml(places: Iterable[Place]) -> str:
    """Return a map of these places."""
    rows = (
        f"<url><loc>{escape(absolute(place.path))}</loc>{_changed(place.changed)}{_image(place.picture)}</url>\n"
        for place in places
    )
    return f'{_HEAD}<urlset xmlns="{_NAMESPACE}" xmlns:image="{_IMAGES}">\n{"".join(rows)}</urlset>\n'


def _changed(moment: datetime.datetime | None) -> str:
    if moment is None:
        return ""
    return f"<lastmod>{timezone.localtime(moment).isoformat(timespec='seconds')}</lastmod>"


def _image(address: str) -> str:
    return f"<image:image><image:loc>{escape(address)}</image:loc></image:image>" if address else ""


def robots_text() -> str:
    """Return robots.txt: the fair is open to robots, the office and the way out are not."""
    return "\n".join(
        [
            "User-agent: *",
            "Disallow: /kelola/",
            "Disallow: /lapak-saya/",
            "Disallow: /en/lapak-saya/",
            "Disallow: /ke/",
            "",
            f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
            "",
        ]
    )
