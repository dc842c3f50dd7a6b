"""`make bench-opening`: an opening. A crowd comes within a minute, walks, and meanwhile the site changes.

Each visitor has a connection of its own, loads the front page with its stylesheet, scripts and first
pictures, then pages of the edition and a booth, with seconds in between. Meanwhile a merchant changes a
price, which a visitor watches for. `--fault` takes the database or the folder of kept pages away for a while.
Everything runs on one machine: the crowd takes a share of the processor, which makes figures worse, not better.
"""

import argparse
import asyncio
import contextlib
import json
import re
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bench.__main__ import fill
from bench.cut import CutProxy
from bench.server import ROOT, Server, environment
from bench.table import machine, markdown, percentile

PAUSE = 4.0
"""Seconds between two pages of one visitor."""

PICTURES = 4
"""Pictures a phone shows before anybody scrolls."""

CHANGE = """
import json, time
from catalog.models import ProductPage
from expo.domain.freshness import set_price
product = ProductPage.objects.get(pk={pk})
owner = product.get_parent().specific.merchant.memberships.filter(role="owner").first().user
set_price(product=product, price={price}, price_to=None, by=owner)
print(json.dumps(time.time()))
"""


@dataclass
class Crowd:
    """What the visitors of one run met."""

    port: int
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: Counter = field(default_factory=Counter)
    moments: list[tuple[float, str]] = field(default_factory=list)
    """When something failed, seconds after the start, and what."""
    started: float = field(default_factory=time.perf_counter)

    async def visit(self, paths: dict[str, str], after: float) -> None:
        """Come `after` seconds, and look at pages, given by kind, one after the other."""
        await asyncio.sleep(after)
        visitor = Visitor(self)
        for number, (kind, path) in enumerate(paths.items()):
            if number:
                await asyncio.sleep(PAUSE)
            body = await visitor.get(kind, path)
            for thing in needed(body, first=not number):
                await visitor.get("file", thing)
        visitor.close()


def needed(html: str, *, first: bool) -> list[str]:
    """Return the files a browser asks for: on the first page stylesheets and scripts, always the first pictures."""
    found = re.findall(r'<img[^>]* src="(/media/[^"]+)"', html)[:PICTURES]
    if first:
        found += re.findall(
            r'<(?:link rel="stylesheet" href|script type="module" src)="(/static/[^"]+)"', html
        )
    return found


class Visitor:
    """One browser with one connection, opened again when it was closed."""

    def __init__(self, crowd: Crowd):
        self.crowd, self.reader, self.writer = crowd, None, None

    async def get(self, kind: str, path: str) -> str:
        """Ask for `path`; note how long it took, or what went wrong. Return the text, "" for anything but 200."""
        start = time.perf_counter()
        try:
            status, body = await asyncio.wait_for(self._ask(path), 30)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            self.close()
            status, body = type(error).__name__, b""
        if status == 200:
            self.crowd.times[kind].append(time.perf_counter() - start)
            return body.decode(errors="replace") if kind != "file" else ""
        self.crowd.failures[f"{kind} {status}"] += 1
        self.crowd.moments.append((start - self.crowd.started, f"{kind} {status}"))
        return ""

    async def _ask(self, path: str) -> tuple[int, bytes]:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.crowd.port)
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.crowd.port}\r\n\r\n".encode())
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        body = await self.reader.readexactly(int(length[1])) if length else await self._chunks()
        return int(head.split(" ", 2)[1]), body

    async def _chunks(self) -> bytes:
        body = b""
        while size := int((await self.reader.readline()).strip() or b"0", 16):
            body += await self.reader.readexactly(size)
            await self.reader.readline()
        await self.reader.readline()
        return body

    def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


def change_price(options, product: dict, price: int) -> float:
    """Change a product's price as its owner does, in a process of its own; return when it was stored (epoch)."""
    settings = environment(options.data_dir, options.database_url, 8000)
    del settings["PAGE_CACHE_SECONDS"]
    code = CHANGE.format(pk=product["pk"], price=price)
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    run = subprocess.run(command, cwd=ROOT, env=settings, check=True, capture_output=True, text=True)
    return json.loads(run.stdout.splitlines()[-1])


async def watch_price(options, crowd: Crowd, product: dict, price: int) -> float | None:
    """Change a price and ask for its page until the new one is there; return the seconds in between."""
    changing = asyncio.create_task(asyncio.to_thread(change_price, options, product, price))
    shown, visitor = f"Rp{price:,}".replace(",", "."), Visitor(Crowd(crowd.port))
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if changing.done():
            changing.result()  # What went wrong, if anything did.
        if shown in await visitor.get("watched", product["url"]):
            seen = time.time()
            return max(0.0, seen - await changing)
        await asyncio.sleep(0.1)
    return None


async def break_things(options, proxy: CutProxy | None) -> None:
    """Take away what `--fault` names from the 15th to the 45th second."""
    await asyncio.sleep(15)
    if options.fault == "database":
        proxy.cut()
        await asyncio.sleep(30)
        proxy.join()
    elif options.fault == "cache":
        folder = options.data_dir / "pages"
        await asyncio.to_thread(shutil.rmtree, folder, True)
        folder.write_text("")
        await asyncio.sleep(30)
        folder.unlink()


async def open_doors(
    options, server, pages: dict, proxy: CutProxy | None
) -> tuple[Crowd, list[float | None]]:
    """Let the crowd in; return what it met, and how long each new price took to be seen."""
    crowd = Crowd(server.port)
    fixed = {
        "home": "/",
        "edition": pages["edition"],
        **({"stage": pages["stage"]} if pages["stage"] else {}),
    }
    visits = [
        crowd.visit(
            fixed | {"booth": pages["booths"][number % len(pages["booths"])]},
            number * options.seconds / options.visitors,
        )
        for number in range(options.visitors)
    ]
    seen: list[float | None] = []

    async def changes() -> None:
        for number, moment in enumerate((5, 50)):
            await asyncio.sleep(max(0, moment - (time.perf_counter() - crowd.started)))
            seen.append(await watch_price(options, crowd, pages["product"], 77_000 + number))

    faults = [break_things(options, proxy)] if options.fault else []
    await asyncio.gather(*visits, changes(), *faults)
    return crowd, seen


def addresses(options) -> dict:
    """Return the addresses of the edition, its stage, booths and one product with its id."""
    code = (
        "import json\n"
        "from catalog.models import ProductListing\n"
        "from expo.domain.edition import edition_at_hand\n"
        "from expo.models import BoothListing\n"
        "from core.tree import site_path\n"
        "edition = edition_at_hand()\n"
        "row = ProductListing.objects.filter(price__isnull=False, price_to__isnull=True).order_by('pk').first()\n"
        "print(json.dumps({'edition': site_path(edition), 'product': {'pk': row.pk, 'url': row.url},\n"
        "    'booths': list(BoothListing.objects.order_by('pk').values_list('url', flat=True)[:50])}))"
    )
    settings = environment(options.data_dir, options.database_url, 8000)
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    run = subprocess.run(command, cwd=ROOT, env=settings, check=True, capture_output=True, text=True)
    return json.loads(run.stdout.splitlines()[-1])


def arguments():
    """Return the command line."""
    parser = argparse.ArgumentParser(prog="bench.opening", description=__doc__)
    parser.add_argument("--visitors", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60, help="within which they come")
    parser.add_argument("--booths", type=int, default=50)
    parser.add_argument("--products", type=int, default=320)
    parser.add_argument("--data-dir", type=Path, default=ROOT / "var" / "bench" / "50x320")
    parser.add_argument(
        "--database-url", default=None, help="PostgreSQL instead of SQLite in the data folder"
    )
    parser.add_argument("--fault", choices=["database", "cache"], help="what to take away for 30 seconds")
    return parser.parse_args()


def main():
    """Fill, serve, let the crowd in, print."""
    options = arguments()
    if options.fault == "database" and not options.database_url:
        sys.exit("Only a database behind a network can be cut off: give --database-url.")
    fill(options)
    pages = addresses(options)
    pages["stage"] = f"{pages['edition']}panggung/"
    with contextlib.ExitStack() as stack:
        proxy, url = None, options.database_url
        if options.fault == "database":
            parts = urlsplit(url)
            proxy = stack.enter_context(CutProxy(parts.hostname, parts.port or 5432))
            url = parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{proxy.port}").geturl()
        server = stack.enter_context(Server(options.data_dir, url, keeps_pages=True))
        crowd, seen = asyncio.run(open_doors(options, server, pages, proxy))
        cpu, memory = server.cpu_seconds(), server.memory_mb()
    rows = [
        [kind, str(len(times)), *(f"{percentile(times, share) * 1000:.0f}" for share in (0.5, 0.95, 1))]
        for kind, times in crowd.times.items()
    ]
    print(
        f"\n{options.visitors:,} visitors within {options.seconds:.0f} s, {'PostgreSQL' if url else 'SQLite'}."
    )
    print(f"{machine()}.\n")
    print(markdown(["page", "answers", "p50 ms", "p95 ms", "longest ms"], rows))
    print(f"\nFailures: {dict(crowd.failures) or 'none'}.")
    if crowd.moments:
        first, last = min(crowd.moments)[0], max(crowd.moments)[0]
        print(f"They fell between second {first:.0f} and second {last:.0f}.")
    shown = ", ".join("not within a minute" if one is None else f"{one:.1f} s" for one in seen)
    print(f"A price changed by its merchant was on the page after: {shown}.")
    print(f"Processor time of the server: {cpu:.0f} s; memory {memory} MB.")


if __name__ == "__main__":
    main()
