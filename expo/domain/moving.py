"""Moving booths between halls."""

from django.db import transaction

from expo.domain.stalls import hall_of, place_in_hall
from expo.models import BoothPage


@transaction.atomic
def settle_in_hall(*, booth: BoothPage) -> None:
    """Give a booth that was moved to another hall a stall there; within its hall it keeps its stall."""
    if booth.hall_id == hall_of(booth).pk:
        return
    place_in_hall(booth=booth)
    BoothPage.objects.filter(pk=booth.pk).update(hall=booth.hall, stall_number=booth.stall_number)
