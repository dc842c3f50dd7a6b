"""The page on which the office places a hall's booths: by dragging, or by number."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from expo.admin.editor_access import CuratorsOnly
from expo.admin.editor_stalls import PlanPlace, StallForm, move_or_say_why, moved_message
from expo.domain.floor_plan import aisle_places
from expo.domain.stall_moves import last_stall
from expo.models import BoothPage, HallPage
from expo.stalls import STALLS_PER_AISLE, aisle_index, aisle_name
from merchants.permissions import is_curator

AISLES_BESIDE = 4
"""Aisles offered on either side of the one shown, besides the first and the last."""


class BoothChoice(forms.ModelChoiceField):
    """A booth by its stall and name."""

    def label_from_instance(self, booth):
        """Return "B-12 Batik Sekar"."""
        return f"{booth.code} {booth.draft_title or booth.title}"


class PlaceForm(StallForm):
    """Which booth goes where; the script that drags fills in the same form."""

    booth = BoothChoice(label=gettext_lazy("Lapak"), queryset=BoothPage.objects.none(), empty_label="")
    field_order = ["booth", "code", "swap", "occupant"]

    def __init__(self, *args, booths, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["booth"].queryset = booths


class FloorPlanView(CuratorsOnly, FormView):
    """One aisle of a hall, with the form that moves its booths."""

    form_class = PlaceForm
    template_name = "expo/admin/floor_plan.html"

    def dispatch(self, request, *args, **kwargs):
        """Let in only who may edit what stands here, as moving will ask again for each booth."""
        if not is_curator(request.user):
            raise PermissionDenied
        self.hall = get_object_or_404(HallPage, pk=kwargs["hall_id"])
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def aisle_count(self) -> int:
        """Return how many aisles may be used: one more than there are booths for."""
        return last_stall(self.hall) // STALLS_PER_AISLE

    @cached_property
    def aisle(self) -> int:
        """Return the index of the aisle shown."""
        try:
            return min(aisle_index(self.request.GET.get("lorong", "A")), self.aisle_count - 1)
        except ValueError:
            return 0

    def address(self, aisle: int) -> str:
        """Return the address of another aisle's plan."""
        return f"{reverse('expo_floor_plan', args=[self.hall.pk])}?lorong={aisle_name(aisle)}"

    @staticmethod
    def place(code: str, booth: BoothPage | None) -> PlanPlace:
        """Return a stall as the plan shows it."""
        if booth is None:
            return PlanPlace(code)
        url = reverse("wagtailadmin_pages:edit", args=[booth.pk])
        return PlanPlace(code, booth.pk, booth.draft_title or booth.title, url, booth.live)

    def get_form_kwargs(self):
        """Offer the booths of the hall in the select only as far as they stand in this aisle."""
        first = self.aisle * STALLS_PER_AISLE + 1
        booths = BoothPage.objects.filter(
            hall=self.hall, stall_number__range=(first, first + STALLS_PER_AISLE - 1)
        )
        return super().get_form_kwargs() | {"booths": booths.order_by("stall_number")}

    def get_context_data(self, **kwargs):
        """Add the stalls and the aisles."""
        context = super().get_context_data(**kwargs)
        last = self.aisle_count - 1
        near = range(max(0, self.aisle - AISLES_BESIDE), min(last, self.aisle + AISLES_BESIDE) + 1)
        return context | {
            "hall": self.hall,
            "aisle_name": aisle_name(self.aisle),
            "last_aisle": aisle_name(last),
            "aisles": [
                {"name": aisle_name(index), "url": self.address(index), "is_current": index == self.aisle}
                for index in sorted({0, last, *near})
            ],
            "places": [
                self.place(one.code, one.booth)
                for one in aisle_places(hall_id=self.hall.pk, aisle=self.aisle)
            ],
            "media": context["form"].media,
        }

    def form_valid(self, form):
        """Move and show the aisle again, or say why not."""
        booth, number = form.cleaned_data["booth"], form.cleaned_data["code"]
        if not move_or_say_why(form=form, booth=booth, by=self.request.user):
            return self.form_invalid(form)
        messages.success(self.request, moved_message(booth, number))
        return redirect(self.address(self.aisle))


@hooks.register("register_page_header_buttons")
def floor_plan_button(page, user, view_name, next_url=None):
    """Offer the plan in the menu of a hall's own page."""
    if isinstance(page, HallPage) and page.pk and is_curator(user):
        yield Button(
            gettext_lazy("Denah"), reverse("expo_floor_plan", args=[page.pk]), icon_name="table", priority=44
        )
