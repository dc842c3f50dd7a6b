"""A wire between the site and its database that can be cut."""

import asyncio
import threading


class CutProxy:
    """Passes TCP on to a host and port from a port of its own; a context manager.

    After `cut` every connection ends and new ones are refused, until `join`.
    """

    def __init__(self, host: str, port: int):
        self.target = (host, port)
        self.is_cut = False
        self._loop = asyncio.new_event_loop()
        self._writers: set[asyncio.StreamWriter] = set()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()
        self.port = 0

    def __enter__(self):
        """Start to listen."""
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *exception):
        """Stop."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._pass, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _pass(self, reader, writer) -> None:
        if self.is_cut:
            writer.close()
            return
        there_reader, there = await asyncio.open_connection(*self.target)
        pair = {writer, there}
        self._writers |= pair
        await asyncio.gather(_copy(reader, there), _copy(there_reader, writer))
        self._writers -= pair

    def cut(self) -> None:
        """End all connections and refuse new ones."""
        self.is_cut = True
        self._loop.call_soon_threadsafe(lambda: [writer.transport.abort() for writer in self._writers])

    def join(self) -> None:
        """Let connections through again."""
        self.is_cut = False


async def _copy(reader, writer) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()
