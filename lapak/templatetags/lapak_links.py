"""Addresses of the views of links."""

from django import template

register = template.Library()


@register.simple_tag
def place_url(place, name="links", *args):
    """Return the address of one of the views of links for a place (`lapak.links.places.Place`)."""
    return place.url(name, *args)
