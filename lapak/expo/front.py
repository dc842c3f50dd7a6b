"""What a booth is told of editions: those it may join, and how it stands in those it has joined."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from expo.domain.participation import follow_offers, is_over
from expo.enums import ParticipationState as State
from expo.models import BoothPage, ExpoPage, Participation

HEADINGS = {
    State.APPLIED: _("Pendaftaran sudah masuk"),
    State.ACCEPTED: _("Lapak Anda ikut"),
    State.WAITING: _("Di daftar tunggu"),
    State.OFFERED: _("Ada tempat untuk Anda"),
    State.DECLINED: _("Belum bisa ikut kali ini"),
    State.WITHDRAWN: _("Lapak Anda tidak ikut"),
}
STEPS = {
    State.APPLIED: _("Mendaftar"),
    State.ACCEPTED: _("Diterima"),
    State.WAITING: _("Masuk daftar tunggu"),
    State.OFFERED: _("Tempat ditawarkan"),
    State.DECLINED: _("Ditolak"),
    State.WITHDRAWN: _("Tidak ikut"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a booth stands in an edition; `row` is None while it has not applied."""

    edition: ExpoPage
    row: Participation | None
    is_open: bool
    is_over: bool
    turn: int = 0
    """Which one on the waiting list, from 1."""

    @property
    def state(self) -> str:
        """Return the state, "" before applying."""
        return self.row.state if self.row else ""

    @property
    def heading(self) -> str:
        """Return the state in words."""
        return HEADINGS[State(self.row.state)] if self.row else _("Pendaftaran dibuka")

    @property
    def may_apply(self) -> bool:
        """Tell whether a form is to be shown."""
        return self.is_open and self.state in ("", State.WITHDRAWN)

    @property
    def may_leave(self) -> bool:
        """Tell whether there is something to withdraw from."""
        return bool(self.row) and not self.is_over and self.state not in (State.DECLINED, State.WITHDRAWN)


def standing(*, booth: BoothPage, edition: ExpoPage, now: datetime.datetime) -> Standing:
    """Return how a booth stands in an edition; a place nobody answered for in time is passed on first."""
    follow_offers(now=now, edition=edition)
    row = Participation.objects.filter(edition=edition, booth=booth).select_related("hall", "edition").first()
    turn = 0
    if row and row.state == State.WAITING:
        queue = Participation.objects.filter(edition=edition, hall=row.hall_id).queue()
        turn = queue.before(row).count() + 1
    over = is_over(edition, now)
    return Standing(edition, row, edition.call_is_open(now) and not over, over, turn)


def expo_cards(*, booth: BoothPage, now: datetime.datetime) -> list[Standing]:
    """Return the editions the front page of a booth tells of: three queries.

    Those that are not over and that the booth may join or has joined, the nearest first; a place nobody
    answered for in time is passed on first.
    """
    follow_offers(now=now)
    # A zone's day may differ from the site's; `is_over` is exact.
    soon = ExpoPage.objects.public().filter(ends_on__gte=now.date() - datetime.timedelta(days=1))
    editions = [edition for edition in soon.order_by("starts_on", "pk") if not is_over(edition, now)]
    rows = Participation.objects.filter(booth=booth, edition__in=editions).select_related("hall")
    known = {row.edition_id: row for row in rows} if editions else {}
    cards = [
        Standing(edition, known.get(edition.pk), edition.call_is_open(now), is_over=False)
        for edition in editions
    ]
    return [card for card in cards if card.row or card.is_open]
