"""Slips and posters of many booths as one PDF: asked for, made, taken once, forgotten."""

import datetime
import logging
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.timezone import localtime

from expo.models import BoothPage
from lapak.domain.slips import NewSlip, SlipRefusedError, make_slip, revoke_slip
from lapak.entry.paper import slip_address
from lapak.models import ClaimSlip, PaperJob, PaperState
from lapak.paper.drawing import new_canvas
from lapak.paper.sheets import A4, SHEETS, SLIPS_ON_SHEET, Slip, draw_slips, stall_of
from merchants.enums import MembershipRole
from merchants.permissions import anew, is_curator

SLIPS = "slip"
KINDS = (SLIPS, *SHEETS)
MOST_BOOTHS = 100
"""Booths of one PDF: slips and posters of so many take some seconds and megabytes, see docs/editor-guide.id.md."""

KEPT = datetime.timedelta(days=1)
"""How long a PDF waits to be taken."""

JOBS_KEPT = datetime.timedelta(days=30)
STANDS_STILL = datetime.timedelta(minutes=10)
"""After so long without a step a job is taken for broken off."""

FILE = "lembar.pdf"
_logger = logging.getLogger(__name__)


def folder_of(job: PaperJob) -> Path:
    """Return the private folder of a job, never below MEDIA_URL."""
    return _all_papers() / str(job.key)


def _all_papers() -> Path:
    return Path(settings.DATA_DIR) / "papers"


def start_papers(*, booths: list[BoothPage], kinds: list[str], by) -> PaperJob:
    """Return a job for these booths, ready to be made. Raises PermissionDenied, ValueError for too many or nothing."""
    if not is_curator(anew(by)):
        raise PermissionDenied
    kinds = [kind for kind in KINDS if kind in kinds]
    if not booths or not kinds or len(booths) > MOST_BOOTHS:
        raise ValueError(f"{len(booths)} booths, {kinds}")
    forget_old_papers()
    return PaperJob.objects.create(user=by, booths=[booth.pk for booth in booths], sheets=kinds)


def make_papers(*, job: PaperJob) -> None:
    """Make the PDF of a job. What goes wrong is logged and told on its page; slips nobody got are revoked."""
    try:
        # A person who is of the office no longer makes no slips.
        if not is_curator(anew(job.user)):
            raise PermissionDenied
        with translation.override("id"):
            _make(job)
    except Exception:
        _logger.exception("papers %s failed", job.pk)
        fail_papers(job=job)


def _make(job: PaperJob) -> None:
    found = {booth.pk: booth for booth in BoothPage.objects.select_related("hall").filter(pk__in=job.booths)}
    booths = [found[pk] for pk in job.booths if pk in found]
    folder = folder_of(job)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        canvas = new_canvas(file, size=A4, title="Cetakan lapak")
        if SLIPS in job.sheets:
            _draw_all_slips(canvas, job, booths)
        for booth in booths:
            for kind in job.sheets:
                if kind != SLIPS:
                    _page(canvas, *SHEETS[kind], stall_of(booth))
                    _step(job)
        if canvas.getPageNumber() == 1:
            raise ValueError("nothing to print")
        canvas.save()
    # A job that was given up meanwhile leaves nothing behind.
    ready = PaperJob.objects.filter(pk=job.pk, state=PaperState.RUNNING).update(
        state=PaperState.READY, refused=job.refused
    )
    if not ready:
        shutil.rmtree(folder, ignore_errors=True)
        _revoke(job)


def _draw_all_slips(canvas, job: PaperJob, booths: list[BoothPage]) -> None:
    waiting: list[Slip] = []
    for booth in booths:
        if slip := _slip(job, booth):
            waiting.append(slip)
        if len(waiting) == SLIPS_ON_SHEET:
            _page(canvas, A4, draw_slips, waiting)
            waiting = []
        _step(job)
    if waiting:
        _page(canvas, A4, draw_slips, waiting)


def _step(job: PaperJob) -> None:
    PaperJob.objects.filter(pk=job.pk).update(done=F("done") + 1, moved_at=timezone.now())


def _page(canvas, size, draw, what) -> None:
    canvas.setPageSize(size)
    draw(canvas, what)
    canvas.showPage()


def _slip(job: PaperJob, booth: BoothPage) -> Slip | None:
    try:
        # The job knows of the slip as soon as there is one.
        with transaction.atomic():
            new = make_slip(booth=booth, role=MembershipRole.OWNER, by=job.user)
            job.slips.append(new.slip.pk)
            job.save(update_fields=["slips"])
    except SlipRefusedError as refused:
        job.refused.append([booth.draft_title or booth.title, str(refused)])
        return None
    return slip_on_paper(new, booth)


def slip_on_paper(new: NewSlip, booth: BoothPage) -> Slip:
    """Return what is printed of a slip just made."""
    return Slip(
        stall=stall_of(booth),
        code=new.code,
        address=slip_address(new.code),
        typed_address=slip_address(),
        until=date_format(localtime(new.slip.expires_at), "j F Y"),
    )


def fail_papers(*, job: PaperJob) -> None:
    """Give a job up: delete its file and revoke its slips, whose codes nobody has."""
    if not PaperJob.objects.filter(pk=job.pk, state=PaperState.RUNNING).update(state=PaperState.FAILED):
        return
    shutil.rmtree(folder_of(job), ignore_errors=True)
    job.refresh_from_db()
    _revoke(job)


def _revoke(job: PaperJob) -> None:
    for slip in ClaimSlip.objects.filter(pk__in=job.slips):
        try:
            revoke_slip(slip=slip, by=job.user)
        except PermissionDenied:
            # Whoever is no editor any more leaves no slip that works.
            continue


def take_papers(*, job: PaperJob) -> bytes | None:
    """Return the PDF and delete it: it can be taken once. None when it is not there (any more)."""
    if not PaperJob.objects.filter(pk=job.pk, state=PaperState.READY).update(state=PaperState.TAKEN):
        return None
    try:
        return (folder_of(job) / FILE).read_bytes()
    except FileNotFoundError:
        return None
    finally:
        shutil.rmtree(folder_of(job), ignore_errors=True)


def forget_old_papers() -> int:
    """Delete PDFs nobody took within a day, with their slips' rights, and jobs long past; return how many PDFs.

    Those whose editor's account was deleted go at once: nobody can take them.
    """
    now = timezone.now()
    stale = PaperJob.objects.filter(made_at__lt=now - KEPT, state__in=[PaperState.READY, PaperState.RUNNING])
    forgotten = 0
    for job in stale.select_related("user"):
        if PaperJob.objects.filter(pk=job.pk, state=job.state).update(state=PaperState.FAILED):
            shutil.rmtree(folder_of(job), ignore_errors=True)
            _revoke(job)
            forgotten += 1
    PaperJob.objects.filter(made_at__lt=now - JOBS_KEPT).delete()
    return forgotten + _drop_ownerless_folders()


def _drop_ownerless_folders() -> int:
    """Delete what jobs left that are gone with the account of their editor; return how many folders."""
    # The folders first: one that is made meanwhile has its row before.
    folders = [path for path in _all_papers().glob("*-*-*-*-*") if path.is_dir()]
    known = {str(key) for key in PaperJob.objects.values_list("key", flat=True)} if folders else set()
    orphans = [path for path in folders if path.name not in known]
    for path in orphans:
        shutil.rmtree(path, ignore_errors=True)
    return len(orphans)
