"""`make test`: the whole suite on SQLite and, where PostgreSQL is to be had, on PostgreSQL.

A server named by TEST_DATABASE_URL (or DATABASE_URL) is used; else one of our own is started from
the installed programs. Under CI=true it is an error when there is none. Arguments go to pytest.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from tests.postgres import temporary_server


def named_server() -> str | None:
    """Return the PostgreSQL address in the environment, or None."""
    for name in ("TEST_DATABASE_URL", "DATABASE_URL"):
        url = os.environ.get(name, "")
        if url.startswith(("postgres://", "postgresql://")):
            return url
    return None


@contextlib.contextmanager
def postgres() -> Iterator[str | None]:
    """Yield the address of a PostgreSQL server, or None."""
    if url := named_server():
        yield url
    else:
        with temporary_server() as url:
            yield url


def run_suite(database_url: str | None, arguments: list[str]) -> int:
    """Run pytest on one database, SQLite for None; return its exit status."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    # Tests keep their data in a temporary folder, never in that of a running site.
    for name in ("DATABASE_URL", "DATA_DIR", "HOST", "PORT", "SITE_URL", "ALLOWED_HOSTS"):
        environment.pop(name, None)
    if database_url:
        environment["DATABASE_URL"] = database_url
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", *arguments], env=environment, check=False
    ).returncode


def main(arguments: list[str]) -> int:
    """Run the suite on both databases; return the exit status of the whole."""
    usual = ["-n", os.environ.get("TEST_WORKERS", "2"), "--durations=25"]
    print("==> The tests on SQLite", flush=True)
    failed = run_suite(None, arguments or usual)
    print("==> The tests on PostgreSQL", flush=True)
    with postgres() as url:
        if url is not None:
            return failed | run_suite(url, arguments or usual)
    if os.environ.get("CI") == "true":
        print("PostgreSQL is missing: under CI=true the tests must run on it too.", file=sys.stderr)
        return 1
    print("PostgreSQL isn't installed: left out. Set TEST_DATABASE_URL, or: sudo apt install postgresql")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
