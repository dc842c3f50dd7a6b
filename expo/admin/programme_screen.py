"""The office's screens of an edition's programme: rooms and sessions by day, and what each room sends."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets.button import Button

from expo.admin.editor_access import EXPO_MENU, CuratorMenuItem, OfEdition
from expo.admin.programme_sessions import session_viewset
from expo.admin.stage_desk import StageDeskView
from expo.domain.programme import by_day, sessions_of
from expo.domain.stage import set_stream
from expo.models import ExpoPage, Room, Stream
from merchants.permissions import is_curator

ADDRESSES = ("first", "backup", "audio", "recording")


class RoomFormSet(forms.BaseInlineFormSet):
    """The rooms of an edition; one in which something is planned or sent stays."""

    def clean(self):
        """Refuse to take out a room with sessions or streams, which would go with it."""
        super().clean()
        for form in self.deleted_forms:
            room = form.instance
            if room.pk and (room.sessions.exists() or room.streams.exists()):
                raise ValidationError(
                    _("%(room)s masih dipakai. Pindahkan atau hapus acara dan siarannya dulu.")
                    % {"room": room}
                )


Rooms = forms.inlineformset_factory(
    ExpoPage, Room, formset=RoomFormSet, fields=["name", "sort_order"], extra=1, can_delete=True
)


class ProgrammeView(OfEdition, TemplateView):
    """The programme by day and room, with a form of the rooms."""

    template_name = "expo/admin/programme.html"

    def get_context_data(self, **kwargs):
        """Add days, sessions and the rooms' form."""
        edition = self.edition
        sessions = sessions_of(edition=edition, now=timezone.now())
        planned = {day.date: day for day in by_day(sessions)}
        open_days = [period.opens.date() for period in edition.periods()]
        return super().get_context_data(**kwargs) | {
            "edition": edition,
            "rooms": edition.rooms.all(),
            "days": [(date, planned.get(date)) for date in sorted({*open_days, *planned})],
            "open_days": open_days,
            "formset": kwargs.get("formset") or Rooms(instance=edition),
        }

    def post(self, request, *args, **kwargs):
        """Save the rooms."""
        with transaction.atomic():
            # Locked as by those who plan: nothing comes into a room between the check and its end.
            list(self.edition.rooms.select_for_update().order_by("pk"))
            formset = Rooms(request.POST, instance=self.edition)
            if not formset.is_valid():
                return self.render_to_response(self.get_context_data(formset=formset))
            formset.save()
        messages.success(request, _("Panggung disimpan."))
        return redirect("expo_programme", self.edition.pk)


class StreamForm(WagtailAdminModelForm):
    """The addresses of one room on one day, https where nothing is said; all empty means no stream."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Stream
        fields = list(ADDRESSES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first"].required = False

    def _post_clean(self):
        """Leave the rules of the model to `set_stream`, which knows room and day."""


class StreamsView(OfEdition, TemplateView):
    """What each room sends on each day."""

    template_name = "expo/admin/streams.html"

    def forms(self, data=None) -> list[tuple[datetime.date, Room, StreamForm]]:
        """Return a form for each room and day."""
        streams = {(one.room_id, one.date): one for one in Stream.objects.filter(room__edition=self.edition)}
        rooms = list(self.edition.rooms.all())
        # What was written for a day that is none of the expo any more can be seen and taken away, too.
        days = {period.opens.date() for period in self.edition.periods()}
        dates = sorted(days | {date for _room, date in streams})
        return [
            (
                date,
                room,
                StreamForm(data, instance=streams.get((room.pk, date)), prefix=f"{room.pk}-{date:%Y%m%d}"),
            )
            for date in dates
            for room in rooms
        ]

    def get_context_data(self, **kwargs):
        """Add the forms."""
        found = kwargs.get("forms") or self.forms()
        return super().get_context_data(**kwargs) | {"edition": self.edition, "forms": found}

    def post(self, request, *args, **kwargs):
        """Save all addresses, or none and say which one is wrong."""
        found = self.forms(request.POST)
        is_fine = not any(form.errors for _date, _room, form in found)
        with transaction.atomic():
            for date, room, form in found if is_fine else []:
                try:
                    set_stream(
                        room=room, date=date, addresses={name: form.cleaned_data[name] for name in ADDRESSES}
                    )
                except ValidationError as error:
                    _add(form, error)
                    is_fine = False
            if not is_fine:
                transaction.set_rollback(True)
        if not is_fine:
            return self.render_to_response(self.get_context_data(forms=found))
        messages.success(request, _("Siaran disimpan."))
        return redirect("expo_streams", self.edition.pk)


def _add(form: StreamForm, error: ValidationError) -> None:
    for name, said in error.message_dict.items():
        form.add_error(name if name in form.fields else None, said)


def nearest(request):
    """Lead to the programme of the edition that is on or comes next, else of the newest."""
    if not is_curator(request.user):
        raise Http404
    edition = (
        ExpoPage.objects.running_or_next().first() or ExpoPage.objects.order_by("-starts_on", "-pk").first()
    )
    if edition is None:
        messages.warning(request, _("Belum ada expo. Buat halamannya dulu di bawah Expo."))
        return redirect("wagtailadmin_home")
    return redirect("expo_programme", edition.pk)


@hooks.register("register_admin_viewset")
def sessions_of_the_programme():
    """Register the forms of sessions."""
    return session_viewset


@hooks.register("register_admin_urls")
def programme_urls():
    """Register the screens."""
    return [
        path("acara/", nearest, name="expo_programme_nearest"),
        path("acara/<id:page_id>/", ProgrammeView.as_view(), name="expo_programme"),
        path("acara/<id:page_id>/siaran/", StreamsView.as_view(), name="expo_streams"),
        path("panggung/<id:page_id>/", StageDeskView.as_view(), name="expo_stage_desk"),
    ]


@hooks.register(EXPO_MENU)
def programme_item():
    """Add the programme to the menu "Expo"."""
    return CuratorMenuItem(
        gettext_lazy("Acara & panggung"),
        reverse("expo_programme_nearest"),
        name="acara-expo",
        icon_name="date",
        order=940,
    )


@hooks.register("register_page_header_buttons")
def programme_button(page, user, view_name, next_url=None):
    """Offer the programme in the menu of an edition's own page."""
    if isinstance(page, ExpoPage) and page.pk and is_curator(user):
        yield Button(
            gettext_lazy("Acara"), reverse("expo_programme", args=[page.pk]), icon_name="date", priority=44
        )
