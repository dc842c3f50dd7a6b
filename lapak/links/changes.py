"""Changing the links of a page: always on its latest version, as a new version, and by the rules of review.

The version that is changed is read under the lock of the page's row and compared with what the
person had before the eyes, so that of two phones the second is told and nothing is lost.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.domain.completeness import NotPublishable
from expo.domain.hidden_links import let_show
from expo.domain.moderation import publish_by_trusted, submit
from lapak.links.places import MOST
from merchants.permissions import anew


class LinksChangedError(Exception):
    """Raised where somebody changed the links meanwhile; `by` is who it was or ""."""

    def __init__(self, by: str):
        self.by = by
        super().__init__(f"changed meanwhile by {by}")


class WaitingError(Exception):
    """Raised where the page waits for the office, which looks at it as it is."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a change: `state` is "public", "waiting" or "draft"; `problem` why it could not be sent."""

    state: str
    count: int = 0
    problem: str = ""


def latest_version(page):
    """Return the page as its people last left it, published or not."""
    return page.get_latest_revision_as_object()


def token_of(version) -> str:
    """Return what a form carries to tell later which links somebody had before the eyes.

    Switched on or off does not count: that is a tap of its own and never in the way of another change.
    """
    seen = [[str(link.key), link.pasted, link.label] for link in version.links.all()]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:20]


def is_waiting(page, user) -> bool:
    """Tell whether the page is closed to this person because the office is looking at it."""
    lock = page.get_lock()
    return bool(lock and lock.for_user(user))


def publishes_at_once(page, user) -> bool:
    """Tell whether a change of the links alone goes live by itself.

    It does for those who publish, while nothing else in the version is unpublished: half a story that
    somebody left for tomorrow does not go out with a link.
    """
    return page.live and not page.has_unpublished_changes and page.permissions_for_user(user).can_publish()


@transaction.atomic
def add_links(*, page, texts: Iterable[str], seen: str, by, send: bool = False) -> Saved:
    """Add pasted links at the end; those that are there already are left out.

    Raises what `_edit` raises, and ValidationError when one is refused or there would be too many.
    """

    def change(version, links):
        known = {link.address for link in links}
        new = []
        for text in texts:
            link = type(version)._meta.get_field("links").related_model(page=version, pasted=text)
            link.full_clean(exclude=["page", "platform"])
            if link.address and link.address not in known:
                known.add(link.address)
                new.append(link)
        if len(links) + len(new) > MOST[type(page)]:
            words = _("Paling banyak %(count)s tautan. Hapus dulu yang tidak dipakai.")
            raise ValidationError(words % {"count": MOST[type(page)]})
        return links + new

    return _edit(page, seen, by, change, send=send)


@transaction.atomic
def replace_link(*, page, key: uuid.UUID, text: str, label: str, seen: str, by) -> Saved:
    """Give one link another address or other words on its button.

    Another address is another link: it gets a key of its own, so that clicks and the state of the old
    one do not pass to it. Raises what `_edit` raises, LookupError, and ValidationError.
    """

    def change(version, links):
        link = _one(links, key)
        if text.strip() != link.pasted.strip():
            link.pasted, link.key, link.is_on = text, uuid.uuid4(), True
        link.label = label
        link.full_clean(exclude=["page", "platform"])
        if any(other.address == link.address for other in links if other is not link):
            raise ValidationError({"pasted": _("Tautan ini sudah ada di daftar.")})
        return links

    return _edit(page, seen, by, change)


@transaction.atomic
def remove_link(*, page, key: uuid.UUID, seen: str, by) -> Saved:
    """Take one link out. Raises what `_edit` raises, and LookupError when there is none with this key."""

    def change(version, links):
        gone = _one(links, key)
        return [link for link in links if link is not gone]

    return _edit(page, seen, by, change)


@transaction.atomic
def switch_on(*, page, key: uuid.UUID, seen: str, by) -> Saved:
    """Show a link that may not come back without being looked at; raises what `_edit` raises, LookupError."""

    def change(version, links):
        _one(links, key).is_on = True
        return links

    return _edit(page, seen, by, change)


@transaction.atomic
def move_link(*, page, key: uuid.UUID, by_places: int, seen: str, by) -> Saved:
    """Move one link up (-1) or down (1). Raises what `_edit` raises, and LookupError."""

    def change(version, links):
        at = links.index(_one(links, key))
        to = max(0, min(len(links) - 1, at + by_places))
        links.insert(to, links.pop(at))
        return links

    return _edit(page, seen, by, change)


@transaction.atomic
def order_links(*, page, keys: list[str], seen: str, by) -> Saved:
    """Put the links into the order of `keys`, which name each of them once; raises LookupError otherwise."""

    def change(version, links):
        by_key = {str(link.key): link for link in links}
        if sorted(keys) != sorted(by_key):
            raise LookupError(keys)
        return [by_key[key] for key in keys]

    return _edit(page, seen, by, change)


@transaction.atomic
def send_links(*, page, by) -> Saved:
    """Publish the latest version, or hand it in: what this person may.

    Raises PermissionDenied, of which NotPublishable says what is missing.
    """
    page = _locked(page, by)
    if page.permissions_for_user(anew(by)).can_publish():
        publish_by_trusted(page=page, by=by)
        return Saved("public")
    submit(page=page, by=by)
    return Saved("waiting")


def sentence(saved: Saved, done: str) -> str:
    """Return what to tell of a change: what was done, and who sees it when."""
    if saved.state == "public":
        return _("%(done)s Sudah tayang.") % {"done": done}
    if saved.state == "waiting":
        return _("%(done)s Dikirim ke dinas; yang lama tetap tayang sampai dijawab.") % {"done": done}
    return " ".join(filter(None, [_("%(done)s Belum dikirim.") % {"done": done}, saved.problem]))


def added_words(count: int) -> str:
    """Return how many links were added, in a sentence."""
    if not count:
        return _("Tautan itu sudah ada di daftar.")
    return ngettext("%(count)s tautan ditambahkan.", "%(count)s tautan ditambahkan.", count) % {
        "count": count
    }


def _edit(page, seen, by, change, *, send=False) -> Saved:
    """Write a new version whose links `change(version, links)` returns.

    Raises PermissionDenied when `by` may not edit the page, WaitingError while the office looks at it,
    LinksChangedError when the links are not those that were `seen`, ValidationError when somebody else
    would show what the office hid.
    """
    page = _locked(page, by)
    if is_waiting(page, by):
        raise WaitingError
    version = latest_version(page)
    if seen != token_of(version):
        raise LinksChangedError(_who_changed(page, by))
    old = list(version.links.all())
    before, shown = _state(old), _shown(old)
    at_once = publishes_at_once(page, anew(by))
    links = change(version, list(old))
    for order, link in enumerate(links):
        link.sort_order = order
    let_show(page=page, links=[link for link in links if _shown([link]) - shown], by=anew(by))
    count = len(links) - len(old)
    if _state(links) == before:
        return Saved("public" if page.live and not page.has_unpublished_changes else "draft", 0)
    version.links = links
    version.save_revision(user=by, clean=False, log_action=True)
    if at_once:
        publish_by_trusted(page=page, by=by)
        return Saved("public", count)
    if not send:
        return Saved("draft", count)
    try:
        return Saved(send_links(page=page, by=by).state, count)
    except NotPublishable as error:
        return Saved("draft", count, str(error))


def _state(links) -> list:
    return [(link.key, link.pasted, link.label, link.is_on) for link in links]


def _shown(links) -> set:
    return {(link.key, link.address) for link in links if link.is_on}


def _one(links, key):
    link = next((link for link in links if link.key == key), None)
    if link is None:
        raise LookupError(key)
    return link


def _locked(page, by):
    page = type(page).objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not page.permissions_for_user(anew(by)).can_edit():
        raise PermissionDenied
    return page


def _who_changed(page, by) -> str:
    person = page.latest_revision.user if page.latest_revision else None
    return str(person.first_name or person) if person and person.pk != by.pk else ""
