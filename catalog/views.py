"""Answers of the catalogue that are no pages."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from catalog.domain.search_suggest import suggest
from core.limits import limited

KEPT_SECONDS = 600
"""How long browsers and caches may keep suggestions."""


@require_safe
@limited("suggestions", setting="SUGGESTIONS_PER_MINUTE")
def suggestions(request):
    """Answer `?q=` with {"items": [{kind, text, url, note}]}, the same for everybody and in every language.

    It reads no session and sets no cookie, so any cache may keep it. What it costs does not
    depend on what is typed.
    """
    response = JsonResponse({"items": suggest(text=request.GET.get("q", ""))})
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["X-Robots-Tag"] = "noindex"
    return response
