"""What of an edition's participants the administration and the calendar are told of."""

import datetime

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button

from expo.admin import participants
from expo.admin.edition_plan import EditionPlanView
from expo.admin.editor_access import EXPO_MENU, CuratorMenuItem
from expo.admin.repeat_edition import RepeatView
from expo.domain.calendar import CALENDAR
from expo.domain.participation import follow_offers
from expo.models import ExpoPage, Participation
from merchants.permissions import is_curator


@hooks.register(CALENDAR)
def pass_offers_on(today: datetime.date) -> str:
    """Pass on places that were offered and not answered in time, and say how many."""
    return f"Places of an expo: {follow_offers(now=timezone.now())} not answered in time and passed on."


@hooks.register("register_admin_urls")
def participants_urls():
    """Register the pages of participants."""
    root = "peserta/<id:edition_id>/"
    return [
        path("peserta/", participants.EditionsView.as_view(), name="expo_editions"),
        path("expo/<id:edition_id>/ulangi/", RepeatView.as_view(), name="expo_repeat"),
        path(root, participants.ParticipantsView.as_view(), name="expo_participants"),
        path(f"{root}banyak/", participants.ManyView.as_view(), name="expo_participants_many"),
        path(f"{root}daftarkan/", participants.OnBehalfView.as_view(), name="expo_on_behalf"),
        path(f"{root}tawarkan/<id:hall_id>/", participants.OfferView.as_view(), name="expo_offer_places"),
        path(f"{root}denah/<id:hall_id>/", EditionPlanView.as_view(), name="expo_edition_plan"),
        path(f"{root}<id:pk>/", participants.ReviewView.as_view(), name="expo_participant"),
    ]


@hooks.register(EXPO_MENU)
def participants_menu_item():
    """Offer the participants in the menu "Expo"."""
    return CuratorMenuItem(
        gettext_lazy("Peserta expo"), reverse("expo_editions"), icon_name="group", order=450
    )


@hooks.register("register_page_header_buttons")
def edition_buttons(page, user, view_name, next_url=None):
    """Offer the participants in the menu of an edition's own page."""
    if isinstance(page, ExpoPage) and page.pk and is_curator(user):
        yield Button(
            gettext_lazy("Peserta"),
            reverse("expo_participants", args=[page.pk]),
            icon_name="group",
            priority=44,
        )
        yield Button(
            gettext_lazy("Ulangi expo ini"),
            reverse("expo_repeat", args=[page.pk]),
            icon_name="copy",
            priority=45,
        )


@hooks.register("before_delete_page")
def keep_halls_of_editions(request, page):
    """Say why a hall stays in which booths took part in an edition; the database would refuse, too."""
    if Participation.objects.filter(hall__path__startswith=page.path).exists():
        messages.error(
            request, _("Hall ini dipakai expo yang pernah ada. Turunkan saja bila tidak dipakai lagi.")
        )
        return redirect("wagtailadmin_explore", page.pk)
    return None
