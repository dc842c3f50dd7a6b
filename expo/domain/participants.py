"""What the office and visitors read of an edition's participants."""

from dataclasses import dataclass

from django.db.models import Case, Count, QuerySet, Value, When

from expo.enums import ParticipationState as State
from expo.models import ExpoPage, HallPage, Participation

URGENCY = (State.APPLIED, State.OFFERED, State.WAITING, State.ACCEPTED, State.DECLINED, State.WITHDRAWN)
"""In which order the office reads them: what waits for an answer first."""


@dataclass(frozen=True, slots=True)
class HallCount:
    """A hall of an edition: its places, and how many participations stand where."""

    hall: HallPage
    places: int
    numbers: dict[str, int]

    @property
    def cells(self) -> list[tuple[str, int]]:
        """Return [(state, number), …] in the order of `URGENCY`."""
        return [(state, self.numbers.get(state, 0)) for state in URGENCY]

    @property
    def free(self) -> int:
        """Return how many places nobody holds."""
        return max(0, self.places - self._held)

    @property
    def over(self) -> int:
        """Return how many more hold a place than there are: the office took places away afterwards."""
        return max(0, self._held - self.places)

    @property
    def _held(self) -> int:
        return self.numbers.get(State.ACCEPTED, 0) + self.numbers.get(State.OFFERED, 0)

    @property
    def may_offer(self) -> bool:
        """Tell whether somebody waits for a place that is free."""
        return bool(self.free and self.numbers.get(State.WAITING))


def hall_counts(*, edition: ExpoPage) -> list[HallCount]:
    """Return the halls that have places or participants, in the order of the halls: three queries."""
    places = dict(edition.capacities.values_list("hall", "places"))
    numbers: dict[int, dict[str, int]] = {}
    found = edition.participations.order_by().values_list("hall", "state").annotate(number=Count("*"))
    for hall, state, number in found:
        numbers.setdefault(hall, {})[state] = number
    halls = HallPage.objects.filter(pk__in={*places, *numbers}).order_by("path")
    return [HallCount(hall, places.get(hall.pk, 0), numbers.get(hall.pk, {})) for hall in halls]


def participants(*, edition: ExpoPage, hall: int | None = None, state: str = "", q: str = "") -> QuerySet:
    """Return the participations of an edition for the office, what waits for an answer first."""
    rows = edition.participations.select_related("booth", "hall")
    if hall:
        rows = rows.filter(hall=hall)
    if state in State.values:
        rows = rows.filter(state=state)
    if q:
        rows = rows.filter(booth__title__icontains=q)
    order = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(URGENCY)))
    return rows.order_by(order, "waiting_since", "applied_at", "pk")


def neighbours_on_list(*, row: Participation) -> tuple[int | None, int | None]:
    """Return the ids of the application before and after this one, among those that wait for an answer."""
    ids = list(participants(edition=row.edition, state=State.APPLIED).values_list("pk", flat=True))
    if row.pk not in ids:
        return None, (ids[0] if ids else None)
    at = ids.index(row.pk)
    return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)
