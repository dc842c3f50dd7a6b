"""The page on which the office makes next year's edition out of this one."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from expo.admin.editor_access import CuratorsOnly
from expo.domain.repeat_edition import repeat_edition
from expo.models import ExpoPage


class RepeatForm(forms.Form):
    """Name and first day."""

    title = forms.CharField(label=gettext_lazy("Nama expo"), max_length=255)
    starts_on = forms.DateField(label=gettext_lazy("Hari pertama"), widget=AdminDateInput)


class RepeatView(CuratorsOnly, FormView):
    """Ask for both, then open the draft."""

    form_class = RepeatForm
    template_name = "expo/admin/participants/repeat.html"

    @cached_property
    def edition(self) -> ExpoPage:
        """Return the edition to repeat; raises Http404, and PermissionDenied for who may add none."""
        edition = get_object_or_404(ExpoPage, pk=self.kwargs["edition_id"])
        if not edition.get_parent().permissions_for_user(self.request.user).can_add_subpage():
            raise PermissionDenied
        return edition

    def get_initial(self):
        """Propose the same name; the day is a decision."""
        return {"title": self.edition.title}

    def get_context_data(self, **kwargs):
        """Add the edition."""
        context = super().get_context_data(**kwargs)
        return context | {"edition": self.edition, "media": context["form"].media}

    def form_valid(self, form):
        """Make the draft."""
        copy = repeat_edition(edition=self.edition, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Rancangan sudah dibuat. Periksa hari dan jamnya, lalu terbitkan."))
        return redirect("wagtailadmin_pages:edit", copy.pk)
