"""What every public page knows of the expo that is on."""

from django.utils.functional import SimpleLazyObject

from expo.domain.stage import on_air


def expo_on_air(request):
    """Return the edition that is on and what is announced, read only when a template asks."""
    return {"on_air": SimpleLazyObject(on_air)}
