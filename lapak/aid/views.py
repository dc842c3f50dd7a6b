"""What a booth's owner reads of the aid the business received."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from expo.aid.views import document
from expo.domain.aid import aid_of_booth
from lapak.booth.doors import of_own_booth


@require_safe
@of_own_booth
def aid(request, booth):
    """List the aid: until when, what a claim needs, whom to call, and the document."""
    grants = aid_of_booth(booth=booth, user=request.user)
    context = {"booth": booth, "grants": grants, "today": timezone.localdate()}
    return render(request, "lapak/aid/aid.html", context)


@require_safe
@of_own_booth
def aid_document(request, booth, grant_id):
    """Send a document of the business's own aid."""
    if not aid_of_booth(booth=booth, user=request.user).filter(pk=grant_id).exists():
        raise Http404
    return document(request, grant_id)
