"""Moderation: submitting, answering, and what trusted booths changed without being asked.

The rules. A booth's first publication is always reviewed, and so is everything of a booth that is
not trusted. A trusted booth that is public publishes its own edits; each is put on record for the
editors. What the office took down only the office brings back. A live page stays live as it was
while an edit waits. Price, availability and "closed today" are never reviewed: see
`expo.domain.freshness`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState

from catalog.models import ProductPage
from core.tree import BOOTH_DEPTH
from expo.domain.completeness import require_publishable
from expo.domain.hidden_links import settle
from expo.models import BoothPage, ReviewTask
from merchants.permissions import anew, is_curator

TRUSTED_CHANGE = "expo.trusted_change"
UNPUBLISHED = "expo.unpublished"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that waits for the office. `title` is the draft's; `booth_title` is "" for what is no product."""

    page_id: int
    title: str
    type_name: str
    booth_id: int | None
    booth_title: str
    is_live: bool
    is_first_publication: bool
    submitted_at: datetime
    submitted_by: object
    revision_id: int
    task_state_id: int


@dataclass(frozen=True, slots=True)
class TrustedChange:
    """One publication by the people of a trusted booth."""

    page_id: int
    title: str
    booth_id: int | None
    booth_title: str
    changed_at: datetime
    changed_by: object
    revision_id: int | None


# Writers


@transaction.atomic
def submit(*, page, by) -> WorkflowState:
    """Hand the latest version of `page` in for review and return the state of the workflow.

    A page that was sent back continues where it stopped; one that waits already just keeps waiting.
    Raises PermissionDenied when `by` may not edit the page, NotPublishable when it is incomplete.
    """
    if not page.permissions_for_user(anew(by)).can_edit():
        raise PermissionDenied
    return hand_in(page=page, by=by)


@transaction.atomic
def hand_in(*, page, by) -> WorkflowState:
    """Hand a page in without asking who may: for `submit`, and for whom nobody knows yet (`by` is None).

    Raises NotPublishable when the page is incomplete.
    """
    page = _fresh(page)
    require_publishable(page=page.get_latest_revision_as_object())
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        return state
    if page.get_latest_revision() is None:
        page.save_revision(user=by)
    if state:
        state.resume(by)
        return state
    return page.get_workflow().start(page, by)


@transaction.atomic
def approve(*, page, by, comment="", revision_id: int | None = None) -> None:
    """Accept and publish the version that waits.

    Raises PermissionDenied unless `by` is of the office and the page waits (with the version
    `revision_id`, when given), NotPublishable when it is incomplete.
    """
    task_state = _waiting_state(page=page, by=by)
    if revision_id is not None and task_state.revision_id != revision_id:
        raise PermissionDenied(_("Sudah ada versi yang lebih baru. Lihat dulu, lalu setujui."))
    task_state.task.specific.on_action(task_state, by, "approve", comment=comment)


@transaction.atomic
def send_back(*, page, by, reason) -> None:
    """Return the version that waits to its merchant with a reason in plain words; nothing is published.

    Raises PermissionDenied unless `by` is of the office, the page waits and a reason is given.
    """
    task_state = _waiting_state(page=page, by=by)
    task_state.task.specific.on_action(task_state, by, "reject", comment=reason)


@transaction.atomic
def publish_by_trusted(*, page, by) -> None:
    """Publish the latest version of a page of a trusted booth and put it on the editors' list.

    Raises PermissionDenied when `by` may not publish it or it waits for review, NotPublishable when
    it is incomplete.
    """
    page = _fresh(page)
    lock = page.get_lock()
    if not page.permissions_for_user(anew(by)).can_publish() or (lock and lock.for_user(by)):
        raise PermissionDenied
    revision = page.get_latest_revision() or page.save_revision(user=by)
    require_publishable(page=revision.as_object())
    settle(page=page, revision=revision, by=by)
    revision.publish(user=by)
    record_trusted_change(page=page, by=by)


def record_trusted_change(*, page, by) -> None:
    """Note that somebody who is not of the office published `page`."""
    if not is_curator(by):
        log(instance=page, action=TRUSTED_CHANGE, user=by, revision=_fresh(page).live_revision)


@transaction.atomic
def unpublish(*, page, by, reason) -> None:
    """Take a page off the site with a reason that its merchant reads.

    Raises PermissionDenied unless `by` is of the office and gives a reason.
    """
    reason = reason.strip()
    if not is_curator(by) or not reason:
        raise PermissionDenied(_("Tulis alasan mengapa halaman ini diturunkan."))
    page = _fresh(page)
    page.unpublish(user=by)
    # What its people hid is now down, and no longer theirs to show.
    ProductPage.objects.filter(pk=page.pk).update(hidden_at=None)
    log(instance=page, action=UNPUBLISHED, user=by, data={"reason": reason})


# Readers


def waiting_states() -> QuerySet:
    """Return the task states of everything that waits for the office, oldest first, as a queryset."""
    return TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        task__in=ReviewTask.objects.values("pk"),
    ).order_by("started_at", "pk")


def waiting_page_ids() -> QuerySet:
    """Return the ids of all pages that wait, for use in a filter: `pages.filter(pk__in=waiting_page_ids())`."""
    return (
        waiting_states()
        .order_by()
        .values_list(Cast("workflow_state__object_id", output_field=IntegerField()), flat=True)
    )


def waiting_revisions(*, pages) -> dict[int, int]:
    """Return {page id: id of the version that waits} of those of `pages` that wait, in one query."""
    ids = [str(page.pk) for page in pages]
    states = waiting_states().filter(workflow_state__object_id__in=ids)
    return {int(pk): revision for pk, revision in states.values_list("workflow_state__object_id", "revision")}


def waiting_for_review(*, limit: int | None = None, booths=None) -> list[Waiting]:
    """Return what waits for the office, oldest first, in three queries.

    `booths` (primary keys) narrows it to these booths and their products.
    """
    states = waiting_states().select_related("workflow_state__requested_by")
    if booths is not None:
        states = states.filter(workflow_state__object_id__in=_ids_below(booths))
    states = list(states[:limit] if limit else states)
    pages = _pages_with_booth([int(state.workflow_state.object_id) for state in states])
    return [
        Waiting(
            page_id=page.pk,
            title=page.draft_title or page.title,
            type_name=page.page_type_display_name,
            booth_id=page.booth_pk,
            booth_title=page.booth_name or "",
            is_live=page.live,
            is_first_publication=page.first_published_at is None,
            submitted_at=state.started_at,
            submitted_by=state.workflow_state.requested_by,
            revision_id=state.revision_id,
            task_state_id=state.pk,
        )
        for state in states
        if (page := pages.get(int(state.workflow_state.object_id)))
    ]


def changed_by_trusted_since(since: datetime, *, limit: int | None = None) -> list[TrustedChange]:
    """Return what trusted booths published since a moment, newest first, in two queries."""
    entries = (
        PageLogEntry.objects.filter(action=TRUSTED_CHANGE, timestamp__gte=since)
        .select_related("user")
        .order_by("-timestamp", "-pk")
    )
    entries = list(entries[:limit] if limit else entries)
    pages = _pages_with_booth([entry.page_id for entry in entries])
    return [
        TrustedChange(
            page_id=page.pk,
            title=page.title,
            booth_id=page.booth_pk,
            booth_title=page.booth_name or "",
            changed_at=entry.timestamp,
            changed_by=entry.user,
            revision_id=entry.revision_id,
        )
        for entry in entries
        if (page := pages.get(entry.page_id))
    ]


# Helpers


def _fresh(page):
    return Page.objects.get(pk=page.pk).specific


def _waiting_state(*, page, by):
    if not is_curator(by):
        raise PermissionDenied
    task_state = _fresh(page).current_workflow_task_state
    if task_state is None:
        raise PermissionDenied(_("Halaman ini tidak sedang menunggu pemeriksaan."))
    return task_state


def _pages_with_booth(ids) -> dict:
    """Return pages by id, each with `booth_pk` and `booth_name` of the booth it is or stands in."""
    booth = BoothPage.objects.filter(path=Substr(OuterRef("path"), 1, BOOTH_PATH_LENGTH))
    return (
        Page.objects.filter(pk__in=ids)
        .annotate(
            booth_pk=Subquery(booth.values("pk")[:1]), booth_name=Subquery(booth.values("draft_title")[:1])
        )
        .in_bulk()
    )


BOOTH_PATH_LENGTH = BOOTH_DEPTH * Page.steplen


def _ids_below(booths) -> list[str]:
    paths = list(BoothPage.objects.filter(pk__in=booths).values_list("path", flat=True))
    ids = {str(pk) for pk in booths}
    for path in paths:
        ids |= {
            str(pk) for pk in ProductPage.objects.filter(path__startswith=path).values_list("pk", flat=True)
        }
    return sorted(ids)
