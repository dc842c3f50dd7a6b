"""Log-in names: an e-mail address or a phone number in any spelling."""

import ipaddress

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


def address_counted(request) -> str:
    """Return the address failures are counted under: of an IPv6 address its network, as far as it is one connection's.

    The owner of an IPv6 connection chooses the last 64 bits as often as liked.
    """
    address = client_address(request)
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False).network_address)
    return address


def client_address(request) -> str:
    """Return the address a request comes from, for counting failures.

    Each trusted proxy (TRUSTED_PROXIES of them) appends the address it saw to X-Forwarded-For, so
    only that many entries from the right were written by somebody we trust.
    """
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.TRUSTED_PROXIES and len(seen) >= settings.TRUSTED_PROXIES:
        return seen[-settings.TRUSTED_PROXIES]
    return request.META.get("REMOTE_ADDR", "")
