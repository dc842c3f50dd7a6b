"""A print job in the administration: its progress, its one download."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from expo.admin.editor_access import CuratorsOnly
from lapak.models import PaperJob, PaperState
from lapak.paper.jobs import STANDS_STILL, fail_papers, take_papers

REFRESH_SECONDS = 2


class PaperJobView(CuratorsOnly, View):
    """One job of the person who asks; anybody else's is not there. POST downloads the PDF, once."""

    @cached_property
    def job(self) -> PaperJob:
        """Return the job named in the address."""
        jobs = PaperJob.objects.for_editor(self.request.user).select_related("user")
        return get_object_or_404(jobs, key=self.kwargs["key"])

    def get(self, request, key):
        """Show how far it is, or the way to the PDF."""
        job = self.job
        if job.state == PaperState.RUNNING and job.moved_at < timezone.now() - STANDS_STILL:
            fail_papers(job=job)
            job.refresh_from_db()
        context = {
            "job": job,
            "booth_count": len(job.booths),
            "percent": 100 * job.done // max(1, job.steps),
            "slip_count": len(job.slips),
            "page_title": _("Cetak slip dan poster"),
            "header_title": _("Cetak slip dan poster"),
            "header_icon": "key",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Beranda")},
                {"url": "", "label": _("Cetak slip dan poster")},
            ],
        }
        response = TemplateResponse(request, "lapak/paper/job.html", context)
        response["Cache-Control"] = "no-store, private"
        if job.state == PaperState.RUNNING:
            response["Refresh"] = str(REFRESH_SECONDS)
        return response

    def post(self, request, key):
        """Send the PDF and delete it."""
        pdf = take_papers(job=self.job)
        if pdf is None:
            messages.warning(request, _("PDF ini sudah diunduh atau dihapus. Buat lagi dari daftar lapak."))
            return redirect("lapak_papers", key=key)
        return pdf_response(pdf, name=f"lapak-{self.job.made_at:%Y%m%d-%H%M}.pdf")


def pdf_response(pdf: bytes, *, name: str) -> HttpResponse:
    """Return a PDF as a download nobody keeps; `name` is made of ASCII letters."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
