"""Keeping the platform table in step with the shipped data."""

from django.db import transaction

from marketplaces.models import Platform
from marketplaces.recognition import shipped_entries

# What belongs to the data files and is rewritten each time; the rest is the editors' once it exists.
_EDITORS_FIELDS = ("name", "state", "state_since", "note", "sort_order")
_HINT_FIELDS = ("brands", "words", "handle", "handle_pattern", "foreign_hosts")


def sync_platforms(*, using="default"):
    """Create missing platforms and refresh hosts, shapes and hints of the others.

    Name, state, note and order are only set for new rows: afterwards editors decide. Platforms that
    left the data files stay in the table, since links may refer to them. Two queries when nothing is
    new. Returns how many rows were created.
    """
    with transaction.atomic(using=using):
        rows = Platform.objects.using(using)
        known = {row.slug: row for row in rows.all()}
        new, changed = [], []
        for order, entry in enumerate(shipped_entries(), start=1):
            shipped = {
                "kind": entry["kind"],
                "hosts": entry.get("hosts", []),
                "hints": {name: entry[name] for name in _HINT_FIELDS if name in entry},
            }
            row = known.get(entry["slug"])
            if row is None:
                editors = {name: entry[name] for name in _EDITORS_FIELDS if name in entry}
                new.append(Platform(slug=entry["slug"], **{"sort_order": order * 10} | editors, **shipped))
            elif any(getattr(row, name) != value for name, value in shipped.items()):
                for name, value in shipped.items():
                    setattr(row, name, value)
                changed.append(row)
        rows.bulk_create(new)
        if changed:
            rows.bulk_update(changed, ["kind", "hosts", "hints"])
    Platform.objects.forget_catalogue()
    return len(new)
