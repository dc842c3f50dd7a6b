"""What Wagtail is told of the pages about buyers and guests."""

import datetime

from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from expo.admin.editor_access import EXPO_MENU, CuratorMenuItem
from expo.admin.meeting import DrawView, GuestbookView, WaitingView
from expo.domain.calendar import CALENDAR
from expo.domain.enquiries import forget_old
from expo.domain.guestbook import forget_refused


@hooks.register("register_admin_urls")
def meeting_urls():
    """Register the pages."""
    return [
        path("permintaan/", WaitingView.as_view(), name="expo_enquiries"),
        path("buku-tamu/", GuestbookView.as_view(), name="expo_guestbook"),
        path("undian-stempel/", DrawView.as_view(), name="expo_draw"),
    ]


@hooks.register(EXPO_MENU)
def enquiries_item():
    """Name the waiting times in the menu "Expo"."""
    return CuratorMenuItem(_("Permintaan pembeli"), reverse("expo_enquiries"), icon_name="mail", order=870)


@hooks.register(EXPO_MENU)
def guestbook_item():
    """Name the guestbook in the menu "Expo"."""
    return CuratorMenuItem(_("Buku tamu"), reverse("expo_guestbook"), icon_name="openquote", order=871)


@hooks.register(EXPO_MENU)
def draw_item():
    """Name the draws in the menu "Expo"."""
    return CuratorMenuItem(_("Undian stempel"), reverse("expo_draw"), icon_name="tag", order=872)


@hooks.register(CALENDAR)
def forget(today: datetime.date) -> str:
    """Forget what buyers wrote long enough ago, and words that were refused; say how many."""
    now = timezone.now()
    return f"Requests forgotten: {forget_old(now=now)}; refused words deleted: {forget_refused(now=now)}."
