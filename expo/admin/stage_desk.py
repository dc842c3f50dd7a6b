"""The office's phone beside the stage: one tap to the backup, notes typed along, a word to everybody."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from expo.admin.editor_access import OfEdition
from expo.domain.stage import announce, desk_context, remove_note, switch, withdraw, write_note
from expo.models import Announcement, StageNote, Stream


class WordsForm(forms.Form):
    """A sentence."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, longest: int, label: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.max_length, field.label = longest, label
        field.widget.attrs["maxlength"] = longest


def note_form(room_id: int) -> WordsForm:
    """Return an empty form for a note from a room."""
    longest = StageNote._meta.get_field("text").max_length
    return WordsForm(longest=longest, label=gettext_lazy("Catatan"), auto_id=f"catatan-{room_id}-%s")


def announcement_form() -> WordsForm:
    """Return an empty form for an announcement."""
    longest = Announcement._meta.get_field("text").max_length
    return WordsForm(longest=longest, label=gettext_lazy("Pengumuman"), auto_id="pengumuman-%s")


class StageDeskView(OfEdition, TemplateView):
    """One thin page for a phone; each button posts one thing and comes back."""

    template_name = "expo/stage/desk.html"

    def get_context_data(self, **kwargs):
        """Add rooms, streams, notes and what is announced."""
        desk = desk_context(edition=self.edition, now=timezone.now())
        for place in desk["places"]:
            place.form = note_form(place.room.pk)
        return (
            super().get_context_data(**kwargs)
            | desk
            | {
                "page": self.edition,
                "announcement_form": announcement_form(),
            }
        )

    def post(self, request, *args, **kwargs):
        """Do what the button says and come back to its place on the page."""
        does = {
            "switch": self._switch,
            "note": self._note,
            "remove": self._remove,
            "announce": self._announce,
            "withdraw": self._withdraw,
        }.get(request.POST.get("do", ""))
        if does is None:
            raise Http404
        try:
            place = does(request)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            place = ""
        return redirect(f"{reverse('expo_stage_desk', args=[self.edition.pk])}{place}")

    def _own(self, queryset, name: str):
        """Return the thing that was posted under this name; of another edition it is not there."""
        number = self.request.POST.get(name, "")
        return get_object_or_404(queryset, pk=int(number) if number.isascii() and number.isdecimal() else 0)

    def _switch(self, request) -> str:
        stream = self._own(Stream.objects.filter(room__edition=self.edition), "stream")
        stream = switch(stream_id=stream.pk, to_backup=request.POST.get("to") == "backup")
        said = (
            _("%(room)s memakai siaran cadangan.")
            if stream.on_backup
            else _("%(room)s memakai siaran utama.")
        )
        messages.success(request, said % {"room": stream.room})
        return f"#panggung-{stream.room_id}"

    def _note(self, request) -> str:
        room = self._own(self.edition.rooms.all(), "room")
        write_note(room=room, text=request.POST.get("text", ""), by=request.user, now=timezone.now())
        return f"#panggung-{room.pk}"

    def _remove(self, request) -> str:
        note = self._own(StageNote.objects.filter(room__edition=self.edition), "note")
        remove_note(note=note)
        return f"#panggung-{note.room_id}"

    def _announce(self, request) -> str:
        announce(edition=self.edition, text=request.POST.get("text", ""), by=request.user, now=timezone.now())
        messages.success(request, _("Pengumuman tampil di semua halaman."))
        return ""

    def _withdraw(self, request) -> str:
        withdraw(edition=self.edition, now=timezone.now())
        messages.success(request, _("Pengumuman diturunkan."))
        return ""
