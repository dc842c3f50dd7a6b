"""manage.py make_share_cards: the pictures that messengers show of booths and products."""

import time

from django.core.management.base import BaseCommand

from catalog.models import ProductListing
from expo.models import BoothListing
from expo.sharing.store import BATCH, sweep, update_card

STEP = 500


class Command(BaseCommand):
    """Draws what is missing or out of date and removes what nobody shows; interrupted, it goes on next time."""

    help = "Draw the share cards of booths and products that are missing or out of date."

    def add_arguments(self, parser):
        """Add the switches."""
        parser.add_argument("--booths-only", action="store_true", help="leave the products for later")

    def handle(self, *args, booths_only, **options):
        """Draw, telling how far it is."""
        started, drawn, looked_at = time.monotonic(), 0, 0
        models = [BoothListing] if booths_only else [BoothListing, ProductListing]
        total = sum(model.objects.count() for model in models)
        for model in models:
            last = 0
            while rows := list(model.objects.filter(page__gt=last).order_by("page")[:BATCH]):
                last = rows[-1].pk
                for row in rows:
                    drawn += update_card(row)
                    looked_at += 1
                    if looked_at % STEP == 0 or looked_at == total:
                        seconds = time.monotonic() - started
                        self.stdout.write(f"{looked_at} of {total} looked at, {drawn} drawn, {seconds:.0f} s")
                        self.stdout.flush()
        self.stdout.write(f"{drawn} cards drawn, {sweep()} files removed.")
