"""manage.py run_site: everything `make run` and `make dev` do after the libraries are installed."""

import io
import os
import resource
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from config.address import EVERYWHERE, network_address
from core.serving import (
    announce_when_ready,
    port_is_taken,
    static_fingerprint,
    static_is_collected,
    static_stamp,
)

# One worker a core of a small server; GRANIAN_* in the environment overrides them.
GRANIAN = {
    "GRANIAN_WORKERS": "2",
    "GRANIAN_BLOCKING_THREADS": "2",
    "GRANIAN_LOG_LEVEL": "warning",
    # A worker that dies is started again; without this the other one would be stopped as well.
    "GRANIAN_RESPAWN_FAILED_WORKERS": "true",
    # Connections a worker holds open, also those on which a browser waits to ask again: with the server's
    # own 512 pages of an expo that is on would use them up, and the next visitor would wait for ever.
    "GRANIAN_BACKLOG": "2048",
    "GRANIAN_BACKPRESSURE": "4096",
}
OPEN_FILES = 16_384
"""Files, connections among them, that the server may have open, where the machine allows so many."""


class Command(BaseCommand):
    """Migrates, fills an empty site with the demo expo, collects static files and serves."""

    help = "Prepare the site in DATA_DIR and serve it at HOST:PORT."
    requires_system_checks = []

    def add_arguments(self, parser):
        """Add the switches."""
        parser.add_argument("--dev", action="store_true", help="serve with auto-reload instead of granian")
        parser.add_argument("--prepare-only", action="store_true", help="prepare and stop")

    def handle(self, *args, dev, prepare_only, **options):
        """Prepare, then become the server."""
        # Granian's own default would keep a busy port's error for the log.
        if not prepare_only and port_is_taken(settings.HOST, settings.PORT):
            raise CommandError(
                f"Port {settings.PORT} is in use. Choose another one: make run PORT={settings.PORT + 1}"
            )
        collecting = None if dev else self.start_collecting()
        self.migrate()
        self.fill()
        if collecting is not None:
            self.finish_collecting(collecting)
        connections.close_all()
        if not prepare_only:
            self.serve(dev)

    def step(self, text):
        """Say what is going on, at once."""
        self.stdout.write(f"==> {text}")
        self.stdout.flush()

    def start_collecting(self):
        """Start collecting static files beside the other steps, or return None when nothing changed."""
        if static_is_collected():
            return None
        self.step("Collecting and compressing the static files in the background")
        fingerprint = static_fingerprint()
        command = [sys.executable, sys.argv[0], "collectstatic", "--noinput", "--clear", "-v0"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command
        return process, fingerprint

    def finish_collecting(self, collecting):
        """Wait for the static files and remember what they were made from."""
        process, fingerprint = collecting
        if process.poll() is None:
            self.step("Waiting for the static files")
        _output, errors = process.communicate()
        if process.returncode:
            raise CommandError(f"Collecting static files failed:\n{errors}")
        static_stamp().write_text(fingerprint)

    def migrate(self):
        """Bring the database up to date, when it isn't."""
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.step(f"Preparing the database ({len(plan)} steps)")
            call_command("migrate", verbosity=0)

    def fill(self):
        """Load the demo expo into an empty site, unless DEMO=0; a site with pages of its own stays as it is."""
        call_command("set_up_site", stdout=io.StringIO())
        if os.environ.get("DEMO", "1") != "0" and "load_demo" in get_commands():
            call_command("load_demo", if_empty=True, stdout=self.stdout)
        if "follow_calendar" in get_commands():
            call_command("follow_calendar", verbosity=0)

    def serve(self, dev):
        """Replace this process by the server."""
        self.step("Starting")
        sys.stdout.flush()
        if dev:
            self.stdout.write(self.greeting())
            address = f"{settings.HOST}:{settings.PORT}"
            os.execv(sys.executable, [sys.executable, sys.argv[0], "runserver", address])  # noqa: S606
        host = "127.0.0.1" if settings.HOST in EVERYWHERE else settings.HOST
        announce_when_ready(host.strip("[]"), settings.PORT, self.greeting())
        for name, value in GRANIAN.items():
            os.environ.setdefault(name, value)
        allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
        if allowed != resource.RLIM_INFINITY and allowed < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
        granian = str(Path(sys.executable).with_name("granian"))
        os.execv(  # noqa: S606 - no shell; the address comes from the settings
            granian,
            [
                granian,
                "--interface=wsgi",
                f"--host={settings.HOST.strip('[]')}",
                f"--port={settings.PORT}",
                "--no-ws",
                "config.wsgi:application",
            ],
        )

    def greeting(self) -> str:
        """Return the addresses and, on a demo site, the log-ins."""
        lines = ["", f"Gelar Lapak is open at {settings.SITE_URL}/"]
        if settings.HOST in EVERYWHERE and (address := network_address()):
            lines.append(f"In your network:      http://{address}:{settings.PORT}/")
        lines += [
            f"Administration:       {settings.SITE_URL}/kelola/",
            f"Data:                 {settings.DATA_DIR}",
        ]
        return "\n".join([*lines, "", "Ctrl+C stops it.", ""])
