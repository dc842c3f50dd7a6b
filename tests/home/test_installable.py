"""Manifest and service worker."""

from pathlib import Path

import pytest
from django.conf import settings

from home.installable import SHELL

pytestmark = pytest.mark.django_db


def test_the_shell_holds_every_script_of_the_public_pages():
    scripts = {f"js/{path.name}" for path in Path(settings.BASE_DIR, "static/js").glob("*.js")}
    assert {name for name in SHELL if name.startswith("js/")} == scripts


def test_the_service_worker_is_asked_for_anew_and_changes_with_the_shell(client, monkeypatch):
    answer = client.get("/sw.js")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript; charset=utf-8", "no-cache")
    assert 'const version = "VERSION"' not in answer.text
    monkeypatch.setattr("home.installable.SHELL", SHELL[:1])
    assert client.get("/sw.js").text != answer.text


def test_there_is_a_page_for_no_network_in_both_languages(client, tree):
    assert "<h1>Tanpa jaringan</h1>" in client.get("/luring/").text
    assert client.get("/en/luring/")["Content-Language"] == "en"
