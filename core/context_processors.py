"""What every template may use."""

from django.conf import settings
from django.utils.translation import get_language, gettext


def site(request):
    """Return the language prefix of addresses and the way to the same page in the other language."""
    path = request.path
    is_english = get_language() == "en"
    if is_english:
        plain = path.removeprefix("/en") or "/"
        other = (plain, "Bahasa Indonesia", "id")
    else:
        other = (f"/en{path}", "English", "en")
    return {
        "L": "/en" if is_english else "",
        "other_language_url": other[0],
        "other_language_name": other[1],
        "other_language_code": other[2],
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.SITE_URL,
        "site_tagline": gettext("Pameran maya IKM dan pasar rakyat"),
    }
