"""The line on a booth's front page that leads to its requests."""

from django import template

from expo.domain.enquiries import new_enquiries
from expo.models import BoothPage

register = template.Library()


@register.inclusion_tag("lapak/enquiries/on_front.html", takes_context=True)
def enquiries_line(context, booth: BoothPage):
    """Tell how many requests wait, to the booth's people only. One query."""
    return {"booth": booth, "new": new_enquiries(booth=booth, user=context["request"].user)}
