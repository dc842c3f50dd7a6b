"""Compressing pages on their way out."""

from django.middleware.gzip import GZipMiddleware

COMPRESSED = ("text/", "application/json", "application/xml", "image/svg+xml")


class CompressTextMiddleware(GZipMiddleware):
    """Compresses pages and other text for everyone who accepts it; photos are compressed already.

    Static files come compressed from WhiteNoise. Django's middleware adds random padding, so that the
    length of a page tells nothing about its secrets (BREACH).
    """

    def process_response(self, request, response):
        """Return the answer, compressed when that is worth it."""
        if response.streaming or not response.get("Content-Type", "").startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
