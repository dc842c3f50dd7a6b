"""What the administration shows of people who opened a booth without an account."""

import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from catalog.models import ProductPage
from expo.admin.editor_home import REVIEW_MARKS
from expo.domain.calendar import CALENDAR
from expo.models import BoothPage
from lapak.domain.openings import CONFIRMED, SENT, forget_old
from lapak.opening.models import BoothOpening
from merchants.permissions import is_curator


@hooks.register(REVIEW_MARKS)
def mark_unknown(*, booths) -> dict[int, str]:
    """Mark booths of people nobody has confirmed yet, in one query."""
    unknown = BoothOpening.objects.unknown().filter(booth__in=booths)
    return dict.fromkeys(unknown.values_list("booth_id", flat=True), _("Orang baru, belum dikenal"))


@hooks.register("before_edit_page")
def warn_editor(request, page):
    """Say above the page under review that nobody knows yet who sent it, and where to answer that."""
    if (
        request.method != "GET"
        or not isinstance(page, BoothPage | ProductPage)
        or not is_curator(request.user)
    ):
        return
    booth = page.pk if isinstance(page, BoothPage) else page.get_parent().pk
    if BoothOpening.objects.unknown().filter(booth=booth).exists():
        messages.warning(
            request,
            format_html(
                "<b>{}</b> {}",
                _("Orang baru, belum dikenal."),
                _("Hubungi nomornya sebelum menyetujui; menyetujui lapaknya berarti orangnya benar."),
            ),
            buttons=[messages.button(reverse("lapak:opening_who", args=[booth]), _("Lihat siapa orangnya"))],
        )


@hooks.register("register_page_header_buttons")
def who_button(page, user, view_name, next_url=None):
    """Offer the person behind a booth in the menu of its own page."""
    if not (isinstance(page, BoothPage) and page.pk and is_curator(user)):
        return
    if BoothOpening.objects.filter(booth=page.pk, sent_at__isnull=False).exists():
        address = reverse("lapak:opening_who", args=[page.pk])
        yield Button(gettext_lazy("Siapa orangnya"), address, icon_name="user", priority=47)


@hooks.register(CALENDAR)
def forget_old_openings(today: datetime.date) -> str:
    """Forget openings that were not sent in time, and say how many."""
    return f"Openings of booths: {forget_old()} that nobody sent were forgotten."


@hooks.register("register_log_actions")
def tell_history(actions):
    """Register the words for what happens to openings."""

    @actions.register_action(SENT)
    class OpeningSent(LogFormatter):
        label = gettext_lazy("Lapak dibuka sendiri")

        def format_message(self, log_entry):
            return _("Dikirim lewat “Buka lapak” oleh %(name)s, tanpa akun") % {
                "name": log_entry.data.get("name", "")
            }

    @actions.register_action(CONFIRMED)
    class OpeningConfirmed(LogFormatter):
        label = gettext_lazy("Orangnya dikenal")

        def format_message(self, log_entry):
            return _("%(name)s dikenal dan menjadi pemilik") % {"name": log_entry.data.get("name", "")}
