"""What of the editors' admin Wagtail is told of."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from expo.admin.bulk import ACTIONS
from expo.admin.editor_home import editor_panels, editor_summary, mark_seen
from expo.admin.editor_merchants import merchant_chooser_viewset
from expo.admin.editor_people import type_people_instead_of_listing_them
from expo.admin.editor_stalls import StallView
from expo.admin.floor_plan import FloorPlanView
from expo.admin.hall_look import HallLookView
from expo.admin.trust import trust_button  # noqa: F401
from expo.domain.curation import FEATURED, TRUSTED, UNTRUSTED
from expo.domain.stall_moves import STALL_MOVED
from expo.viewsets import ExpoGroup, explorers

type_people_instead_of_listing_them()
hooks.register("construct_homepage_panels", editor_panels)
# After the items of Wagtail's own apps, which it replaces.
hooks.register("construct_homepage_summary_items", editor_summary, order=1000)
for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_viewset")
def expo_viewsets():
    """Register the menu, the chooser of businesses and the explorer's listings."""
    return [ExpoGroup(), merchant_chooser_viewset, *explorers]


@hooks.register("register_admin_urls")
def expo_urls():
    """Register what is no viewset."""
    return [
        path("stan/<id:page_id>/", StallView.as_view(), name="expo_stall"),
        path("denah/<id:hall_id>/", FloorPlanView.as_view(), name="expo_floor_plan"),
        path("beranda/sudah-dilihat/", mark_seen, name="expo_mark_seen"),
        path("hall/rupa/", HallLookView.as_view(), name="expo_hall_look"),
    ]


@hooks.register("insert_global_admin_css")
def editors_css():
    """Add the few rules of the editors' lists."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/editors.css"))


@hooks.register("register_log_actions")
def tell_history(actions):
    """Register the words for what curators do."""

    @actions.register_action(TRUSTED)
    class Trusted(LogFormatter):
        label = gettext_lazy("Dijadikan tepercaya")
        message = gettext_lazy("Lapak dijadikan tepercaya oleh dinas")

    @actions.register_action(UNTRUSTED)
    class Untrusted(LogFormatter):
        label = gettext_lazy("Kepercayaan dicabut")
        message = gettext_lazy("Kepercayaan dicabut oleh dinas")

    @actions.register_action(FEATURED)
    class Featured(LogFormatter):
        label = gettext_lazy("Pilihan ditambah")

        def format_message(self, log_entry):
            return gettext("%(count)s pilihan ditambahkan") % {"count": log_entry.data.get("count", "")}

    @actions.register_action(STALL_MOVED)
    class StallMoved(LogFormatter):
        label = gettext_lazy("Ganti stan")

        def format_message(self, log_entry):
            return gettext("Pindah dari stan %(from)s ke %(to)s") % log_entry.data


@hooks.register("construct_page_chooser_queryset", order=200)
def read_states_for_chooser(pages, request):
    """Read with the rows what their state is shown by, instead of asking for each."""
    return pages.annotate_approved_schedule().prefetch_workflow_states()
