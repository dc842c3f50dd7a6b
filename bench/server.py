"""Starting, measuring and stopping the server under test."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from core.management.commands.run_site import GRANIAN
from core.serving import answers

TICK = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(data_dir: Path, database_url: str | None, port: int) -> dict[str, str]:
    """Return the environment of the site under test, which keeps no pages: nothing of the caller's own leaks in."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "LC_ALL"}}
    kept |= {name: value for name, value in os.environ.items() if name.startswith("GRANIAN_")}
    kept |= {"DATA_DIR": str(data_dir), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "bench.settings"}
    kept["PAGE_CACHE_SECONDS"] = "0"
    if database_url:
        kept["DATABASE_URL"] = database_url
    return kept


class Server:
    """A granian as `make run` starts it, on a port of its own; a context manager.

    It makes every page anew, unless `keeps_pages`. `more` are further settings; what it prints goes to the
    file `log`, if there is one.
    """

    def __init__(
        self,
        data_dir: Path,
        database_url: str | None = None,
        *,
        keeps_pages: bool = False,
        more: dict[str, str] | None = None,
        log: Path | None = None,
    ):
        self.port = free_port()
        self.data_dir, self.log = data_dir, log
        self.environment = GRANIAN | environment(data_dir, database_url, self.port) | (more or {})
        if keeps_pages:
            del self.environment["PAGE_CACHE_SECONDS"]
        self.process: subprocess.Popen | None = None

    def __enter__(self):
        """Start it and wait until it answers."""
        granian = Path(sys.executable).with_name("granian")
        command = [granian, "--interface=wsgi", f"--port={self.port}", "--no-ws", "config.wsgi:application"]
        with self.log.open("w") if self.log else contextlib.nullcontext() as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 90
        while not answers("127.0.0.1", self.port):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The server under test did not start.")
            time.sleep(0.2)
        return self

    def __exit__(self, *exception):
        """Stop it."""
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def workers(self) -> list[int]:
        """Return the process ids of granian's workers."""
        main = Path(f"/proc/{self.process.pid}/task")
        children = " ".join(path.read_text() for path in main.glob("*/children"))
        return [int(pid) for pid in children.split()]

    def processes(self) -> list[int]:
        """Return the process ids of granian and its workers."""
        return [self.process.pid, *self.workers()]

    def cpu_seconds(self) -> float:
        """Return the processor time, user and system, that all processes have used so far."""
        ticks = 0
        for pid in self.processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICK

    def memory_mb(self) -> int:
        """Return the memory all processes hold, shared parts counted once for each."""
        kilobytes = 0
        for pid in self.processes():
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmRSS"):
                    kilobytes += int(line.split()[1])
        return kilobytes // 1024
