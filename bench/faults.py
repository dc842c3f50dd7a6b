"""What may go wrong during an opening: the database, the kept pages, the workers or the disk are gone for a while."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from bench.server import ROOT

BEGINS, ENDS = 25.0, 55.0
"""When, in seconds from the start, something is gone and is back."""

LEFT_FREE = 64 * 2**20
"""Bytes free on the small disk before it is filled."""

INSIDE = "OPENING_ON_SMALL_DISK"


def on_small_disk() -> None:
    """Start this command again where it may mount a disk of its own: as a user in a name space of theirs."""
    if INSIDE in os.environ:
        return
    if not (unshare := shutil.which("unshare")):
        sys.exit("A small disk needs Linux and the command `unshare` of util-linux.")
    os.environ[INSIDE] = "1"
    command = [unshare, "--map-root-user", "--mount", sys.executable, "-m", "bench.opening", *sys.argv[1:]]
    os.execv(unshare, command)  # noqa: S606 - no shell, our own arguments


def small_disk(folder: Path) -> Path:
    """Mount a disk in memory with room for what is in `folder` and a little more; return it, with a copy on it."""
    target = folder.with_name(f"{folder.name}-disk")
    target.mkdir(exist_ok=True)
    size = sum(path.stat().st_size + 4096 for path in folder.rglob("*")) + LEFT_FREE
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "opening", target], check=True)
    shutil.copytree(folder, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("pages"))
    (target / "tmp").mkdir(exist_ok=True)
    return target


class TaskWorker:
    """`manage.py db_worker`, started again when it ends, as a service manager does; a context manager."""

    def __init__(self, environment: dict[str, str]):
        self.environment = environment
        self.process: subprocess.Popen | None = None
        self.starts = 0

    def __enter__(self):
        """Start it."""
        self._start()
        return self

    def _start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "db_worker"], cwd=ROOT, env=self.environment
        )
        self.starts += 1

    async def watch(self, until) -> None:
        """Start it again whenever it ended, until `until` is done."""
        while not until.done():
            if self.process.poll() is not None:
                self._start()
            await asyncio.sleep(1)

    def __exit__(self, *exception):
        """Stop it."""
        self.process.terminate()
        self.process.wait(timeout=30)


async def break_things(fault: str, crowd, server, *, proxy=None, tasks: TaskWorker | None = None) -> None:
    """Take away what `fault` names from BEGINS to ENDS; of the workers one is killed, and 10 s later all are."""
    await crowd.until(BEGINS)
    if fault == "database":
        proxy.cut()
        await crowd.until(ENDS)
        proxy.join()
    elif fault == "cache":
        folder = server.data_dir / "pages"
        await asyncio.to_thread(_block, folder)
        await crowd.until(ENDS)
        folder.unlink()
    elif fault == "disk":
        ballast = server.data_dir / "ballast"
        filling = asyncio.create_task(_keep_full(ballast, crowd))
        await filling
        ballast.unlink()
    elif fault == "worker":
        _kill(server.workers()[:1])
        await crowd.until(BEGINS + 10)
        _kill([*server.workers(), tasks.process.pid])


async def _keep_full(ballast: Path, crowd) -> None:
    """Fill the disk to the last byte, again and again: what others delete is taken too."""
    with ballast.open("ab", buffering=0) as file:
        while crowd.now < ENDS:
            for size in (2**20, 2**12, 2**7, 1):
                with contextlib.suppress(OSError):
                    while file.write(bytes(size)) == size:
                        pass
            await asyncio.sleep(0.2)


def _block(folder: Path) -> None:
    """Put a file in a folder's place, however often the site makes the folder anew meanwhile."""
    while not folder.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(IsADirectoryError):
            folder.write_text("")


def _kill(pids: list[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
