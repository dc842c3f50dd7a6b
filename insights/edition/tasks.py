"""Background work of reports."""

from django_tasks import task

from insights.edition.jobs import make_report
from insights.edition.models import EditionReport, ReportState


@task()
def make_report_job(report_id: int) -> None:
    """Make the report with this id; one that is made or given up needs nothing."""
    report = (
        EditionReport.objects.select_related("edition")
        .filter(pk=report_id, state=ReportState.RUNNING)
        .first()
    )
    if report is not None:
        make_report(report=report)
