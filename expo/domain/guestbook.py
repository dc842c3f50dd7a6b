"""Writing into an edition's guestbook, and deciding what of it is shown."""

import datetime
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.http import Http404

from core.page_cache import changes_at, renew_content_version
from expo.enums import GuestState
from expo.models import ExpoPage, GuestEntry

OPEN_AFTER = datetime.timedelta(days=30)
"""How long after its last hour guests may still write."""

REFUSED_KEPT = datetime.timedelta(days=30)
"""How long refused words are kept, should the refusal be a mistake."""


class ClosedGuestbookError(Exception):
    """The edition has not begun, or ended long ago."""


def is_open(*, edition: ExpoPage, now: datetime.datetime) -> bool:
    """Tell whether guests may write: from the first opening until OPEN_AFTER the last closing. One query."""
    periods = edition.periods()
    return bool(periods) and periods[0].opens <= now < periods[-1].closes + OPEN_AFTER


@changes_at
def closing_moments(day: datetime.date) -> Iterable[datetime.datetime]:
    """Return when guestbooks close: their pages lead to the form until then."""
    lately = (day - OPEN_AFTER - datetime.timedelta(days=1), day - OPEN_AFTER + datetime.timedelta(days=1))
    for edition in ExpoPage.objects.live().filter(ends_on__range=lately).prefetch_related("other_days"):
        yield from (period.closes + OPEN_AFTER for period in edition.periods()[-1:])


def public_edition(slug: str) -> ExpoPage:
    """Return the public edition with this slug; raises Http404."""
    edition = ExpoPage.objects.public().filter(slug=slug).prefetch_related("other_days").first()
    if edition is None:
        raise Http404
    return edition


@transaction.atomic
def write(*, edition: ExpoPage, key: uuid.UUID, values: dict, now: datetime.datetime) -> GuestEntry:
    """Note the words of a guest (`name`, `town`, `words`); the same `key` again writes nothing anew.

    Raises ClosedGuestbookError.
    """
    if not is_open(edition=edition, now=now):
        raise ClosedGuestbookError
    row = GuestEntry(edition=edition, key=key, made_at=now, **values)
    GuestEntry.objects.bulk_create([row], ignore_conflicts=True)
    return GuestEntry.objects.get(key=key)


@transaction.atomic
def decide(*, entries: Iterable[int], state: GuestState, by, now: datetime.datetime) -> int:
    """Show or refuse these words; return how many changed."""
    rows = GuestEntry.objects.filter(pk__in=list(entries)).exclude(state=state)
    changed = rows.update(state=state, decided_at=now, decided_by=by)
    if changed:
        transaction.on_commit(renew_content_version)
    return changed


def forget_refused(*, now: datetime.datetime) -> int:
    """Delete words that were refused long enough ago; return how many."""
    old = GuestEntry.objects.filter(state=GuestState.REFUSED, decided_at__lte=now - REFUSED_KEPT)
    return old.delete()[0]
