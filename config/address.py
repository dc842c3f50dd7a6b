"""Where the embedded server listens and what that place is called."""

import socket

EVERYWHERE = frozenset({"0.0.0.0", "::", "[::]"})  # noqa: S104 - compared with, never bound by default


def network_address() -> str | None:
    """Return this machine's address in its own network, or None without one. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket only asks the routing table (192.0.2.1 is TEST-NET, RFC 5737).
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = probe.getsockname()[0]
    return None if address.startswith("127.") else address


def names_of(host: str) -> list[str]:
    """Return the host names under which a server listening on `host` is asked for."""
    names = ["127.0.0.1", "localhost", "[::1]"]
    if host in EVERYWHERE:
        names += [name for name in (socket.gethostname().lower(), network_address()) if name]
    elif host and host not in {"::1", *names}:
        names.append(f"[{host}]" if ":" in host else host.lower())
    return names


def address_of(host: str, port: int) -> str:
    """Return the address people open when the server listens on `host` and `port`."""
    if host in EVERYWHERE:
        host = "127.0.0.1"
    if ":" in host and not host.startswith("["):
        host = f"[{host}]"
    return f"http://{host}" if port == 80 else f"http://{host}:{port}"
