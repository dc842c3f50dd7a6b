"""Giving booths their stalls."""

from django.db.models import Max

from expo.models import BoothPage, HallPage, StallCounter


def hall_of(page) -> HallPage:
    """Return the hall above a page whose tree path is set; raises HallPage.DoesNotExist outside the halls."""
    return HallPage.objects.get(path=page.path[: -page.steplen])


def highest_stall(*, hall: HallPage) -> int:
    """Return the highest stall number this hall gave so far, to whatever became of the booth; 0 in a new hall."""
    given = StallCounter.objects.filter(hall=hall).values_list("highest", flat=True).first() or 0
    used = BoothPage.objects.filter(hall=hall).aggregate(last=Max("stall_number"))["last"] or 0
    return max(given, used)


def note_stall(*, hall: HallPage, number: int) -> None:
    """Remember that the hall gave this number. The caller holds the lock on the hall's row."""
    StallCounter.objects.get_or_create(hall=hall)
    StallCounter.objects.filter(hall=hall, highest__lt=number).update(highest=number)


def place_in_hall(*, booth: BoothPage) -> None:
    """Set hall and the next stall number on `booth`, without saving it.

    Numbers are given once: the place of a booth that was deleted or moved away stays empty, so that
    its printed code leads nobody to a stranger. The hall's row is locked until the transaction ends,
    so that two booths opened at the same moment get two stalls; the constraint on (hall, stall
    number) guards what is left.
    """
    hall = HallPage.objects.select_for_update(of=("self",)).get(pk=hall_of(booth).pk)
    booth.hall = hall
    booth.stall_number = highest_stall(hall=hall) + 1
    note_stall(hall=hall, number=booth.stall_number)
