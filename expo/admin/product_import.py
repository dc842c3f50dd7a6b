"""The editors' product import in the admin: upload, plan, progress, result."""

import csv
from functools import cached_property

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from catalog.importing.errors import UnreadableFileError
from catalog.importing.limits import MAX_FILE_BYTES, MAX_PHOTOS, MAX_ROWS, MAX_ZIP_BYTES
from expo.admin.editor_access import CuratorsOnly
from expo.importing.booths import BoothFinder
from expo.importing.jobs import booths_for, confirm_import, discard_import, start_import
from expo.importing.planning import RowState
from expo.importing.store import ImportFolder
from expo.importing.tasks import plan_import_job, run_import_job, runs_in_requests
from expo.models import BoothPage, ImportJob, ImportState

ROWS_PER_PAGE = 50
REFRESH_SECONDS = 2
RECENT = 8
BOOTHS_SHOWN = 200

SAMPLE_HEADINGS = (
    "Lapak", "Kode produk", "Nama produk", "Harga", "Satuan", "Kategori", "Persediaan", "Bisa dikirim",
    "Berat (gram)", "Minimal pesan", "Keterangan", "Foto",
)  # fmt: skip


class UploadForm(forms.Form):
    """The file, the booth it is for when the file does not say, and the photos."""

    table = forms.FileField(
        label=gettext_lazy("Berkas produk"),
        help_text=gettext_lazy("CSV atau XLSX, paling besar 20 MB dan 50.000 baris."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )
    booth = forms.CharField(
        label=gettext_lazy("Lapak"),
        required=False,
        max_length=255,
        help_text=gettext_lazy(
            "Untuk satu lapak: kode pendeknya, “hall/B-12”, atau namanya. Kosongkan bila berkas punya kolom lapak."
        ),
    )
    photos = forms.FileField(
        label=gettext_lazy("ZIP foto"),
        required=False,
        help_text=gettext_lazy("Boleh kosong. Nama berkas foto ditulis pada kolom “foto” di tabel."),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )

    def __init__(self, *args, user, **kwargs):
        """Keep who uploads."""
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_table(self):
        """Refuse a file that is too large before anything reads it."""
        return _within(self.cleaned_data["table"], MAX_FILE_BYTES)

    def clean_photos(self):
        """Refuse a ZIP that is too large before anything reads it."""
        return _within(self.cleaned_data["photos"], MAX_ZIP_BYTES)

    def clean_booth(self) -> BoothPage | None:
        """Return the booth meant."""
        text = self.cleaned_data["booth"].strip()
        if not text:
            return None
        booths = booths_for(self._user)
        try:
            return booths.select_related("hall").get(pk=BoothFinder(booths).find(text))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


def _within(upload, limit: int):
    if upload and upload.size > limit:
        raise forms.ValidationError(
            _("Berkas ini terlalu besar; paling besar %(limit)d MB.") % {"limit": limit // 1024**2}
        )
    return upload


class UploadView(CuratorsOnly, TemplateView):
    """The form, what it expects, and the latest imports of this person."""

    template_name = "expo/import/upload.html"

    def get_context_data(self, **kwargs):
        """Add the form and the latest imports."""
        form = kwargs.pop("form", None) or UploadForm(
            user=self.request.user, initial={"booth": self.request.GET.get("lapak", "")}
        )
        return super().get_context_data(**kwargs) | {
            "form": form,
            "jobs": ImportJob.objects.for_editor(self.request.user)[:RECENT],
            "max_rows": MAX_ROWS,
            "max_photos": MAX_PHOTOS,
            **_header(),
        }

    def post(self, request):
        """Store the file, plan it and go to the plan."""
        form = UploadForm(request.POST, request.FILES, user=request.user)
        if form.is_valid():
            data = form.cleaned_data
            try:
                job = start_import(
                    user=request.user, upload=data["table"], booth=data["booth"], photos=data["photos"]
                )
            except UnreadableFileError as error:
                form.add_error(None, str(error))
            else:
                plan_import_job.enqueue(job.pk)
                return redirect("expo_import:job", key=job.key)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class JobMixin(CuratorsOnly):
    """An import of the person who asks; anybody else's is not there."""

    @cached_property
    def job(self) -> ImportJob:
        """Return the import named in the address."""
        return get_object_or_404(ImportJob.objects.for_editor(self.request.user), key=self.kwargs["key"])


class JobView(JobMixin, View):
    """One import: its plan while it waits, its progress while it runs, its result afterwards."""

    def get(self, request, key):
        """Show what belongs to the import's state."""
        if "lanjut" in request.GET and runs_in_requests():
            # Without a worker the editor's own waiting page moves the confirmed import on, a slice each
            # time: no request runs for minutes, and closing the browser only pauses it. Either task
            # does nothing to an import that is not waiting for it.
            plan_import_job.enqueue(self.job.pk)
            run_import_job.enqueue(self.job.pk)
            self.job.refresh_from_db()
        if self.job.state in (ImportState.READING, ImportState.RUNNING):
            return self._progress()
        if self.job.state == ImportState.PLANNED:
            return self._plan()
        return self._result()

    def _progress(self):
        progress = ImportFolder(self.job.key).progress()
        done, total = progress["done"], progress["total"]
        context = {"done": done, "total": total, "percent": 100 * done // total if total else 0}
        response = self._response("expo/import/progress.html", context)
        response["Refresh"] = f"{REFRESH_SECONDS}; url={self.request.path}?lanjut=1"
        return response

    def _plan(self):
        state = self.request.GET.get("hanya", "")
        state = state if state in RowState.values else ""
        counts = self.job.counts
        pages = Paginator(range(counts[state] if state else sum(counts.values())), ROWS_PER_PAGE)
        page = pages.get_page(self.request.GET.get("hal"))
        start = (page.number - 1) * ROWS_PER_PAGE
        rows = ImportFolder(self.job.key).read_plan(state=state, start=start, stop=start + ROWS_PER_PAGE)
        filters = [("", _("Semua"), sum(counts.values()))] + [
            (choice.value, choice.label, counts.get(choice.value, 0)) for choice in RowState
        ]
        return self._response(
            "expo/import/plan.html",
            {
                "rows": [row | {"state_label": RowState(row["state"]).label} for row in rows],
                "page": page,
                "filters": filters,
                "state": state,
                "todo": counts.get("new", 0) + counts.get("changed", 0),
            },
        )

    def _result(self):
        outcomes = [{"pk": int(pk), **outcome} for pk, outcome in self.job.outcomes.items()]
        outcomes.sort(key=lambda outcome: (not outcome.get("wrong"), outcome["title"]))
        return self._response(
            "expo/import/result.html",
            {
                "stored": self.job.stored(),
                "outcomes": outcomes[:BOOTHS_SHOWN],
                "more": max(0, len(outcomes) - BOOTHS_SHOWN),
                "skipped": sum(1 for outcome in outcomes if outcome.get("wrong")),
            },
        )

    def _response(self, template: str, context: dict):
        return TemplateResponse(
            self.request, template, {"job": self.job, **context, **_header(self.job.file_name)}
        )


class ConfirmView(JobMixin, View):
    """The editor's word that the plan is to be carried out."""

    def post(self, request, key):
        """Let the import run."""
        if confirm_import(job=self.job, user=request.user) and not runs_in_requests():
            run_import_job.enqueue(self.job.pk)
        return redirect("expo_import:job", key=key)


class DiscardView(JobMixin, View):
    """The editor's word that nothing of it is to be carried out."""

    def post(self, request, key):
        """Delete the import and its files."""
        if discard_import(job=self.job, user=request.user):
            messages.success(request, _("Impor dibuang. Tidak ada yang disimpan."))
        return redirect("expo_import:upload")


class SampleView(CuratorsOnly, View):
    """A file to start from."""

    def get(self, request):
        """Send the headings with two rows, as spreadsheets in Indonesia open them."""
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="contoh-impor-produk.csv"'
        writer = csv.writer(response, delimiter=";")
        writer.writerow(SAMPLE_HEADINGS)
        writer.writerow(
            ["batik/A-1", "KB-01", "Kain batik cap", "185.000", "per lembar", "Batik", "ada", "ya", "300", "1",
             "Katun, 2 meter.", "kain-batik.jpg"]
        )  # fmt: skip
        writer.writerow(
            ["batik/A-2", "", "Keripik tempe", "15rb", "per bungkus 250 g", "Camilan", "PO 3 hari", "ya", "300",
             "2", "", ""]
        )  # fmt: skip
        return response


def _header(subtitle: str = "") -> dict:
    return {
        "page_title": _("Impor produk"),
        "header_title": _("Impor produk"),
        "page_subtitle": subtitle,
        "header_icon": "upload",
        "upload_url": reverse("expo_import:upload"),
    }
