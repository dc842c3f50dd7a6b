"""The rows of the office's report: first what they are sorted by, then, for those shown, the rest."""

from collections import Counter

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


def rows_of(group: str, *, period: Period, hall: HallPage | None) -> list[dict]:
    """Return the rows of a group, the highest first, days the latest first."""
    if group == "booth":
        return _sorted(report.views_by_page(report.public_booths(hall).values("pk"), period), "booth_views")
    if group == "product":
        return _sorted(report.views_by_page(report.public_products(hall).values("pk"), period), "views")
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


def _sorted(views: dict[int, int], name: str) -> list[dict]:
    return [
        {"page": page, name: number}
        for page, number in sorted(views.items(), key=lambda item: (-item[1], item[0]))
    ]


def _hall_rows(period: Period, hall: HallPage | None) -> list[dict]:
    booths = dict(report.public_booths(hall).values_list("pk", "hall_id"))
    products = dict(report.public_products(hall).values_list("pk", "booth_id"))
    halls = HallPage.objects.live()
    titles = {hall.pk: hall.title} if hall else dict(halls.order_by("title").values_list("pk", "title"))
    rows = {
        pk: {"hall": title, "booths": 0}
        | dict.fromkeys(("hall_views", "booth_views", "product_views", "clicks"), 0)
        for pk, title in titles.items()
    }
    for hall_id in booths.values():
        if hall_id in rows:
            rows[hall_id]["booths"] += 1

    def hall_of(page):
        return booths.get(page) or booths.get(products.get(page))

    for name, views in (
        ("hall_views", report.views_by_page(halls.values("pk"), period)),
        ("booth_views", report.views_by_page(report.public_booths(hall).values("pk"), period)),
        ("product_views", report.views_by_page(report.public_products(hall).values("pk"), period)),
        ("clicks", report.clicks_by_page(period)),
    ):
        for page, number in views.items():
            row = rows.get(page if name == "hall_views" else hall_of(page))
            if row:
                row[name] += number
    return sorted(
        rows.values(),
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
    seen = report.views_by_page(inside.values("pk"), period)
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
