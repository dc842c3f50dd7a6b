"""What a booth's front page tells of its requests."""

from django import template

from expo.domain.enquiries import new_enquiries
from expo.models import BoothPage

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_enquiries(context, booth: BoothPage) -> int | None:
    """Return how many requests wait, None for who is not of the booth's people. One query."""
    return new_enquiries(booth=booth, user=context["request"].user)
