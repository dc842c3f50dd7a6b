"""A whole site in processes of its own: its database, its static files, its server."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings

from core.serving import answers
from tests.database import copy_migrated_file

ROOT = Path(settings.BASE_DIR)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """Yield the address of a new database of the kind the suite runs on; drop it afterwards."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        # Migrating takes half a minute.
        copy_migrated_file(folder / "db.sqlite3")
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    import psycopg

    name = f"gelar_browser_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield f"{url.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def _served(environment: dict[str, str], log_path: Path) -> Iterator[SimpleNamespace]:
    """Yield the `url` and the `process` of `run_site` with this environment; stop it as a service manager does."""
    port = int(environment["PORT"])
    with log_path.open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "run_site"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            deadline = time.monotonic() + 180
            while not answers("127.0.0.1", port):
                assert server.poll() is None, log_path.read_text()
                assert time.monotonic() < deadline, "the server under test does not answer"
                time.sleep(0.2)
            yield SimpleNamespace(url=f"http://127.0.0.1:{port}", process=server, log=log_path)
        finally:
            server.terminate()
            server.wait(timeout=20)


@contextlib.contextmanager
def running_site(folder: Path) -> Iterator[SimpleNamespace]:
    """Make, fill and serve a site in `folder`; yield its `url` and what `tests.browser.seed` made."""
    port = _free_port()
    with own_database(folder) as database_url:
        environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(folder),
            "PORT": str(port),
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        }

        def run(*command):
            result = subprocess.run(
                [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True
            )
            assert result.returncode == 0, result.stderr
            return result.stdout

        run("manage.py", "migrate", "-v0")
        made = json.loads(run("-m", "tests.browser.seed"))
        environment |= {"DEMO": "0", "GRANIAN_WORKERS": "1", "GRANIAN_BLOCKING_THREADS": "4"}

        def another_server(**changed):
            """Serve the same site once more, at a port of its own, with other settings."""
            other = _free_port()
            return _served({**environment, "PORT": str(other), **changed}, folder / f"server-{other}.log")

        with _served(environment, folder / "server.log"):
            yield SimpleNamespace(
                url=f"http://127.0.0.1:{port}",
                folder=folder,
                run=run,
                log=folder / "server.log",
                another_server=another_server,
                **made,
            )
