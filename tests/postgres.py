"""A PostgreSQL server of its own for the tests, thrown away afterwards."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

PASSWORD = "only-for-the-tests"
# Nothing in the server outlives the tests, so nothing needs to reach the disk.
_FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=256MB"]


def server_programs() -> Path | None:
    """Return the folder with `initdb` and `pg_ctl`, the newest one on Debian, or None."""
    if (found := shutil.which("initdb")) and Path(found).resolve().name == "initdb":
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


def _ordinary_user() -> dict | None:
    """Return what lets `subprocess` leave root behind (PostgreSQL refuses to run as root), None if nothing can."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        return None
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def temporary_server() -> Iterator[str | None]:
    """Start a server and yield its DATABASE_URL, or None where there are no server programs."""
    programs, user = server_programs(), _ordinary_user()
    if programs is None or user is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="gelar-lapak-postgres-"))
    password_file = folder / "password"
    password_file.write_text(PASSWORD)
    if user:
        for path in (folder, password_file):
            shutil.chown(path, "postgres")
    cluster, port = folder / "cluster", _free_port()

    def run(*command):
        subprocess.run([*map(str, command)], check=True, cwd="/", stdout=subprocess.DEVNULL, **user)

    run(
        programs / "initdb",
        f"--pgdata={cluster}",
        "--username=gelar",
        "--auth=scram-sha-256",
        f"--pwfile={password_file}",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    settings = " ".join(f"-c {setting}" for setting in _FAST)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} {settings}"
    run(programs / "pg_ctl", "-D", cluster, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgres://gelar:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        run(programs / "pg_ctl", "-D", cluster, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
