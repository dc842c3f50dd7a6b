"""What every template may use."""

from django.conf import settings
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language, gettext


def site(request):
    """Return the language prefix of addresses and the way to the same page in the other language."""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    is_english = get_language() == "en"
    # One slash in front, however many were asked for: two, or one and a backslash, would name another site.
    plain = "/" + (request.path.removeprefix("/en") if is_english else request.path).lstrip("/")
    plain = escape_uri_path(plain)
    other = ("", "Bahasa Indonesia", "id") if is_english else ("/en", "English", "en")
    return {
        "L": "/en" if is_english else "",
        "other_language_url": f"{other[0]}{plain}{query}",
        "other_language_name": other[1],
        "other_language_code": other[2],
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.SITE_URL,
        "site_tagline": gettext("Pameran maya IKM dan pasar rakyat"),
    }
