"""The stage below an edition, and the small answer that open pages ask for."""

from django.http import Http404, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from expo.domain.stage import live_state, stage_context
from expo.models.edition import edition_part


@edition_part("panggung")
def stage(request, page, *rest):
    """Show what the edition's rooms send now, and the recordings of days that are over."""
    if rest:
        raise Http404
    context = stage_context(edition=page, now=timezone.now())
    return TemplateResponse(request, "expo/stage/stage.html", {"page": page, **context})


@require_safe
@conditional_page
def live(request):
    """Tell an open page what is new at the expo, without a query.

    410 (gone) once it is over: then pages stop asking. The answer is the same
    for everybody and kept like a page, so that it costs about a millisecond.
    """
    state = live_state()
    if state is None:
        return HttpResponse(status=410)
    answer = JsonResponse(state)
    answer["Cache-Control"] = "no-cache"
    answer.may_be_kept = True
    return answer
