"""Where a request comes from, and who is one visitor to everything that counts."""

import ipaddress

from django.conf import settings

IPV6_NETWORK = 64
"""Bits of an IPv6 address that are one connection's; its owner chooses the rest as often as liked."""


def visitor_of(request) -> str:
    """Return what one visitor is counted under: an IPv4 address or an IPv6 network."""
    return network_of(client_address(request))


def client_address(request) -> str:
    """Return the address a request comes from.

    Each trusted proxy (TRUSTED_PROXIES of them) appends the address it saw to X-Forwarded-For, so
    only that many entries from the right were written by somebody we trust.
    """
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.TRUSTED_PROXIES and len(seen) >= settings.TRUSTED_PROXIES:
        return seen[-settings.TRUSTED_PROXIES]
    return request.META.get("REMOTE_ADDR", "")


def network_of(address: str) -> str:
    """Return an IPv4 address, also one written as IPv6 ("::ffff:…"), or the first address of an IPv6 network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, IPV6_NETWORK), strict=False).network_address)
