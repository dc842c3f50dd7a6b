"""A database with the fixed pages for every test run, without migrating every time on SQLite.

Migrating takes longer than most tests. The migrated database is kept as a file, named by the
content of all migrations, the apps, the locked requirements and what sets up a site, and copied into
memory at the start of a run. PostgreSQL runs migrate as Django does.
"""

import fcntl
import hashlib
import shutil
import sqlite3
import tempfile
from pathlib import Path

from django.conf import settings
from django.test.utils import setup_databases, teardown_databases

from home.domain import set_up_site

HOSTNAME = "testserver"


def _template_path() -> Path:
    digest = hashlib.sha256(" ".join(settings.INSTALLED_APPS).encode())
    files = [*settings.BASE_DIR.glob("[!.]*/migrations/*.py"), settings.BASE_DIR / "requirements.txt"]
    files += settings.BASE_DIR.glob("marketplaces/data/**/*.toml")
    files += [settings.BASE_DIR / "home" / "domain.py"]
    for file in sorted(files):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return Path(tempfile.gettempdir()) / f"gelar-lapak-tests-{digest.hexdigest()[:20]}.sqlite3"


def migrate_and_set_up(verbosity: int = 0) -> list:
    """Make the test databases with the fixed pages in them; return what `teardown_databases` asks for."""
    databases = setup_databases(verbosity=verbosity, interactive=False)
    set_up_site(hostname=HOSTNAME)
    return databases


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    source.backup(target)
    target.commit()


def _template(connection, verbosity: int) -> Path:
    """Return the migrated file, making it when it is not there; other workers wait meanwhile."""
    path = _template_path()
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            databases = migrate_and_set_up(verbosity)
            half_written = path.with_suffix(".part")
            half_written.unlink(missing_ok=True)
            connection.ensure_connection()
            target = sqlite3.connect(half_written)
            _copy(connection.connection, target)
            target.close()
            half_written.rename(path)
            teardown_databases(databases, verbosity=verbosity)
    return path


def copy_migrated_file(target: Path) -> None:
    """Copy the migrated file to `target`, after whoever makes it now; do nothing where nobody has made it yet."""
    path = _template_path()
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if path.exists():
            shutil.copyfile(path, target)


def use_migrated_copy(connection, verbosity: int = 0):
    """Point `connection` at a fresh in-memory copy of the migrated database; return how to undo it."""
    path = _template(connection, verbosity)
    old_name = connection.settings_dict["NAME"]
    connection.close()
    name = connection.creation._get_test_db_name()
    settings.DATABASES[connection.alias]["NAME"] = name
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    source = sqlite3.connect(path)
    _copy(source, connection.connection)
    source.close()

    def undo():
        connection.creation.destroy_test_db(old_name, verbosity)

    return undo
