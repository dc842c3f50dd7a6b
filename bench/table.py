"""Figures as a table, on the screen and in Markdown."""

import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path


def percentile(values: list[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of `values` lie, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def markdown(headings: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table whose columns line up on the screen too; the first column is text."""
    widths = [max(len(row[column]) for row in [headings, *rows]) for column in range(len(headings))]

    def line(cells):
        first = cells[0].ljust(widths[0])
        rest = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
        return f"| {' | '.join([first, *rest])} |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([line(headings), line(rule), *map(line, rows)])


def machine() -> str:
    """Return what the figures were measured on."""
    model = next(
        (
            text.partition(":")[2].strip()
            for text in Path("/proc/cpuinfo").read_text().splitlines()
            if text.startswith("model name")
        ),
        platform.machine(),
    )
    cores = sum(text.startswith("processor") for text in Path("/proc/cpuinfo").read_text().splitlines())
    parts = [f"{cores} cores of {model}", f"Python {platform.python_version()}"]
    parts += [f"{name} {version(name)}" for name in ("Django", "wagtail", "granian")]
    return ", ".join([*parts, f"SQLite {sqlite3.sqlite_version}"])
