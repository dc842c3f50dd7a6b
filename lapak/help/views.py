"""The guide to good photos."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from lapak.access import unkept
from lapak.help.photos import tips


@require_safe
@unkept
def photo_guide(request):
    """Show good and bad photos side by side, drawn; for everybody, so that a helper can show it, too."""
    return render(request, "lapak/help/photo_guide.html", {"tips": tips()})
