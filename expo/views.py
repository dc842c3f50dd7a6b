"""Views of the expo outside the page tree."""

from django.http import Http404
from django.shortcuts import redirect

from expo.models import BoothListing


def booth_by_short_code(request, code):
    """Lead from a printed address to the booth, wherever it stands now."""
    listing = BoothListing.objects.filter(page__short_code=code.lower()).only("url").first()
    if listing is None:
        raise Http404
    return redirect(listing.url)
