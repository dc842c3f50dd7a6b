"""manage.py rebuild_search."""

import time

from django.core.management.base import BaseCommand

from catalog.domain.search import rebuild_index


class Command(BaseCommand):
    """Make the search index anew."""

    help = "Make the search index and the filters' counts anew from the public products."

    def handle(self, *args, **options):
        """Rebuild, saying how far it is."""
        started = time.monotonic()

        def progress(done):
            if options["verbosity"] > 1:
                self.stdout.write(f"{done} products")

        count = rebuild_index(progress=progress)
        self.stdout.write(f"Indexed {count} products in {time.monotonic() - started:.1f} s.")
