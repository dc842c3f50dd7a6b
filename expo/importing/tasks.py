"""Background work of imports."""

from django_tasks import task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from expo.importing.jobs import plan_job, run_import
from expo.models import ImportJob, ImportState

SLICE_SECONDS = 8
"""How long one request may store booths where there is no worker; the progress page asks for the next slice."""


@task()
def plan_import_job(job_id: int) -> None:
    """Plan the import with this id; one that was thrown away meanwhile needs none."""
    job = ImportJob.objects.filter(pk=job_id, state=ImportState.READING).first()
    if job is not None:
        plan_job(job=job)


@task()
def run_import_job(job_id: int) -> None:
    """Store the confirmed import with this id: to the end in a worker, a slice of it within a request."""
    job = ImportJob.objects.filter(pk=job_id, state=ImportState.RUNNING).first()
    if job is not None:
        run_import(job=job, seconds=SLICE_SECONDS if runs_in_requests() else None)


def runs_in_requests() -> bool:
    """Tell whether background work happens within the request that asks for it."""
    return isinstance(task_backends["default"], ImmediateBackend)
