"""Production refuses to start on an unsafe setting and says which."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

SAFE = {
    "SECRET_KEY": "nR3-vK8_pQ1zT6yWc4Xe9Ub2Sd7Fg0Hj5Lm-aBoIiOoPqRsTuVwXyZ",
    "ALLOWED_HOSTS": "expo.example.id",
    "SITE_URL": "https://expo.example.id",
}


def start(tmp_path, changes):
    """Import the production settings in a process of their own; return (exit status, last line of stderr)."""
    environment = {**SAFE, "PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **changes}
    environment = {name: value for name, value in environment.items() if value is not None}
    result = subprocess.run(
        [sys.executable, "-c", "import config.settings.production as p; print(p.DEBUG, p.ALLOWED_HOSTS)"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    return result.returncode, result.stdout.strip() or result.stderr.strip().splitlines()[-1]


def test_a_safe_environment_starts(tmp_path):
    assert start(tmp_path, {}) == (0, "False ['expo.example.id']")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is missing."),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is unsafe: use at least 50 random characters."),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY is unsafe: use at least 50 random characters."),
        (
            {"SECRET_KEY": "django-insecure-" + SAFE["SECRET_KEY"]},
            "SECRET_KEY is unsafe: use at least 50 random characters.",
        ),
        (
            {"ALLOWED_HOSTS": None},
            "ALLOWED_HOSTS is missing: name the host names of the site, separated by commas.",
        ),
        (
            {"ALLOWED_HOSTS": " , "},
            "ALLOWED_HOSTS is missing: name the host names of the site, separated by commas.",
        ),
        ({"ALLOWED_HOSTS": "expo.example.id,*"}, "ALLOWED_HOSTS is unsafe: it allows every host name."),
        ({"ALLOWED_HOSTS": "."}, "ALLOWED_HOSTS is unsafe: it allows every host name."),
        ({"DEBUG": "true"}, "DEBUG is on: take it out of the environment."),
        ({"DEBUG": "1"}, "DEBUG is on: take it out of the environment."),
        (
            {"MESSAGE_GATEWAY": "lapak.gateways.ConsoleGateway"},
            "MESSAGE_GATEWAY is unsafe: it writes log-in codes to the console.",
        ),
        ({"SITE_URL": None}, "SITE_URL is missing or not an https:// address."),
        ({"SITE_URL": "http://expo.example.id"}, "SITE_URL is missing or not an https:// address."),
    ],
)
def test_an_unsafe_setting_is_named(tmp_path, changes, problem):
    status, line = start(tmp_path, changes)
    assert status != 0
    expected = f"django.core.exceptions.ImproperlyConfigured: Gelar Lapak does not start: {problem}"
    assert line == expected


def test_every_problem_is_named_at_once(tmp_path):
    _status, line = start(tmp_path, dict.fromkeys(SAFE) | {"DEBUG": "yes"})
    assert [word for word in ("SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "SITE_URL") if word in line] == [
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "DEBUG",
        "SITE_URL",
    ]
