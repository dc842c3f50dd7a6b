"""An edition's report in the administration: its figures, its progress, its files."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from expo.admin.editor_access import CuratorsOnly
from expo.models import ExpoPage
from insights.edition.comparing import comparable, summary
from insights.edition.jobs import give_up_stuck, start_report
from insights.edition.models import EditionReport, ReportState

REFRESH_SECONDS = 2
EARLIER = 20
"""How many reports made before the latest one are offered."""

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def _header(title: str) -> dict:
    return {"page_title": title, "header_title": title, "header_icon": "doc-full"}


class ReportsView(CuratorsOnly, View):
    """The editions, each with the way to its report."""

    def get(self, request):
        """List them, the newest first."""
        editions = ExpoPage.objects.order_by("-starts_on", "-pk").prefetch_related("other_days")
        context = {"editions": editions, **_header(_("Laporan expo"))}
        return TemplateResponse(request, "insights/edition/list.html", context)


class ReportView(CuratorsOnly, View):
    """The latest report of an edition; POST makes a new one."""

    @cached_property
    def edition(self) -> ExpoPage:
        """Return the edition named in the address."""
        return get_object_or_404(ExpoPage, pk=self.kwargs["edition_id"])

    def get(self, request, edition_id):
        """Show the figures of the latest report, and how far a new one is."""
        give_up_stuck(edition=self.edition, now=timezone.now())
        reports = self.edition.reports.select_related("made_by")
        latest = reports.first()
        ready = reports.filter(state=ReportState.READY).first()
        context = {
            "edition": self.edition,
            "latest": latest,
            "report": ready,
            "summary": summary(ready.figures) if ready else [],
            "tables": tables_beside(ready.figures) if ready else [],
            "before": ready and ready.figures["before"],
            "earlier": list(reports.filter(state=ReportState.READY).defer("figures")[1 : EARLIER + 1]),
            **_header(_("Laporan expo")),
            "page_subtitle": self.edition.title,
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Beranda")},
                {"url": reverse("insights_edition_reports"), "label": _("Laporan expo")},
                {"url": "", "label": self.edition.title},
            ],
        }
        response = TemplateResponse(request, "insights/edition/report.html", context)
        if latest and latest.state == ReportState.RUNNING:
            response["Refresh"] = str(REFRESH_SECONDS)
        return response

    def post(self, request, edition_id):
        """Begin a new report."""
        start_report(edition=self.edition, by=request.user, now=timezone.now())
        return redirect("insights_edition_report", edition_id=edition_id)


def tables_beside(figures: dict) -> list[dict]:
    """Return a report's tables with the totals of the edition before, and the longest row for the bars."""
    return [
        {
            **table,
            "before": comparable(table, figures["before"]),
            "longest": max((row[1] for row in table["rows"]), default=0) or 1,
        }
        for table in figures["tables"]
    ]


class ReportFileView(CuratorsOnly, View):
    """A file of a report."""

    def get(self, request, key, kind):
        """Send it."""
        report = get_object_or_404(EditionReport, key=key, state=ReportState.READY)
        if kind not in KINDS:
            raise Http404
        try:
            file = getattr(report, kind).open()
        except (FileNotFoundError, ValueError):
            raise Http404 from None
        made_at = report.made_at.astimezone(report.edition.tzinfo)
        name = f"laporan-{report.edition.slug}-{made_at:%Y%m%d-%H%M}.{kind}"
        response = FileResponse(file, as_attachment=True, filename=name, content_type=KINDS[kind])
        response["Cache-Control"] = "private, no-store"
        return response
