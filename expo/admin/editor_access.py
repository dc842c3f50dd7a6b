"""The door of the editors' pages: the permission `expo.curate`, asked before anything else."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.menu import MenuItem

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


class CuratorMenuItem(MenuItem):
    """An item of the menu that only the office sees."""

    def is_shown(self, request):
        """Tell whether to show the item."""
        return is_curator(request.user)
