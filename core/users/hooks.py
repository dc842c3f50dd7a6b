"""What Wagtail is told of people."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.admin.widgets.button import Button

from core.users.forms import NameForm
from core.users.viewsets import end_sessions, policy

# Wagtail builds this panel itself and has no setting for its form, which demands a last name.
NameEmailSettingsPanel.form_class = NameForm


@hooks.register("register_admin_urls")
def people_urls():
    """Register the question before logging somebody out."""
    return [path("orang/<id:user_id>/keluarkan/", end_sessions, name="end_sessions")]


@hooks.register("register_user_listing_buttons")
def end_sessions_button(user, request_user):
    """Offer logging out everywhere in the list."""
    if policy().user_has_permission_for_instance(request_user, "change", user):
        address = reverse("end_sessions", args=[user.pk])
        yield Button(_("Keluarkan dari semua perangkat"), address, icon_name="logout", priority=40)
