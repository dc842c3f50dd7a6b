"""Wagtail's users app with this project's forms and rule."""

from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleAppConfig(WagtailUsersAppConfig):
    """App `wagtail.users` as used here."""

    verbose_name = _("Orang")
    user_viewset = "core.users.viewsets.PeopleViewSet"

    def ready(self):
        """Register the rule about people before anybody asks for one."""
        super().ready()
        from django.contrib.auth import get_user_model
        from wagtail.permissions import register_permission_policy

        from core.users.policy import PeoplePolicy

        user_model = get_user_model()
        register_permission_policy(user_model, PeoplePolicy(user_model))
