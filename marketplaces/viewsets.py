"""Admin pages of the room, ready for a menu: `platform_viewset`, `click_report_viewset`, `ClickReportView`.

They are registered by whoever builds the menu.
"""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from marketplaces.models import Platform
from marketplaces.panels import HostsPanel
from marketplaces.reports import ClickReportView

__all__ = ["ClickReportView", "click_report_viewset", "platform_viewset"]


class PlatformViewSet(ModelViewSet):
    """Platforms: editors change name, state, sentence and order; hosts and shapes are shown in the listing."""

    model = Platform
    icon = "globe"
    menu_label = _("Platform")
    add_to_admin_menu = False
    copy_view_enabled = False
    list_display = [
        "name",
        Column("get_kind_display", label=_("Jenis"), sort_key="kind"),
        Column("get_state_display", label=_("Keadaan"), sort_key="state"),
        Column("state_since", label=_("Sejak"), sort_key="state_since"),
        Column("shown_hosts", label=_("Alamat")),
    ]
    list_filter = ["kind", "state"]
    list_export = ["slug", "name", "kind", "state", "state_since", "note"]
    export_filename = "platform"
    search_fields = ["name", "slug", "note"]
    ordering = ["sort_order"]
    list_per_page = 50
    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel("state"), FieldPanel("state_since"), FieldPanel("note")], heading=_("Keadaan")
        ),
        FieldPanel("sort_order"),
        HostsPanel(),
    ]


platform_viewset = PlatformViewSet("platforms", url_prefix="platform")


class _ReportMenuItem(MenuItem):
    """Shown to those who may open the report."""

    def is_shown(self, request):
        policy = policy_registry.get_by_type(Platform)
        return policy.user_has_any_permission(request.user, ClickReportView.any_permission_required)


class ClickReportViewSet(ViewSet):
    """The report of clicks as a viewset, so that it can stand in a group."""

    icon = "link-external"
    menu_label = _("Jumlah klik")
    menu_item_class = _ReportMenuItem

    def get_urlpatterns(self):
        """The report, and its results alone for filtering without reload."""
        return [
            path("", ClickReportView.as_view(), name="index"),
            path("results/", ClickReportView.as_view(results_only=True), name="index_results"),
        ]


click_report_viewset = ClickReportViewSet("clicks", url_prefix="klik")
