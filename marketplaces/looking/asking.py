"""One question to one server: its status and where it points on, and nothing of its page."""

import contextlib
import socket
import threading
from dataclasses import dataclass
from http.client import HTTPException

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from marketplaces.looking.network import Network

BYTES_READ = 1024
_SMALL_WINDOW = (socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * 1024)
"""So that of a huge page hardly more arrives than is read."""


class NoAnswerError(Exception):
    """Raised when a server did not answer properly in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; `location` and `retry_after` are "" when it named none."""

    status: int
    location: str = ""
    retry_after: str = ""


def user_agent() -> str:
    """Return who is asking, with the address of the site for whoever wants to know."""
    return f"GelarLapak-LinkCheck/1.0 (+{settings.SITE_URL}/)"


def ask(*, method: str, host: str, target: str, address: str, network: Network) -> Answer:
    """Ask the server at `address` (an IP address) for `target` of `host`; raises NoAnswerError.

    The connection goes to the address that was looked up and checked before, never to a name that is
    looked up again; the certificate must be that of `host`. One connection, one question.
    """
    connection = _connection(host, address, network)
    too_late = threading.Event()
    watch = threading.Timer(network.most_seconds, _cut, [connection, too_late])
    watch.daemon = True
    watch.start()
    try:
        connection.request(method, target, headers=_headers(method, host), preload_content=False)
        answer = connection.getresponse()
        if method == "GET":
            answer.read(BYTES_READ, decode_content=False)
        if too_late.is_set():
            # What was cut off in the middle may look like an answer.
            raise TimeoutError
        headers = answer.headers
        return Answer(
            answer.status,
            location=headers.get("Location", "")[:4000],
            retry_after=headers.get("Retry-After", "")[:40],
        )
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise NoAnswerError(f"{host}: {error.__class__.__name__}") from error
    finally:
        watch.cancel()
        connection.close()


def _headers(method: str, host: str) -> dict[str, str]:
    headers = {
        "Host": host,
        "User-Agent": user_agent(),
        "Accept": "text/html,*/*;q=0.5",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    if method == "GET":
        headers["Range"] = f"bytes=0-{BYTES_READ - 1}"
    return headers


def _connection(host: str, address: str, network: Network):
    common = {
        "port": network.port,
        "timeout": network.wait_seconds,
        "socket_options": [*HTTPConnection.default_socket_options, _SMALL_WINDOW],
    }
    if network.scheme == "https":
        return HTTPSConnection(address, server_hostname=host, assert_hostname=host, **common)
    return HTTPConnection(address, **common)


def _cut(connection, too_late: threading.Event) -> None:
    """End a conversation that takes too long, whatever it is waiting for."""
    too_late.set()
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
