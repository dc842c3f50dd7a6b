"""What people are told while the database is gone or the disk is full."""

import errno
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django.urls import path

from config import urls as site_urls
from core.models import User
from core.static_storage import JoinedStaticFilesStorage

# A server that nobody runs: every connection is refused, as while a database restarts.
GONE = "postgres://nobody:nothing@127.0.0.1:1/gone"
ASK = """
import json
from django.test import Client
client = Client(raise_request_exception=False, headers={"host": "localhost"})
answers = [
    client.get("/hall/batik/"),
    client.get("/en/katalog/?q=batik"),
    client.get("/lapak-saya/masuk/"),
    client.post("/lapak-saya/masuk/", {"username": "081200000001", "password": "salah"}),
    client.post("/pesan/abcd/"),
    client.get("/healthz/"),
]
told = [(a.status_code, a.headers.get("Retry-After"), a.headers.get("Cache-Control"), a.text) for a in answers]
print(json.dumps(told))
"""


def broken(error):
    """Return a view that breaks with this error."""

    def view(request):
        raise error

    return view


handler500 = site_urls.handler500
urlpatterns = [
    path("penuh/", broken(OSError(errno.ENOSPC, "No space left on device"))),
    path("jatah-penuh/", broken(OSError(errno.EDQUOT, "Disk quota exceeded"))),
    path("rusak/", broken(RuntimeError("rusak"))),
    path("terkunci/", broken(OperationalError("database is locked"))),
    path("lupa-migrasi/", lambda request: User.objects.extra(where=["is_full_disk_locked"]).exists()),
    *site_urls.urlpatterns,
]


def test_while_the_database_is_gone(tmp_path):
    environment = {**os.environ, "DATABASE_URL": GONE, "DATA_DIR": str(tmp_path), "DEBUG": "0"}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", ASK]
    run = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    *pages, log_in, order, health = json.loads(run.stdout.splitlines()[-1])
    for status, retry, keep, text in pages:
        assert (status, retry, keep) == (503, "30", "no-store")
        assert ("Sedang kami bereskan" in text, "Belum tersimpan" in text) == (True, False)
    for status, retry, _keep, text in (log_in, order):
        assert (status, retry, "Belum tersimpan" in text) == (503, "30", True)
    assert health[0] == 503


@pytest.mark.urls("tests.core.test_server_error")
@pytest.mark.parametrize(
    ("address", "method", "status", "words"),
    [
        ("/penuh/", "post", 503, "Belum tersimpan"),
        ("/penuh/", "get", 503, "Sedang kami bereskan"),
        ("/jatah-penuh/", "post", 503, "Belum tersimpan"),
        ("/rusak/", "post", 500, "Ada yang tersangkut"),
        ("/terkunci/", "get", 503, "Sedang kami bereskan"),
        ("/lupa-migrasi/", "get", 500, "Ada yang tersangkut"),
    ],
)
@pytest.mark.django_db
def test_a_full_disk_is_told_apart_from_a_mistake(address, method, status, words):
    answer = getattr(Client(raise_request_exception=False), method)(address)
    assert (answer.status_code, words in answer.text) == (status, True)


@pytest.mark.urls("tests.core.test_server_error")
def test_a_missing_list_of_static_files_is_no_second_error(settings, tmp_path, monkeypatch):
    def missing(*args, **kwargs):
        raise ValueError("Missing staticfiles manifest entry")

    # The storage of production can't be had without collecting files first.
    monkeypatch.setattr(JoinedStaticFilesStorage, "url", missing)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "core.static_storage.JoinedStaticFilesStorage"}
    }
    answer = Client(raise_request_exception=False).get("/rusak/")
    assert (answer.status_code, "Ada yang tersangkut" in answer.text) == (500, True)
