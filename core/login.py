"""Log-in names: an e-mail address or a phone number in any spelling."""

from django.conf import settings

from core.phone import normalise_phone


def login_name(text: str) -> str:
    """Return the stored form of a log-in name: a lower-case e-mail address or an E.164 number.

    What is neither is returned stripped, so that looking it up finds nobody.
    """
    text = text.strip()
    if "@" in text:
        return text.lower()
    try:
        return normalise_phone(text)
    except ValueError:
        return text


def name_tried(request, credentials=None) -> str:
    """Return the stored form of the name somebody tries to log in with, for counting failures."""
    name = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return login_name(str(name))[:254]


def client_address(request) -> str:
    """Return the address a request comes from, for counting failures.

    Each trusted proxy (TRUSTED_PROXIES of them) appends the address it saw to X-Forwarded-For, so
    only that many entries from the right were written by somebody we trust.
    """
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.TRUSTED_PROXIES and len(seen) >= settings.TRUSTED_PROXIES:
        return seen[-settings.TRUSTED_PROXIES]
    return request.META.get("REMOTE_ADDR", "")
