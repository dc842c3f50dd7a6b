"""The page on which the office places the participants of an edition's hall: by itself, by dragging or by number."""

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages

from expo.admin.editor_stalls import PlanPlace, StallForm, ask_to_swap
from expo.admin.participants import OfEdition
from expo.domain.allocation import PlaceTakenError, arrange, last_place, place_rest, put_on_place
from expo.domain.participants import hall_counts
from expo.models import HallPage, Participation
from expo.stalls import stall_code


class ParticipantChoice(forms.ModelChoiceField):
    """A participant by place and name."""

    def label_from_instance(self, row):
        """Return "A-7 Batik Sekar"."""
        return f"{row.code} {row.booth.title}".strip()


class EditionPlaceForm(StallForm):
    """Which participant goes where; the script that drags fills in the same form."""

    code = forms.CharField(
        label=gettext_lazy("Tempat baru"),
        max_length=8,
        required=False,
        help_text=gettext_lazy("Contoh: A-7. Kosongkan untuk mengambil tempatnya."),
    )
    booth = ParticipantChoice(
        label=gettext_lazy("Peserta"), queryset=Participation.objects.none(), empty_label=""
    )
    field_order = ["booth", "code", "swap", "occupant"]

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["booth"].queryset = rows

    def clean_code(self):
        """Turn the code into the place's number; empty takes the place away."""
        return super().clean_code() if self.cleaned_data["code"] else None


class EditionPlanView(OfEdition, FormView):
    """The places of one hall, with the form that moves participants and the buttons that place them."""

    form_class = EditionPlaceForm
    template_name = "expo/admin/participants/plan.html"

    @cached_property
    def hall(self) -> HallPage:
        """Return the hall; raises Http404."""
        return get_object_or_404(HallPage, pk=self.kwargs["hall_id"])

    @cached_property
    def rows(self):
        """Return the hall's participants."""
        edition = self.edition or self.find_edition()
        rows = edition.participations.accepted().filter(hall=self.hall)
        return rows.select_related("booth", "edition", "hall").order_by("place", "booth__title", "pk")

    def get_form_kwargs(self):
        """Offer the hall's participants."""
        return super().get_form_kwargs() | {"rows": self.rows}

    def place(self, code: str, row: Participation | None) -> PlanPlace:
        """Return a place as the plan shows it."""
        if row is None:
            return PlanPlace(code)
        url = reverse("expo_participant", args=[self.edition.pk, row.pk])
        return PlanPlace(code, row.pk, row.booth.title, url, row.booth.live)

    def get_context_data(self, **kwargs):
        """Add places, those without one, and the other halls."""
        context = super().get_context_data(**kwargs)
        rows = list(self.rows)
        capacity = self.edition.capacities.filter(hall=self.hall).first()
        last = last_place(edition=self.edition, capacity=capacity, hall=self.hall.pk)
        there = {row.place: row for row in rows if row.place}
        last = max([last, *there])
        return context | {
            "edition": self.edition,
            "hall": self.hall,
            "subtitle": self.edition.title,
            "counts": hall_counts(edition=self.edition),
            "places": [self.place(stall_code(number), there.get(number)) for number in range(1, last + 1)],
            "unplaced": [self.place("", row) for row in rows if not row.place],
            "placed_count": len(there),
            "media": context["form"].media,
        }

    def post(self, request, *args, **kwargs):
        """Place all anew, or those that are left, or one."""
        edition = self.find_edition()
        word = request.POST.get("atur")
        if word not in ("semua", "sisa"):
            return super().post(request, *args, **kwargs)
        number = (arrange if word == "semua" else place_rest)(edition=edition, hall=self.hall)
        words = ngettext("%(count)d lapak mendapat tempat.", "%(count)d lapak mendapat tempat.", number)
        messages.success(request, words % {"count": number})
        return self._back()

    def form_valid(self, form):
        """Move, or say who stands there."""
        row, place = form.cleaned_data["booth"], form.cleaned_data["code"]
        try:
            swap_with = form.cleaned_data["occupant"] if form.cleaned_data["swap"] else None
            put_on_place(participation=row, place=place, swap_with=swap_with)
        except PlaceTakenError as taken:
            ask_to_swap(form, number=place, key=taken.row.pk, title=taken.row.booth.title)
            return self.form_invalid(form)
        except ValueError as error:
            form.add_error("code", str(error))
            return self.form_invalid(form)
        words = _("%(title)s kini di %(code)s.") if place else _("%(title)s kini tanpa tempat.")
        code = stall_code(place) if place else ""
        messages.success(self.request, words % {"title": row.booth.title, "code": code})
        return self._back()

    def _back(self):
        return redirect(reverse("expo_edition_plan", args=[self.edition.pk, self.hall.pk]))
