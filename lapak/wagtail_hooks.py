"""What Wagtail is told of this room."""

import datetime

from django.conf import settings
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from expo.admin.editor_access import EXPO_MENU, CuratorMenuItem
from expo.domain.calendar import CALENDAR
from expo.models import BoothPage
from lapak.domain.people import HELPER_REMOVED
from lapak.domain.slips import SLIP_MADE, SLIP_REVOKED, SLIP_USED, SLIP_USER_REMOVED
from lapak.links.report import LinkHealthView
from lapak.opening import office_hooks  # noqa: F401
from lapak.paper.admin_views import PaperJobView
from lapak.paper.bulk import PaperAction
from lapak.paper.jobs import forget_old_papers
from marketplaces.domain.health import look_at_links
from merchants.enums import MembershipRole
from merchants.permissions import is_curator, is_merchant

hooks.register("register_bulk_action", PaperAction)


@hooks.register("register_admin_urls")
def paper_urls():
    """Register the page of a print job."""
    return [path("cetak/<uuid:key>/", PaperJobView.as_view(), name="lapak_papers")]


@hooks.register(CALENDAR)
def forget_papers(today: datetime.date) -> str:
    """Delete PDFs with slips that nobody took, and say how many."""
    return f"Papers: {forget_old_papers()} not taken and deleted."


@hooks.register("register_page_header_buttons")
def slip_button(page, user, view_name, next_url=None):
    """Offer the booth's slips in the menu of its own page."""
    yield from _slip_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def slip_button_in_lists(page, user, next_url=None):
    """Offer the booth's slips in lists."""
    yield from _slip_button(page, user)


def _slip_button(page, user):
    if isinstance(page, BoothPage) and page.pk and is_curator(user):
        yield Button(
            _("Slip lapak"), reverse("lapak:booth_slips", args=[page.pk]), icon_name="key", priority=46
        )


@hooks.register("construct_main_menu", order=2000)
def people_in_menu(request, menu_items):
    """Lead merchants from the administration to the people of their booth; the rest of the menu is made earlier."""
    if is_merchant(request.user):
        menu_items.append(
            MenuItem(_("Orang di lapak saya"), reverse("lapak:people"), icon_name="group", order=900)
        )


@hooks.register("register_admin_urls")
def link_health_urls():
    """Register the report of links that lead nowhere."""
    return [
        path("tautan-mati/", LinkHealthView.as_view(), name="link_health"),
        path("tautan-mati/results/", LinkHealthView.as_view(results_only=True), name="link_health_results"),
    ]


@hooks.register(EXPO_MENU)
def link_health_item():
    """Name the report in the menu "Expo"."""
    return CuratorMenuItem(_("Tautan mati"), reverse("link_health"), icon_name="link", order=890)


LOOKING_SECONDS = 120


@hooks.register(CALENDAR)
def look_at_links_now(today: datetime.date) -> str:
    """Look whether links still lead somewhere, for two minutes at most, and say what was found."""
    if not settings.LOOK_AT_LINKS:
        return "Links: not looked at (LOOK_AT_LINKS is off)."
    counts = look_at_links(seconds=LOOKING_SECONDS)
    found = ", ".join(f"{state} {count}" for state, count in sorted(counts.items()))
    return f"Links looked at: {found or 'none were due'}."


def _role(log_entry) -> str:
    return MembershipRole(log_entry.data["role"]).label.lower()


@hooks.register("register_log_actions")
def tell_history(actions):
    """Register the words for what happens to slips and people."""

    @actions.register_action(SLIP_MADE)
    class SlipMade(LogFormatter):
        label = _("Slip dibuat")

        def format_message(self, log_entry):
            return gettext("Slip untuk %(role)s dibuat") % {"role": _role(log_entry)}

    @actions.register_action(SLIP_USED)
    class SlipUsed(LogFormatter):
        label = _("Slip dipakai")

        def format_message(self, log_entry):
            return gettext("Masuk dengan slip sebagai %(role)s") % {"role": _role(log_entry)}

    @actions.register_action(SLIP_REVOKED)
    class SlipRevoked(LogFormatter):
        label = _("Slip dicabut")

        def format_message(self, log_entry):
            return gettext("Slip untuk %(role)s dicabut") % {"role": _role(log_entry)}

    @actions.register_action(SLIP_USER_REMOVED)
    class SlipUserRemoved(LogFormatter):
        label = _("Orang dari slip dikeluarkan")

        def format_message(self, log_entry):
            return gettext("Orang yang masuk dengan slip dikeluarkan lagi")

    @actions.register_action(HELPER_REMOVED)
    class HelperRemoved(LogFormatter):
        label = _("Pembantu dikeluarkan")

        def format_message(self, log_entry):
            return gettext("%(person)s tidak lagi membantu") % {"person": log_entry.data.get("name", "")}
