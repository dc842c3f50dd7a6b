"""Asking the server: one kept-open connection, timed requests, and several clients at once."""

import gzip
import http.client
import multiprocessing
import time
from dataclasses import dataclass

HEADERS = {"User-Agent": "Mozilla/5.0 (bench)", "Accept": "text/html,*/*;q=0.8", "Accept-Language": "id"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: status, seconds until the last byte, body and the headers the server counted with."""

    status: int
    seconds: float
    body: bytes
    queries: int | None = None
    encoding: str = ""


class Client:
    """A browser with one connection that stays open."""

    def __init__(self, port: int, cookie: str = ""):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = HEADERS | ({"Cookie": cookie} if cookie else {})

    def get(self, path: str, *, count: bool = False) -> Answer:
        """Ask for `path`; with `count` the answer says how many queries it took."""
        headers = self.headers | ({"X-Bench": "count"} if count else {})
        start = time.perf_counter()
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - start
        queries = response.getheader("X-Queries")
        return Answer(
            response.status,
            seconds,
            body,
            int(queries) if queries else None,
            response.getheader("Content-Encoding", ""),
        )


def compressed_size(body: bytes) -> int:
    """Return the bytes of `body` as a web server in front would send it: gzip, its usual level 6."""
    return len(gzip.compress(body, 6))


def _keep_asking(port, paths, cookie, seconds, results):
    client = Client(port, cookie)
    count = 0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        client.get(paths[count % len(paths)])
        count += 1
    results.put(count)


def ask_for(
    seconds: float, *, port: int, paths: list[str], clients: int = 2, cookie: str = ""
) -> tuple[int, float]:
    """Ask for `paths` over and over with several clients; return (requests answered, seconds it took)."""
    results: multiprocessing.Queue = multiprocessing.Queue()
    processes = []
    for number in range(clients):
        # Each client starts at another place, so that they don't ask for the same page together.
        start = number * len(paths) // clients
        turned = paths[start:] + paths[:start]
        processes.append(
            multiprocessing.Process(target=_keep_asking, args=(port, turned, cookie, seconds, results))
        )
    begin = time.perf_counter()
    for process in processes:
        process.start()
    total = sum(results.get(timeout=seconds + 180) for _process in processes)
    elapsed = time.perf_counter() - begin
    for process in processes:
        process.join()
    return total, elapsed
