"""The office's pages of an edition's participants: the list, the review of one, steps for many at once."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser

from core.numbers import is_whole_number
from expo.admin.editor_access import CuratorsOnly
from expo.call_forms import ApplicationForm
from expo.domain import participation
from expo.domain.participants import (
    URGENCY,
    editions_in_numbers,
    hall_counts,
    neighbours_on_list,
    participants,
)
from expo.enums import ParticipationState
from expo.models import BoothPage, ExpoPage, HallPage, Participation

PER_PAGE = 100
LONGEST_REASON = 1000
STEPS = {
    "accept": gettext_lazy("Terima"),
    "wait": gettext_lazy("Daftar tunggu"),
    "decline": gettext_lazy("Tolak dengan alasan"),
    "withdraw": gettext_lazy("Mundurkan"),
}


VERBS = {
    "accept": participation.accept,
    "wait": participation.put_on_waiting_list,
    "decline": participation.decline,
    "withdraw": participation.withdraw,
}


def take_step(*, row: Participation, step: str, asked: QueryDict, by) -> str:
    """Do a step for one participation as a form asks for it; return "" or why not, in words.

    The form says in which state it showed the participation.
    """
    reason = asked.get("alasan", "").replace("\x00", "")[:LONGEST_REASON]
    seen = asked.get(f"dilihat-{row.pk}")
    try:
        VERBS[step](participation=row, by=by, now=timezone.now(), seen=seen, reason=reason)
    except participation.TakingPartError as error:
        return str(error)
    except ValidationError as error:
        return error.messages[0]
    return ""


class OfEdition(CuratorsOnly):
    """Mixin for views of one edition, published or not."""

    edition: ExpoPage | None = None

    def find_edition(self) -> ExpoPage:
        """Return the edition, after places nobody answered for were passed on; raises Http404."""
        self.edition = get_object_or_404(ExpoPage, pk=self.kwargs["edition_id"])
        participation.follow_offers(now=timezone.now(), edition=self.edition)
        return self.edition

    def to_list(self):
        """Return the answer that leads back to the list as it was filtered."""
        address = reverse("expo_participants", args=[self.edition.pk])
        wanted = self.request.POST.get("kembali", "")
        return redirect(f"{address}?{wanted}" if wanted else address)


class EditionsView(CuratorsOnly, TemplateView):
    """The editions, to choose one; with a single one, straight to it."""

    template_name = "expo/admin/participants/editions.html"

    def get(self, request, *args, **kwargs):
        """Lead to the only edition."""
        self.editions = list(editions_in_numbers())
        if len(self.editions) == 1:
            return redirect("expo_participants", self.editions[0].pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """Add the editions."""
        return super().get_context_data(**kwargs) | {"editions": self.editions}


class ParticipantsView(OfEdition, TemplateView):
    """The participants of an edition with filters, and the counts of its halls."""

    template_name = "expo/admin/participants/list.html"

    def get_context_data(self, **kwargs):
        """Add rows, filters and counts."""
        edition = self.find_edition()
        asked = self.request.GET
        hall = int(asked["hall"]) if is_whole_number(asked.get("hall", "")) else None
        state, q = asked.get("keadaan", ""), asked.get("q", "").replace("\x00", "").strip()[:80]
        rows = participants(edition=edition, hall=hall, state=state, q=q)
        query = asked.copy()
        query.pop("hal", None)
        return super().get_context_data(**kwargs) | {
            "edition": edition,
            "counts": hall_counts(edition=edition),
            "states": [ParticipationState(state) for state in URGENCY],
            "page": Paginator(rows, PER_PAGE).get_page(asked.get("hal")),
            "hall": hall,
            "state": state,
            "q": q,
            "query": query.urlencode(),
            "is_open": edition.call_is_open(timezone.now()),
            "steps": [(name, STEPS[name]) for name in ("accept", "wait", "decline")],
        }


class ManyView(OfEdition, TemplateView):
    """One step for many participations: names them and asks, then does each on its own and says what it refused."""

    template_name = "expo/admin/participants/many.html"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        """Ask, or do it."""
        edition = self.find_edition()
        step = request.POST.get("langkah", "")
        if step not in ("accept", "wait", "decline"):
            raise Http404
        ids = [int(pk) for pk in request.POST.getlist("id")[:PER_PAGE] if is_whole_number(pk)]
        rows = list(participants(edition=edition).filter(pk__in=ids))
        missing = step == "decline" and not request.POST.get("alasan", "").strip()
        if not rows or "yakin" not in request.POST or missing:
            context = self.get_context_data(edition=edition, rows=rows, step=step, label=STEPS[step])
            context["is_missing"] = "yakin" in request.POST and missing
            return self.render_to_response(context)
        refused = [
            f"{row.booth.title}: {why}"
            for row in rows
            if (why := take_step(row=row, step=step, asked=request.POST, by=request.user))
        ]
        done = len(rows) - len(refused)
        if done:
            words = ngettext("%(count)d lapak dikerjakan.", "%(count)d lapak dikerjakan.", done)
            messages.success(request, words % {"count": done})
        for words in refused:
            messages.warning(request, words)
        return self.to_list()


class ReviewView(OfEdition, TemplateView):
    """One participation: answers, history, and the steps that are possible."""

    template_name = "expo/admin/participants/review.html"

    def find(self) -> Participation:
        """Return the participation; raises Http404 for one of another edition."""
        edition = self.find_edition()
        rows = edition.participations.select_related("booth", "hall", "edition", "applied_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        """Add what is known of the booth and the steps."""
        row = kwargs.get("row") or self.find()
        before, after = neighbours_on_list(row=row)
        count = next((c for c in hall_counts(edition=self.edition) if c.hall.pk == row.hall_id), None)
        return super().get_context_data(**kwargs) | {
            "edition": self.edition,
            "row": row,
            "history": row.steps.select_related("by"),
            "steps": [
                (name, label) for name, label in STEPS.items() if row.state in participation.FROM[name]
            ],
            "count": count,
            "before": before,
            "after": after,
        }

    def post(self, request, *args, **kwargs):
        """Do a step, then go on with the next application."""
        row = self.find()
        step = request.POST.get("langkah", "")
        if step not in STEPS:
            raise Http404
        _before, after = neighbours_on_list(row=row)
        why = take_step(row=row, step=step, asked=request.POST, by=request.user)
        if why:
            messages.error(request, why)
            return self.render_to_response(self.get_context_data(row=row, reason=request.POST.get("alasan")))
        row.refresh_from_db()
        words = _("%(booth)s: %(state)s.") % {"booth": row.booth.title, "state": row.get_state_display()}
        messages.success(request, words)
        return redirect("expo_participant", self.edition.pk, after if after and after != row.pk else row.pk)


class OfferView(OfEdition, View):
    """Offer a hall's free places to those who wait."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        """Offer them and say how many."""
        edition = self.find_edition()
        hall = get_object_or_404(HallPage, pk=kwargs["hall_id"])
        number = participation.offer_free_places(
            edition=edition, hall=hall, by=request.user, now=timezone.now()
        )
        words = ngettext("%(count)d tempat ditawarkan.", "%(count)d tempat ditawarkan.", number)
        messages.success(request, words % {"count": number})
        return self.to_list()


class OnBehalfForm(ApplicationForm):
    """The merchant's form with the booth it is for; what the merchant must answer may be left out here."""

    booth = forms.ModelChoiceField(
        label=gettext_lazy("Lapak"),
        queryset=BoothPage.objects.all(),
        widget=AdminPageChooser(target_models=[BoothPage]),
    )
    field_order = ["booth", "hall"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for question in self.questions:
            self.fields[f"jawaban-{question.pk}"].required = False


class OnBehalfView(OfEdition, TemplateView):
    """Apply for a merchant who came with paper or late."""

    template_name = "expo/admin/participants/on_behalf.html"

    def get_context_data(self, **kwargs):
        """Add the form."""
        edition = self.edition or self.find_edition()
        form = kwargs.pop("form", None) or OnBehalfForm(edition=edition)
        return super().get_context_data(**kwargs) | {"edition": edition, "form": form, "media": form.media}

    def post(self, request, *args, **kwargs):
        """Apply, then review."""
        edition = self.find_edition()
        form = OnBehalfForm(request.POST, edition=edition)
        if form.is_valid():
            try:
                row = participation.apply(
                    edition=edition,
                    booth=form.cleaned_data["booth"],
                    hall=form.cleaned_data["hall"],
                    answers=form.answers,
                    by=request.user,
                    now=timezone.now(),
                )
            except participation.TakingPartError as error:
                form.add_error(None, str(error))
            else:
                return redirect("expo_participant", edition.pk, row.pk)
        return self.render_to_response(self.get_context_data(form=form))
