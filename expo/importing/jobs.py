"""An import through the admin, step by step: upload, plan, confirmation, storing, forgetting."""

import datetime
import logging
import time
from contextlib import nullcontext

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.importing.errors import UnreadableFileError
from catalog.importing.files import read_tables
from catalog.importing.photos import PhotoArchive
from catalog.importing.rows import ParsedTable, parse_tables
from expo.importing.applying import BoothOutcome, WrongRowsError, import_booth
from expo.importing.planning import Plan, assign_rows, plan_import
from expo.importing.store import PHOTOS, TABLE, ImportFolder, all_folders
from expo.models import BoothPage, ImportJob, ImportState
from merchants.permissions import is_curator

FILES_KEPT = datetime.timedelta(days=3)
"""How long an uploaded file waits for its confirmation."""

JOBS_KEPT = datetime.timedelta(days=180)
"""How long the list of imports remembers one."""

_LEASE = datetime.timedelta(minutes=15)
_logger = logging.getLogger(__name__)


def booths_for(user):
    """Return the booths into which this person may import: all of them, for editors.

    Raises PermissionDenied for everybody else.
    """
    if not is_curator(user):
        raise PermissionDenied
    return BoothPage.objects.all()


def start_import(*, user, upload, booth: BoothPage | None = None, photos=None) -> ImportJob:
    """Store an uploaded table (and ZIP of photos) and return its job, ready to be planned.

    Raises UnreadableFileError with a sentence for people, and keeps nothing, when a file is not what
    it should be; PermissionDenied for people who may not import into `booth`.
    """
    allowed = booths_for(user)
    if booth and not allowed.filter(pk=booth.pk).exists():
        raise PermissionDenied
    forget_old_imports()
    job = ImportJob(
        user=user,
        booth=booth,
        file_name=_shown_name(upload.name),
        photos_name=_shown_name(photos.name if photos else ""),
    )
    folder = ImportFolder(job.key)
    try:
        table = parse_tables(read_tables(folder.save(TABLE, upload)))
        if booth is None and "booth" not in table.heading.columns:
            raise UnreadableFileError(
                _("Berkas ini tidak punya kolom lapak. Isi “Lapak” di bawah, atau tambahkan kolom “lapak”.")
            )
        if photos:
            with PhotoArchive(folder.save(PHOTOS, photos)):
                pass
    except BaseException:
        folder.remove()
        raise
    job.notes = _notes(table, with_photos=bool(photos), booth=booth)
    job.save()
    return job


def _shown_name(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1][-200:]


def _notes(table: ParsedTable, *, with_photos: bool, booth: BoothPage | None) -> list[str]:
    """Return what the editor should know about the file as a whole."""
    notes = []
    if table.sheet:
        notes.append(_("Lembar yang dibaca: “%(name)s”.") % {"name": table.sheet})
    if table.heading.ignored:
        notes.append(_("Kolom yang diabaikan: %(names)s.") % {"names": ", ".join(table.heading.ignored)})
    if "photo" in table.heading.columns and not with_photos:
        notes.append(_("Kolom foto diabaikan karena tidak ada ZIP foto."))
    if with_photos and "photo" not in table.heading.columns:
        notes.append(_("ZIP foto tidak dipakai karena tabel tidak punya kolom “foto”."))
    if booth and "booth" in table.heading.columns:
        notes.append(
            _("Kolom lapak diabaikan: semua baris masuk ke lapak “%(name)s”.") % {"name": booth.title}
        )
    return notes


def plan_job(*, job: ImportJob) -> None:
    """Compare the file with what is stored and keep the plan; stores no product."""
    folder = ImportFolder(job.key)
    try:
        table, archive = _open(folder)
        with archive or nullcontext():
            plan = plan_import(table=table, booths=booths_for(job.user), booth=job.booth, photos=archive)
            folder.write_plan(_described(plan))
            if archive and (unused := len(archive.names() - _used(plan))):
                job.notes.append(_("%(count)d foto dalam ZIP tidak disebut dalam tabel.") % {"count": unused})
    except UnreadableFileError as error:
        _fail(job, str(error))
        return
    except Exception:
        _logger.exception("planning import %s failed", job.pk)
        _fail(job, _("Terjadi kesalahan saat memeriksa berkas. Tidak ada yang disimpan."))
        return
    job.counts = plan.counts()
    job.booth_count = len(plan.booths)
    booths = [booth.pk for booth in plan.booths.values()]
    hidden = len(booths) - BoothPage.objects.public().filter(pk__in=booths).count()
    if hidden:
        job.notes.append(
            _("%(count)d lapak belum tayang: produk barunya disimpan sebagai draf.") % {"count": hidden}
        )
    if wrong := plan.wrong_booths():
        job.notes.append(
            _("%(count)d lapak dilewati seluruhnya karena ada baris yang salah.") % {"count": len(wrong)}
        )
    job.state = ImportState.PLANNED
    job.save()


def _described(plan: Plan):
    for row in plan.rows:
        booth = plan.booths.get(row.booth)
        yield {**row.as_dict(), "booth_name": f"{booth.title} ({booth.code})" if booth else row.row.booth}


def _used(plan: Plan) -> set[str]:
    return {key for row in plan.rows for key in row.photo_keys}


def _open(folder: ImportFolder) -> tuple[ParsedTable, PhotoArchive | None]:
    if not folder.exists():
        raise UnreadableFileError(_("Berkas ini sudah dihapus. Unggah lagi."))
    table = parse_tables(read_tables(folder.table))
    return table, PhotoArchive(folder.photos) if folder.photos else None


def confirm_import(*, job: ImportJob, user) -> bool:
    """Let a planned import run; return False when it is not waiting for that (any more)."""
    booths_for(user)
    planned = ImportJob.objects.for_editor(user).filter(pk=job.pk, state=ImportState.PLANNED)
    if not planned.update(state=ImportState.RUNNING, leased_until=None):
        return False
    ImportFolder(job.key).write_progress(done=0, total=sum(job.counts.values()))
    return True


def discard_import(*, job: ImportJob, user) -> bool:
    """Throw away an import that was not confirmed, with its files."""
    found = ImportJob.objects.for_editor(user).filter(
        pk=job.pk, state__in=[ImportState.READING, ImportState.PLANNED, ImportState.FAILED]
    )
    if not found.delete()[0]:
        return False
    ImportFolder(job.key).remove()
    return True


def run_import(*, job: ImportJob, seconds: float | None = None) -> None:
    """Store a confirmed import booth by booth, for about so many seconds, or to the end.

    Can be called again until the job is done; two calls at once do not get into each other's way.
    """
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    running = ImportJob.objects.filter(pk=job.pk, state=ImportState.RUNNING)
    if not running.filter(free).update(leased_until=now + _LEASE):
        return
    job.refresh_from_db()
    try:
        _run(job, until=None if seconds is None else time.monotonic() + seconds)
    except UnreadableFileError as error:
        _fail(job, str(error))
    except Exception:
        _logger.exception("import %s failed", job.pk)
        _fail(job, _("Terjadi kesalahan. Lapak yang tercantum di bawah sudah disimpan, yang lain belum."))
    finally:
        ImportJob.objects.filter(pk=job.pk).update(leased_until=None)


def _run(job: ImportJob, *, until: float | None) -> None:
    folder = ImportFolder(job.key)
    table, archive = _open(folder)
    with archive or nullcontext():
        assigned = assign_rows(table=table, booths=booths_for(job.user), booth=job.booth)
        total = len(table.rows)
        done, stored = len(assigned.lost), False
        for pk, rows in assigned.rows.items():
            if str(pk) in job.outcomes:
                done += len(rows)
                continue
            if until is not None and stored and time.monotonic() > until:
                return
            folder.write_progress(done=done, total=total)
            _import_booth(job, assigned.booths[pk], rows, table, archive, folder, done)
            done += len(rows)
            # At least one booth a slice: some take longer than a slice.
            stored = True
            ImportJob.objects.filter(pk=job.pk).update(leased_until=timezone.now() + _LEASE)
    job.state, job.finished_at = ImportState.DONE, timezone.now()
    job.save(update_fields=["state", "finished_at"])
    folder.write_progress(done=total, total=total)


def _import_booth(job, booth, rows, table, archive, folder, done) -> None:
    try:
        import_booth(
            booth=booth,
            rows=rows,
            table=table,
            by=job.user,
            photos=archive,
            source=job.file_name,
            on_stored=lambda outcome: _note_outcome(job, outcome),
            on_progress=lambda count: folder.write_progress(done=done + count, total=len(table.rows)),
        )
    except WrongRowsError as error:
        job.outcomes[str(booth.pk)] = {"title": booth.title, "code": booth.code, "wrong": len(error.rows)}
        job.save(update_fields=["outcomes"])


def _note_outcome(job: ImportJob, outcome: BoothOutcome) -> None:
    booth = outcome.booth
    job.outcomes[str(booth.pk)] = {"title": booth.title, "code": booth.code, **outcome.counts()}
    job.save(update_fields=["outcomes"])


def _fail(job: ImportJob, message: str) -> None:
    # What a rolled-back booth noted is not in the database; what was stored is.
    job.refresh_from_db(fields=["outcomes"])
    job.state, job.message, job.finished_at = ImportState.FAILED, message, timezone.now()
    job.save(update_fields=["state", "message", "finished_at"])


def forget_old_imports() -> None:
    """Delete files nobody confirmed in time, and the memory of imports long past."""
    now = timezone.now()
    for job in ImportJob.objects.filter(created_at__lt=now - FILES_KEPT).exclude(state=ImportState.RUNNING):
        ImportFolder(job.key).remove()
    ImportJob.objects.filter(
        created_at__lt=now - FILES_KEPT, state__in=[ImportState.READING, ImportState.PLANNED]
    ).delete()
    ImportJob.objects.filter(created_at__lt=now - JOBS_KEPT).delete()
    # Tables of other imports, and of editors whose account is gone, have no row.
    known = {str(key) for key in ImportJob.objects.values_list("key", flat=True)}
    for folder in all_folders(before=now - FILES_KEPT):
        if str(folder.path.name) not in known:
            folder.remove()
