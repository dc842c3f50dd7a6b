"""Which participant stands where on the plan of an edition's hall.

Places are numbered and named as the stalls of a hall are (`expo.stalls`): odd numbers on the left of
the walkway, even ones on the right. Neighbours are the place across and the ones before and after on
the same side. Whoever writes places holds the lock of the hall's row of `HallCapacity`; the
constraint on (edition, hall, place) guards what is left.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import ProductListing
from expo.domain.participation import lock_capacity
from expo.enums import ParticipationState as State
from expo.models import ExpoPage, HallCapacity, HallPage, Participation
from expo.stalls import STALLS_PER_AISLE


class PlaceTakenError(Exception):
    """Raised where a place is another participant's than the one to swap with."""

    def __init__(self, row: Participation):
        self.row = row
        super().__init__(row.booth.title)


def neighbours(place: int) -> list[int]:
    """Return the places beside and across from one, in the same aisle."""
    aisle = (place - 1) // STALLS_PER_AISLE
    across = place + 1 if place % 2 else place - 1
    return [
        near
        for near in (place - 2, across, place + 2)
        if near > 0 and (near - 1) // STALLS_PER_AISLE == aisle
    ]


def mixed(kinds: dict[int, Hashable]) -> dict[int, int]:
    """Return {place: id} for {id: kind}, so that no neighbours are of one kind wherever that is possible.

    Colour the places like a chessboard: neighbours never have the same colour. One colour is filled with whole
    kinds, the largest first, the other one with the rest; the only kind that stands on both colours has the last
    places of the first and the first of the second. It therefore meets itself only if it has more than half of all
    places, and then nothing helps. Within a colour kinds alternate. The same input always gives the same plan.
    """
    groups = defaultdict(list)
    for pk, kind in kinds.items():
        groups[kind].append(pk)
    ordered = sorted(groups.values(), key=lambda ids: (-len(ids), ids))
    rows = -(-len(kinds) // 2)
    first, shared, second, room = [], ([], []), [], rows
    for ids in ordered:
        if len(ids) <= room:
            first.append(ids)
        elif room:
            shared = (ids[:room], ids[room:])
        else:
            second.append(ids)
        room = max(0, room - len(ids))
    black = _alternating(first) + shared[0]
    white = shared[1] + _alternating(second)
    # Row r has the places 2r+1 and 2r+2. Black is left in the last row, which with an odd number has no other place.
    turn = (rows - 1) % 2
    places = {2 * row + 1 + (row + turn) % 2: pk for row, pk in enumerate(black)}
    return places | {2 * row + 2 - (row + turn) % 2: pk for row, pk in enumerate(white)}


def _alternating(groups: list[list[int]]) -> list[int]:
    longest = max(map(len, groups), default=0)
    return [ids[turn] for turn in range(longest) for ids in groups if turn < len(ids)]


def kinds_of(booths: Iterable[int]) -> dict[int, Hashable]:
    """Return what each booth sells most of, as a category's id; a booth without one is of a kind of its own."""
    booths = list(booths)
    counts: dict[int, Counter] = defaultdict(Counter)
    rows = ProductListing.objects.filter(booth__in=booths, category__isnull=False).order_by()
    for booth, category in rows.values_list("booth", "category"):
        counts[booth][category] += 1
    return {
        booth: min(counts[booth], key=lambda category: (-counts[booth][category], category))
        if counts[booth]
        else f"booth {booth}"
        for booth in booths
    }


@transaction.atomic
def arrange(*, edition: ExpoPage, hall: HallPage) -> int:
    """Give every accepted participant of a hall a place anew; return how many stand somewhere now."""
    lock_capacity(edition_id=edition.pk, hall_id=hall.pk)
    rows = _accepted(edition, hall)
    kinds = kinds_of(row.booth_id for row in rows)
    places = mixed({row.pk: kinds[row.booth_id] for row in rows})
    _write(edition, hall, {pk: place for place, pk in places.items()})
    return len(rows)


@transaction.atomic
def place_rest(*, edition: ExpoPage, hall: HallPage) -> int:
    """Give those without a place one that is free, beside the fewest of their kind; return how many there were.

    Who stands somewhere stays there.
    """
    capacity = lock_capacity(edition_id=edition.pk, hall_id=hall.pk)
    rows = _accepted(edition, hall)
    kinds = kinds_of(row.booth_id for row in rows)
    there = {row.place: kinds[row.booth_id] for row in rows if row.place}
    last = max(capacity.places if capacity else 0, len(rows))
    missing = [row for row in rows if not row.place]
    for row in missing:
        kind = kinds[row.booth_id]
        free = [place for place in range(1, last + 1) if place not in there]
        row.place = min(
            free, key=lambda place: (sum(there.get(near) == kind for near in neighbours(place)), place)
        )
        there[row.place] = kind
        Participation.objects.filter(pk=row.pk).update(place=row.place)
    return len(missing)


@transaction.atomic
def put_on_place(*, participation: Participation, place: int | None, swap_with: int | None = None) -> None:
    """Give a participant a place by hand, or none; the one who has it, if it is `swap_with`, gets the old one.

    Raises ValueError for a place the hall does not have or somebody who takes no part, PlaceTakenError.
    """
    capacity = lock_capacity(edition_id=participation.edition_id, hall_id=participation.hall_id)
    rows = Participation.objects.select_for_update(of=("self",))
    row = rows.get(pk=participation.pk)
    if row.state != State.ACCEPTED:
        raise ValueError(_("Lapak ini tidak sedang diterima."))
    held = Participation.objects.filter(edition=row.edition_id, hall=row.hall_id)
    if place is None:
        held.filter(pk=row.pk).update(place=None)
        return
    if not 1 <= place <= last_place(edition=participation.edition, capacity=capacity, hall=row.hall_id):
        raise ValueError(_("Nomor tempat ini di luar hall."))
    other = held.filter(place=place).exclude(pk=row.pk).select_related("booth").first()
    if other and other.pk != swap_with:
        raise PlaceTakenError(other)
    if other:
        held.filter(pk=other.pk).update(place=None)
    held.filter(pk=row.pk).update(place=place)
    if other:
        held.filter(pk=other.pk).update(place=row.place)


def last_place(*, edition: ExpoPage, capacity: HallCapacity | None, hall: int) -> int:
    """Return the highest number of a hall's places; never fewer than there are participants."""
    accepted = edition.participations.accepted().filter(hall=hall).count()
    return max(capacity.places if capacity else 0, accepted)


def _accepted(edition: ExpoPage, hall: HallPage) -> list[Participation]:
    # By when they applied, so that the plan does not depend on the order of review.
    return list(edition.participations.accepted().filter(hall=hall).order_by("applied_at", "pk"))


def _write(edition: ExpoPage, hall: HallPage, places: dict[int, int]) -> None:
    rows = edition.participations.filter(hall=hall)
    # First out of the way: a place may pass from one to the other.
    rows.exclude(place=None).update(place=None)
    for pk, place in places.items():
        rows.filter(pk=pk).update(place=place)
