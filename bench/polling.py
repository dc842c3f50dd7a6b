"""`python -m bench.polling`: a thousand open pages ask for news of an expo that is on, and the stage switches.

Each client holds one connection and asks as `static/js/live.js` does: every 8 seconds, a tenth more or less,
with the ETag of what it knows. Once a minute it says that its stage is watched, as `static/js/edition/viewers.js`
does, each page from an address of its own. In the middle an editor switches a stream to its backup from another
process; the last column is how long it took until a client knew. The site is a small one of its own below DATA_DIR.
"""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from bench.server import ROOT, Server, environment
from bench.table import machine, markdown, percentile

EVERY = 8.0
MINUTE = 60.0
AGENT = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Mobile Safari/537.36"
PATIENCE = 30.0
HEADINGS = [
    "open pages",
    "requests/s",
    "viewers told/s",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "viewers p95 ms",
    "errors",
    "CPU ms",
    "of one core",
    "switch seen p50 s",
    "last s of pages",
]


def begin() -> None:
    """Make a site with an edition that is on and a stream with a backup; print its room's number."""
    from django.utils import timezone

    from expo.models import ExpoPage, Room, Stream
    from home.domain import set_up_site

    tree, today = set_up_site(), timezone.localdate()
    edition = ExpoPage.objects.filter(slug="siaran").first()
    if edition is None:
        edition = tree.expos.add_child(
            instance=ExpoPage(title="Siaran", slug="siaran", starts_on=today, ends_on=today)
        )
    edition.starts_on = edition.ends_on = today
    edition.opens_at, edition.closes_at = "00:00", "23:59"
    edition.save()
    room, _made = Room.objects.get_or_create(edition=edition, name="Panggung utama")
    print(room.pk)
    Stream.objects.update_or_create(
        room=room,
        date=today,
        defaults={
            "first": "https://youtu.be/aaaaaaaaaaa",
            "backup": "https://youtu.be/bbbbbbbbbbb",
            "on_backup": False,
        },
    )


def switch_over() -> None:
    """Switch the stream to its backup; print when that was done, in seconds of the system's clock."""
    from expo.domain.stage import switch
    from expo.models import Stream

    switch(stream_id=Stream.objects.get().pk, to_backup=True)
    print(time.time())


def watched() -> None:
    """Print how many viewers were counted, minutes added up, and forget them for the next run."""
    from django.db.models import Sum

    from insights.models import ViewerCount

    print(ViewerCount.objects.aggregate(number=Sum("count"))["number"] or 0)
    ViewerCount.objects.all().delete()


class Pages:
    """Open pages and what they measured, in seconds; `room` is the one watched, None for no viewers."""

    def __init__(self, port: int, room: int | None):
        self.port = port
        self.room = room
        self.times: list[float] = []
        self.told: list[float] = []
        """Of the beacons of viewers."""
        self.errors: list[str] = []
        self.told_at: list[float] = []
        """When each page heard of the switch, by the system's clock."""

    async def keep_open(self, number: int, until: float) -> None:
        """Be one page: ask, wait, ask again."""
        speaks_at = time.monotonic() + random.random() * MINUTE  # noqa: S311 - pages are opened at any moment
        await asyncio.sleep(random.random() * EVERY)  # noqa: S311
        connection, known = None, ""
        while time.monotonic() < until:
            start = time.monotonic()
            try:
                connection = connection or await asyncio.open_connection("127.0.0.1", self.port)
                if self.room and start >= speaks_at:
                    speaks_at += MINUTE
                    status = await asyncio.wait_for(self._say(connection, number), PATIENCE)
                    if status != 204:
                        raise OSError(status)
                    self.told.append(time.monotonic() - start)
                    start = time.monotonic()
                status, etag = await asyncio.wait_for(self._ask(connection, known), PATIENCE)
                if status not in (200, 304):
                    raise OSError(status)
                self.times.append(time.monotonic() - start)
                if known and etag != known:
                    self.told_at.append(time.time())
                known = etag
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                self.errors.append(f"{time.monotonic() - until:.1f} s: {error!r}")
                if connection:
                    connection[1].close()
                connection = None
            await asyncio.sleep(EVERY * random.uniform(0.9, 1.1))  # noqa: S311
        if connection:
            connection[1].close()

    async def _say(self, connection, number: int) -> int:
        body = f"panggung-{self.room}"
        connection[1].write(
            f"POST /dilihat/panggung/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nUser-Agent: {AGENT}\r\n"
            f"Sec-Fetch-Site: same-origin\r\nX-Forwarded-For: 10.0.{number // 250}.{number % 250}\r\n"
            f"Content-Type: text/plain;charset=UTF-8\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        head = (await connection[0].readuntil(b"\r\n\r\n")).decode("latin-1")
        return int(head.split(" ", 2)[1])

    async def _ask(self, connection, known: str) -> tuple[int, str]:
        reader, writer = connection
        match = f"If-None-Match: {known}\r\n" if known else ""
        writer.write(
            f"GET /siaran/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Accept-Encoding: gzip, br\r\n{match}\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        fields = dict(
            line.lower().split(": ", 1) if i else ("", line)
            for i, line in enumerate(head.split("\r\n"))
            if line
        )
        status = int(head.split(" ", 2)[1])
        if status != 304:
            await reader.readexactly(int(fields.get("content-length", 0)))
        return status, fields.get("etag", "").replace("w/", "W/", 1)


async def poll(
    server: Server, room: int | None, clients: int, seconds: float, switch
) -> tuple[list[str], int]:
    """Hold the pages open, switch in the middle, and return the row of the table and how many viewers were told of."""
    pages = Pages(server.port, room)
    start, before = time.monotonic(), server.cpu_seconds()
    tasks = [asyncio.create_task(pages.keep_open(number, start + seconds)) for number in range(clients)]
    await asyncio.sleep(seconds / 2)
    switched_at = float(await asyncio.to_thread(switch))
    await asyncio.sleep(max(0, start + seconds - time.monotonic()))
    cpu, elapsed = server.cpu_seconds() - before, time.monotonic() - start
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(*pages.errors[:10], sep="\n", end="\n" if pages.errors else "")
    seen = [at - switched_at for at in pages.told_at]
    answers = len(pages.times) + len(pages.told)
    row = [
        f"{clients:,}",
        f"{len(pages.times) / elapsed:.0f}",
        f"{len(pages.told) / elapsed:.1f}",
        *(f"{percentile(pages.times, share) * 1000:.1f}" for share in (0.5, 0.95, 0.99)),
        f"{percentile(pages.told, 0.95) * 1000:.1f}" if pages.told else "",
        str(len(pages.errors)),
        f"{cpu / answers * 1000:.2f}",
        f"{cpu / elapsed:.0%}",
        f"{percentile(seen, 0.5):.1f}",
        f"{max(seen):.1f} of {len(seen):,}",
    ]
    return row, len(pages.told)


def main() -> None:
    """Make the site, serve it as `make run` does, hold the pages open, print the table."""
    parser = argparse.ArgumentParser(prog="bench.polling", description=__doc__)
    parser.add_argument("--clients", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--without-viewers", action="store_true", help="only ask for news")
    parser.add_argument("--do", choices=["begin", "switch", "watched"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.do:
        import django

        django.setup()
        {"begin": begin, "switch": switch_over, "watched": watched}[options.do]()
        return
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "bench" / "polling"
    folder.mkdir(parents=True, exist_ok=True)
    settings = environment(folder, None, 8000)
    del settings["PAGE_CACHE_SECONDS"]

    def run(*command) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=settings, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    run("manage.py", "migrate", "-v0")
    room = int(run("-m", "bench.polling", "--do", "begin"))
    with Server(folder, keeps_pages=True, more={"TRUSTED_PROXIES": "1"}) as server:
        row, told = asyncio.run(
            poll(
                server,
                None if options.without_viewers else room,
                options.clients,
                options.seconds,
                lambda: run("-m", "bench.polling", "--do", "switch"),
            )
        )
    print(f"{machine()}, load {os.getloadavg()[0]:.1f}.\n")
    print(markdown(HEADINGS, [row]))
    print(f"\nViewers told of: {told}; counted: {run('-m', 'bench.polling', '--do', 'watched')}.")


if __name__ == "__main__":
    main()
