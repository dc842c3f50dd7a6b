"""What the office does to many booths and products at once.

Every verb here takes a list, does what it may and says what it refused and why: one object, one
transaction, so that a refusal in the middle undoes nothing that was done before. Only
`add_to_showcase` is all or nothing, because it changes one page: the showcase.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from expo.domain import moderation
from expo.models import BoothPage, HallPage, ShowcaseItem, ShowcasePage
from expo.permissions import is_hidden
from merchants.permissions import is_curator

TRUSTED = "expo.trusted"
UNTRUSTED = "expo.untrusted"
FEATURED = "expo.featured"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One object nothing was done to, and the reason in words for the editor."""

    page_id: int
    title: str
    why: str


@dataclass(slots=True)
class Outcome:
    """What became of a bulk action: ids done, in order, and what was refused."""

    done: list[int] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, page, why) -> None:
        """Note that nothing was done to `page`."""
        self.refused.append(Refusal(page.pk, page.get_admin_display_title(), str(why)))


class RefusedError(Exception):
    """Raised inside an action on one object to refuse it with a reason."""


def approve_pages(*, pages: Iterable, by, seen: dict[int, int | None] | None = None) -> Outcome:
    """Publish the versions that wait, one transaction each.

    `seen` are the versions the editor was shown as {page id: revision id}; a page of which another
    version waits by now is refused.
    """

    def act(page):
        # 0 is no version: a page that did not wait when it was shown was not looked at.
        revision_id = None if seen is None else seen.get(page.pk) or 0
        moderation.approve(page=page, by=by, revision_id=revision_id)

    return _each(pages, by, act)


def trust_booths(*, booths: Iterable[BoothPage], by, trusted: bool = True) -> Outcome:
    """Let booths publish their own edits from now on (or no longer), one transaction each."""

    def act(booth):
        if not booth.permissions_for_user(by).can_publish():
            raise PermissionDenied
        if booth.is_trusted == trusted:
            raise RefusedError(_("sudah tepercaya") if trusted else _("memang belum tepercaya"))
        BoothPage.objects.filter(pk=booth.pk).update(is_trusted=trusted)
        booth.is_trusted = trusted
        log(instance=booth, action=TRUSTED if trusted else UNTRUSTED, user=by)

    return _each(booths, by, act)


def move_booths(*, booths: Iterable[BoothPage], hall: HallPage, by) -> Outcome:
    """Move booths to another hall, where each gets the next free stall, one transaction each."""

    def act(booth):
        if booth.hall_id == hall.pk:
            raise RefusedError(_("sudah berada di hall ini"))
        target = HallPage.objects.get(pk=hall.pk)
        if not booth.permissions_for_user(by).can_move_to(target):
            raise PermissionDenied
        if not Page._slug_is_available(booth.slug, target, page=booth):
            raise RefusedError(
                _("alamat “%(slug)s” sudah dipakai lapak lain di hall itu") % {"slug": booth.slug}
            )
        booth.move(target, pos="last-child", user=by)

    return _each(booths, by, act)


def unpublish_pages(*, pages: Iterable, by, reason: str) -> Outcome:
    """Take pages off the site with a reason their merchants read, one transaction each."""

    def act(page):
        if not (page.live or is_hidden(page)):
            raise RefusedError(_("memang tidak sedang tayang"))
        if not page.permissions_for_user(by).can_unpublish():
            raise PermissionDenied
        moderation.unpublish(page=page, by=by, reason=reason)

    return _each(pages, by, act)


@transaction.atomic
def add_to_showcase(*, pages: Iterable, showcase: ShowcasePage, by, note: str = "") -> Outcome:
    """Append pages to a showcase's picks: all of them in one transaction.

    A live showcase shows them at once. When it has unpublished edits of somebody, these stay
    unpublished: the picks are added to what is live and to the draft alike.
    """
    outcome = Outcome()
    showcase = ShowcasePage.objects.select_for_update(of=("self",)).get(pk=showcase.pk)
    tester = showcase.permissions_for_user(by)
    may = is_curator(by) and tester.can_edit() and (tester.can_publish() or not showcase.live)
    draft = showcase.get_latest_revision_as_object()
    versions = [draft]
    if showcase.live and showcase.has_unpublished_changes:
        versions.append(showcase)
    there = {item.page_id for version in versions for item in version.items.all()}
    chosen = []
    for page in pages:
        if not may:
            outcome.refuse(page, _not_allowed())
        elif page.pk in there:
            outcome.refuse(page, _("sudah ada di pilihan ini"))
        elif not page.live:
            outcome.refuse(page, _("belum tayang"))
        else:
            there.add(page.pk)
            chosen.append(page.pk)
            outcome.done.append(page.pk)
    if not chosen:
        return outcome
    for version in versions:
        _append(version, chosen, note)
    if len(versions) > 1:
        showcase.save()
        draft.save_revision(user=by)
    else:
        revision = draft.save_revision(user=by)
        if showcase.live:
            revision.publish(user=by)
    log(instance=showcase, action=FEATURED, user=by, data={"count": len(chosen)})
    return outcome


def _append(version: ShowcasePage, page_ids: list[int], note: str) -> None:
    last = max((item.sort_order or 0 for item in version.items.all()), default=-1)
    for place, page_id in enumerate(page_ids, start=last + 1):
        version.items.add(ShowcaseItem(page_id=page_id, note=note[:300], sort_order=place))


def _each(pages: Iterable, by, act: Callable) -> Outcome:
    """Do `act` to each page in a transaction of its own; a refusal of one leaves the others done."""
    outcome = Outcome()
    allowed = is_curator(by)
    for page in pages:
        if not allowed:
            outcome.refuse(page, _not_allowed())
            continue
        try:
            with transaction.atomic():
                act(page)
        except RefusedError as refusal:
            outcome.refuse(page, refusal)
        except PermissionDenied as error:
            outcome.refuse(page, str(error) or _not_allowed())
        except ValidationError as error:
            outcome.refuse(page, " ".join(error.messages))
        except IntegrityError:
            outcome.refuse(page, _("berubah pada saat yang sama, coba lagi"))
        else:
            outcome.done.append(page.pk)
    return outcome


def _not_allowed() -> str:
    return _("Anda tidak berhak")
