"""What every change of a booth's or product's words has in common: it is a version that goes live or waits.

A page is changed under the lock of its row, by somebody who may, not while the office looks at it, and
not over what somebody else changed meanwhile. Then the rules of `expo.permissions` and
`expo.domain.moderation` say whether it is public at once.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import PageLogEntry, WorkflowState

from expo.domain.moderation import publish_by_trusted, submit
from merchants.permissions import anew

LIVE, WAITING, DRAFT, HIDDEN = "live", "waiting", "draft", "hidden"
"""What became of a page: public, waiting for the office, not handed in, kept off the counter by its people."""

_EDITS = ("wagtail.create", "wagtail.edit", "wagtail.revert")


class UnderReviewError(PermissionDenied):
    """Raised where somebody would change what the office is looking at."""


class ChangedMeanwhileError(Exception):
    """Raised where somebody else was faster.

    `now` is how the thing is, `names` what differs from what was seen, `by` who it was or "".
    """

    def __init__(self, *, by: str, now=None, names: list[str] = ()):
        self.now, self.names, self.by = now, names, by
        super().__init__(f"changed meanwhile by {by}: {names}")


@dataclass(frozen=True, slots=True)
class Saved:
    """A page that was saved, what became of it, and the entries of the log by which that is taken back."""

    page: object
    state: str
    entries: tuple[int, ...] = ()
    is_new: bool = True
    """False for what had arrived before."""
    count: int = 0
    """How many links came."""
    problem: str = ""
    """Why it could not be handed in."""


def locked(page, *, by):
    """Return the page as it is stored, locked; raises PermissionDenied when `by` may not edit it."""
    row = type(page).objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not row.permissions_for_user(anew(by)).can_edit():
        raise PermissionDenied
    return row


def is_waiting_for(page, user) -> bool:
    """Tell whether the page is closed to this person because the office is looking at it."""
    lock = page.get_lock()
    return bool(lock and lock.for_user(user))


def require_free(page, *, by) -> None:
    """Raise UnderReviewError while the page is closed to `by`."""
    if is_waiting_for(page, by):
        raise UnderReviewError(page.get_lock().get_message(by))


@transaction.atomic
def publish_or_hand_in(*, page, by) -> str:
    """Publish the latest version, where this person may, or hand it in for review; return what became of it.

    Raises PermissionDenied, of which NotPublishable says what is missing.
    """
    page = locked(page, by=by)
    if page.permissions_for_user(anew(by)).can_publish():
        publish_by_trusted(page=page, by=by)
    else:
        submit(page=page, by=by)
    return state_of(type(page).objects.get(pk=page.pk))


@transaction.atomic
def take_back(*, page, by) -> None:
    """Take a page back that waits for the office, so that it can be changed again. Raises PermissionDenied."""
    if (row := locked(page, by=by)).workflow_in_progress:
        row.current_workflow_state.cancel(user=by)


def state_of(page) -> str:
    """Return what a stored page is: `LIVE`, `WAITING`, `DRAFT` or `HIDDEN`."""
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        return WAITING
    if getattr(page, "is_hidden", False):
        return HIDDEN
    return LIVE if page.live else DRAFT


def last_editor(page, *, but, also: tuple[str, ...] = ()) -> str:
    """Return the name of who edited a page last; "" when nobody knows, or it was `but` on another phone.

    `also` are actions of the log that count as edits beside versions.
    """
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=(*_EDITS, *also))
    entry = entries.select_related("user").order_by("-pk").first()
    return "" if entry is None or entry.user in (None, but) else name_of(entry.user)


def name_of(user) -> str:
    """Return what to call somebody to the colleagues, "" for nobody."""
    return str(user.first_name or user) if user else ""
