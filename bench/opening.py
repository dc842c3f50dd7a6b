"""`make bench-opening`: an opening. A crowd comes within a minute, walks, stays, and meanwhile the site changes.

Each visitor has a connection and an address of its own, loads the front page with its stylesheet, scripts and
first pictures, then the edition, a booth and the stage, with seconds in between, and stays on the stage, which
asks for news as a browser does. Every twentieth more is somebody who sends a form. Meanwhile a merchant changes
a price and the office publishes a page and switches the stream, and those who look wait for it. `--fault` takes
something away for a while. Everything runs on one machine: the crowd takes a share of the processor, which
makes figures worse, not better.
"""

import argparse
import asyncio
import contextlib
import os
import resource
import sys
from pathlib import Path
from urllib.parse import urlsplit

from bench.__main__ import fill, manage, size
from bench.cut import CutProxy
from bench.edition import ask_site
from bench.faults import INSIDE, TaskWorker, break_things, on_small_disk, small_disk
from bench.letters import HEADINGS, Post
from bench.office import EDITOR, Change, Person, change_price, publish, switch_stream
from bench.server import ROOT, Server
from bench.table import machine, markdown, percentile
from bench.visitors import Crowd

STAY = 35.0
"""Seconds from the coming of the last visitor to the end."""

ROUNDS = (14.0, 38.0, 60.0)
"""When things are changed, in seconds from the start: before, in the middle of and after a fault."""

WRITERS = 20
"""Visitors for each one who sends a form."""

FEWEST_WRITERS = 16
OPEN_FILES = 16_384


async def open_doors(options, server: Server, facts: dict, proxy, tasks) -> tuple[Crowd, Post, list[Change]]:
    """Let the crowd in; return what it met, what was sent, and what was changed."""
    crowd = Crowd(server.port)
    until = options.seconds + STAY
    post = Post(crowd, facts, until)
    fixed = {"home": "/", "edition": facts["edition"]}
    work = []
    for number in range(options.visitors):
        booth = facts["booths"][number % len(facts["booths"])]
        paths = fixed | {"booth": booth, "stage": f"{facts['edition']}panggung/"}
        after = number * options.seconds / options.visitors
        work.append(crowd.visit(number, paths, after=after, until=until))
    writers = max(FEWEST_WRITERS, options.visitors // WRITERS)
    for number in range(writers):
        # Forms are open before anything breaks, and are sent before, while and after it.
        share = number / writers
        work.append(post.write(number, opened_at=1 + 8 * share, sent_at=9 + (options.seconds - 9) * share))
    changes: list[Change] = []
    work.append(change_things(crowd, facts, changes))
    if options.fault in ("disk", "worker"):
        work.append(post.upload())
    if options.fault:
        work.append(break_things(options.fault, crowd, server, proxy=proxy, tasks=tasks))
    everything = asyncio.gather(*work)
    watching = asyncio.create_task(tasks.watch(everything)) if tasks else None
    await everything
    if watching:
        await watching
    return crowd, post, changes


async def change_things(crowd: Crowd, facts: dict, changes: list[Change]) -> None:
    """Let merchant and editor, who are logged in already, change things in each of the ROUNDS."""
    merchant = await Person(crowd.port, 3_000_001).log_in(
        facts["log_in"], facts["merchant"], facts["password"]
    )
    editor = await Person(crowd.port, 3_000_002).log_in(facts["office"], EDITOR, facts["password"])
    for number, moment in enumerate(ROUNDS):
        await crowd.until(moment)
        together = (change_price(crowd, facts, merchant, number), publish(crowd, facts, editor, number))
        changes += await asyncio.gather(*together)
        changes.append(await switch_stream(crowd, facts, editor))


def tables(crowd: Crowd, post: Post, changes: list[Change], before: dict, after: dict) -> str:
    """Return what came of it as Markdown."""
    rows = []
    for kind in dict.fromkeys([*crowd.times, *crowd.told]):
        times = crowd.times[kind] or [0.0]
        errors = sum(count for (what, _name), count in crowd.errors.items() if what == kind)
        asked = len(crowd.times[kind]) + crowd.told[kind] + errors
        shown = [f"{percentile(times, share) * 1000:.0f}" for share in (0.5, 0.95, 1)]
        rows.append([kind, *(f"{number:,}" for number in (asked, crowd.told[kind], errors)), *shown])
    text = [markdown(["kind", "requests", "“try later”", "errors", "p50 ms", "p95 ms", "max ms"], rows)]
    if crowd.troubles:
        first, last = min(crowd.troubles)[0], max(crowd.troubles)[0]
        what = ", ".join(f"{kind} {name}: {count}" for (kind, name), count in crowd.errors.items())
        text.append(f"Troubles between second {first:.0f} and second {last:.0f}. Errors: {what or 'none'}.")
    rows = []
    for change in changes:
        late = "not in time" if None in change.seen else f"{max(change.seen, default=0):.1f}"
        there = sorted(one for one in change.seen if one is not None)
        rows.append(
            [
                change.what,
                f"{change.at:.0f}",
                change.outcome or f"{change.answered:.2f}",
                f"{percentile(there, 0.5):.1f}" if there else "–",
                late if change.seen else "–",
                f"{len(there)} of {len(change.seen)}",
            ]
        )
    headings = ["change", "at s", "answered after s", "seen after s p50", "by the last after s", "watchers"]
    text.append(markdown(headings, rows))
    text.append(markdown(["form", *HEADINGS], post.rows(before, after)))
    if post.others:
        told = ", ".join(f"{kind} {name}: {count}" for (kind, name), count in post.others.items())
        text.append(f"Broken off and other answers: {told}.")
    text.append(f"Page views taken: {crowd.views:,}, stored: {after['view'] - before['view']:,}.")
    half = sorted(set(after["half"]) - set(before["half"]))
    text.append(f"Half saved files: {len(half)}. {' '.join(half)[:800]}".strip())
    left = after["without_pictures"] - before["without_pictures"]
    if left:
        text.append(f"Photos whose pictures `follow_calendar` is still to make: {left}.")
    return "\n\n".join(text)


def arguments():
    """Return the command line."""
    parser = argparse.ArgumentParser(prog="bench.opening", description=__doc__)
    parser.add_argument("--visitors", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60, help="within which they come")
    parser.add_argument("--booths", type=int, default=50)
    parser.add_argument("--products", type=int, default=320)
    parser.add_argument("--data-dir", type=Path, default=ROOT / "var" / "bench" / "opening")
    parser.add_argument(
        "--database-url", default=None, help="PostgreSQL instead of SQLite in the data folder"
    )
    parser.add_argument(
        "--fault", choices=["database", "cache", "worker", "disk"], help="what to take away for 30 seconds"
    )
    options = parser.parse_args()
    options.data_dir = options.data_dir.resolve()
    return options


def main():
    """Fill, serve, let the crowd in, print."""
    options = arguments()
    if options.fault == "database" and not options.database_url:
        sys.exit("Only a database behind a network can be cut off: give --database-url.")
    if options.fault != "disk" or INSIDE not in os.environ:
        fill(options)
        manage(options, "load_demo", "--stage", "live", *size(options))
    if options.fault == "disk":
        on_small_disk()
        options.data_dir = small_disk(options.data_dir)
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(allowed, min(OPEN_FILES, most)), most))
    facts = ask_site(options, "facts")
    nothing = {"enquiry": [], "guestbook": [], "log-in": [], "photo": [], "document": []}
    before = ask_site(options, "stored", nothing)
    log = options.data_dir / "opening.log"
    with contextlib.ExitStack() as stack:
        proxy, url, tasks = None, options.database_url, None
        if options.fault == "database":
            parts = urlsplit(url)
            proxy = stack.enter_context(CutProxy(parts.hostname, parts.port or 5432))
            url = parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{proxy.port}").geturl()
        # Each visitor's address, as a proxy in front would tell it.
        more = {"TRUSTED_PROXIES": "1"}
        if options.fault == "disk":
            more["TMPDIR"] = str(options.data_dir / "tmp")
        if options.fault == "worker":
            more["TASK_BACKEND"] = "database"
        server = Server(options.data_dir, url, keeps_pages=True, more=more, log=log)
        stack.enter_context(server)
        if options.fault == "worker":
            tasks = stack.enter_context(TaskWorker(server.environment))
        crowd, post, changes = asyncio.run(open_doors(options, server, facts, proxy, tasks))
        cpu, memory = server.cpu_seconds(), server.memory_mb()
    after = ask_site(options, "stored", nothing | post.accepted)
    name = "PostgreSQL" if options.database_url else "SQLite"
    fault = f", {options.fault} gone" if options.fault else ""
    print(f"\n{options.visitors:,} visitors within {options.seconds:.0f} s, {name}{fault}.\n{machine()}.\n")
    print(tables(crowd, post, changes, before, after))
    if tasks:
        print(f"\nThe process of the background tasks was started {tasks.starts} times.")
    print(f"\nProcessor time of the server: {cpu:.0f} s; memory {memory} MB; what it logged: {log}")


if __name__ == "__main__":
    main()
