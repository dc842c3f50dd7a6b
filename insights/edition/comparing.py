"""A report's totals beside those of the edition before."""

from django.utils.translation import gettext as _


def comparable(table: dict, before: dict | None) -> list[int] | None:
    """Return the totals of the edition before that stand below this table's, None when there is nothing to compare.

    Nothing is what was counted otherwise then, and zeros of an edition nobody is on record of.
    """
    earlier = before["totals"] if before else {}
    totals = earlier.get(table["key"], [])
    if len(totals) != len(table["totals"]) or not any([*totals, *earlier.get("hall", [])]):
        return None
    return totals


REPEATING = ("area", "kind", "views_by_hall")
"""Tables whose totals stand in another one already."""


def summary(figures: dict) -> list[tuple[str, int, int | None]]:
    """Return the totals in short: name, of this edition, of the one before where it was counted in the same way."""
    rows = []
    for table in figures["tables"]:
        if table["key"] in REPEATING:
            continue
        earlier = comparable(table, figures["before"]) or [None] * len(table["totals"])
        title = _("Peserta") if table["key"] == "hall" else table["title"]
        columns = table["headings"][1:]
        names = [title if one == title or len(columns) == 1 else f"{title}: {one}" for one in columns]
        rows += zip(names, table["totals"], earlier, strict=True)
    return rows
