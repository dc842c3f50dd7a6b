"""Giving booths their stalls."""

from django.db.models import Max

from expo.models import BoothPage, HallPage


def hall_of(page) -> HallPage:
    """Return the hall above a page whose tree path is set; raises HallPage.DoesNotExist outside the halls."""
    return HallPage.objects.get(path=page.path[: -page.steplen])


def place_in_hall(*, booth: BoothPage) -> None:
    """Set hall and the next free stall number on `booth`, without saving it.

    The hall's row is locked until the transaction ends, so that two booths opened at the same
    moment get two stalls; the constraint on (hall, stall number) guards what is left.
    """
    hall = HallPage.objects.select_for_update(of=("self",)).get(pk=hall_of(booth).pk)
    last = BoothPage.objects.filter(hall=hall).aggregate(last=Max("stall_number"))["last"] or 0
    booth.hall = hall
    booth.stall_number = last + 1
