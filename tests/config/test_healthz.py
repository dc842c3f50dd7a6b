"""/healthz/: 200 with the database reachable, 503 otherwise."""

import json
import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings

ASK = """
import django; django.setup()
from django.test import Client
response = Client().get("/healthz/")
print(response.status_code, response.content.decode())
"""


def test_a_healthy_site(client, db):
    response = client.get("/healthz/")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "database": "ok"})
    assert "no-cache" in response["Cache-Control"]
    assert response.cookies.keys() == set()


def unreachable_databases(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    not_a_database = tmp_path / "broken.sqlite3"
    not_a_database.write_bytes(b"this is no database" * 100)
    return {
        "refused": f"postgres://nobody:nothing@127.0.0.1:{port}/none",
        "broken": f"sqlite:///{not_a_database}",
        "no folder": f"sqlite:///{tmp_path / 'missing' / 'db.sqlite3'}",
    }


@pytest.mark.parametrize("kind", ["refused", "broken", "no folder"])
def test_an_unreachable_database(tmp_path, kind):
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": unreachable_databases(tmp_path)[kind],
    }
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    status, _space, body = result.stdout.strip().partition(" ")
    assert (status, json.loads(body or "{}")) == (
        "503",
        {"status": "unavailable", "database": "unreachable"},
    ), result.stderr
