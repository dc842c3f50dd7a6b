"""Walking a hall: its aisles, its stalls, its filters."""

from django.db.models import Max

from expo.domain.listing import site_path
from expo.models import BoothListing, HallPage
from expo.stalls import STALLS_PER_AISLE, aisle_index, aisle_name


def hall_page_context(*, hall: HallPage, query) -> dict:
    """Return the aisle asked for (or the filtered booths) of a hall for these GET parameters."""
    rows = BoothListing.objects.filter(hall=hall.pk)
    last = rows.aggregate(last=Max("stall_number"))["last"] or 0
    count = max(1, -(-last // STALLS_PER_AISLE))
    try:
        current = min(aisle_index(query.get("lorong", "A")), count - 1)
    except ValueError:
        current = 0
    first = current * STALLS_PER_AISLE
    stalls = rows.filter(stall_number__gt=first, stall_number__lte=first + STALLS_PER_AISLE)
    url = site_path(hall)
    return {
        "hall": hall,
        "hall_url": url,
        "aisles": [
            {"name": aisle_name(i), "url": f"{url}?lorong={aisle_name(i)}", "is_current": i == current}
            for i in range(count)
        ],
        "booths": list(stalls.order_by("stall_number")),
        "groups": [],
        "chips": [],
    }
