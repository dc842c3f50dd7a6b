"""The door of the editors' pages: the permission `expo.curate`, asked before anything else."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from wagtail.admin.menu import MenuItem

from expo.models import ExpoPage
from merchants.permissions import is_curator

EXPO_MENU = "register_expo_menu_item"
"""Hook for further items of the menu "Expo": functions that return a menu item, as Wagtail's menus have them."""


class CuratorsOnly:
    """Mixin for views: 403 for everybody who is not of the office (Wagtail turns it into a redirect)."""

    def dispatch(self, request, *args, **kwargs):
        """Let the office in."""
        if not is_curator(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OfEdition(CuratorsOnly):
    """Mixin: a screen about one edition, for the office."""

    def setup(self, request, *args, **kwargs):
        """Find the edition."""
        super().setup(request, *args, **kwargs)
        self.edition = None
        if is_curator(request.user):
            self.edition = get_object_or_404(ExpoPage, pk=kwargs["page_id"])


class CuratorMenuItem(MenuItem):
    """An item of the menu that only the office sees."""

    def is_shown(self, request):
        """Tell whether to show the item."""
        return is_curator(request.user)
