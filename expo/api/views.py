"""The API's answers: the same for everybody, kept by caches, open to other sites' scripts."""

import hashlib
import json
import re
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from core.limits import limited
from core.structured import absolute
from expo.api import readers
from expo.api.description import DEFAULT_LIMIT, LANGUAGES, MOST, description

KEPT_SECONDS = 60
_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)


class BadRequestError(Exception):
    """What was asked for makes no sense; the text says why."""


def endpoint(view):
    """Decorate a function of a request that returns what is to be answered as JSON, or None for "not here"."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        if request.method == "OPTIONS":
            return _open_to_scripts(HttpResponse(status=204))
        return _open_to_scripts(_answer(request, *args, **kwargs))

    @limited("api", setting="API_PER_MINUTE")
    def _answer(request, *args, **kwargs):
        language = request.GET.get("lang", LANGUAGES[0])
        if language not in LANGUAGES:
            return _refuse(400, f"lang must be one of {', '.join(LANGUAGES)}.")
        with translation.override(language):
            try:
                data = view(request, *args, **kwargs)
            except BadRequestError as error:
                return _refuse(400, str(error))
        if data is None:
            return _refuse(404, "There is nothing public with this id.")
        response = HttpResponse(
            json.dumps(data, ensure_ascii=False, separators=(",", ":")), content_type="application/json"
        )
        response["Content-Language"] = language
        response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
        return get_conditional_response(request, etag=response["ETag"], response=response)

    return require_http_methods(["GET", "HEAD", "OPTIONS"])(answered)


def _open_to_scripts(response: HttpResponse) -> HttpResponse:
    """Let scripts of any site read the answer; there is nothing in it that is not public."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    response["Access-Control-Max-Age"] = "86400"
    response["X-Robots-Tag"] = "noindex"
    return response


def _refuse(status: int, text: str) -> JsonResponse:
    return JsonResponse({"error": text}, status=status)


def _number(request, name: str, *, most: int | None = None) -> int | None:
    """Return a parameter that is a number from 1 on, None when it was not given."""
    value = request.GET.get(name)
    if value is None:
        return None
    if not _NUMBER.fullmatch(value) or (most and int(value) > most):
        raise BadRequestError(f"{name} must be a whole number from 1{f' to {most}' if most else ' on'}.")
    return int(value)


def _choice(request, name: str, choices: list[str]) -> str | None:
    value = request.GET.get(name)
    if value is not None and value not in choices:
        raise BadRequestError(f"{name} must be one of {', '.join(choices)}.")
    return value


def _page(request, rows, read, *, key: str = "page") -> dict:
    """Return one stretch of a list. The cursor is the last id, so that nothing is missed or told twice."""
    limit = _number(request, "limit", most=MOST) or DEFAULT_LIMIT
    if cursor := _number(request, "cursor"):
        rows = rows.filter(**{f"{key}__gt": cursor})
    items = read(rows[: limit + 1])
    following = None
    if len(items) > limit:
        items = items[:limit]
        asked = {**request.GET.dict(), "cursor": items[-1]["id"]}
        following = absolute(f"{request.path}?{urlencode(asked)}")
    return {"items": items, "next": following}


def _one(rows, read, pk: int, *, key: str = "page") -> dict | None:
    # A number that no database holds is nobody's id.
    found = read(rows.filter(**{key: pk})) if _NUMBER.fullmatch(str(pk)) else None
    return found[0] if found else None


@endpoint
def halls(request):
    """List the halls."""
    return _page(request, readers.public_halls(), readers.halls, key="pk")


@endpoint
def hall(request, pk):
    """Tell of one hall."""
    return _one(readers.public_halls(), readers.halls, pk, key="pk")


@endpoint
def booths(request):
    """List the booths, of one hall if asked."""
    rows = readers.public_booths()
    if hall_id := _number(request, "hall"):
        rows = rows.filter(hall=hall_id)
    return _page(request, rows, readers.booths)


@endpoint
def booth(request, pk):
    """Tell of one booth."""
    return _one(readers.public_booths(), readers.booths, pk)


@endpoint
def products(request):
    """List the products, of one hall, booth, category or availability if asked."""
    rows = readers.public_products()
    for name in ("hall", "booth"):
        if number := _number(request, name):
            rows = rows.filter(**{name: number})
    if category_id := _number(request, "category"):
        rows = rows.filter(category=category_id) | rows.filter(group=category_id)
    if state := _choice(request, "availability", list(readers.Availability)):
        rows = rows.filter(availability=state)
    return _page(request, rows, readers.products)


@endpoint
def product(request, pk):
    """Tell of one product."""
    return _one(readers.public_products(), readers.products, pk)


@endpoint
def categories(request):
    """List the categories."""
    return _page(request, readers.all_categories(), readers.categories, key="pk")


@endpoint
def openapi(request):
    """Describe all this as OpenAPI."""
    return description()


@require_safe
def documentation(request):
    """Describe it for people, from the same description."""
    described = description()
    groups = [
        {
            "path": path,
            "example": f"{settings.SITE_URL}{path}".replace("{id}", "1"),
            "is_list": "{id}" not in path,
            **entry["get"],
        }
        for path, entry in described["paths"].items()
    ]
    context = {
        "groups": groups,
        "schemas": described["components"]["schemas"],
        "per_minute": settings.API_PER_MINUTE,
        "most": MOST,
    }
    response = render(request, "pages/api.html", context)
    response["Cache-Control"] = "public, max-age=3600"
    return response
