"""`make bench`: fill a demo of a given size, serve it as `make run` does, and print what a page costs.

Cold is the first request for an address after the server started; warm are the requests after it.
Neither is answered from a kept page: the last table shows those. Times are those of one client, with
nobody else asking; requests per second those of two. The processor time is that of all server
processes, so that with SQLite it holds the database too, with PostgreSQL not.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from html import unescape
from pathlib import Path

from bench.client import Client, ask_for, compressed_size
from bench.server import ROOT, Server, environment
from bench.table import machine, markdown, percentile

HEADINGS = [
    "page",
    "queries",
    "cold p50 ms",
    "cold p95 ms",
    "warm p50 ms",
    "warm p95 ms",
    "CPU ms",
    "requests/s, two",
    "CPU ms, two",
    "bytes",
    "gzip",
]
LEAST_WARM = 200
"""Requests after the first ones for each kind of page."""

KEPT_COLUMNS = [0, 1, 4, 5, 6, 7, 8]
"""What the table of kept pages shows of a row: the first visit of each has nothing to do with it."""

ADMIN_HEADINGS = ["page", "queries", "p50 ms", "p95 ms", "CPU ms", "bytes"]


def arguments():
    """Return the command line."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--booths", type=int, default=50)
    parser.add_argument("--products", type=int, default=320)
    parser.add_argument("--data-dir", type=Path, help="where the site under test lives")
    parser.add_argument(
        "--database-url", default=None, help="PostgreSQL instead of SQLite in the data folder"
    )
    parser.add_argument("--rounds", type=int, default=5, help="warm requests for each address")
    parser.add_argument("--seconds", type=float, default=4, help="how long the two clients ask for each kind")
    parser.add_argument("--write", type=Path, help="write the tables to this file, as Markdown")
    parser.add_argument("--admin", action="store_true", help="measure pages of the administration too")
    options = parser.parse_args()
    if options.data_dir is None:
        base = Path(os.environ.get("DATA_DIR") or ROOT / "var")
        options.data_dir = base / "bench" / f"{options.booths}x{options.products}"
    options.database_url = options.database_url or os.environ.get("BENCH_DATABASE_URL")
    return options


def manage(options, *command):
    """Run one management command on the site under test."""
    settings = environment(options.data_dir, options.database_url, 8000)
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=settings, check=True)


def fill(options):
    """Make the site under test, unless it is there."""
    options.data_dir.mkdir(parents=True, exist_ok=True)
    stamp = options.data_dir / ("filled-other-database" if options.database_url else "filled")
    if stamp.exists() and stamp.read_text() == (options.database_url or ""):
        manage(options, "run_site", "--prepare-only")
        return
    manage(options, "migrate", "-v0")
    start = time.monotonic()
    manage(options, "load_demo", *size(options))
    print(f"The demo was loaded in {time.monotonic() - start:.0f} s.")
    manage(options, "run_site", "--prepare-only")
    stamp.write_text(options.database_url or "")


def size(options) -> list[str]:
    """Return how many booths and products `load_demo` is to make, nothing for the demo as it is."""
    if (options.booths, options.products) == (50, 320):
        return []
    return ["--booths", str(options.booths), "--products", str(options.products)]


def choose(options) -> dict:
    """Return the addresses to measure (see `bench.pages`)."""
    settings = environment(options.data_dir, options.database_url, 8000)
    result = subprocess.run(
        [sys.executable, "-m", "bench.pages"],
        cwd=ROOT,
        env=settings,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(result.stdout)


def with_two_filters(client: Client, path: str) -> str:
    """Follow the first two filter links of a result, so that the search is one a visitor can make."""
    known = path.count("&") + 1
    for _filter in range(2):
        body = client.get(path).body.decode()
        links = [unescape(link) for link in re.findall(r'href="(/katalog/[^"#]*)"', body)]
        narrower = [
            link for link in links if "q=" in link and link.count("&") >= known and "hal=" not in link
        ]
        # Sorting is no filter, and a page number none either.
        narrower = [link for link in narrower if "urut=" not in link]
        if not narrower:
            break
        path, known = narrower[0], known + 1
    return path


def measure(server: Server, kind: str, paths: list[str], rounds: int, seconds: float) -> list[str]:
    """Return one row of the table: what `paths` cost."""
    client = Client(server.port)
    first = [client.get(path) for path in paths]
    wrong = [path for path, answer in zip(paths, first, strict=True) if answer.status != 200]
    if wrong:
        raise SystemExit(f"{kind}: {wrong[0]} did not answer 200")
    cold = [answer.seconds for answer in first]
    # Processor time is counted in hundredths of a second: a few requests would not show it.
    rounds = max(rounds, LEAST_WARM // len(paths))
    before = server.cpu_seconds()
    warm = [client.get(path).seconds for _round in range(rounds) for path in paths]
    alone = (server.cpu_seconds() - before) / len(warm)
    queries = max(client.get(path, count=True).queries for path in paths)
    before = server.cpu_seconds()
    answered, elapsed = ask_for(seconds, port=server.port, paths=paths)
    cpu = (server.cpu_seconds() - before) / answered
    sizes = sorted(len(answer.body) for answer in first)
    zipped = sorted(compressed_size(answer.body) for answer in first)
    return [
        kind,
        str(queries),
        *(f"{percentile(cold, share) * 1000:.1f}" for share in (0.5, 0.95)),
        *(f"{percentile(warm, share) * 1000:.1f}" for share in (0.5, 0.95)),
        f"{alone * 1000:.1f}",
        f"{answered / elapsed:.0f}",
        f"{cpu * 1000:.1f}",
        f"{sizes[len(sizes) // 2]:,}",
        f"{zipped[len(zipped) // 2]:,}",
    ]


def measure_admin(server: Server, name: str, path: str, cookie: str) -> list[str]:
    """Return one row: what a page of the administration costs its one user."""
    client = Client(server.port, cookie)
    first = client.get(path, count=True)
    if first.status != 200:
        return [name, f"status {first.status}", "", "", "", ""]
    before = server.cpu_seconds()
    times = [client.get(path).seconds for _round in range(12)]
    cpu = (server.cpu_seconds() - before) / len(times)
    shown = [f"{percentile(times, share) * 1000:.0f}" for share in (0.5, 0.95)]
    return [name, str(first.queries), *shown, f"{cpu * 1000:.0f}", f"{len(first.body):,}"]


def main():
    """Fill, serve, measure, print."""
    options = arguments()
    fill(options)
    chosen = choose(options)
    database = "PostgreSQL" if options.database_url else "SQLite"
    text = [
        f"{chosen['size']['booths']:,} booths, {chosen['size']['products']:,} products, {database}.",
        f"{machine()}.",
        "",
    ]
    rows, admin = [], []
    pages = chosen["public"]
    with Server(options.data_dir, options.database_url) as scout:
        narrowed = [with_two_filters(Client(scout.port), path) for path in pages["search"][:10]]
        pages["search, 2 filters"] = [path for path in narrowed if path.count("&") >= 2]
    with Server(options.data_dir, options.database_url) as server:
        for kind, paths in pages.items():
            if not paths:
                print(f"{kind}: nothing to measure", flush=True)
                continue
            print(f"measuring {kind} ({len(paths)} addresses)", flush=True)
            rows.append(measure(server, kind, paths, options.rounds, options.seconds))
        if options.admin:
            for person in chosen["admin"].values():
                for name, path in person["pages"].items():
                    print(f"measuring {name}", flush=True)
                    admin.append(measure_admin(server, name, path, person["cookie"]))
        text.append(markdown(HEADINGS, rows))
        if admin:
            text += ["", markdown(ADMIN_HEADINGS, admin)]
        memory = f"Memory of all server processes afterwards: {server.memory_mb()} MB."
    with Server(options.data_dir, options.database_url, keeps_pages=True) as server:
        print("measuring kept pages", flush=True)
        kept = [
            measure(server, kind, paths, options.rounds, options.seconds)
            for kind, paths in pages.items()
            if paths and not kind.startswith("search")
        ]
    columns = [[row[number] for number in KEPT_COLUMNS] for row in [HEADINGS, *kept]]
    text += ["", "Kept pages, searches excepted:", "", markdown(columns[0], columns[1:]), "", memory]
    print("\n" + "\n".join(text))
    if options.write:
        options.write.write_text("\n".join(text) + "\n")


if __name__ == "__main__":
    main()
