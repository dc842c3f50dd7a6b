"""Below an edition: the plan of its halls and the list of who takes part."""

from django.http import Http404
from django.template.response import TemplateResponse

from expo.domain.participants import halls_of
from expo.models.edition import edition_part


@edition_part("denah")
def plan(request, page, *rest):
    """Show plan and list by hall; also what is printed."""
    if rest:
        raise Http404
    halls = halls_of(edition=page)
    context = {"page": page, "halls": halls, "count": sum(len(hall.rows) for hall in halls)}
    return TemplateResponse(request, "expo/taking_part/plan.html", context)
