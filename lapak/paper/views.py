"""What the people of a booth print."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expo.models import BoothListing
from lapak.booth.doors import of_own_booth
from lapak.paper.admin_views import pdf_response
from lapak.paper.sheets import SHEETS, sheet_pdf, stall_of


@require_safe
@of_own_booth
def papers(request, booth):
    """Say what can be printed and how, each with its download."""
    sheets = [
        {
            "kind": "poster-a4",
            "title": _("Poster A4"),
            "words": _("Satu lembar besar untuk ditempel di depan kios atau di dinding."),
            "hint": _("Cetak di kertas A4 tegak, 100%, berwarna bila bisa."),
        },
        {
            "kind": "poster-a6",
            "title": _("Poster kecil A6"),
            "words": _("Sebesar kartu pos: berdiri di meja, di etalase, atau di dekat kasir."),
            "hint": _("Di tempat fotokopi, minta empat per lembar A4."),
        },
        {
            "kind": "stiker",
            "title": _("Sepuluh stiker"),
            "words": _(
                "Untuk bungkus, kantong, dan kotak kiriman. Pembeli memesan lagi dengan sekali pindai."
            ),
            "hint": _(
                "Cetak di kertas stiker A4, 100%, lalu gunting di garis putus-putus. Ukurannya 105 × 57 mm."
            ),
        },
    ]
    context = {
        "booth": booth,
        "stall": stall_of(booth),
        "sheets": sheets,
        "is_public": BoothListing.objects.filter(page=booth.pk).exists(),
    }
    return render(request, "lapak/paper/papers.html", context)


@require_safe
@of_own_booth
def sheet(request, booth, kind):
    """Send one sheet as PDF."""
    if kind not in SHEETS:
        raise Http404
    return pdf_response(sheet_pdf(kind, stall_of(booth)), name=f"{kind}-{booth.short_code}.pdf")
