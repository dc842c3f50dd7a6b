"""Applying, answering an offered place, and withdrawing."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from expo.call_forms import ApplicationForm
from expo.domain import participation
from expo.models import ExpoPage, Participation
from lapak.booth.doors import of_own_booth
from lapak.expo.front import STEPS, standing
from lapak.news import take_news, tell


def edition_for(booth, edition_id) -> ExpoPage:
    """Return an edition everybody may see, or one the booth has applied to; raises Http404 for anything else."""
    edition = ExpoPage.objects.filter(pk=edition_id).first()
    known = edition and (
        ExpoPage.objects.public().filter(pk=edition_id).exists()
        or Participation.objects.filter(edition=edition, booth=booth).exists()
    )
    if not known:
        raise Http404
    return edition


def own_row(booth, edition_id) -> Participation:
    """Return the booth's participation in an edition; raises Http404 without one."""
    rows = Participation.objects.filter(booth=booth, edition=edition_id).select_related("edition", "hall")
    row = rows.first()
    if row is None:
        raise Http404
    return row


@of_own_booth
def expo(request, booth, edition_id):
    """Show how the booth stands in an edition, and the form while it may apply."""
    edition = edition_for(booth, edition_id)
    now = timezone.now()
    stands = standing(booth=booth, edition=edition, now=now)
    if request.method == "POST" and not stands.may_apply:
        # Sent twice, or after the call was closed: the page says how it stands.
        return _back(request, booth, edition, _("Lihat keadaannya sekarang di bawah."))
    form = None
    if stands.may_apply:
        form = ApplicationForm(request.POST or None, edition=edition, booth=booth)
    if request.method == "POST" and form.is_valid():
        try:
            participation.apply(
                edition=edition,
                booth=booth,
                hall=form.cleaned_data["hall"],
                answers=form.answers,
                by=request.user,
                now=now,
            )
        except participation.TakingPartError as error:
            form.add_error(None, str(error))
        else:
            return _back(request, booth, edition, _("Pendaftaran terkirim ke panitia."))
    context = {
        "booth": booth,
        "stands": stands,
        "edition": edition,
        "row": stands.row,
        "form": form,
        "steps": [(STEPS[step.to_state], step) for step in stands.row.steps.all()] if stands.row else [],
        "news": take_news(request) if request.method == "GET" else None,
    }
    return render(request, "lapak/expo/expo.html", context, status=422 if form and form.errors else 200)


@require_POST
@of_own_booth
def take(request, booth, edition_id):
    """Say yes to an offered place."""
    row = own_row(booth, edition_id)
    try:
        participation.take_offer(participation=row, by=request.user, now=timezone.now())
    except participation.TakingPartError as error:
        return _back(request, booth, row.edition, str(error))
    return _back(request, booth, row.edition, _("Selamat! Tempat ini sekarang milik lapak Anda."))


@of_own_booth
def leave(request, booth, edition_id):
    """Ask once more, then withdraw or refuse the offered place."""
    row = own_row(booth, edition_id)
    stands = standing(booth=booth, edition=row.edition, now=timezone.now())
    if not stands.may_leave:
        return _back(request, booth, row.edition, _("Lihat keadaannya sekarang di bawah."))
    if request.method != "POST":
        context = {"booth": booth, "edition": row.edition, "row": stands.row}
        return render(request, "lapak/expo/leave.html", context)
    try:
        participation.withdraw(participation=row, by=request.user, now=timezone.now())
    except participation.TakingPartError as error:
        return _back(request, booth, row.edition, str(error))
    return _back(request, booth, row.edition, _("Lapak Anda tidak ikut lagi. Panitia sudah tahu."))


def _back(request, booth, edition, words):
    tell(request, booth, words)
    return redirect("lapak:expo", booth.pk, edition.pk)
