"""Noticing every change of what visitors see: each write to a table that public pages show.

Signals would miss `update()`, `bulk_create()` and SQL; the database's own wrapper misses nothing
that goes through Django, in the server, in a worker or in a command.
"""

import re
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.backends.signals import connection_created

from core.page_cache import renew_content_version

OF_WAGTAIL = ("wagtailcore.Page", "wagtailcore.PageViewRestriction", "wagtailcore.Site")
NOT_SHOWN = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "latest_revision_id",
        "locked",
        "locked_at",
        "locked_by_id",
    }
)
"""Columns of a page that saving a draft writes, and that no visitor sees."""

_WRITE = re.compile(r'\s*(?:INSERT\s+(?:OR \w+ )?INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)
_SET = re.compile(r'(?:\bSET|,)\s+"(\w+)" = ')


@cache
def shown_tables() -> frozenset[str]:
    """Return the tables of which public pages show something.

    All of the project's own, but those of models that say `shown_to_visitors = False`.
    """
    rooms = [app for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    models = [model for room in rooms for model in room.get_models(include_auto_created=True)]
    models += [apps.get_model(name) for name in OF_WAGTAIL]
    return frozenset(
        model._meta.db_table
        for model in models
        # A table that joins two models belongs to the one that declares it.
        if getattr(model._meta.auto_created or model, "shown_to_visitors", True)
    )


def changes_what_visitors_see(sql: str) -> bool:
    """Tell whether a statement writes something that a public page may show."""
    write = _WRITE.match(sql)
    if write is None or write[1] not in shown_tables():
        return False
    columns = set(_SET.findall(sql.partition(" WHERE ")[0]))
    return not (write[1] == "wagtailcore_page" and columns and columns <= NOT_SHOWN)


def watch_writes(execute, sql, params, many, context):
    """Run a statement; when it changes what visitors see, renew the content version once it is committed."""
    result = execute(sql, params, many, context)
    if not sql.startswith("SELECT") and changes_what_visitors_see(sql):
        _renew_after_commit(context["connection"])
    return result


def _renew_after_commit(connection) -> None:
    if not connection.in_atomic_block:
        renew_content_version()
        return
    # Django begins a new list with every transaction: the same list means that this one is noted. The
    # empty set of savepoints keeps the note when only a part of the transaction is rolled back; the
    # first place keeps it from what fails among the others.
    noted = connection.__dict__.get("page_cache_noted")
    if noted is None or noted is not connection.run_on_commit:
        connection.run_on_commit.insert(0, (set(), renew_content_version, False))
        connection.page_cache_noted = connection.run_on_commit


def _watch(connection, **_kwargs) -> None:
    if watch_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch_writes)


def watch_connections() -> None:
    """Watch every database connection of this process from now on."""
    connection_created.connect(_watch, dispatch_uid="page-cache-watch")
