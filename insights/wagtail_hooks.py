"""Hooks of this room."""

import datetime

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from expo.admin.editor_access import EXPO_MENU, CuratorMenuItem
from expo.admin.merchant_home import MY_BOOTH_CARDS
from expo.domain.calendar import CALENDAR
from expo.domain.my_booth import WEEK_IN_WORDS
from insights.admin.my_booth import booth_numbers, cards
from insights.admin.report import StatisticsView
from insights.domain.booths import week_in_words
from insights.domain.counting import DAYS_KEPT, forget_views
from insights.domain.demo import make_up_views

hooks.register(MY_BOOTH_CARDS, cards)
hooks.register(WEEK_IN_WORDS, week_in_words)
hooks.register("fill_demo", make_up_views)


@hooks.register("register_admin_urls")
def statistics_urls():
    """Register the report and the page of each booth."""
    return [
        path("statistik/", StatisticsView.as_view(), name="insights_report"),
        path("statistik/results/", StatisticsView.as_view(results_only=True), name="insights_report_results"),
        path("lapak/<id:page_id>/dilihat/", booth_numbers, name="insights_booth"),
    ]


@hooks.register(EXPO_MENU)
def statistics_item():
    """Name the report in the menu "Expo"."""
    return CuratorMenuItem(_("Statistik"), reverse("insights_report"), icon_name="view", order=900)


@hooks.register("insert_global_admin_css")
def statistics_css():
    """Add the few rules of cards and charts."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/statistics.css"))


@hooks.register(CALENDAR)
def forget_old_views(today: datetime.date) -> str:
    """Forget the counts of days long past, and say how many."""
    forgotten = forget_views(before=today - datetime.timedelta(days=DAYS_KEPT))
    return f"Views: {forgotten} old counts forgotten."
