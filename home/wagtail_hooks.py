"""Hooks of this room."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from expo.admin.editor_access import EXPO_MENU, CuratorMenuItem
from home.pattern_library import PatternLibraryView


@hooks.register("register_admin_urls")
def pattern_library_url():
    """Register the page of all components."""
    return [path("pustaka-pola/", PatternLibraryView.as_view(), name="pattern_library")]


@hooks.register(EXPO_MENU)
def pattern_library_item():
    """Name it at the end of the menu."""
    return CuratorMenuItem(_("Pustaka pola"), reverse("pattern_library"), icon_name="view", order=1000)
