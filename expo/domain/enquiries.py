"""Requests of buyers: sent to one or several booths, answered, closed with an outcome, forgotten."""

import datetime
import statistics
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Case, Count, Q, QuerySet, Value, When

from expo.enums import EnquiryState, Face
from expo.models import BoothPage, Enquiry, EnquirySettings, ExpoPage
from expo.models.enquiry import CLOSED, LONGEST_KEPT
from marketplaces.domain.chat import chat_address

MOST_BOOTHS = 10
"""Booths that are asked at once."""

MOST_FROM_ONE_NUMBER = 30
"""Booths that are asked with one phone number within a day."""

LATE = datetime.timedelta(hours=24)
"""A buyer who waits longer goes elsewhere: the office is told how many do."""

DAY = datetime.timedelta(days=1)
BUYER = ("buyer_kind", "name", "phone", "what", "quantity", "needed", "place", "budget")
"""What a buyer fills in; `forget_old` takes it away again."""

_LONGEST_QUOTE = 160


class TooManyEnquiriesError(Exception):
    """Somebody asks more booths within a day than a person would."""


class ChangedEnquiryError(Exception):
    """Somebody else marked the request meanwhile, or it was forgotten."""


def editions_on(*, now: datetime.datetime) -> list[ExpoPage]:
    """Return the public editions that run at this moment or rest between two of their days. Three queries."""
    editions = ExpoPage.objects.public().not_over(now.date()).prefetch_related("other_days", "halls")
    editions = editions.order_by("starts_on", "pk")
    return [one for one in editions if one.face_at(now) in (Face.LIVE, Face.BETWEEN)]


def _edition_of(booth: BoothPage, editions: list[ExpoPage]) -> ExpoPage | None:
    """Return the first of these editions in which the booth's hall takes part."""
    for edition in editions:
        halls = {hall.pk for hall in edition.halls.all()}
        if not halls or booth.hall_id in halls:
            return edition
    return None


@transaction.atomic
def send(
    *, key: uuid.UUID, booths: Iterable[BoothPage], product=None, buyer: dict, now: datetime.datetime
) -> list[Enquiry]:
    """Ask these booths and return the requests; the same `key` again sends nothing anew.

    `buyer` has the values of `BUYER`, agreed to by who wrote them. Raises TooManyEnquiriesError.
    """
    booths = list(booths)[:MOST_BOOTHS]
    if not Enquiry.objects.filter(request=key).exists():
        asked = Enquiry.objects.filter(phone=buyer["phone"], made_at__gt=now - DAY).count()
        if asked + len(booths) > MOST_FROM_ONE_NUMBER:
            raise TooManyEnquiriesError
        editions = editions_on(now=now)
        rows = [
            Enquiry(
                request=key,
                booth=booth,
                product=product,
                edition=_edition_of(booth, editions),
                consented_at=now,
                made_at=now,
                **buyer,
            )
            for booth in booths
        ]
        # Two at once with the same key: the second finds what the first one wrote.
        Enquiry.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Enquiry.objects.filter(request=key).select_related("booth"))


@transaction.atomic
def mark(*, enquiry: Enquiry, state: EnquiryState, seen: str, now: datetime.datetime) -> Enquiry:
    """Note where a request stands; `seen` is the state that was shown. Raises ChangedEnquiryError.

    Times follow: the first answer is when it left "new", the end when it got an outcome.
    """
    row = Enquiry.objects.select_for_update(of=("self",)).filter(pk=enquiry.pk, forgotten_at=None).first()
    if row is None or row.state != seen:
        raise ChangedEnquiryError
    row.state = EnquiryState(state)
    row.answered_at = None if row.state == EnquiryState.NEW else row.answered_at or now
    row.closed_at = now if row.state in CLOSED else None
    row.save(update_fields=["state", "answered_at", "closed_at"])
    return row


def forget_old(*, now: datetime.datetime) -> int:
    """Take away what buyers wrote in requests that are old enough; return how many. States and times stay."""
    closed_before = now - datetime.timedelta(days=EnquirySettings.load().kept_days)
    due = Enquiry.objects.filter(forgotten_at=None).filter(
        Q(closed_at__lte=closed_before) | Q(made_at__lte=now - LONGEST_KEPT)
    )
    empty = dict.fromkeys(BUYER, "") | {"budget": None, "product": None}
    # What kind of buyer it was says nothing about who it was.
    del empty["buyer_kind"]
    return due.update(**empty, forgotten_at=now)


def enquiries_of(*, booth: BoothPage, user) -> QuerySet:
    """Return what one of the booth's people may read, new ones first; nothing for anybody else."""
    new_first = Case(When(state=EnquiryState.NEW, then=Value(0)), default=Value(1))
    return Enquiry.objects.for_people(user).filter(booth=booth).order_by(new_first, "-made_at", "-pk")


def new_enquiries(*, booth: BoothPage, user) -> int | None:
    """Return how many requests wait for this person's answer, None for who is not of the booth's people."""
    new = Count("enquiries", filter=Q(enquiries__state=EnquiryState.NEW, enquiries__forgotten_at=None))
    own = BoothPage.objects.for_merchant(user).filter(pk=booth.pk).annotate(new=new)
    return own.values_list("new", flat=True).first()


def new_by_booth(*, user) -> dict[int, int]:
    """Return {booth: requests that wait for this person's answer}, without booths that have none. One query."""
    rows = Enquiry.objects.for_people(user).filter(state=EnquiryState.NEW).order_by()
    return dict(rows.values_list("booth").annotate(Count("pk")))


def late_enquiries(*, now: datetime.datetime) -> int:
    """Return how many buyers have waited longer than LATE for an answer."""
    return Enquiry.objects.filter(state=EnquiryState.NEW, forgotten_at=None, made_at__lt=now - LATE).count()


def reply_address(enquiry: Enquiry) -> str:
    """Return the address that opens WhatsApp with an answer to the buyer, begun in Indonesian."""
    what = " ".join(enquiry.what.split())
    what = what if len(what) <= _LONGEST_QUOTE else what[: _LONGEST_QUOTE - 1].rstrip() + "…"
    told = [f"“{what}”"]
    told += [f"Jumlah: {enquiry.quantity}"] if enquiry.quantity else []
    told += [f"Diperlukan: {enquiry.needed}"] if enquiry.needed else []
    text = (
        f"Halo {enquiry.name}, saya dari lapak {enquiry.booth.title} di Gelar Lapak. "
        "Terima kasih atas permintaan Anda:\n\n" + "\n".join(told) + "\n\n"
    )
    return chat_address(enquiry.phone, text)


@dataclass(slots=True)
class Waiting:
    """How one hall or booth answers: numbers only, nothing about buyers."""

    pk: int
    name: str
    total: int = 0
    new: int = 0
    late: int = 0
    """New ones that wait longer than LATE."""
    since: datetime.datetime | None = None
    """When the one of the new ones was made that waits longest."""
    agreed: int = 0
    not_agreed: int = 0
    hours: list[float] = field(default_factory=list)

    @property
    def median_hours(self) -> float | None:
        """Return how many hours passed until half of the answered ones were answered."""
        return statistics.median(self.hours) if self.hours else None


def waiting_times(*, by: str, edition: ExpoPage | None, now: datetime.datetime) -> list[Waiting]:
    """Return counts and waiting times by "hall" or "booth", most late ones first. One query.

    All requests of an edition, or without one those of the last 365 days.
    """
    rows = Enquiry.objects.filter(
        **({"edition": edition} if edition else {"made_at__gt": now - datetime.timedelta(days=365)})
    )
    names = ("booth_id", "booth__title") if by == "booth" else ("booth__hall_id", "booth__hall__title")
    found: dict[int, Waiting] = {}
    for pk, name, state, made_at, answered_at in rows.values_list(*names, "state", "made_at", "answered_at"):
        one = found.setdefault(pk, Waiting(pk, name))
        one.total += 1
        if state == EnquiryState.NEW:
            one.new += 1
            one.since = min(one.since or made_at, made_at)
        one.late += state == EnquiryState.NEW and now - made_at > LATE
        one.agreed += state == EnquiryState.AGREED
        one.not_agreed += state == EnquiryState.NOT_AGREED
        if answered_at:
            one.hours.append((answered_at - made_at).total_seconds() / 3600)
    return sorted(found.values(), key=lambda one: (-one.late, -one.total, one.name))
