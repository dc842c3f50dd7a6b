"""Middleware of the leaf room."""

from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from wagtail.contrib.redirects.middleware import RedirectMiddleware

ENGLISH = "/en"


class LanguageOfAddress(LocaleMiddleware):
    """Takes the language from the address alone.

    Django's own names Accept-Language in `Vary` even where the address decides, and caches would keep
    a copy of each page for every browser's list of languages.
    """

    def process_response(self, request, response):
        """Say in which language the answer is."""
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class RedirectInEveryLanguage(RedirectMiddleware):
    """Keeps old addresses alive in English too.

    Redirects are stored for addresses without a language prefix. An English address that leads
    nowhere is looked up without its prefix and led on with it.
    """

    def process_response(self, request, response):
        """Redirect a page that was not found, when a redirect is known for it."""
        if response.status_code != 404 or not request.path.startswith(f"{ENGLISH}/"):
            return super().process_response(request, response)
        asked, request.path = request.path, request.path.removeprefix(ENGLISH)
        try:
            found = super().process_response(request, response)
        finally:
            request.path = asked
        target = found.headers.get("Location", "") if found is not response else ""
        if target.startswith("/") and not target.startswith((f"{ENGLISH}/", "//")):
            found.headers["Location"] = f"{ENGLISH}{target}"
        return found
