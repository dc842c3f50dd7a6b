"""The form of a session for the office: day and hours as people say them, in the zone of the edition."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from expo.admin.editor_access import CuratorsOnly
from expo.domain.programme import check_session
from expo.models import ProgrammeSession, Room


class RoomChoice(forms.ModelChoiceField):
    """A room, named with its edition and the zone in which hours are meant."""

    def label_from_instance(self, room):
        """Return "Panggung utama · Pesta Lapak (WIB)"."""
        return f"{room.name} · {room.edition.title} ({room.edition.zone_name})"


class SessionForm(WagtailAdminModelForm):
    """A session; check and save it in one transaction."""

    room = RoomChoice(label=_("Panggung"), queryset=Room.objects.none())
    day = forms.DateField(label=_("Tanggal"), widget=AdminDateInput)
    starts = forms.TimeField(label=_("Mulai pukul"), widget=AdminTimeInput)
    ends = forms.TimeField(label=_("Selesai pukul"), widget=AdminTimeInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        session, rooms = self.instance, Room.objects.select_related("edition")
        if session.pk:
            zone = session.room.edition.tzinfo
            starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
            self.initial |= {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
            rooms = rooms.filter(edition=session.room.edition_id)
        else:
            rooms = rooms.filter(edition__ends_on__gte=timezone.localdate() - datetime.timedelta(days=92))
        self.fields["room"].queryset = rooms.order_by("-edition__starts_on", "sort_order", "pk")

    def clean(self):
        """Turn day and hours into moments, and refuse what the room or the edition doesn't allow."""
        cleaned = super().clean()
        if not {"room", "day", "starts", "ends"} <= cleaned.keys():
            return cleaned
        session, zone = self.instance, cleaned["room"].edition.tzinfo
        session.room = cleaned["room"]
        session.starts_at, session.ends_at = (
            datetime.datetime.combine(cleaned["day"], cleaned[name], zone) for name in ("starts", "ends")
        )
        try:
            check_session(session=session)
        except ValidationError as error:
            self.add_error("starts", error)
        return cleaned


class InOneTransaction(CuratorsOnly):
    """Mixin: the room stays locked from the check until the session is saved."""

    def post(self, request, *args, **kwargs):
        """Check and save."""
        with transaction.atomic():
            return super().post(request, *args, **kwargs)

    def get_success_url(self):
        """Go back to the programme."""
        return reverse("expo_programme", args=[self.object.room.edition_id])


class SessionCreateView(InOneTransaction, CreateView):
    """A new session; the address may name its room and day."""

    def get_initial(self):
        """Take room and day from the link of the programme's screen."""
        return super().get_initial() | {
            name: self.request.GET[name] for name in ("room", "day") if name in self.request.GET
        }


class SessionEditView(InOneTransaction, EditView):
    """A session of the programme."""


class SessionDeleteView(CuratorsOnly, DeleteView):
    """Takes a session out of the programme."""

    def get_success_url(self):
        """Go back to the programme."""
        return reverse("expo_programme", args=[self.object.room.edition_id])


def _start(session: ProgrammeSession) -> str:
    """Return when a session starts, in the zone of its edition, whatever the reader's own is."""
    edition = session.room.edition
    return f"{date_format(session.starts_at.astimezone(edition.tzinfo), 'j F Y, H.i')} {edition.zone_name}"


class SessionIndexView(CuratorsOnly, IndexView):
    """All sessions, of all editions."""

    def get_base_queryset(self):
        """Read the rooms with them."""
        return ProgrammeSession.objects.select_related("room__edition")


class SessionViewSet(ModelViewSet):
    """Sessions; the screen of an edition's programme leads here."""

    model = ProgrammeSession
    icon = "date"
    menu_label = _("Acara expo")
    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = SessionIndexView
    add_view_class = SessionCreateView
    edit_view_class = SessionEditView
    delete_view_class = SessionDeleteView
    ordering = ["-starts_at", "pk"]
    list_display = [
        "title",
        Column("room", label=_("Panggung")),
        Column("edition", label=_("Expo"), accessor="room.edition.title"),
        Column("starts_at", label=_("Mulai"), accessor=_start, sort_key="starts_at"),
    ]
    list_filter = ["kind"]
    search_fields = ["title"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("room")]),
            FieldRowPanel([FieldPanel("day"), FieldPanel("starts"), FieldPanel("ends")]),
            FieldPanel("description"),
            InlinePanel("speakers", label=_("pembicara"), heading=_("Pembicara")),
            InlinePanel("materials", label=_("materi"), heading=_("Materi")),
            MultiFieldPanel([FieldPanel("hall"), FieldPanel("booth")], heading=_("Hall atau lapak")),
            FieldPanel("recording"),
        ],
        base_form_class=SessionForm,
    )


session_viewset = SessionViewSet("expo_sessions", url_prefix="acara-expo")
