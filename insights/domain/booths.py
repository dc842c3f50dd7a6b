"""What the people of a booth read of it: how often it was seen, and where visitors went on to."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Q, Sum
from django.utils.translation import gettext, ngettext
from wagtail.models import Page

from expo.models import BoothPage
from insights.domain.periods import WEEK, Period, last_days
from insights.models import ViewCount
from marketplaces.domain.clicks import ORDERS
from marketplaces.models import ClickCount, OutboundLink


@dataclass(slots=True)
class PageNumbers:
    """One product: how often it was opened, and how often somebody went on from it."""

    page_id: int
    title: str
    views: int = 0
    clicks: int = 0


@dataclass(slots=True)
class BoothNumbers:
    """One booth in one period; views are pages opened, not people."""

    booth: BoothPage
    period: Period
    booth_views: int = 0
    product_views: int = 0
    views_before: int = 0
    """Booth and products together in the period of the same length before."""
    products: list[PageNumbers] = field(default_factory=list)
    """Products that were seen or left through, the most seen first."""
    platforms: list[tuple[str, int]] = field(default_factory=list)
    """Names of platforms and clicks to them from booth and products, the most first."""
    orders: int = 0
    """Order lists that visitors took to WhatsApp; whether they were sent there, only the merchant knows."""

    @property
    def views(self) -> int:
        """Return the views of booth and products together."""
        return self.booth_views + self.product_views

    @property
    def clicks(self) -> int:
        """Return how often somebody went on to another site."""
        return sum(number for _name, number in self.platforms)


@dataclass(frozen=True, slots=True)
class _Own:
    """A page of a booth: the booth itself or a product."""

    booth_id: int
    title: str
    is_booth: bool


def _own_pages(booths: Iterable[BoothPage]) -> dict[int, _Own]:
    """Return {page id: page} of these booths and the products in them. One query.

    The counts are then asked for by ids: from paths a database would go through the counts of all booths.
    """
    of = {booth.path: booth.pk for booth in booths}
    mine = Q(pk__in=[])
    for path in of:
        # Paths are fixed steps of digits and capital letters: what lies between these two lies below.
        mine |= Q(path__gte=path, path__lte=path + "Z" * Page.steplen)
    rows = Page.objects.filter(mine).order_by().values_list("pk", "path", "draft_title")
    return {pk: _Own(of[path[: len(next(iter(of)))]], title, path in of) for pk, path, title in rows}


def numbers_of(*, booths: Iterable[BoothPage], period: Period) -> dict[int, BoothNumbers]:
    """Return {booth id: its numbers}, every booth present; four queries however many booths and products."""
    found = {booth.pk: BoothNumbers(booth, period) for booth in booths}
    if not found:
        return {}
    own = _own_pages([numbers.booth for numbers in found.values()])
    products: dict[int, PageNumbers] = {}
    inside = Q(day__gte=period.first)
    rows = (
        ViewCount.objects.filter(page__in=list(own), day__gte=period.before.first, day__lte=period.last)
        .order_by()
        .values_list("page_id")
        .annotate(now=Sum("count", filter=inside, default=0), before=Sum("count", filter=~inside, default=0))
    )
    for page_id, now, before in rows:
        page = own[page_id]
        numbers = found[page.booth_id]
        numbers.views_before += before
        if page.is_booth:
            numbers.booth_views += now
        elif now:
            numbers.product_views += now
            products[page_id] = PageNumbers(page_id, page.title, views=now)
    platforms: dict[int, Counter] = {pk: Counter() for pk in found}
    links = _links(own)
    for link_id, number in _clicks(links, period).values_list("link_id").annotate(Sum("count")):
        page_id, name, key = links[link_id]
        page = own[page_id]
        if key == ORDERS:
            found[page.booth_id].orders += number
            continue
        platforms[page.booth_id][gettext(name)] += number
        if not page.is_booth:
            products.setdefault(page_id, PageNumbers(page_id, page.title)).clicks += number
    for row in products.values():
        found[own[row.page_id].booth_id].products.append(row)
    for pk, numbers in found.items():
        numbers.products.sort(key=lambda row: (-row.views, -row.clicks, row.title))
        numbers.platforms = sorted(platforms[pk].items(), key=lambda item: (-item[1], item[0]))
    return found


def week_in_words(*, booths: Iterable[BoothPage]) -> dict[int, str]:
    """Return {booth id: the last seven days in a sentence}, for the merchant's phone. Four queries."""
    return {
        pk: _in_words(numbers) for pk, numbers in numbers_of(booths=booths, period=last_days(WEEK)).items()
    }


def _in_words(numbers: BoothNumbers) -> str:
    if not numbers.views and not numbers.clicks and not numbers.orders:
        return gettext("Minggu ini belum ada yang membuka lapak Anda. Bagikan alamatnya lewat WhatsApp.")
    shops = ", ".join(name for name, _number in numbers.platforms)
    on = {"clicks": intcomma(numbers.clicks), "shops": shops}
    orders = ngettext(
        "%(orders)s pesanan dimulai lewat WhatsApp",
        "%(orders)s pesanan dimulai lewat WhatsApp",
        numbers.orders,
    ) % {"orders": intcomma(numbers.orders)}
    if not numbers.views and not numbers.clicks:
        return gettext("Minggu ini %(orders)s.") % {"orders": orders}
    if not numbers.views:
        words = gettext("Minggu ini pengunjung %(clicks)s kali lanjut ke %(shops)s.") % on
        return f"{words[:-1]}, {orders}." if numbers.orders else words
    seen = ngettext("Minggu ini dilihat %(views)s kali", "Minggu ini dilihat %(views)s kali", numbers.views)
    words = seen % {"views": intcomma(numbers.views)}
    if numbers.clicks:
        words += ", " + gettext("%(clicks)s kali lanjut ke %(shops)s") % on
    if numbers.orders:
        words += f", {orders}"
    return f"{words}."


def _links(own: Iterable[int]) -> dict[int, tuple[int, str, UUID]]:
    """Return {link id: (page id, name of its platform, key)} of the pages, links that are off included. One query."""
    rows = OutboundLink.objects.filter(page__in=list(own)).order_by()
    rows = rows.values_list("pk", "page_id", "platform__name", "key")
    return {pk: rest for pk, *rest in rows}


def _clicks(links: Iterable[int], period: Period):
    return ClickCount.objects.filter(
        link__in=list(links), day__gte=period.first, day__lte=period.last
    ).order_by()


def days_of(*, booth: BoothPage, period: Period) -> dict[datetime.date, tuple[int, int]]:
    """Return {day: (views, clicks)} of a booth with its products, every day present; four queries."""
    own = list(_own_pages([booth]))
    views = ViewCount.objects.within(period).filter(page__in=own).order_by().values_list("day")
    seen = dict(views.annotate(Sum("count")))
    left = dict(_clicks(_links(own), period).values_list("day").annotate(Sum("count")))
    return {day: (seen.get(day, 0), left.get(day, 0)) for day in period.days}
