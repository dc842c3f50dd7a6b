"""Under CI=true a skipped test is a failure, so that a missing tool can't pass for success.

Two reasons remain: the data folder beside the repository, which is not everybody's, and a test of
the other database, which runs when the suite runs there.
"""

import os

ALLOWED = ("the shared data folder is not here", "only on PostgreSQL", "only on SQLite")


def forbidden_skips(terminalreporter) -> list[str]:
    """Return the id and reason of every skip that CI doesn't allow."""
    skips = []
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not any(text in reason for text in ALLOWED):
            skips.append(f"{report.nodeid}: {reason}")
    return skips


def pytest_sessionfinish(session, exitstatus):
    """Turn a forbidden skip into a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    is_worker = hasattr(session.config, "workerinput")
    if os.environ.get("CI") == "true" and reporter and not is_worker and forbidden_skips(reporter):
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter):
    """Name the skips that fail the run."""
    if os.environ.get("CI") == "true" and (skips := forbidden_skips(terminalreporter)):
        terminalreporter.section("skipped under CI=true: counts as failed", red=True)
        for line in skips:
            terminalreporter.write_line(line)
