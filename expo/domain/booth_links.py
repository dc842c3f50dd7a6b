"""Changing the links of a page: always on its latest version, as a new version, and by the rules of review.

The version that is changed is read under the lock of the page's row and compared with what the
person had before the eyes, so that of two phones the second is told and nothing is lost.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from expo.domain.completeness import NotPublishable
from expo.domain.handing_in import (
    DRAFT,
    LIVE,
    ChangedMeanwhileError,
    Saved,
    last_editor,
    locked,
    publish_or_hand_in,
    require_free,
)
from expo.domain.hidden_links import let_show
from expo.domain.moderation import publish_by_trusted
from merchants.permissions import anew


def token_of(version) -> str:
    """Return what a form carries to tell later which links somebody had before the eyes.

    Switched on or off does not count: that is a tap of its own and never in the way of another change.
    """
    seen = [[str(link.key), link.pasted, link.label] for link in version.links.all()]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:20]


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
        if len(links) + len(new) > page.most_links:
            words = _("Paling banyak %(count)s tautan. Hapus dulu yang tidak dipakai.")
            raise ValidationError(words % {"count": page.most_links})
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


def _edit(page, seen, by, change, *, send=False) -> Saved:
    """Write a new version whose links `change(version, links)` returns.

    Raises PermissionDenied when `by` may not edit the page, UnderReviewError while the office looks at it,
    ChangedMeanwhileError when the links are not those that were `seen`, ValidationError when somebody else
    would show what the office hid.
    """
    page = locked(page, by=by)
    require_free(page, by=by)
    version = page.get_latest_revision_as_object()
    if seen != token_of(version):
        raise ChangedMeanwhileError(by=last_editor(page, but=by))
    old = list(version.links.all())
    before, shown = _state(old), _shown(old)
    at_once = publishes_at_once(page, anew(by))
    links = change(version, list(old))
    for order, link in enumerate(links):
        link.sort_order = order
    let_show(page=page, links=[link for link in links if _shown([link]) - shown], by=anew(by))
    count = len(links) - len(old)
    if _state(links) == before:
        return Saved(page, LIVE if page.live and not page.has_unpublished_changes else DRAFT)
    version.links = links
    version.save_revision(user=by, clean=False, log_action=True)
    if at_once:
        publish_by_trusted(page=page, by=by)
        return Saved(page, LIVE, count=count)
    if not send:
        return Saved(page, DRAFT, count=count)
    try:
        return Saved(page, publish_or_hand_in(page=page, by=by), count=count)
    except NotPublishable as error:
        return Saved(page, DRAFT, count=count, problem=str(error))


def _state(links) -> list:
    return [(link.key, link.pasted, link.label, link.is_on) for link in links]


def _shown(links) -> set:
    return {(link.key, link.address) for link in links if link.is_on}


def _one(links, key):
    link = next((link for link in links if link.key == key), None)
    if link is None:
        raise LookupError(key)
    return link
