"""The way to trust one booth, or no longer: the bulk action on that booth alone, which asks and is logged."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from expo.models import BoothPage
from merchants.permissions import is_curator

TRUST, UNTRUST = "percaya", "jangan-percaya"
"""The names of the two bulk actions in their addresses."""
WORDS = {TRUST: _("Jadikan tepercaya"), UNTRUST: _("Cabut kepercayaan")}


def trust_link(booth, *, next_url) -> tuple:
    """Return (label, address) of what can be changed about a booth's trust; it leads back to `next_url`."""
    action = UNTRUST if booth.is_trusted else TRUST
    address = reverse("wagtail_bulk_action", args=["expo", "boothpage", action])
    return WORDS[action], f"{address}?{urlencode({'id': booth.pk, 'next': next_url})}"


@hooks.register("register_page_header_buttons")
def trust_button(page, user, view_name, next_url=None):
    """Offer it in the menu of a booth's own page."""
    if isinstance(page, BoothPage) and page.pk and is_curator(user):
        back = next_url or reverse("wagtailadmin_pages:edit", args=[page.pk])
        label, address = trust_link(page, next_url=back)
        yield Button(label, address, icon_name="check" if not page.is_trusted else "cross", priority=45)
