"""A real server on this machine that plays the platforms' shops, for looking at links."""

import contextlib
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from marketplaces.looking.network import Network


class Shops:
    """What the server answers: {path: [status, headers, body]}, and what it was asked."""

    def __init__(self):
        self.answers: dict[str, tuple] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.agents: set[str] = set()
        self.port = 0
        self.sent = 0

    def say(self, path, status, *, head=None, slow=0, drip=0, size=0, **headers):
        """Answer `path` with a status; `head` is another one for HEAD, `slow` seconds late, `drip` by the byte."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, head or status, named, slow, drip, size)

    def network(self, **changed) -> Network:
        """Return the way to this server instead of the internet: the one place where 127.0.0.1 is allowed."""
        values = {"wait_seconds": 1, "most_seconds": 3} | changed
        return Network(
            **{"addresses": lambda host: ["127.0.0.1"], "scheme": "http", "port": self.port} | values
        )


def _handler(shops: Shops):
    class Handler(BaseHTTPRequestHandler):
        def _answer(self):
            host = self.headers["Host"]
            shops.asked.append((self.command, host, self.path))
            shops.agents.add(self.headers["User-Agent"])
            status, head, headers, slow, drip, size = shops.answers.get(self.path, (404, 404, {}, 0, 0, 0))
            time.sleep(slow)
            with contextlib.suppress(OSError):
                if drip:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                    for _byte in range(100):
                        self.wfile.write(b"x")
                        self.wfile.flush()
                        time.sleep(drip)
                    return
                self.send_response(head if self.command == "HEAD" else status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(size))
                self.end_headers()
                if self.command == "GET":
                    while shops.sent < size:
                        shops.sent += self.wfile.write(b"x" * 4096)

        do_GET = do_HEAD = _answer  # noqa: N815 - the library's names

        def log_message(self, *args):
            """Say nothing."""

    return Handler


@contextlib.contextmanager
def open_shops() -> Iterator[Shops]:
    """Serve until the block ends."""
    shops = Shops()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(shops))
    server.daemon_threads = True
    shops.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield shops
    finally:
        server.shutdown()
        server.server_close()
