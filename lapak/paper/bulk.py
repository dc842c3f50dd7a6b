"""The editors' bulk action: slips and posters of many booths as one PDF."""

from django import forms
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from expo.admin.bulk import CuratedBulkAction
from expo.models import BoothPage
from lapak.paper.jobs import MOST_BOOTHS, SLIPS, start_papers
from lapak.paper.tasks import make_papers_job

WORDS = {
    SLIPS: gettext_lazy("Slip pemilik (empat per lembar A4)"),
    "poster-a4": gettext_lazy("Poster A4"),
    "poster-a6": gettext_lazy("Poster A6"),
    "stiker": gettext_lazy("Sepuluh stiker (satu lembar A4)"),
}


class PaperForm(forms.Form):
    """What is printed."""

    sheets = forms.MultipleChoiceField(
        label=gettext_lazy("Yang dicetak"),
        choices=list(WORDS.items()),
        initial=[SLIPS, "poster-a4"],
        widget=forms.CheckboxSelectMultiple,
    )


class PaperAction(CuratedBulkAction):
    """Make a PDF of what was chosen; nothing about the booths changes but that slips are made."""

    models = (BoothPage,)
    action_type = "cetak"
    display_name = gettext_lazy("Cetak slip dan poster")
    aria_label = gettext_lazy("Cetak slip dan poster lapak yang dipilih")
    button = gettext_lazy("Buat PDF")
    form_class = PaperForm
    explanation = gettext_lazy(
        "Satu PDF untuk semua yang dipilih. Slip dibuat baru dan kodenya hanya ada di PDF itu, yang dapat "
        "diunduh sekali dan dihapus sesudah diunduh atau setelah sehari."
    )
    action_priority = 70
    limit = MOST_BOOTHS

    def form_valid(self, form):
        """Start the job and go to its page."""
        if self.listed is None:
            return super().form_valid(form)
        pages, _total = self.chosen
        if not pages:
            messages.warning(self.request, _("Tidak ada yang dipilih."))
            return redirect(self.next_url)
        job = start_papers(booths=pages, kinds=form.cleaned_data["sheets"], by=self.request.user)
        # A worker must find the row.
        transaction.on_commit(lambda: make_papers_job.enqueue(job.pk))
        return redirect("lapak_papers", key=job.key)
