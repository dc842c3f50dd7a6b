"""`make lighthouse`: Lighthouse's mobile audit of five pages, as `make run` serves them.

Each page three times; the table has the medians. Needs Node.js 18 and Chromium. Lighthouse measures
in the browser and then works out what a phone on a slow network would have taken, so the figures
depend little on this machine as long as nothing else runs on it.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from bench.__main__ import choose, fill
from bench.server import ROOT, Server
from bench.table import machine, markdown

CLI = ROOT / "bench" / "lighthouse_cli"
PAGES = ("home", "hall", "booth", "product", "catalogue")
CATEGORIES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The least a page must reach."""
TIMES = {
    "FCP ms": "first-contentful-paint",
    "LCP ms": "largest-contentful-paint",
    "TBT ms": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
    "Speed Index ms": "speed-index",
}
RUNS = 3
ATTEMPTS = 3
"""The browser sometimes fails to start or to answer; that says nothing of the page."""

FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking"


def install():
    """Install the locked Lighthouse beside this file, once."""
    if not (CLI / "node_modules" / ".bin" / "lighthouse").exists():
        if not shutil.which("npm"):
            raise SystemExit("make lighthouse needs Node.js with npm.")
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=CLI, check=True)


def audit(url: str) -> dict:
    """Return Lighthouse's report of one visit."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("make lighthouse needs Chromium.")
    command = [CLI / "node_modules" / ".bin" / "lighthouse", url, "--quiet", "--output=json"]
    command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
    for _attempt in range(ATTEMPTS):
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=os.environ | {"CHROME_PATH": chromium}
        )
        if done.returncode == 0:
            return json.loads(done.stdout)
        print(f"  {done.stderr.strip().splitlines()[-1:]}", flush=True)
    raise SystemExit(f"Lighthouse failed {ATTEMPTS} times.")


def failures(report: dict) -> list[str]:
    """Return the audits of a report that cost points, and what they are about."""
    counted = {
        reference["id"]
        for category in report["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    return [
        f"{name} ({audit['score']}): {audit['title']}"
        for name, audit in report["audits"].items()
        if name in counted and audit["score"] is not None and audit["score"] < 0.9
    ]


def measure(name: str, url: str, keep: Path | None) -> tuple[list[str], bool]:
    """Return the table's row for a page, and whether it reaches what is asked for."""
    reports = [audit(url) for _run in range(RUNS)]
    if keep:
        (keep / f"{name}.json").write_text(json.dumps(reports[-1]))
    for failure in sorted({failure for report in reports for failure in failures(report)}):
        print(f"  {name}: {failure}", flush=True)
    scores = {
        category: round(
            statistics.median(report["categories"][category]["score"] or 0 for report in reports) * 100
        )
        for category in CATEGORIES
    }
    times = [
        statistics.median(report["audits"][audit]["numericValue"] for report in reports)
        for audit in TIMES.values()
    ]
    weight = statistics.median(
        report["audits"]["total-byte-weight"]["numericValue"] / 1000 for report in reports
    )
    shown = [
        f"{time:.3f}" if name == "CLS" else f"{time:,.0f}" for name, time in zip(TIMES, times, strict=True)
    ]
    reached = all(scores[category] >= least for category, least in CATEGORIES.items())
    return [name, *map(str, scores.values()), *shown, f"{weight:,.0f}"], reached


def main():
    """Fill, serve, audit, print; exit with 1 when a page falls short."""
    parser = argparse.ArgumentParser(prog="bench.lighthouse", description=__doc__)
    parser.add_argument("--data-dir", type=Path, help="where the site under test lives")
    parser.add_argument("--keep", type=Path, help="a folder for the reports")
    options = parser.parse_args()
    options.booths, options.products, options.database_url = 50, 320, None
    if options.data_dir is None:
        options.data_dir = Path(os.environ.get("DATA_DIR") or ROOT / "var") / "bench" / "50x320"
    install()
    fill(options)
    chosen = choose(options)["public"]
    rows, good = [], True
    with Server(options.data_dir, keeps_pages=True) as server:
        for name in PAGES:
            print(f"auditing {name}", flush=True)
            row, reached = measure(name, f"http://127.0.0.1:{server.port}{chosen[name][0]}", options.keep)
            rows.append(row)
            good = good and reached
    print(f"\n{machine()}.\n")
    print(markdown(["page", *CATEGORIES, *TIMES, "kB"], rows))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
