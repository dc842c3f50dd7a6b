"""What the office and visitors read of an edition's participants."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.utils import timezone

from core.page_cache import kept
from core.tree import site_path
from expo.domain.floor_plan import FloorPlan, floor_plan
from expo.domain.readers import HallTile, hall_tiles
from expo.enums import Face
from expo.enums import ParticipationState as State
from expo.models import BoothListing, ExpoPage, HallCapacity, HallPage, Participation
from expo.stalls import STALLS_PER_AISLE, stall_code

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


def editions_in_numbers() -> QuerySet:
    """Return the editions for the office, the latest first, with `waiting`, `accepted` and `places`: three queries."""
    capacities = HallCapacity.objects.filter(edition=OuterRef("pk")).values("edition")
    return (
        ExpoPage.objects.prefetch_related("other_days")
        .annotate(
            waiting=Count("participations", filter=Q(participations__state=State.APPLIED)),
            accepted=Count("participations", filter=Q(participations__state=State.ACCEPTED)),
            places=Subquery(capacities.annotate(sum=Sum("places")).values("sum")),
        )
        .order_by("-starts_on", "-pk")
    )


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


def taking_part_context(*, edition: ExpoPage, now: datetime.datetime) -> dict:
    """Return what the edition's own page tells of the call and of those who take part: one query."""
    # As `halls_of` lists them.
    public = {"booth__listing__isnull": False, "hall__live": True}
    return {
        "call_is_open": edition.call_is_open(now),
        "participant_count": Participation.objects.accepted().filter(edition=edition.pk, **public).count(),
    }


@dataclass(frozen=True, slots=True)
class HallOfEdition:
    """A hall of an edition with its public participants: `rows` are their cards with `place` and `place_code`."""

    hall: HallTile
    plans: list[FloorPlan]
    """One for each aisle; none while nobody has a place."""
    rows: list[BoothListing]


def halls_of(*, edition: ExpoPage) -> list[HallOfEdition]:
    """Return the halls of an edition that have public participants, each with its plan: three queries."""
    listings = BoothListing.objects.filter(
        page__participations__edition=edition, page__participations__state=State.ACCEPTED
    ).annotate(place=F("page__participations__place"), edition_hall=F("page__participations__hall"))
    rows: dict[int, list[BoothListing]] = {}
    for row in listings.order_by("title", "page"):
        row.place_code = stall_code(row.place) if row.place else ""
        rows.setdefault(row.edition_hall, []).append(row)
    places = dict(edition.capacities.values_list("hall", "places"))
    return [
        HallOfEdition(tile, _plans(rows[tile.pk], places.get(tile.pk, 0)), _by_place(rows[tile.pk]))
        for tile in hall_tiles()
        if tile.pk in rows
    ]


def _by_place(rows: list[BoothListing]) -> list[BoothListing]:
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0))


def _plans(rows: list[BoothListing], places: int) -> list[FloorPlan]:
    placed = [row for row in rows if row.place]
    if not placed:
        return []
    last = max(places, *(row.place for row in placed))
    for row in placed:
        # The plan is drawn from where a booth stands in the edition, not in its hall.
        row.stall_number, row.is_pick = row.place, False
    return [
        floor_plan(aisle=aisle, booths=placed, count=min(STALLS_PER_AISLE, last - aisle * STALLS_PER_AISLE))
        for aisle in range(-(-last // STALLS_PER_AISLE))
    ]


@dataclass(frozen=True, slots=True)
class EditionMark:
    """What the pages of a participant say of the edition that is on."""

    title: str
    url: str
    hall: str
    code: str


def marks_now() -> dict[int, EditionMark]:
    """Return {booth id: mark} of the participants of editions that are on, nights between two days included.

    Read once for each change of what visitors see and for each moment of the clock, so that a page costs no query.
    """
    return kept("expo:marks", _marks)


def _marks() -> dict[int, EditionMark]:
    now = timezone.now()
    editions = ExpoPage.objects.public().prefetch_related("other_days")
    # A day of another zone may be the one before or after.
    near = datetime.timedelta(days=1)
    editions = editions.filter(starts_on__lte=now.date() + near, ends_on__gte=now.date() - near)
    running = {
        edition.pk: edition for edition in editions if edition.face_at(now) in (Face.LIVE, Face.BETWEEN)
    }
    if not running:
        return {}
    rows = Participation.objects.accepted().filter(edition__in=running)
    # Of two editions at once the one that began last: it comes last and stays.
    rows = rows.order_by("edition__starts_on", "edition")
    marks = {}
    for booth, edition, hall, place in rows.values_list("booth", "edition", "hall__title", "place"):
        page = running[edition]
        marks[booth] = EditionMark(page.title, site_path(page), hall, stall_code(place) if place else "")
    return marks
