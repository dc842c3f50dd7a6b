"""The rows of the office's report: first what they are sorted by, then, for those shown, the rest."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Count
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from catalog.models import ProductListing
from expo.models import BoothListing, HallPage
from insights.domain import report
from insights.domain.periods import Period

GROUPS = {
    "booth": _("Lapak"),
    "product": _("Produk"),
    "hall": _("Hall"),
    "platform": _("Platform"),
    "day": _("Hari"),
    "unseen": _("Lapak yang belum dilihat"),
}


def rows_of(group: str, *, period: Period, hall: HallPage | None) -> Sequence:
    """Return the rows of a group, the highest first, days the latest first."""
    if group == "booth":
        return RankedPages(
            report.views_by_page(report.public_booths(hall).values("pk"), period), "booth_views"
        )
    if group == "product":
        return RankedPages(report.views_by_page(report.public_products(hall).values("pk"), period), "views")
    if group == "hall":
        return _hall_rows(period, hall)
    if group == "platform":
        return report.clicks_by_platform(period, hall)
    if group == "unseen":
        columns = ("pk", "title", "hall_title", "product_count", "published_at")
        return [
            {"booth_id": pk, "booth": title, "hall": name, "products": count, "published": localdate(at)}
            for pk, title, name, count, at in report.unseen_booths(period, hall).values_list(*columns)
        ]
    views, clicks = report.views_by_day(period, hall), report.clicks_by_day(period, hall)
    return [{"day": day, "views": views[day], "clicks": clicks[day]} for day in sorted(views, reverse=True)]


class RankedPages(Sequence):
    """Rows of pages made when they are looked at: there may be as many as there are products."""

    def __init__(self, pairs: list[tuple[int, int]], name: str):
        """Take (page id, number), sorted; the number is called `name` in the rows."""
        self.pairs, self.name = pairs, name

    def __len__(self):
        """Return how many rows there are."""
        return len(self.pairs)

    def __getitem__(self, which):
        """Return a row, or a list of rows for a slice."""
        if isinstance(which, slice):
            return [{"page": page, self.name: number} for page, number in self.pairs[which]]
        page, number = self.pairs[which]
        return {"page": page, self.name: number}


def _hall_rows(period: Period, hall: HallPage | None) -> list[dict]:
    halls = [hall] if hall else HallPage.objects.live()
    booths, products = report.public_booths(hall), report.public_products(hall)
    counts = dict(booths.values_list("hall_id").annotate(Count("pk")))
    numbers = {
        "hall_views": dict(report.views_by_page([hall.pk] if hall else halls.values("pk"), period)),
        "booth_views": report.views_by_hall(booths, period),
        "product_views": report.views_by_hall(products, period),
    }
    clicks = report.clicks_by_hall(period)
    rows = [
        {"hall": page.title, "booths": counts.get(page.pk, 0), "clicks": clicks.get(page.path, 0)}
        | {name: found.get(page.pk, 0) for name, found in numbers.items()}
        for page in halls
    ]
    return sorted(
        rows,
        key=lambda row: (-row["hall_views"] - row["booth_views"] - row["product_views"], row["hall"]),
    )


def describe(group: str, rows: list[dict], *, period: Period) -> None:
    """Add names, and the numbers that are not sorted by, to rows of pages. Rows of other groups are complete."""
    if group not in ("booth", "product"):
        return
    ids = [row["page"] for row in rows]
    # Thousands of ids are not named one by one: then everything is read, as for a spreadsheet.
    named = {"pk__in": ids} if len(ids) <= report.MOST_NAMED else {}
    if group == "product":
        _describe_products(rows, named, report.clicks_by_page(period, ids))
        return
    columns = ("pk", "title", "hall_title")
    names = {pk: rest for pk, *rest in BoothListing.objects.filter(**named).values_list(*columns)}
    inside = ProductListing.objects.order_by()
    if named:
        inside = inside.filter(booth__in=ids)
    booth_of = dict(inside.values_list("pk", "booth_id"))
    seen = dict(report.views_by_page(inside.values("pk"), period))
    left = report.clicks_by_page(period, [*ids, *booth_of])
    views, clicks = Counter(), Counter(left)
    for product, booth in booth_of.items():
        views[booth] += seen.get(product, 0)
        clicks[booth] += left.get(product, 0)
    for row in rows:
        booth = row["page"]
        title, hall = names.get(booth, _TAKEN_DOWN_MEANWHILE[:2])
        row |= {
            "booth_id": booth, "booth": title, "hall": hall, "product_views": views[booth], "clicks": clicks[booth]
        }  # fmt: skip


_TAKEN_DOWN_MEANWHILE = ("", "", "", "")
"""The names of a page that was public when its views were added up and is no longer."""


def _describe_products(rows: list[dict], named: dict, clicks: dict[int, int]) -> None:
    columns = ("pk", "title", "booth_id", "booth_title", "hall_title")
    names = {pk: rest for pk, *rest in ProductListing.objects.filter(**named).values_list(*columns)}
    for row in rows:
        title, booth, booth_title, hall = names.get(row["page"], _TAKEN_DOWN_MEANWHILE)
        row |= {
            "title": title, "booth_id": booth, "booth": booth_title, "hall": hall, "clicks": clicks.get(row["page"], 0)
        }  # fmt: skip
