"""The office's report of links that were looked at, those that lead nowhere first."""

import django_filters
from django.db.models import Case, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from core.tree import BOOTH_DEPTH
from expo.admin.editor_access import CuratorsOnly
from expo.admin.export import ExportMixin
from expo.models import BoothPage
from marketplaces.enums import LinkState
from marketplaces.models import LinkHealth, OutboundLink, Platform

_BOOTH_PATH = BOOTH_DEPTH * Page.steplen
COLUMNS = {
    "page": _("Halaman"),
    "platform": _("Platform"),
    "address": _("Alamat"),
    "state": _("Keadaan"),
    "missing_since": _("Tidak ditemukan sejak"),
    "looked_at": _("Dilihat"),
}


class LinkHealthFilterSet(WagtailFilterSet):
    """The state, dead ones unless told otherwise, and the platform."""

    state = django_filters.ChoiceFilter(
        label=_("Keadaan"), choices=LinkState.choices, empty_label=_("Semua"), null_label=None
    )
    platform = django_filters.ModelChoiceFilter(
        label=_("Platform"), field_name="link__platform", queryset=Platform.objects.all()
    )

    class Meta:
        model = LinkHealth
        fields = ["state", "platform"]


class _PageColumn(Column):
    """The page, leading to its links, where one is hidden with a tap."""

    def get_value(self, instance):
        name = "product_links" if instance.link.page_id != instance.booth else "links"
        args = [instance.booth, instance.link.page_id] if name == "product_links" else [instance.booth]
        return format_html(
            '<a href="{}#t-{}">{}</a>',
            reverse(f"lapak:{name}", args=args),
            instance.link.key,
            instance.link.page.title,
        )


class _AddressColumn(Column):
    """The address, to look for oneself."""

    def get_value(self, instance):
        address = instance.link.address
        return format_html(
            '<a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>', address, address[:80]
        )


class LinkHealthView(CuratorsOnly, ExportMixin, ReportView):
    """Public links and what was found at their addresses. Hiding is a tap on the page that each row leads to."""

    page_title = _("Tautan mati")
    header_icon = "link"
    index_url_name = "link_health"
    index_results_url_name = "link_health_results"
    filterset_class = LinkHealthFilterSet
    model = LinkHealth
    paginate_by = 50
    export_name = "tautan-mati"
    verbose_name = verbose_name_plural = _("tautan")
    columns = [
        _PageColumn("page", label=COLUMNS["page"]),
        Column("platform", label=COLUMNS["platform"], accessor="link.platform.name"),
        _AddressColumn("address", label=COLUMNS["address"]),
        Column("state", label=COLUMNS["state"], accessor="get_state_display"),
        Column(
            "missing_since",
            label=COLUMNS["missing_since"],
            accessor=lambda row: date_format(row.missing_since) if row.missing_since else "",
        ),
        Column("looked_at", label=COLUMNS["looked_at"], accessor=lambda row: date_format(row.looked_at)),
    ]

    def export_queryset(self):
        """Return the rows as they are filtered."""
        return self.get_filtered_queryset()

    def export_headings(self, personal):
        """Return the headings of the spreadsheet: the booth, then what the list shows."""
        return [_("Kode lapak"), _("Lapak"), *COLUMNS.values()]

    def export_rows(self, rows, personal):
        """Yield the values of some rows; one query for their booths."""
        booths = BoothPage.objects.in_bulk({row.booth for row in rows})
        for row in rows:
            link, booth = row.link, booths.get(row.booth)
            yield [
                booth.short_code if booth else "",
                booth.title if booth else "",
                link.page.title,
                link.platform.name,
                link.address,
                row.get_state_display(),
                row.missing_since,
                row.looked_at,
            ]

    def get_base_queryset(self):
        """Return what is known of addresses that visitors are still offered."""
        booth = Page.objects.filter(path=Substr(OuterRef("link__page__path"), 1, _BOOTH_PATH))
        dead_first = Case(
            When(state=LinkState.GONE, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return (
            LinkHealth.objects.filter(link__in=OutboundLink.objects.public(), address=F("link__address"))
            .annotate(booth=Subquery(booth.values("pk")[:1]))
            .select_related("link__page", "link__platform")
            .order_by(dead_first, "missing_since", "-looked_at", "pk")
        )
