"""Reports: asked for, counted and made in the background, kept."""

import datetime
import logging
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
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

FINAL_WITHIN = datetime.timedelta(days=30)
"""How long after its last day an edition still gets a final report by itself."""

_logger = logging.getLogger(__name__)


def start_report(*, edition: ExpoPage, by, now: datetime.datetime) -> EditionReport:
    """Return a report that is put in the queue, or the one that is in it already. Raises PermissionDenied."""
    if not is_curator(anew(by)):
        raise PermissionDenied
    return _start(edition=edition, by=by, now=now)


def _start(*, edition: ExpoPage, by, now: datetime.datetime) -> EditionReport:
    from insights.edition.tasks import make_report_job

    give_up_stuck(edition=edition, now=now)
    try:
        with transaction.atomic():
            report = EditionReport.objects.create(edition=edition, made_by=by, made_at=now, moved_at=now)
    except IntegrityError:
        return EditionReport.objects.get(edition=edition, state=ReportState.RUNNING)
    transaction.on_commit(partial(make_report_job.enqueue, report.pk))
    return report


def start_final_reports(*, now: datetime.datetime) -> int:
    """Put a final report in the queue for each public edition that is over and has none; return how many.

    The counts behind it are forgotten in time, the report stays: the next edition is compared with it.
    """
    lately = timezone.localdate(now) - FINAL_WITHIN
    editions = ExpoPage.objects.public().filter(ends_on__gte=lately).prefetch_related("other_days")
    final = EditionReport.objects.filter(edition=OuterRef("pk"), is_final=True, state=ReportState.READY)
    without = editions.exclude(Exists(final))
    over = [edition for edition in without if counts_are_final(edition=edition, now=now)]
    for edition in over:
        _start(edition=edition, by=None, now=now)
    return len(over)


def counts_are_final(*, edition: ExpoPage, now: datetime.datetime) -> bool:
    """Tell whether the edition has closed and its last day is over, to the end of which views and clicks count."""
    return edition.face_at(now) == Face.AFTER and timezone.localdate(now) > edition.ends_on


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
    report.is_final = counts_are_final(edition=edition, now=report.made_at)
    report.figures = edition_figures(edition=edition) | {"before": totals_before(edition)}
    _step(report)
    name = f"laporan-{edition.slug}"
    xlsx = workbook(report.figures)
    _step(report)
    made_at = report.made_at.astimezone(edition.tzinfo)
    paper = pdf(report.figures, made_at=made_at, zone=edition.zone_name, is_final=report.is_final)
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
