"""What the people of a booth read of it: how often it was seen, and where visitors went on to."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, Sum
from django.utils.translation import gettext

from expo.models import BoothPage
from insights.domain.periods import Period
from insights.models import ViewCount
from marketplaces.models import ClickCount


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

    @property
    def views(self) -> int:
        """Return the views of booth and products together."""
        return self.booth_views + self.product_views

    @property
    def clicks(self) -> int:
        """Return how often somebody went on to another site."""
        return sum(number for _name, number in self.platforms)


def numbers_of(*, booths: Iterable[BoothPage], period: Period) -> dict[int, BoothNumbers]:
    """Return {booth id: its numbers}, every booth present; two queries however many booths and products."""
    by_path = {booth.path: BoothNumbers(booth, period) for booth in booths}
    if not by_path:
        return {}
    found = [numbers.booth for numbers in by_path.values()]
    pages: dict[int, dict[int, PageNumbers]] = {numbers.booth.pk: {} for numbers in by_path.values()}

    def of(path: str) -> BoothNumbers:
        return next(numbers for start, numbers in by_path.items() if path.startswith(start))

    def product(numbers: BoothNumbers, page_id: int, title: str) -> PageNumbers:
        return pages[numbers.booth.pk].setdefault(page_id, PageNumbers(page_id, title))

    inside = Q(day__gte=period.first)
    rows = (
        ViewCount.objects.below(found)
        .filter(day__gte=period.before.first, day__lte=period.last)
        .values_list("page_id", "page__path", "page__draft_title")
        .annotate(now=Sum("count", filter=inside, default=0), before=Sum("count", filter=~inside, default=0))
    )
    for page_id, path, title, now, before in rows:
        numbers = of(path)
        numbers.views_before += before
        if path == numbers.booth.path:
            numbers.booth_views += now
        elif now:
            numbers.product_views += now
            product(numbers, page_id, title).views += now
    platforms: dict[int, Counter] = {numbers.booth.pk: Counter() for numbers in by_path.values()}
    for page_id, path, title, name, clicks in _clicks(found, period):
        numbers = of(path)
        platforms[numbers.booth.pk][gettext(name)] += clicks
        if path != numbers.booth.path:
            product(numbers, page_id, title).clicks += clicks
    for numbers in by_path.values():
        pk = numbers.booth.pk
        numbers.products = sorted(pages[pk].values(), key=lambda row: (-row.views, -row.clicks, row.title))
        numbers.platforms = sorted(platforms[pk].items(), key=lambda item: (-item[1], item[0]))
    return {numbers.booth.pk: numbers for numbers in by_path.values()}


def _clicks(booths: list[BoothPage], period: Period):
    mine = Q()
    for booth in booths:
        mine |= Q(link__page__path__startswith=booth.path)
    return (
        ClickCount.objects.filter(mine, day__gte=period.first, day__lte=period.last)
        .order_by()
        .values_list("link__page_id", "link__page__path", "link__page__draft_title", "link__platform__name")
        .annotate(clicks=Sum("count"))
    )


def days_of(*, booth: BoothPage, period: Period) -> dict[datetime.date, tuple[int, int]]:
    """Return {day: (views, clicks)} of a booth with its products, every day present; two queries."""
    views = ViewCount.objects.below([booth]).within(period).order_by().values_list("day")
    clicks = (
        ClickCount.objects.filter(
            link__page__path__startswith=booth.path, day__gte=period.first, day__lte=period.last
        )
        .order_by()
        .values_list("day")
    )
    seen, left = dict(views.annotate(Sum("count"))), dict(clicks.annotate(Sum("count")))
    return {day: (seen.get(day, 0), left.get(day, 0)) for day in period.days}
