"""A small form in which an editor gives a booth another stall of its hall."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from expo.admin.editor_access import CuratorsOnly
from expo.domain.stall_moves import StallTakenError, last_stall, move_to_stall, stall_number_of
from expo.models import BoothPage
from expo.stalls import stall_code


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """A place as the office's plans show it: free, or with what is dragged from it; `key` is what the form names."""

    code: str = ""
    key: int | None = None
    title: str = ""
    url: str = ""
    is_live: bool = True


class StallForm(forms.Form):
    """The stall's code, and whether to swap with the booth that was seen there."""

    code = forms.CharField(
        label=gettext_lazy("Stan baru"),
        max_length=8,
        help_text=gettext_lazy("Kode pada papan stan, contoh: B-12"),
    )
    swap = forms.BooleanField(
        label=gettext_lazy("Tukar tempat bila stan itu sudah ditempati"), required=False
    )
    occupant = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_code(self):
        """Turn the code into the stall's number."""
        try:
            return stall_number_of(self.cleaned_data["code"])
        except ValueError:
            raise forms.ValidationError(
                _("Tulis kode stan seperti B-12: huruf lorong, lalu 1 sampai 24.")
            ) from None


class StallView(CuratorsOnly, FormView):
    """Move one booth."""

    form_class = StallForm
    template_name = "expo/admin/stall.html"

    def dispatch(self, request, *args, **kwargs):
        """Find the booth."""
        self.booth = get_object_or_404(BoothPage.objects.select_related("hall"), pk=kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """Add booth and limits."""
        context = super().get_context_data(**kwargs)
        context.update(
            booth=self.booth,
            last=stall_code(last_stall(self.booth.hall)) if self.booth.hall else "",
            back=f"{reverse('expo_booths:index')}?hall={self.booth.hall_id}",
            media=context["form"].media,
        )
        return context

    def form_valid(self, form):
        """Move, or say who stands there."""
        number = form.cleaned_data["code"]
        if not move_or_say_why(form=form, booth=self.booth, by=self.request.user):
            return self.form_invalid(form)
        messages.success(self.request, moved_message(self.booth, number))
        return redirect(f"{reverse('expo_booths:index')}?q={stall_code(number)}&hall={self.booth.hall_id}")


def move_or_say_why(*, form: StallForm, booth: BoothPage, by) -> bool:
    """Move the booth to the stall of a valid form; on a refusal add the reason to the form and return False."""
    number = form.cleaned_data["code"]
    try:
        swap_with = form.cleaned_data["occupant"] if form.cleaned_data["swap"] else None
        move_to_stall(booth=booth, number=number, by=by, swap_with=swap_with)
    except StallTakenError as taken:
        ask_to_swap(form, number=number, key=taken.booth.pk, title=taken.booth.title)
    except ValueError as error:
        form.add_error("code", str(error))
    except PermissionDenied:
        form.add_error(None, _("Anda tidak berhak"))
    else:
        return True
    return False


def ask_to_swap(form: StallForm, *, number: int, key: int, title: str) -> None:
    """Ask again, now with the name: somebody else may have been put there meanwhile."""
    form.data = form.data.copy()
    form.data["occupant"] = key
    form.data.pop("swap", None)
    words = _("%(code)s ditempati %(title)s. Centang untuk menukar tempat keduanya.")
    form.add_error("swap", words % {"code": stall_code(number), "title": title})


def moved_message(booth: BoothPage, number: int) -> str:
    """Return what to tell the editor after a move."""
    return _("%(title)s kini di stan %(code)s.") % {"title": booth.title, "code": stall_code(number)}
