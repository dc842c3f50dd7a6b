"""Links that the office hid: only the office brings them back, whatever way somebody else takes.

The rule goes by where the address leads (`mark`), and not by the link: who takes a hidden link out and pastes
it again has the same address, or one that differs in what no server looks at. It is read from the page's
log, where every hiding and showing stands with whether the office did it. Taking such a link out is always
allowed.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

from marketplaces.models import OutboundLink, Platform
from marketplaces.recognition.addresses import mark_of
from merchants.permissions import is_curator

LINK_SHOWN_CHANGED = "expo.link_shown"


def mark(address: str) -> str:
    """Return what an address shares with others that lead to the same page."""
    return mark_of(address, Platform.objects.catalogue())


def hidden_by_office(*, page) -> dict[str, PageLogEntry]:
    """Return {mark: entry of its hiding} of what the office hid on a page and has not shown again. One query."""
    hidden: dict[str, PageLogEntry] = {}
    for entry in _entries(page):
        address = entry.data["address"]
        if entry.data["is_on"]:
            hidden.pop(mark(address), None)
        elif address and _was_by_office(entry):
            hidden[mark(address)] = entry
    return hidden


def hidden_among(*, page, addresses: Iterable[str]) -> dict[str, PageLogEntry]:
    """Return {address: entry of the hiding} of those of these addresses that the office hid. At most two queries.

    An address that is public is none of them: the office left it where it hid one that only looks the same,
    such as another product of a shop that tells its products apart in the query.
    """
    if not (addresses := set(addresses)):
        return {}
    hidden = hidden_by_office(page=page)
    found = {address: hidden[mark(address)] for address in addresses if mark(address) in hidden}
    if found and page.live:
        public = OutboundLink.objects.filter(page=page.pk, is_on=True, address__in=found)
        for address in public.values_list("address", flat=True):
            found.pop(address, None)
    return found


def last_hidings(*, page) -> dict[str, PageLogEntry]:
    """Return {key of a link: the entry of its last hiding} for links that are hidden still. One query."""
    last = {entry.data["key"]: entry for entry in _entries(page)}
    return {key: entry for key, entry in last.items() if not entry.data["is_on"]}


def note(*, page, key, address: str, is_on: bool, was_public: bool, by) -> None:
    """Write into the page's log that somebody showed or hid a link."""
    data = {"key": str(key), "address": address, "is_on": is_on, "was_public": was_public}
    log(instance=page, action=LINK_SHOWN_CHANGED, user=by, data=data | {"by_office": is_curator(by)})


def let_show(*, page, links: Iterable, by) -> None:
    """Let somebody make these links of a page public: an editor lifts the office's hiding by it.

    Raises ValidationError, which says whom to ask, when somebody else would.
    """
    links = list(links)
    hidden = hidden_among(page=page, addresses=[link.address for link in links])
    for link in links:
        if link.address not in hidden:
            continue
        if not is_curator(by):
            raise ValidationError({"pasted": refusal(hidden[link.address])})
        note(page=page, key=link.key, address=link.address, is_on=True, was_public=False, by=by)


def refusal(hiding: PageLogEntry) -> str:
    """Return in plain words why a link is not shown, and whom to ask."""
    name = hiding.user.first_name if hiding.user else ""
    words = _("%(address)s disembunyikan dinas. Tanyakan dulu kepada dinas.")
    if name:
        words = _("%(address)s disembunyikan dinas (%(name)s). Tanyakan dulu kepada dinas.")
    return words % {"address": hiding.data["address"], "name": name}


@transaction.atomic
def settle(*, page, revision: Revision, by) -> None:
    """Before a version goes public: leave hidden what the office hid, or note what an editor decides by it.

    A version may show such a link without anybody's fault, because it was made before the hiding. What an
    editor switched on or off in the administration, or shows by accepting a version, is put on record.
    """
    rows = [row for row in revision.content.get("links", ()) if row["address"]]
    shown = {row["address"]: row for row in rows if row["is_on"]}
    hidden = hidden_among(page=page, addresses=shown)
    back = [row for row in rows if row["is_on"] and row["address"] in hidden]
    if not is_curator(by):
        for row in back:
            row["is_on"] = False
        if back:
            revision.save(update_fields=["content"])
        return
    for row in back:
        note(page=page, key=row["key"], address=row["address"], is_on=True, was_public=False, by=by)
    off = {row["address"]: row["key"] for row in rows if row["address"] not in shown}
    for address in _switched_off_by_office(page, revision, off) if off and page.live else ():
        note(page=page, key=off[address], address=address, is_on=False, was_public=True, by=by)


def _switched_off_by_office(page, revision: Revision, off: Iterable[str]) -> list[str]:
    """Return those of these public addresses that an editor switched off in a version since they are public.

    What its people switched off, and an editor only accepts or mends, is not the office's hiding.
    """
    public = OutboundLink.objects.filter(page=page.pk, is_on=True, address__in=off)
    before = public = set(public.values_list("address", flat=True))
    by_office: set[str] = set()
    if not public:
        return []
    versions = page.revisions.filter(pk__gt=page.live_revision_id or 0, pk__lte=revision.pk)
    for version in versions.select_related("user").order_by("pk"):
        shown = {row["address"] for row in version.content.get("links", ()) if row["is_on"]} & public
        by_office -= before ^ shown
        if version.user and is_curator(version.user):
            by_office |= before - shown
        before = shown
    return sorted(by_office)


def _entries(page):
    entries = PageLogEntry.objects.filter(page=page.pk, action=LINK_SHOWN_CHANGED)
    return entries.select_related("user").order_by("timestamp", "pk")


def _was_by_office(entry: PageLogEntry) -> bool:
    """Tell who hid a link; of entries older than the note, by who that person is now, and of nobody the safe side."""
    if "by_office" in entry.data:
        return entry.data["by_office"]
    return entry.user is None or is_curator(entry.user)
