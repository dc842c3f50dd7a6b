"""Canvassers: people who go to the stalls and bring a booth that nobody owns yet to its merchant.

A canvasser's slip can only ever make the first owner, so that nobody who works at the stalls can put a
person beside a merchant.
"""

from contextlib import suppress
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.powers import CANVASS
from expo.domain.stall_moves import stall_number_of
from expo.models import BoothPage
from lapak.models import ClaimSlip
from merchants.enums import MembershipRole
from merchants.models import Membership
from merchants.permissions import is_curator

MOST_A_DAY = 60
"""Slips one canvasser makes in 24 hours: 25 canvassers who bring 2,000 merchants in within 14 days make
six a day each, so this is ten times an ordinary day, and what a stolen phone can do at most."""


def is_canvasser(user) -> bool:
    """Tell whether this person works at the stalls only: a canvasser, not of the office."""
    return user.is_active and user.has_perm(CANVASS) and not is_curator(user)


def may_canvass(user) -> bool:
    """Tell whether this person may make slips for booths without an owner: canvassers and the office."""
    return is_canvasser(user) or is_curator(user)


def ownerless_booths() -> QuerySet:
    """Return the booths, published or not, whose business has no owner.

    What a stranger opened has none either and is not among them: the office says who that was.
    """
    owners = Membership.objects.filter(merchant=OuterRef("merchant"), role=MembershipRole.OWNER)
    unknown = BoothPage.objects.filter(
        merchant=OuterRef("merchant"), opening__isnull=False, opening__confirmed_at=None
    )
    return BoothPage.objects.filter(~Exists(owners), ~Exists(unknown))


def is_ownerless(booth: BoothPage) -> bool:
    """Tell whether the booth is one of `ownerless_booths`."""
    return ownerless_booths().filter(pk=booth.pk).exists()


def find_booths(text: str) -> QuerySet:
    """Return the booths without owner whose name holds every word, or that have this code, in order of name.

    Codes are that of the stall ("B-12", in any hall) and that of the printed address. `is_waiting` tells
    whether somebody's slip for the booth is open.
    """
    words = text.split()[:4]
    wanted = Q()
    for word in words:
        wanted &= Q(draft_title__icontains=word)
    if len(words) == 1:
        wanted |= Q(short_code=words[0].lower())
        with suppress(ValueError):
            wanted |= Q(stall_number=stall_number_of(words[0]))
    slips = ClaimSlip.objects.open().filter(booth=OuterRef("pk"), role=MembershipRole.OWNER)
    booths = ownerless_booths().filter(wanted).select_related("hall")
    return booths.annotate(is_waiting=Exists(slips)).order_by("draft_title", "pk")


def own_slips(user) -> QuerySet:
    """Return the owners' slips this person made, the newest first; `has_owner` ends those still open."""
    owners = Membership.objects.filter(merchant=OuterRef("merchant"), role=MembershipRole.OWNER)
    slips = ClaimSlip.objects.filter(made_by=user, role=MembershipRole.OWNER)
    return slips.select_related("booth__hall").annotate(has_owner=Exists(owners))


def has_made_enough(user) -> bool:
    """Tell whether a canvasser made MOST_A_DAY slips in the last 24 hours. Locks the person until the end.

    So of two requests sent at once the second counts the first's.
    """
    get_user_model().objects.select_for_update(no_key=True).get(pk=user.pk)
    lately = ClaimSlip.objects.filter(made_by=user, made_at__gt=timezone.now() - timedelta(days=1))
    return lately.filter(role=MembershipRole.OWNER).count() >= MOST_A_DAY
