"""manage.py import_products FILE [--booth CODE] [--photos ZIP] [--dry-run]."""

from collections import Counter, defaultdict
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalog.importing.errors import UnreadableFileError
from catalog.importing.files import read_tables
from catalog.importing.photos import PhotoArchive
from catalog.importing.rows import parse_tables
from expo.importing.applying import WrongRowsError, import_booth
from expo.importing.booths import BoothFinder
from expo.importing.planning import RowState, plan_import
from expo.models import BoothPage

_NOTES_SHOWN = 20


class Command(BaseCommand):
    """Does what the editors' import does, and fails when any row is wrong, after naming each."""

    help = "Impor produk dari CSV atau XLSX ke satu lapak atau banyak lapak."

    def add_arguments(self, parser):
        """Name the file and the options."""
        parser.add_argument("file", type=Path, help="berkas CSV atau XLSX")
        parser.add_argument("--booth", help="kode lapak (“k7m2q”, “batik/B-12”) untuk semua baris")
        parser.add_argument("--photos", type=Path, help="ZIP berisi foto yang disebut pada kolom foto")
        parser.add_argument("--dry-run", action="store_true", help="tampilkan rencana saja, tanpa menyimpan")

    def handle(self, *, file, booth, photos, dry_run, **options):
        """Plan, print, and unless told not to, store booth by booth."""
        try:
            table = parse_tables(read_tables(_existing(file)))
            archive = PhotoArchive(_existing(photos)) if photos else None
        except UnreadableFileError as error:
            raise CommandError(str(error)) from None
        with archive or nullcontext():
            self._import(
                table, archive, booth=booth, dry_run=dry_run, source=file.name, verbosity=options["verbosity"]
            )

    def _import(self, table, archive, *, booth, dry_run, source, verbosity):
        target = _booth(booth) if booth else None
        if target is None and "booth" not in table.heading.columns:
            raise CommandError("Berkas ini tidak punya kolom lapak. Sebutkan lapaknya dengan --booth KODE.")
        plan = plan_import(table=table, booths=BoothPage.objects.all(), booth=target, photos=archive)
        if table.heading.ignored:
            self.stdout.write("Kolom yang diabaikan: " + ", ".join(table.heading.ignored))
        wrong = [row for row in plan.rows if row.state == RowState.WRONG]
        notes = Counter()
        for row in plan.rows:
            if row.state == RowState.WRONG:
                self.stderr.write(_sentence(row))
            elif verbosity > 1 or (dry_run and row.state != RowState.SAME):
                self.stdout.write(_sentence(row))
            else:
                notes.update(row.reasons if row.state == RowState.NEW else [])
        for note, count in notes.most_common(_NOTES_SHOWN):
            self.stdout.write(f"{count} baris: {note}")
        totals = plan.counts()
        if not dry_run:
            totals = self._store(table, plan, archive, source=source, wrong=wrong)
        words = ", ".join(f"{totals.get(state.value, 0)} {str(state.label).lower()}" for state in RowState)
        self.stdout.write(("Rencana: " if dry_run else "Selesai: ") + words + f", {len(plan.booths)} lapak.")
        if wrong:
            raise CommandError(f"{len(wrong)} baris salah.")

    def _store(self, table, plan, archive, *, source, wrong):
        totals = defaultdict(int, wrong=len(wrong))
        skipped = plan.wrong_booths()
        for pk, booth in plan.booths.items():
            if pk in skipped:
                self.stderr.write(f"Lapak {booth.title} dilewati: ada baris yang salah.")
                continue
            try:
                outcome = import_booth(
                    booth=booth, rows=plan.parsed[pk], table=table, by=None, photos=archive, source=source
                )
            except WrongRowsError as error:
                for row in error.rows:
                    self.stderr.write(_sentence(row))
                wrong += error.rows
                totals["wrong"] += len(error.rows)
                continue
            for state, count in outcome.counts().items():
                totals[state] += count
        return totals


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise CommandError(f"Berkas tidak ditemukan: {path}")
    return path


def _booth(code: str) -> BoothPage:
    try:
        pk = BoothFinder(BoothPage.objects.all()).find(code)
    except ValueError as error:
        raise CommandError(str(error)) from None
    return BoothPage.objects.select_related("hall").get(pk=pk)


def _sentence(row) -> str:
    reasons = "; ".join(row.reasons)
    name = f" “{row.row.name}”" if row.row.name else ""
    return f"Baris {row.row.line}{name}: {str(row.state.label).lower()}" + (f": {reasons}" if reasons else "")
