"""The office's pages about buyers and guests: how fast booths answer, the guestbook, draws of the stamp walk."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from core.numbers import is_whole_number
from expo.admin.editor_access import CuratorsOnly
from expo.domain import guestbook, stamps
from expo.domain.enquiries import waiting_times
from expo.enums import GuestState
from expo.models import BoothPage, ExpoPage, GuestEntry, StampCode, StampDraw

ROWS = 50
SUMMED = ("total", "new", "late", "agreed", "not_agreed")


class _OfEdition(CuratorsOnly, TemplateView):
    """A page about one edition, chosen among all; without a choice the newest."""

    url_name = ""
    may_be_all = False

    def get_context_data(self, **kwargs):
        """Add the editions and the one that was chosen."""
        editions = list(ExpoPage.objects.order_by("-starts_on", "-pk").prefetch_related("other_days"))
        wanted = self.request.GET.get("expo", "")
        default = None if self.may_be_all else next(iter(editions), None)
        edition = next((one for one in editions if str(one.pk) == wanted), default)
        return super().get_context_data(**kwargs) | {
            "editions": editions,
            "edition": edition,
            "may_be_all": self.may_be_all,
            "url": reverse(self.url_name),
        }


class WaitingView(_OfEdition):
    """Counts and waiting times per hall or booth; of buyers nothing."""

    template_name = "expo/admin/enquiries.html"
    url_name = "expo_enquiries"
    may_be_all = True

    def get_context_data(self, **kwargs):
        """Add the rows."""
        context = super().get_context_data(**kwargs)
        by = "booth" if self.request.GET.get("per") == "lapak" else "hall"
        rows = waiting_times(by=by, edition=context["edition"], now=timezone.now())
        page = Paginator(rows, ROWS).get_page(self.request.GET.get("hal"))
        sums = {name: sum(getattr(row, name) for row in rows) for name in SUMMED}
        return context | {"by": by, "page_of_rows": page, "sums": sums, "unread": _unread(by, page)}


def _unread(by: str, rows) -> set[int]:
    """Return the booths among these rows whose business has nobody who could read a request. At most one query."""
    booths = [row.pk for row in rows] if by == "booth" else []
    nobody = BoothPage.objects.filter(pk__in=booths, merchant__memberships=None)
    return set(nobody.values_list("pk", flat=True)) if booths else set()


class GuestbookView(_OfEdition):
    """What guests wrote, by state; many are decided at once."""

    template_name = "expo/admin/guestbook.html"
    url_name = "expo_guestbook"

    def get_context_data(self, **kwargs):
        """Add the entries in the chosen state."""
        context = super().get_context_data(**kwargs)
        state = self.request.GET.get("keadaan", "")
        state = GuestState(state) if state in GuestState.values else GuestState.WAITING
        rows = GuestEntry.objects.filter(edition=context["edition"], state=state)
        rows = rows.select_related("decided_by").order_by("made_at", "pk")
        page = Paginator(rows, ROWS).get_page(self.request.GET.get("hal"))
        return context | {"state": state, "states": GuestState, "page_of_rows": page}

    def post(self, request, *args, **kwargs):
        """Show or refuse what was ticked."""
        ticked = [int(pk) for pk in request.POST.getlist("tamu") if is_whole_number(pk)][:ROWS]
        state = GuestState.SHOWN if request.POST.get("putusan") == GuestState.SHOWN else GuestState.REFUSED
        number = guestbook.decide(entries=ticked, state=state, by=request.user, now=timezone.now())
        words = ngettext("%(n)d tulisan diputuskan.", "%(n)d tulisan diputuskan.", number)
        messages.success(request, words % {"n": number})
        return redirect(request.get_full_path())


class DrawForm(forms.Form):
    """How many are to win, and how many draws there were when the page was made."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    winners = forms.IntegerField(
        label=gettext_lazy("Berapa pemenang?"), min_value=1, max_value=stamps.MOST_WINNERS, initial=1
    )


class DrawView(_OfEdition):
    """Codes of the stamp walk: how many there are, the draws so far, and another draw."""

    template_name = "expo/admin/draw.html"
    url_name = "expo_draw"

    def get_context_data(self, **kwargs):
        """Add counts and draws."""
        context = super().get_context_data(**kwargs)
        edition = context["edition"]
        draws = StampDraw.objects.filter(edition=edition).select_related("made_by")
        draws = draws.prefetch_related("winners__code")
        periods = edition.periods() if edition else []
        return {"form": DrawForm(initial={"seen": len(draws)})} | context | {
            "codes": StampCode.objects.filter(edition=edition).count(),
            "draws": draws,
            "from": periods[-1].opens if periods else None,
            "may_draw": bool(periods) and timezone.now() >= periods[-1].opens,
            "is_issuing": bool(periods) and timezone.now() < periods[-1].closes,
        }  # fmt: skip

    def post(self, request, *args, **kwargs):
        """Draw, once for each page that was made: a second tap on the button draws nobody."""
        form = DrawForm(request.POST)
        edition = self.get_context_data()["edition"]
        if edition is None or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            stamps.draw(edition=edition, by=request.user, now=timezone.now(), **form.cleaned_data)
        except stamps.DrawnMeanwhileError:
            messages.warning(request, _("Baru saja diundi. Lihat hasilnya sebelum mengundi lagi."))
        except stamps.NoStampError:
            messages.error(request, _("Belum ada kode yang bisa diundi."))
        else:
            messages.success(request, _("Sudah diundi dan dicatat."))
        return redirect(request.get_full_path())
