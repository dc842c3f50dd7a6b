"""The office's report: what is seen, where visitors go on to, and which booths nobody finds."""

import datetime

import django_filters
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from expo.admin.editor_access import CuratorsOnly
from expo.admin.export import harmless
from expo.models import HallPage
from insights.admin.report_rows import GROUPS, describe, rows_of
from insights.domain.counting import DAYS_KEPT
from insights.domain.periods import Period, last_days
from insights.domain.report import clicks_by_day, views_by_day
from insights.models import ViewCount

PERIODS = {"7": _("7 hari"), "30": _("30 hari"), "90": _("90 hari"), "365": _("365 hari")}
USUAL_DAYS = 30

COLUMNS = {
    "title": _("Halaman"),
    "booth": _("Lapak"),
    "hall": _("Hall"),
    "day": _("Tanggal"),
    "platform": _("Platform"),
    "booths": _("Lapak yang tayang"),
    "published": _("Tayang sejak"),
    "products": _("Produk"),
    "hall_views": _("Hall dilihat"),
    "views": _("Dilihat"),
    "booth_views": _("Lapak dilihat"),
    "product_views": _("Produknya dilihat"),
    "links": _("Tautan"),
    "clicks": _("Klik ke toko luar"),
}
_NUMBERS = {"booths", "products", "hall_views", "views", "booth_views", "product_views", "links", "clicks"}
_WIDE = {"hall_views", "booths", "published"}
"""Columns left out on a phone, as is the hall beside its booth."""

_SHOWN = {
    "booth": ["booth", "hall", "booth_views", "product_views", "clicks"],
    "product": ["title", "booth", "hall", "views", "clicks"],
    "hall": ["hall", "booths", "hall_views", "booth_views", "product_views", "clicks"],
    "platform": ["platform", "links", "clicks"],
    "day": ["day", "views", "clicks"],
    "unseen": ["booth", "hall", "products", "published"],
}


class StatisticsFilterSet(WagtailFilterSet):
    """What the rows are, the period, and the hall. The view sums; the filters only offer the choice."""

    group = django_filters.ChoiceFilter(
        label=_("Dihitung per"), choices=list(GROUPS.items()), empty_label=None, null_label=None
    )
    period = django_filters.ChoiceFilter(
        label=_("Terakhir"), choices=list(PERIODS.items()), empty_label=None, null_label=None
    )
    day = django_filters.DateFromToRangeFilter(
        label=_("Atau dari tanggal sampai tanggal"), widget=DateRangePickerWidget
    )
    hall = django_filters.ModelChoiceFilter(label=_("Hall"), queryset=HallPage.objects.live())

    class Meta:
        model = ViewCount
        fields = ["group", "period", "day", "hall"]


class StatisticsView(CuratorsOnly, ReportView):
    """Views and clicks with a chart per day; every sum is a query of its own, whatever the number of rows."""

    page_title = _("Statistik")
    header_icon = "view"
    template_name = "insights/admin/report.html"
    results_template_name = "insights/admin/report_results.html"
    index_url_name = "insights_report"
    index_results_url_name = "insights_report_results"
    filterset_class = StatisticsFilterSet
    export_filename = "statistik"
    export_headings = COLUMNS
    model = ViewCount
    paginate_by = 50
    verbose_name = verbose_name_plural = _("baris")

    @cached_property
    def chosen(self) -> dict:
        """Return what the filters hold; nothing while they are not valid."""
        return self.filters.form.cleaned_data if self.filters.is_valid() else {}

    @cached_property
    def group(self) -> str:
        """Return what a row stands for."""
        return self.chosen.get("group") or "booth"

    @cached_property
    def hall(self) -> HallPage | None:
        """Return the hall, or None for all."""
        return self.chosen.get("hall")

    @cached_property
    def period(self) -> Period:
        """Return the period: two dates, one of them, or a number of days; never longer than counts are kept."""
        days = int(self.chosen.get("period") or USUAL_DAYS)
        usual, dates = last_days(days), self.chosen.get("day")
        last = dates.stop.date() if dates and dates.stop else usual.last
        first = dates.start.date() if dates and dates.start else last - datetime.timedelta(days - 1)
        first = max(first, last - datetime.timedelta(DAYS_KEPT - 1))
        return Period(first, last)

    @cached_property
    def columns(self):
        """Return the columns of the chosen rows."""
        columns = [(_NumberColumn if name in _NUMBERS else _Column)(name) for name in _SHOWN[self.group]]
        for column in columns[1:]:
            if column.name == "hall":
                column.classname = "e-wide"
        return columns

    @property
    def list_export(self):
        """Return the same columns for the spreadsheet."""
        return _SHOWN[self.group]

    def get_filtered_queryset(self):
        """Return the rows, the highest first; those of pages know no more than id and number yet."""
        return rows_of(self.group, period=self.period, hall=self.hall)

    def decorate_paginated_queryset(self, object_list):
        """Add names and further numbers to the rows that are shown."""
        rows = object_list[:]
        describe(self.group, rows, period=self.period)
        return rows

    def get_context_data(self, *args, **kwargs):
        """Add the sums per day for the chart."""
        context = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return context
        views = views_by_day(self.period, self.hall)
        clicks = clicks_by_day(self.period, self.hall)
        return context | {
            "period": self.period,
            "hall": self.hall,
            "total_views": sum(views.values()),
            "total_clicks": sum(clicks.values()),
            "chart": chart_data(views, clicks),
        }

    def to_row_dict(self, item):
        """Return a row of the spreadsheet; text that a spreadsheet would run as a formula is made plain."""
        return {name: harmless(item[name]) for name in self.list_export}


def chart_data(views: dict, clicks: dict) -> dict:
    """Return the days in order with views and clicks, as the chart reads them."""
    days = sorted(views)
    return {
        "days": [day.isoformat() for day in days],
        "views": [views[day] for day in days],
        "clicks": [clicks[day] for day in days],
    }


class _Column(Column):
    """Text, dates in words, booths leading to their own numbers."""

    def __init__(self, name):
        super().__init__(name, label=COLUMNS[name], classname="e-wide" if name in _WIDE else None)

    def get_value(self, instance):
        value = instance.get(self.name, "")
        if isinstance(value, datetime.date):
            return date_format(value)
        if self.name == "booth" and value:
            return format_html(
                '<a href="{}">{}</a>', reverse("insights_booth", args=[instance["booth_id"]]), value
            )
        return value


class _NumberColumn(_Column):
    """A number with thousands marked."""

    def get_value(self, instance):
        return number_format(instance.get(self.name, 0), use_l10n=True, force_grouping=True)
