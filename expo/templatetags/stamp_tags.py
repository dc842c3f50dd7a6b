"""What a booth's page says of the stamp walk."""

from django import template

from expo.domain.stamps import stamping_walks
from expo.models import BoothPage

register = template.Library()


@register.inclusion_tag("expo/stamps/here.html", takes_context=True)
def stamp_here(context, booth: BoothPage):
    """Let a device collect the stamp of this booth's hall while an edition is on; otherwise nothing at all."""
    walks = [walk for walk in stamping_walks() if booth.hall_id in walk.halls]
    return {"walks": walks, "booth": booth, "L": context.get("L", "")}
