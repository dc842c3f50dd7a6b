"""`manage.py forget_photos`: delete photos that phones sent and nobody put anywhere within 60 days."""

from django.core.management.base import BaseCommand

from expo.domain.unused_photos import forget_unused_photos, unused_photos


class Command(BaseCommand):
    """Does at once what `follow_calendar` does every hour, or only says what it would do."""

    help = "Delete photos that merchants sent from a phone and that are on nothing for 60 days."

    def add_arguments(self, parser):
        """Add the switches."""
        parser.add_argument("--dry-run", action="store_true", help="name the photos and delete nothing")

    def handle(self, *args, dry_run, **options):
        """Delete, or name, and say how many."""
        if not dry_run:
            self.stdout.write(f"{forget_unused_photos()} photos deleted.")
            return
        photos = unused_photos().order_by("pk")
        for photo in photos:
            self.stdout.write(f"{photo.pk} {photo.created_at:%Y-%m-%d} {photo.title}")
        self.stdout.write(f"{len(photos)} photos would be deleted.")
