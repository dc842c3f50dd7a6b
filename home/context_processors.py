"""What header and footer show on every page."""

from django.utils.functional import SimpleLazyObject

from home.readers import menu_entries, office_settings


def navigation(request):
    """Return the content pages in the menu and the office's settings, read only when a template asks."""
    return {
        "menu": SimpleLazyObject(menu_entries),
        "office": SimpleLazyObject(office_settings),
    }
