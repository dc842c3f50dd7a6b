"""Aid for merchants: given, handed over, running out, counted."""

import calendar
import datetime
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum

from expo.models import AidGrant, AidProgramme, BoothPage, ExpoPage
from merchants.permissions import anew, is_curator

REMINDED = datetime.timedelta(days=30)
"""How long before its end aid is told of, to the business and to the office."""


def end_of(starts_on: datetime.date, months: int) -> datetime.date:
    """Return the last day of `months` months from a day on: from 31 January, one month ends on 27 February."""
    number = starts_on.month - 1 + months
    year, month = starts_on.year + number // 12, number % 12 + 1
    day = min(starts_on.day, calendar.monthrange(year, month)[1])
    return datetime.date(year, month, day) - datetime.timedelta(days=1)


@transaction.atomic
def save_aid(*, grant: AidGrant, by) -> AidGrant:
    """Store aid of one business, complete with the day on which it ends where the programme tells.

    Raises PermissionDenied for people who are not of the office, ValidationError for what contradicts itself.
    """
    if not is_curator(anew(by)):
        raise PermissionDenied
    # First what is no day at all: an end can be reckoned from a sound beginning only.
    grant.full_clean()
    complete(grant)
    if grant.pk is None:
        grant.noted_by = by
    else:
        before = AidGrant.objects.select_for_update().get(pk=grant.pk).document
        if before and before.name != grant.document.name:
            transaction.on_commit(partial(before.storage.delete, before.name))
    grant.save()
    return grant


def complete(grant: AidGrant) -> None:
    """Fill in the day on which the aid ends, when the programme tells how long it lasts."""
    if grant.ends_on is None and grant.starts_on and grant.programme.months:
        grant.ends_on = end_of(grant.starts_on, grant.programme.months)


def overlaps(one: AidGrant, other: AidGrant) -> bool:
    """Tell whether there is a day on which both run; aid without an end runs for ever."""
    return all(
        first.ends_on is None or second.starts_on <= first.ends_on
        for first, second in ((one, other), (other, one))
    )


def others_of_kind(grant: AidGrant) -> list[AidGrant]:
    """Return aid of the same kind that the same business has on the same days: a reason to look twice."""
    others = AidGrant.objects.filter(merchant=grant.merchant_id, programme__kind=grant.programme.kind)
    others = others.exclude(pk=grant.pk).select_related("programme")
    return [other for other in others if overlaps(grant, other)]


def ending_aid(*, today: datetime.date) -> QuerySet[AidGrant]:
    """Return aid that ends today or within REMINDED, the soonest first."""
    found = AidGrant.objects.filter(ends_on__gte=today, ends_on__lte=today + REMINDED)
    return found.select_related("programme", "merchant").order_by("ends_on", "pk")


def aid_of_booth(*, booth: BoothPage, user) -> QuerySet[AidGrant]:
    """Return the aid of a booth's business that this person may read, what ends last first."""
    grants = AidGrant.objects.for_merchant(user).filter(merchant=booth.merchant_id)
    return grants.select_related("programme").order_by(F("ends_on").desc(nulls_first=True), "-pk")


@dataclass(frozen=True, slots=True)
class AidInShort:
    """What the front page of a booth tells of its business's aid."""

    count: int
    ending: AidGrant | None
    """What ends first, when it ends within REMINDED."""


def aid_in_short(*, booth: BoothPage, user, today: datetime.date) -> AidInShort:
    """Return how much aid the business has that this person may read, and what ends soon. One query."""
    grants = list(aid_of_booth(booth=booth, user=user))
    ending = [grant for grant in grants if grant.ends_on and today <= grant.ends_on <= today + REMINDED]
    return AidInShort(len(grants), min(ending, key=lambda grant: grant.ends_on, default=None))


def readable_document(*, grant_id: int, user) -> AidGrant | None:
    """Return the aid whose document this person may read: the office, or an owner of the business; else None."""
    grants = AidGrant.objects.exclude(document="")
    if not is_curator(user):
        grants = grants.for_merchant(user)
    return grants.filter(pk=grant_id).first()


@dataclass(frozen=True, slots=True)
class AidCount:
    """One programme of an edition in numbers."""

    programme: AidProgramme
    granted: int
    merchants: int
    received: int
    amount: int
    """Whole rupiah of all that was granted."""


def aid_counts(*, edition: ExpoPage) -> list[AidCount]:
    """Return the numbers of every programme handed over at an edition, the largest first. One query."""
    programmes = AidProgramme.objects.filter(edition=edition).annotate(
        granted=Count("grants"),
        merchants=Count("grants__merchant", distinct=True),
        received=Count("grants", filter=Q(grants__received_on__isnull=False)),
        total=Sum("amount", filter=Q(grants__isnull=False), default=0),
    )
    return [
        AidCount(programme, programme.granted, programme.merchants, programme.received, programme.total)
        for programme in programmes.order_by("-granted", "pk")
    ]
