"""Getting the embedded site ready and telling people where it is."""

import hashlib
import http.client
import os
import socket
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

STARTUP_SECONDS = 60
"""How long the server may take to answer before the announcement gives up."""


def static_fingerprint() -> str:
    """Return a fingerprint of every static file: it changes when a file comes, goes or changes."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    digest.update(Path(__file__).with_name("static_storage.py").read_bytes())
    return digest.hexdigest()


def static_stamp() -> Path:
    """Return the file that remembers the fingerprint of what was collected last."""
    return Path(settings.STATIC_ROOT) / ".fingerprint"


def static_is_collected() -> bool:
    """Tell whether STATIC_ROOT holds exactly the static files there are now."""
    stamp = static_stamp()
    return stamp.exists() and stamp.read_text() == static_fingerprint()


def port_is_taken(host: str, port: int) -> bool:
    """Tell whether something already listens at `host` and `port`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError:
            return True
    return False


def answers(host: str, port: int) -> bool:
    """Tell whether the site at `host` and `port` says that it is well."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def announce_when_ready(host: str, port: int, text: str) -> None:
    """Print `text` once the site answers, from a process that outlives the coming exec.

    The process is a grandchild, so that the server never has a finished child to bury.
    """
    if child := os.fork():
        os.waitpid(child, 0)
        return
    if os.fork():
        os._exit(0)
    # The server is started in the parent's place: the grandchild only watches and writes.
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if answers(host, port):
            os.write(1, text.encode())
            os._exit(0)
        time.sleep(0.1)
    os.write(2, b"The site does not answer yet; see the messages above.\n")
    os._exit(1)
