"""The report of searches that found nothing."""

import django_filters
from django.db.models import Count, Max, Sum
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from catalog.models import Category, MissedSearch

COLUMNS = {
    "text": _("Kata yang dicari"),
    "searches": _("Kali dicari"),
    "days": _("Hari"),
    "last_day": _("Terakhir"),
}


class MissedSearchFilterSet(WagtailFilterSet):
    """Period, and a part of the text."""

    day = django_filters.DateFromToRangeFilter(label=_("Tanggal"), widget=DateRangePickerWidget)
    text = django_filters.CharFilter(label=_("Kata"), lookup_expr="icontains")

    class Meta:
        model = MissedSearch
        fields = ["day", "text"]


class _Text(Column):
    """The text, leading to its search as it is today."""

    def get_value(self, instance):
        address = f"/katalog/?{urlencode({'q': instance['text']})}"
        return format_html('<a href="{}">{}</a>', address, instance["text"])


class _Number(Column):
    """A number with thousands marked."""

    def get_value(self, instance):
        return number_format(instance[self.name], use_l10n=True, force_grouping=True)


class _Day(Column):
    """A date in words."""

    def get_value(self, instance):
        return date_format(instance[self.name])


class MissedSearchView(ReportView):
    """What visitors looked for in vain, the most wanted first. One query for the rows."""

    page_title = _("Dicari, belum ada")
    header_icon = "search"
    index_url_name = "missed_searches:index"
    index_results_url_name = "missed_searches:index_results"
    filterset_class = MissedSearchFilterSet
    any_permission_required = ["change", "view"]
    export_filename = "dicari-belum-ada"
    export_headings = COLUMNS
    list_export = list(COLUMNS)
    model = MissedSearch
    paginate_by = 50
    verbose_name = verbose_name_plural = _("pencarian")
    columns = [
        _Text("text", label=COLUMNS["text"]),
        _Number("searches", label=COLUMNS["searches"]),
        _Number("days", label=COLUMNS["days"]),
        _Day("last_day", label=COLUMNS["last_day"]),
    ]

    @cached_property
    def permission_policy(self):
        """Whoever looks after the categories may see what is missing from them."""
        return policy_registry.get_by_type(Category)

    def get_page_subtitle(self):
        """How many searches the rows below add up to."""
        total = self.filter_queryset(self.get_queryset()).aggregate(total=Sum("count"))["total"] or 0
        text = ngettext("%(total)s pencarian", "%(total)s pencarian", total)
        return text % {"total": number_format(total, force_grouping=True)}

    def get_queryset(self):
        """All notes."""
        return MissedSearch.objects.all()

    def get_filtered_queryset(self):
        """The filtered notes, added up per text."""
        rows = self.filter_queryset(self.get_queryset()).order_by().values("text")
        return rows.annotate(searches=Sum("count"), days=Count("day"), last_day=Max("day")).order_by(
            "-searches", "-last_day", "text"
        )

    def to_row_dict(self, item):
        """A row of the spreadsheet; text that a spreadsheet would run as a formula is made plain."""
        text = f"'{item['text']}" if item["text"].startswith(("=", "+", "-", "@")) else item["text"]
        return {**{name: item[name] for name in self.list_export}, "text": text}
