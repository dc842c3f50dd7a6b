"""The register of aid in the menu "Expo"."""

import django_filters
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from expo.admin.editor_access import CuratorMenuItem, CuratorsOnly
from expo.admin.editor_filters import yes_no
from expo.admin.export import harmless, record_personal_export
from expo.aid.forms import AidGrantForm
from expo.models import AidGrant, AidProgramme


class ProgrammeIndexView(CuratorsOnly, IndexView):
    """The programmes with their numbers."""

    def get_base_queryset(self):
        """Count what was given."""
        return AidProgramme.objects.select_related("edition").annotate(
            granted=Count("grants"), received=Count("grants", filter=Q(grants__received_on__isnull=False))
        )


def ways(programme: AidProgramme) -> str:
    """Return the links of a programme: its recipients, its import, the list to sign."""
    pairs = [
        (f"{reverse('expo_aid:index')}?programme={programme.pk}", gettext("Penerima")),
        (f"{reverse('expo_aid_import')}?program={programme.pk}", gettext("Impor")),
        (reverse("expo_aid_sign_list", args=[programme.pk]), gettext("Daftar tanda terima")),
    ]
    return format_html(
        " · ".join(['<a href="{}">{}</a>'] * len(pairs)), *(part for pair in pairs for part in pair)
    )


class AidProgrammeViewSet(ModelViewSet):
    """Programmes: who gives what, and what a claim needs."""

    model = AidProgramme
    icon = "folder-inverse"
    menu_label = _("Program bantuan")
    menu_item_class = CuratorMenuItem
    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = ProgrammeIndexView
    search_fields = ["name", "provider"]
    list_per_page = 50
    list_display = [
        "name",
        "provider",
        Column("get_kind_display", label=_("Jenis"), sort_key="kind"),
        NumberColumn("granted", label=_("Penerima")),
        NumberColumn("received", label=_("Sudah diterima")),
        Column("ways", label=_("Lanjut"), accessor=ways),
    ]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("provider")]),
        PageChooserPanel("edition"),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("months")]),
        FieldPanel("claim_papers"),
        FieldPanel("claim_contact"),
    ]


class GrantFilterSet(WagtailFilterSet):
    """By programme, and whether it was handed over."""

    programme = django_filters.ModelChoiceFilter(label=_("Program"), queryset=AidProgramme.objects.all())
    received = yes_no(_("Sudah diterima"), "filter_received")

    class Meta:
        model = AidGrant
        fields = ["programme", "received"]

    def filter_received(self, grants, _name, value):
        """Keep what was handed over, or what was not."""
        return grants.filter(received_on__isnull=value != "ya")


class GrantIndexView(CuratorsOnly, IndexView):
    """Who got what."""

    def get_base_queryset(self):
        """Read the names along."""
        return AidGrant.objects.select_related("programme", "merchant")

    @cached_property
    def header_buttons(self):
        """Add the import."""
        return [
            *super().header_buttons,
            HeaderButton(gettext("Impor"), url=reverse("expo_aid_import"), icon_name="upload"),
        ]

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """Put on record who took names and numbers out, and send the rows."""
        record_personal_export("aid", spreadsheet_format, by=self.request.user)
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def to_row_dict(self, item):
        """Return a row of the spreadsheet."""
        return {name: harmless(value) for name, value in super().to_row_dict(item).items()}


def day_of(name: str):
    """Return an accessor of a day as people write it: what ends in a year does not end "just now"."""

    def accessor(grant: AidGrant) -> str:
        day = getattr(grant, name)
        return date_format(day, "j M Y") if day else ""

    return accessor


def document_link(grant: AidGrant) -> str:
    """Return the link to the document, "" when there is none."""
    if not grant.document:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("expo_aid_document", args=[grant.pk]), gettext("Unduh"))


class AidGrantViewSet(ModelViewSet):
    """Aid given to businesses."""

    model = AidGrant
    icon = "doc-full"
    menu_label = _("Penerima bantuan")
    menu_item_class = CuratorMenuItem
    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = GrantIndexView
    filterset_class = GrantFilterSet
    search_fields = ["merchant__name", "number"]
    list_per_page = 50
    list_export = [
        "merchant.name", "programme.name", "programme.provider", "number", "starts_on", "ends_on", "received_on",
        "received_by",
    ]  # fmt: skip
    export_headings = {
        "merchant.name": _("Pelaku usaha"),
        "programme.name": _("Program"),
        "programme.provider": _("Pemberi"),
    }
    export_filename = "bantuan"

    @property
    def list_display(self):
        """Return the columns; the first leads to the form."""
        return [
            TitleColumn(
                "merchant",
                label=_("Pelaku usaha"),
                sort_key="merchant__name",
                url_name=self.get_url_name("edit"),
            ),
            Column("programme", label=_("Program"), accessor="programme.name"),
            Column("number", label=_("Nomor")),
            Column("ends_on", label=_("Sampai"), accessor=day_of("ends_on"), sort_key="ends_on"),
            Column(
                "received_on", label=_("Diterima"), accessor=day_of("received_on"), sort_key="received_on"
            ),
            Column("document", label=_("Dokumen"), accessor=document_link),
        ]

    def get_form_class(self, for_update=False):
        """Return the form that asks twice."""
        return AidGrantForm
