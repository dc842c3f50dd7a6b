"""`manage.py follow_calendar`: publish and withdraw what was planned, and drop what has ended."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from expo.domain.calendar import drop_ended_certificates


class Command(BaseCommand):
    """Does what the calendar asks for; harmless to run at any time, meant for every hour."""

    help = "Publish and withdraw pages as planned, and take ended certificates off the public lists."

    def handle(self, *args, **options):
        """Do both and say what was done."""
        call_command("publish_scheduled", verbosity=0)
        dropped = drop_ended_certificates(today=timezone.localdate())
        if options["verbosity"]:
            self.stdout.write(f"Certificates that ended: {dropped} pages brought up to date.")
