"""Where a look may go: only to addresses that everybody on the internet may reach."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

_EVERYWHERE_V6 = ipaddress.ip_network("2000::/3")
"""Global unicast, the only block given out to the public (IANA IPv6 address space); NAT64 lies outside of it."""


class NotReachableError(OSError):
    """Raised for hosts that have no address, or one that is not for the public."""


def is_public_address(text: str) -> bool:
    """Tell whether an IP address is one of the open internet.

    Neither private, loopback, link-local, shared, reserved nor multicast (IANA special-purpose
    registries, as `ipaddress` knows them), nor an IPv6 address with an IPv4 address inside.
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if address.version == 6:
        hides_another = address.ipv4_mapped or address.sixtofour or address.teredo
        return address in _EVERYWHERE_V6 and not hides_another
    return True


def public_addresses(host: str) -> list[str]:
    """Return the addresses of a host, for connecting to exactly these.

    Raises NotReachableError when there is none or when a single one of them is not public: who answers
    with a mixture is trying something.
    """
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotReachableError(host) from error
    addresses = list(dict.fromkeys(entry[4][0] for entry in found))
    if not addresses or not all(map(is_public_address, addresses)):
        raise NotReachableError(host)
    return addresses


@dataclass(frozen=True, slots=True)
class Network:
    """How hosts are reached. Tests put a server of their own in the place of the internet."""

    addresses: Callable[[str], list[str]] = field(default=public_addresses)
    scheme: str = "https"
    port: int = 443
    wait_seconds: float = 5
    """For a connection, and for each part of an answer."""
    most_seconds: float = 15
    """For a whole answer: somebody may send a byte every four seconds."""
