"""The people of a business, as its owners see them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from expo.models import BoothPage
from lapak.models import ClaimSlip
from merchants.enums import MembershipRole
from merchants.models import Membership, Merchant
from merchants.permissions import anew, is_owner

HELPER_REMOVED = "lapak.helper_removed"


@dataclass(frozen=True, slots=True)
class Team:
    """One business: who belongs to it, which of its booth slips are made for, which invitations are open."""

    merchant: Merchant
    is_owner: bool
    members: list[Membership]
    booth: BoothPage | None
    slips: list[ClaimSlip]


def teams(*, user) -> list[Team]:
    """Return the businesses of a person with their people, in a fixed number of queries."""
    mine = list(user.memberships.select_related("merchant").order_by("merchant__name", "merchant__pk"))
    ids = [membership.merchant_id for membership in mine]
    members, booths, slips = {}, {}, {}
    for member in Membership.objects.filter(merchant__in=ids).select_related("user").order_by("pk"):
        members.setdefault(member.merchant_id, []).append(member)
    for booth in BoothPage.objects.filter(merchant__in=ids).order_by("pk"):
        booths.setdefault(booth.merchant_id, booth)
    invitations = ClaimSlip.objects.open().filter(merchant__in=ids, role=MembershipRole.HELPER)
    for slip in invitations.select_related("made_by"):
        slips.setdefault(slip.merchant_id, []).append(slip)
    found = []
    for membership in mine:
        key, owns = membership.merchant_id, membership.role == MembershipRole.OWNER
        found.append(
            Team(
                merchant=membership.merchant,
                is_owner=owns,
                members=members.get(key, []),
                booth=booths.get(key),
                slips=slips.get(key, []) if owns else [],
            )
        )
    return found


def may_remove(*, membership: Membership, by) -> bool:
    """Tell whether `by` may end this membership: owners their helpers'; only the office takes an owner out."""
    return (
        membership.role == MembershipRole.HELPER
        and by.is_active
        and is_owner(user=by, merchant_id=membership.merchant_id)
    )


@transaction.atomic
def remove_helper(*, membership: Membership, by) -> None:
    """End a helper's part in a business; the door is closed with that person's next request.

    Raises PermissionDenied unless `may_remove`.
    """
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "merchant")
        .filter(pk=membership.pk)
        .first()
    )
    by = anew(by)
    if membership is None or not may_remove(membership=membership, by=by):
        raise PermissionDenied
    person = {"person": membership.user_id, "name": membership.user.get_full_name()}
    membership.delete()
    for booth in BoothPage.objects.filter(merchant=membership.merchant_id):
        log(instance=booth, action=HELPER_REMOVED, user=by, data=person)
