"""What a booth's page says of the stamp walk."""

from django import template

from expo.domain.stamps import stamping_walk
from expo.models import BoothPage

register = template.Library()


@register.inclusion_tag("expo/stamps/here.html", takes_context=True)
def stamp_here(context, booth: BoothPage):
    """Let a device collect the stamp of this booth's hall while an edition is on; otherwise nothing at all."""
    walk = stamping_walk()
    if walk is None or booth.hall_id not in walk.halls:
        return {}
    slug = walk.url.rstrip("/").rpartition("/")[2]
    return {"walk": walk, "slug": slug, "booth": booth, "L": context.get("L", "")}
