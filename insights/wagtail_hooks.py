"""Hooks of this room."""

import datetime

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from expo.admin.editor_access import EXPO_MENU, CuratorMenuItem
from expo.admin.merchant_home import MY_BOOTH_CARDS
from expo.domain.calendar import CALENDAR
from expo.domain.my_booth import WEEK_IN_WORDS
from expo.models import ExpoPage
from insights.admin.my_booth import booth_numbers, cards
from insights.admin.report import StatisticsView
from insights.domain.booths import week_in_words
from insights.domain.counting import DAYS_KEPT, forget_views
from insights.domain.demo import make_up_viewers, make_up_views
from insights.edition.figures import first_scores
from insights.edition.jobs import start_final_reports
from insights.edition.views import ReportFileView, ReportsView, ReportView

hooks.register(MY_BOOTH_CARDS, cards)
hooks.register(WEEK_IN_WORDS, week_in_words)
hooks.register("fill_demo", make_up_views)
hooks.register("fill_demo_edition", make_up_viewers)


@hooks.register("register_admin_urls")
def statistics_urls():
    """Register the report and the page of each booth."""
    return [
        path("statistik/", StatisticsView.as_view(), name="insights_report"),
        path("statistik/results/", StatisticsView.as_view(results_only=True), name="insights_report_results"),
        path("lapak/<id:page_id>/dilihat/", booth_numbers, name="insights_booth"),
        path("laporan-expo/", ReportsView.as_view(), name="insights_edition_reports"),
        path("laporan-expo/<id:edition_id>/", ReportView.as_view(), name="insights_edition_report"),
        path(
            "laporan-expo/berkas/<uuid:key>.<slug:kind>",
            ReportFileView.as_view(),
            name="insights_edition_file",
        ),
    ]


@hooks.register(EXPO_MENU)
def statistics_item():
    """Name the report in the menu "Expo"."""
    return CuratorMenuItem(_("Statistik"), reverse("insights_report"), icon_name="view", order=900)


@hooks.register(EXPO_MENU)
def edition_reports_item():
    """Name the reports of editions in the menu "Expo"."""
    return CuratorMenuItem(
        _("Laporan expo"), reverse("insights_edition_reports"), icon_name="doc-full", order=905
    )


@hooks.register("insert_global_admin_css")
def statistics_css():
    """Add the few rules of cards and charts."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/statistics.css"))


@hooks.register(CALENDAR)
def forget_old_views(today: datetime.date) -> str:
    """Forget the counts of days long past, and say how many."""
    forgotten = forget_views(before=today - datetime.timedelta(days=DAYS_KEPT))
    return f"Views: {forgotten} old counts forgotten."


@hooks.register(CALENDAR)
def note_first_scores(today: datetime.date) -> str:
    """Note how complete the booths of new participants are, and say how many."""
    noted = sum(first_scores(edition=edition) for edition in ExpoPage.objects.filter(ends_on__gte=today))
    return f"Reports: {noted} participants looked at for the first time."


@hooks.register(CALENDAR)
def make_final_reports(today: datetime.date) -> str:
    """Have a final report made of each edition that is over, and say of how many."""
    return f"Reports: {start_final_reports(now=timezone.now())} final ones begun."
