"""A line between browser and site that counts what goes through it, headers and all, and can be cut."""

import contextlib
import socket
import threading
from collections.abc import Iterator

PIECE = 65536


class Line:
    """Bytes that went through, counted; `url` is where the browser finds the site."""

    def __init__(self, port: int):
        self.sent = self.received = 0
        self._target = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self._ends: set[socket.socket] = set()
        self._left: dict[str, int] = {}
        self._is_cut = False
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut_after(self, **left: int):
        """Cut the line once so many more bytes were to be `sent` or `received`; those are lost."""
        with _LOCK:
            self._left = left

    def mend(self):
        """Take connections again."""
        with _LOCK:
            self._is_cut = False

    def _listen(self):
        with contextlib.suppress(OSError):
            while True:
                browser, _address = self._door.accept()
                with _LOCK:
                    is_cut = self._is_cut
                if is_cut:
                    browser.close()
                    continue
                site = socket.create_connection(("127.0.0.1", self._target))
                with _LOCK:
                    self._ends |= {browser, site}
                for source, sink, name in [(browser, site, "sent"), (site, browser, "received")]:
                    threading.Thread(target=self._pump, args=(source, sink, name), daemon=True).start()

    def _pump(self, source, sink, name):
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                # Each direction of a connection has a thread; the count of one direction is shared by few.
                with _LOCK:
                    setattr(self, name, getattr(self, name) + len(piece))
                    if name in self._left:
                        self._left[name] -= len(piece)
                        if self._left[name] < 0:
                            self._cut()
                            return
                sink.sendall(piece)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    def _cut(self):
        self._is_cut, self._left = True, {}
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends = set()

    def close(self):
        """Take no more connections."""
        self._door.close()


_LOCK = threading.Lock()


@contextlib.contextmanager
def counted(url: str) -> Iterator[Line]:
    """Yield a line to the site at `url`."""
    line = Line(int(url.rpartition(":")[2]))
    try:
        yield line
    finally:
        line.close()
