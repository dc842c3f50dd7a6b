"""Answering visitors with kept pages."""

import gzip
import hashlib
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from core.page_cache import PAGES, content_version, part_of_day, reading_at

REVALIDATE = "no-cache"
"""A browser may keep the page, and asks each time whether it is still the same: prices are never old."""

LONGEST_QUERY = 200
OF_CAMPAIGNS = ("utm_", "fbclid", "gclid", "igshid", "mc_", "ref_src")
"""Beginnings of parameters that other sites append to addresses. No page shows anything else because of them."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it goes over the wire."""

    headers: dict[str, str]
    brotli: bytes
    gzip: bytes

    @classmethod
    def of(cls, response) -> "KeptPage":
        """Compress an answer once for everybody who will ask for it."""
        body = response.content
        patch_vary_headers(response, ["Accept-Encoding"])
        response.headers["Cache-Control"] = REVALIDATE
        # Weak: the same page in three encodings.
        response.headers["ETag"] = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        return cls(
            headers={name: value for name, value in response.headers.items() if name != "Content-Length"},
            brotli=brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
            gzip=gzip.compress(body, compresslevel=6, mtime=0),
        )

    def answer(self, request) -> HttpResponse:
        """Return the answer to this request: the page in an encoding the browser knows, or 304."""
        accepted = request.headers.get("Accept-Encoding", "")
        if "br" in accepted:
            response = HttpResponse(self.brotli, headers=self.headers | {"Content-Encoding": "br"})
        elif "gzip" in accepted:
            response = HttpResponse(self.gzip, headers=self.headers | {"Content-Encoding": "gzip"})
        else:
            response = HttpResponse(gzip.decompress(self.gzip), headers=self.headers)
        response.headers["Content-Length"] = str(len(response.content))
        return get_conditional_response(request, etag=self.headers["ETag"], response=response)


class PageCacheMiddleware:
    """Keeps the pages of visitors who are not logged in, each as long as nothing on the site changes.

    A view says that its answer is the same for everybody by setting `may_be_kept` on it. A visitor with
    a session is never answered from here. Pages name weekdays, "today" and what is on now, so a kept page
    belongs to a part of a day.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer with a kept page, or make the page and keep it."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response = self.get_response(request)
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response
        if not settings.PAGE_CACHE_SECONDS:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"} or not self._drop_campaigns(request):
            return self.get_response(request)
        version = content_version()
        if not version:
            return self.get_response(request)
        key = self._key(request, version)
        if (kept := caches[PAGES].get(key)) is not None:
            return kept.answer(request)
        token = reading_at.set(version)
        try:
            response = self.get_response(request)
        finally:
            reading_at.reset(token)
        if not self._may_keep(request, response):
            return response
        page = KeptPage.of(response)
        caches[PAGES].set(key, page, settings.PAGE_CACHE_SECONDS)
        return page.answer(request)

    @staticmethod
    def _drop_campaigns(request) -> bool:
        """Take what other sites appended out of the address; False when what is left can't be a kept page's."""
        query = request.META.get("QUERY_STRING", "")
        if not query:
            return True
        if len(query) > LONGEST_QUERY:
            return False
        pairs = parse_qsl(query, keep_blank_values=True)
        left = [(name, value) for name, value in pairs if not name.startswith(OF_CAMPAIGNS)]
        if len(left) < len(pairs):
            request.META["QUERY_STRING"] = urlencode(left)
        return True

    @staticmethod
    def _key(request, version: str) -> str:
        address = f"{request.get_host().lower()} {request.path}?{request.META.get('QUERY_STRING', '')}"
        named = hashlib.blake2b(address.encode(), digest_size=16).hexdigest()
        return f"{version}:{part_of_day(version)}:{named}"

    @staticmethod
    def _may_keep(request, response) -> bool:
        return (
            request.method == "GET"
            and response.status_code == 200
            and getattr(response, "may_be_kept", False)
            and not response.cookies
            and not response.streaming
        )
