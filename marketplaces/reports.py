"""The report of clicks per platform, booth and period."""

import django_filters
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Substr, TruncMonth
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.tree import BOOTH_DEPTH
from marketplaces.models import ClickCount, Platform

GROUPS = {
    "link": _("Tautan"),
    "booth": _("Lapak"),
    "platform": _("Platform"),
    "month": _("Bulan"),
    "day": _("Hari"),
}
COLUMNS = {
    "booth": _("Lapak"),
    "page": _("Halaman"),
    "platform": _("Platform"),
    "label": _("Tulisan pada tombol"),
    "address": _("Alamat"),
    "month": _("Bulan"),
    "day": _("Tanggal"),
    "links": _("Tautan"),
    "clicks": _("Klik"),
}
_SHOWN = {
    "link": ["booth", "page", "platform", "label", "address", "clicks"],
    "booth": ["booth", "links", "clicks"],
    "platform": ["platform", "links", "clicks"],
    "month": ["month", "links", "clicks"],
    "day": ["day", "links", "clicks"],
}
_KEYS = {
    "link": {
        "page": F("link__page__title"),
        "platform": F("link__platform__name"),
        "label": F("link__label"),
        "address": F("link__address"),
    },
    "booth": {},
    "platform": {"platform": F("link__platform__name")},
    "month": {"month": TruncMonth("day")},
    "day": {},
}


class ClickFilterSet(WagtailFilterSet):
    """Period, platform and the name of a booth or page; and what the rows are."""

    group = django_filters.ChoiceFilter(
        label=_("Dihitung per"),
        choices=list(GROUPS.items()),
        method="leave_as_is",
        empty_label=None,
        null_label=None,
    )
    day = django_filters.DateFromToRangeFilter(label=_("Tanggal"), widget=DateRangePickerWidget)
    platform = django_filters.ModelChoiceFilter(
        label=_("Platform"), field_name="link__platform", queryset=Platform.objects.all()
    )
    # A field to type in: a list to choose from would hold every booth.
    name = django_filters.CharFilter(label=_("Nama lapak atau produk"), method="with_name")

    class Meta:
        model = ClickCount
        fields = ["group", "day", "platform", "name"]

    def leave_as_is(self, queryset, name, value):
        """The view groups; the filter only offers the choice."""
        return queryset

    def with_name(self, queryset, name, value):
        """Counts of pages with this in their title, and of everything in a booth with this in its title."""
        booths = Page.objects.filter(depth=BOOTH_DEPTH, title__icontains=value).values("path")
        return queryset.filter(Q(link__page__title__icontains=value) | Q(booth_path__in=booths))


class ClickReportView(ReportView):
    """How often visitors left for which platform. One query for the rows, one for the booths' names."""

    page_title = _("Jumlah klik")
    header_icon = "link-external"
    index_url_name = "clicks:index"
    index_results_url_name = "clicks:index_results"
    filterset_class = ClickFilterSet
    any_permission_required = ["change", "view"]
    export_filename = "jumlah-klik"
    export_headings = COLUMNS
    model = ClickCount
    paginate_by = 50
    verbose_name = verbose_name_plural = _("baris")

    @cached_property
    def permission_policy(self):
        """Whoever looks after the platforms may see how they are used."""
        return policy_registry.get_by_type(Platform)

    def get_page_subtitle(self):
        """How many clicks the rows below add up to."""
        text = ngettext("%(total)s klik", "%(total)s klik", self.total)
        return text % {"total": number_format(self.total, force_grouping=True)}

    @cached_property
    def total(self):
        """All clicks that the filters leave."""
        return self.filter_queryset(self.get_queryset()).aggregate(total=Sum("count"))["total"] or 0

    @cached_property
    def group(self):
        """What a row stands for."""
        chosen = self.request.GET.get("group")
        return chosen if chosen in GROUPS else "link"

    @cached_property
    def columns(self):
        """The columns of the chosen grouping."""
        return [_column(name) for name in _SHOWN[self.group]]

    @property
    def list_export(self):
        """The same columns in the spreadsheet."""
        return _SHOWN[self.group]

    def get_queryset(self):
        """All counts, each with the path of the booth it belongs to."""
        length = BOOTH_DEPTH * Page.steplen
        return ClickCount.objects.for_editor(self.request.user).annotate(
            booth_path=Substr("link__page__path", 1, length)
        )

    def get_filtered_queryset(self):
        """The filtered counts, added up per row."""
        keys = dict(_KEYS[self.group])
        names = list(keys)
        if self.group == "link":
            names += ["link", "booth_path"]
        elif self.group == "booth":
            names += ["booth_path"]
        elif self.group == "day":
            names += ["day"]
        order = {"month": ["-month"], "day": ["-day"]}.get(self.group, ["-clicks", *names])
        rows = self.filter_queryset(self.get_queryset()).order_by().annotate(**keys).values(*names)
        return rows.annotate(clicks=Sum("count"), links=Count("link", distinct=True)).order_by(*order)

    def decorate_paginated_queryset(self, object_list):
        """Name the booths of the rows shown."""
        rows = list(object_list)
        paths = {row["booth_path"] for row in rows if "booth_path" in row}
        if paths:
            titles = dict(Page.objects.filter(path__in=paths).values_list("path", "title"))
            for row in rows:
                row["booth"] = titles.get(row["booth_path"], "")
        return rows

    def to_row_dict(self, item):
        """A row of the spreadsheet; text that a spreadsheet would run as a formula is made plain."""
        return {name: _plain(item[name]) for name in self.list_export}


def _plain(value):
    return (
        f"'{value}"
        if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        else value
    )


class _TextColumn(Column):
    """Text, dates in words."""

    def get_value(self, instance):
        value = instance[self.name]
        if self.name == "month":
            return date_format(value, "F Y")
        return date_format(value) if self.name == "day" else value


class _NumberColumn(Column):
    """A number with thousands marked."""

    def get_value(self, instance):
        return number_format(instance[self.name], use_l10n=True, force_grouping=True)


def _column(name):
    kind = _NumberColumn if name in ("clicks", "links") else _TextColumn
    return kind(name, label=COLUMNS[name])
