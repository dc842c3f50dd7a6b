"""Reports: asked for, counted and made in the background, kept."""

import datetime
import logging

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from expo.enums import Face
from expo.models import ExpoPage
from insights.edition.document import pdf
from insights.edition.figures import edition_before, edition_figures
from insights.edition.models import EditionReport, ReportState
from insights.edition.spreadsheet import workbook
from merchants.permissions import anew, is_curator

STANDS_STILL = datetime.timedelta(minutes=10)
"""After so long without a step a report is taken for broken off."""

_logger = logging.getLogger(__name__)


def start_report(*, edition: ExpoPage, by, now: datetime.datetime) -> EditionReport:
    """Return a report to be made, or the one that is being made already. Raises PermissionDenied."""
    if not is_curator(anew(by)):
        raise PermissionDenied
    give_up_stuck(edition=edition, now=now)
    try:
        with transaction.atomic():
            return EditionReport.objects.create(edition=edition, made_by=by, made_at=now, moved_at=now)
    except IntegrityError:
        return EditionReport.objects.get(edition=edition, state=ReportState.RUNNING)


def give_up_stuck(*, edition: ExpoPage, now: datetime.datetime) -> None:
    """Call a report failed that has stood still for STANDS_STILL: its worker is gone."""
    stuck = EditionReport.objects.filter(edition=edition, state=ReportState.RUNNING)
    stuck.filter(moved_at__lt=now - STANDS_STILL).update(state=ReportState.FAILED)


def make_report(*, report: EditionReport) -> None:
    """Count, write both files, keep them. What goes wrong is logged and told on the report's page."""
    try:
        # The office's document is Indonesian, whoever asks for it.
        with translation.override("id"):
            _make(report)
    except Exception:
        _logger.exception("report %s failed", report.pk)
        EditionReport.objects.filter(pk=report.pk).update(state=ReportState.FAILED)


def _make(report: EditionReport) -> None:
    edition = report.edition
    report.is_final = edition.face_at(report.made_at) == Face.AFTER
    report.figures = edition_figures(edition=edition) | {"before": totals_before(edition)}
    _step(report)
    name = f"laporan-{edition.slug}"
    xlsx = workbook(report.figures)
    _step(report)
    made_at = timezone.localtime(report.made_at)
    paper = pdf(report.figures, made_at=made_at, is_final=report.is_final)
    _step(report)
    report.xlsx.save(f"{name}.xlsx", ContentFile(xlsx), save=False)
    report.pdf.save(f"{name}.pdf", ContentFile(paper), save=False)
    report.state = ReportState.READY
    _step(report)


def _step(report: EditionReport) -> None:
    report.done += 1
    report.moved_at = timezone.now()
    report.save()


def totals_before(edition: ExpoPage) -> dict | None:
    """Return {"title", "totals": {key: totals}} of the edition before, None without one.

    As its final report kept them, else counted now.
    """
    before = edition_before(edition)
    if before is None:
        return None
    final = before.reports.filter(state=ReportState.READY, is_final=True).first()
    figures = final.figures if final else edition_figures(edition=before)
    # A highest number of nothing is no number: viewers of an edition without any were perhaps never counted.
    told = [table for table in figures["tables"] if table["rows"] or not table.get("is_highest")]
    return {"title": before.title, "totals": {table["key"]: table["totals"] for table in told}}
