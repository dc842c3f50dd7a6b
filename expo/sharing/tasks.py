"""Background work of share cards."""

from django_tasks import task

from catalog.models import ProductListing
from expo.importing.tasks import runs_in_requests
from expo.models import BoothListing
from expo.sharing.store import remove_files, rows_of, update_cards

MOST_IN_REQUEST = 6
"""Cards drawn at once where there is no worker; what is missing then is made by `make_share_cards`."""


@task()
def make_cards(page_ids: list[int]) -> None:
    """Draw the cards of these booths and products where they are missing or out of date."""
    update_cards(page_ids=page_ids, most=MOST_IN_REQUEST if runs_in_requests() else None)


@task()
def make_cards_of_hall(hall_id: int) -> None:
    """Draw the cards of a hall's booths, and of their products, after its name or colours changed."""
    booths = BoothListing.objects.filter(hall=hall_id).order_by("stall_number")
    products = ProductListing.objects.filter(hall=hall_id).order_by("-published_at", "-page")
    most = MOST_IN_REQUEST if runs_in_requests() else None
    # Without a worker an editor waits: nobody looks through all cards of a large hall then.
    page_ids = [pk for rows in (booths, products) for pk in rows.values_list("pk", flat=True)[:most]]
    update_cards(page_ids=page_ids, most=most)


@task()
def remove_cards(page_ids: list[int]) -> None:
    """Remove the cards of pages that are not public any more."""
    # Somebody may have published one again in the meantime.
    shown = {row.card for row in rows_of(page_ids)}
    for page_id in page_ids:
        remove_files(page_id=page_id, keep=shown)
