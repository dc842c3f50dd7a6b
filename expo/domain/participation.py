"""From applying to a place in an edition: every step a booth takes, and who may not overtake whom.

Whoever gives away or takes back a place holds the lock on the hall's row of `HallCapacity`; so the
places that are held never outnumber those there are. Every step is written down with its words.

Steps of the office take `seen`, the state somebody decided upon, so that of two people at once the
second is told what the first did; and a `reason` for the merchant, which declining must have.
"""

import datetime
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from expo.domain.offers import end_offers
from expo.enums import ParticipationState as State
from expo.models import BoothPage, ExpoPage, HallCapacity, HallPage, Participation, ParticipationStep
from expo.models.participation import HOLDING
from merchants.permissions import is_curator

FROM = {
    "accept": (State.APPLIED, State.WAITING, State.OFFERED, State.DECLINED),
    "wait": (State.APPLIED, State.DECLINED),
    "decline": (State.APPLIED, State.WAITING, State.OFFERED, State.ACCEPTED),
    "withdraw": (State.APPLIED, State.WAITING, State.OFFERED, State.ACCEPTED),
    "take": (State.OFFERED,),
}
"""From which states each step leads on; pages offer the steps that are named here."""


class TakingPartError(Exception):
    """Raised where a step can't be taken; its text says why, for people."""


class NoPlaceError(TakingPartError):
    """Raised where all places of the hall are held."""

    def __init__(self):
        super().__init__(_("Tempat di hall ini sudah habis. Masukkan ke daftar tunggu."))


class MovedOnError(TakingPartError):
    """Raised where the participation is no longer where somebody saw it."""

    def __init__(self, participation: Participation):
        state = participation.get_state_display()
        super().__init__(_("Keadaannya sudah berubah: %(state)s.") % {"state": state})


@transaction.atomic
def apply(
    *, edition: ExpoPage, booth: BoothPage, hall: HallPage, answers: list, by, now: datetime.datetime
) -> Participation:
    """Ask for a place in a hall; `answers` are [[question, answer], …] of a checked form.

    While the call is open, or at any time for the office. Who withdrew may ask again. Raises TakingPartError.
    """
    if not (edition.call_is_open(now) or is_curator(by)) or is_over(edition, now):
        raise TakingPartError(_("Pendaftaran expo ini sedang tidak dibuka."))
    if not HallCapacity.objects.filter(edition=edition, hall=hall).exists():
        raise TakingPartError(_("Hall ini tidak menerima peserta."))
    if not (booth.live or is_curator(by)):
        raise TakingPartError(_("Lapak ini belum tayang. Kirim dulu untuk diperiksa dinas."))
    known = Participation.objects.select_for_update().filter(edition=edition, booth=booth).first()
    if known and known.state != State.WITHDRAWN:
        raise MovedOnError(known)
    if known:
        known.hall, known.answers, known.applied_at, known.applied_by = hall, answers, now, by
        return _move(known, State.APPLIED, by=by, now=now)
    new = Participation(
        edition=edition, booth=booth, hall=hall, answers=answers, applied_at=now, applied_by=by
    )
    try:
        with transaction.atomic():
            new.save()
    except IntegrityError:
        # Two phones of the same booth at once: the other one was first.
        raise MovedOnError(Participation.objects.get(edition=edition, booth=booth)) from None
    _write_step(new, "", by=by, now=now, words="")
    return new


@transaction.atomic
def accept(
    *, participation: Participation, by, now: datetime.datetime, seen: str | None = None, reason: str = ""
) -> Participation:
    """Give a place of the hall. Raises NoPlaceError, MovedOnError."""
    capacity, participation = _locked(participation, "accept", seen)
    if participation.state != State.OFFERED and _free(capacity) < 1:
        raise NoPlaceError
    return _move(participation, State.ACCEPTED, by=by, now=now, words=reason)


@transaction.atomic
def put_on_waiting_list(
    *, participation: Participation, by, now: datetime.datetime, seen: str | None = None, reason: str = ""
) -> Participation:
    """Put at the end of the hall's waiting list. Raises MovedOnError."""
    _capacity, participation = _locked(participation, "wait", seen)
    return _move(participation, State.WAITING, by=by, now=now, words=reason)


@transaction.atomic
def decline(
    *, participation: Participation, by, now: datetime.datetime, seen: str | None = None, reason: str
) -> Participation:
    """Decline with a reason the merchant reads; a place that was held goes to the next who waits.

    Raises ValidationError without a reason, MovedOnError.
    """
    if not reason.strip():
        raise ValidationError(_("Tulis alasannya."))
    capacity, participation = _locked(participation, "decline", seen)
    return _leave(capacity, participation, State.DECLINED, by=by, now=now, words=reason)


@transaction.atomic
def withdraw(
    *, participation: Participation, by, now: datetime.datetime, seen: str | None = None, reason: str = ""
) -> Participation:
    """Take no part after all, or refuse an offered place; the place goes to the next who waits.

    Raises MovedOnError.
    """
    capacity, participation = _locked(participation, "withdraw", seen)
    return _leave(capacity, participation, State.WITHDRAWN, by=by, now=now, words=reason)


@transaction.atomic
def take_offer(*, participation: Participation, by, now: datetime.datetime) -> Participation:
    """Say yes to an offered place. Raises TakingPartError after the deadline, MovedOnError."""
    _capacity, participation = _locked(participation, "take")
    if participation.offered_until <= now:
        raise TakingPartError(
            _("Batas waktu menjawab sudah lewat; tempatnya ditawarkan ke lapak berikutnya.")
        )
    return _move(participation, State.ACCEPTED, by=by, now=now)


@transaction.atomic
def offer_free_places(*, edition: ExpoPage, hall: HallPage, by, now: datetime.datetime) -> int:
    """Offer every free place of a hall to those who wait, in their order; return how many were offered.

    For the office: after it gave a hall more places, or when some were left.
    """
    capacity = lock_capacity(edition_id=edition.pk, hall_id=hall.pk)
    count = 0
    while _offer_next(capacity, by=by, now=now):
        count += 1
    return count


def follow_offers(*, now: datetime.datetime, edition: ExpoPage | None = None) -> int:
    """Pass on places that were offered and not answered in time; return how many.

    Done every hour, and whenever somebody looks, so that nobody waits for a clock.
    """
    lapsed = Participation.objects.lapsed(now)
    if edition is not None:
        lapsed = lapsed.filter(edition=edition)
    count = 0
    for participation in lapsed.order_by("offered_until", "pk"):
        # Somebody may have answered or passed it on since it was read.
        with suppress(MovedOnError, Participation.DoesNotExist), transaction.atomic():
            capacity, participation = _locked(participation, "withdraw", seen=State.OFFERED)
            if participation.offered_until <= now:
                # Kept for the merchant, whatever language the one reads who looked.
                with translation.override(settings.LANGUAGE_CODE):
                    words = _("Tempat yang ditawarkan tidak dijawab sampai batas waktu.")
                _leave(capacity, participation, State.WITHDRAWN, by=None, now=now, words=words)
                count += 1
    return count


@transaction.atomic
def forget_booth(*, booth: BoothPage, now: datetime.datetime) -> None:
    """Let a booth that is about to be deleted leave every edition; its places go to the next who wait."""
    for participation in booth.participations.order_by("edition", "pk"):
        capacity = lock_capacity(edition_id=participation.edition_id, hall_id=participation.hall_id)
        participation.refresh_from_db()
        held = participation.state in HOLDING
        participation.delete()
        if held:
            _offer_next(capacity, by=None, now=now)


def is_over(edition: ExpoPage, now: datetime.datetime) -> bool:
    """Tell whether the edition's last day has ended, in its zone."""
    return now.astimezone(edition.tzinfo).date() > edition.ends_on


def lock_capacity(*, edition_id: int, hall_id: int) -> HallCapacity | None:
    """Lock the row of a hall's places; None where the office took the hall out of the call: nothing to give."""
    return HallCapacity.objects.select_for_update().filter(edition=edition_id, hall=hall_id).first()


def _locked(
    participation: Participation, step: str, seen: str | None = None
) -> tuple[HallCapacity | None, Participation]:
    """Return the hall's row and the participation, both locked, in this order everywhere; raises MovedOnError."""
    capacity = lock_capacity(edition_id=participation.edition_id, hall_id=participation.hall_id)
    rows = Participation.objects.select_for_update(of=("self",)).select_related("edition")
    row = rows.get(pk=participation.pk)
    # Who withdrew and applied again may be in another hall by now.
    if row.state not in FROM[step] or row.hall_id != participation.hall_id or seen not in (None, row.state):
        raise MovedOnError(row)
    return capacity, row


def _free(capacity: HallCapacity | None) -> int:
    if capacity is None:
        return 0
    held = Participation.objects.filter(edition=capacity.edition_id, hall=capacity.hall_id).holding().count()
    return capacity.places - held


def _leave(capacity, participation: Participation, to: State, *, by, now, words: str = "") -> Participation:
    held = participation.state in HOLDING
    participation = _move(participation, to, by=by, now=now, words=words)
    if held:
        _offer_next(capacity, by=None, now=now)
    return participation


def _offer_next(capacity: HallCapacity | None, *, by, now: datetime.datetime) -> bool:
    if _free(capacity) < 1:
        return False
    edition = capacity.edition
    rows = Participation.objects.filter(edition=edition, hall=capacity.hall_id).queue()
    first = rows.select_for_update().first()
    # Nobody is asked for an answer after the last day.
    last = datetime.datetime.combine(edition.ends_on, edition.closes_at, edition.tzinfo)
    until = min(now + datetime.timedelta(hours=edition.reply_hours), last)
    if first is None or until <= now:
        return False
    _move(first, State.OFFERED, by=by, now=now, offered_until=until)
    return True


def _move(participation: Participation, to: State, *, by, now, words: str = "", offered_until=None):
    """Write the new state with what belongs to it, and the step."""
    before, participation.state = participation.state, to
    participation.reason = words = words.strip()
    participation.waiting_since = now if to == State.WAITING else None
    participation.offered_until = offered_until
    if to != State.ACCEPTED:
        participation.place = None
    participation.save()
    _write_step(participation, before, by=by, now=now, words=words)
    if to != State.ACCEPTED and before == State.ACCEPTED:
        end_offers(participation=participation)
    return participation


def _write_step(participation: Participation, before: str, *, by, now, words: str) -> None:
    ParticipationStep.objects.create(
        participation=participation,
        at=now,
        by=by,
        from_state=before,
        to_state=participation.state,
        words=words,
    )
