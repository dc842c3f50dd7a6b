"""Under CI=true a skipped test fails the run."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

SUITE = """
import pytest

def test_that_runs():
    pass

@pytest.mark.skip(reason={reason!r})
def test_that_does_not():
    pass
"""


@pytest.mark.parametrize(
    ("ci", "reason", "status"),
    [
        ("true", "Chromium is not installed", 1),
        ("true", "only on PostgreSQL", 0),
        ("true", "the shared data folder is not here", 0),
        ("", "Chromium is not installed", 0),
    ],
)
@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_skip_is_a_failure_in_ci(tmp_path, ci, reason, status, workers):
    (tmp_path / "test_suite.py").write_text(SUITE.format(reason=reason))
    command = [sys.executable, "-m", "pytest", "-c", "/dev/null", "--rootdir", str(tmp_path), "-n", workers]
    command += ["-p", "tests.no_skips", "-p", "no:cacheprovider", "-p", "no:django", str(tmp_path)]
    environment = {"PATH": os.environ["PATH"], "CI": ci, "PYTHONPATH": str(settings.BASE_DIR)}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert result.returncode == status, result.stdout
    assert ("counts as failed" in result.stdout) == bool(status)
    assert "1 passed, 1 skipped" in result.stdout
