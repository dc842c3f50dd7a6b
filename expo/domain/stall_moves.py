"""Giving a booth another stall of its hall."""

import re

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from expo.domain.listing import refresh_booth
from expo.domain.stalls import note_stall
from expo.models import BoothPage, HallPage
from expo.stalls import STALLS_PER_AISLE, aisle_index, stall_code
from merchants.permissions import is_curator

STALL_MOVED = "expo.stall_moved"

_CODE = re.compile(r"^\s*([A-Za-z]{1,3})\s*-?\s*([0-9]{1,2})\s*$")


class StallTakenError(Exception):
    """Raised when the stall is another booth's than the one to swap with."""

    def __init__(self, booth: BoothPage):
        self.booth = booth
        super().__init__(booth.title)


def stall_number_of(code: str) -> int:
    """Return the one-based number of the stall with this code: "B-12" → 36; raises ValueError on nonsense."""
    match = _CODE.match(code)
    if match is None or not 1 <= int(match[2]) <= STALLS_PER_AISLE:
        raise ValueError(f"not a stall: {code!r}")
    return aisle_index(match[1]) * STALLS_PER_AISLE + int(match[2])


def last_stall(hall: HallPage) -> int:
    """Return the highest number a booth of this hall may be given: the end of one aisle beyond those in use."""
    last = BoothPage.objects.filter(hall=hall).aggregate(last=Max("stall_number"))["last"] or 0
    return (-(-last // STALLS_PER_AISLE) + 1) * STALLS_PER_AISLE


@transaction.atomic
def move_to_stall(*, booth: BoothPage, number: int, by, swap_with: int | None = None) -> None:
    """Give `booth` the stall with this number in its hall; its occupant, if it is `swap_with`, gets the old one.

    The hall's row is locked meanwhile, and the constraint on (hall, stall number) guards what is
    left: two booths never have one code. Raises PermissionDenied unless `by` is of the office and
    may edit the booth, StallTakenError when the stall is taken by another booth than the page
    with the id `swap_with`, ValueError when the number is out of range.
    """
    if not is_curator(by) or not booth.permissions_for_user(by).can_edit():
        raise PermissionDenied
    hall = HallPage.objects.select_for_update(of=("self",)).get(pk=booth.hall_id)
    if not 1 <= number <= last_stall(hall):
        raise ValueError(_("Nomor stan ini di luar hall."))
    booth = BoothPage.objects.get(pk=booth.pk)
    old = booth.stall_number
    if old == number:
        return
    other = BoothPage.objects.filter(hall=hall, stall_number=number).first()
    if other and other.pk != swap_with:
        raise StallTakenError(other)
    stalls = BoothPage.objects.filter(hall=hall)
    if other:
        stalls.filter(pk=other.pk).update(stall_number=None)
    stalls.filter(pk=booth.pk).update(stall_number=number)
    note_stall(hall=hall, number=number)
    if other:
        stalls.filter(pk=other.pk).update(stall_number=old)
    moved = [(booth, old, number)] + ([(other, number, old)] if other else [])
    for page, before, after in moved:
        page.stall_number = after
        log(
            instance=page,
            action=STALL_MOVED,
            user=by,
            data={"from": stall_code(before) if before else "", "to": stall_code(after) if after else ""},
        )
        refresh_booth(booth=page)
