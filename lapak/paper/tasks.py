"""Background work of papers."""

from django_tasks import task

from lapak.models import PaperJob, PaperState
from lapak.paper.jobs import make_papers


@task()
def make_papers_job(job_id: int) -> None:
    """Make the PDF of the job with this id; one that is made or given up needs nothing."""
    job = PaperJob.objects.select_related("user").filter(pk=job_id, state=PaperState.RUNNING).first()
    if job is not None:
        make_papers(job=job)
