"""`manage.py follow_calendar`: publish and withdraw what was planned, drop what has ended and forget what is old."""

import datetime

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail import hooks

from catalog.domain.search_misses import DAYS_KEPT, forget_misses
from core.photos import make_left_out
from expo.domain.calendar import CALENDAR, drop_ended_certificates
from expo.domain.unused_photos import forget_unused_photos
from expo.importing.jobs import forget_old_imports


class Command(BaseCommand):
    """Does what the calendar asks for; harmless to run at any time, meant for every hour."""

    help = "Publish and withdraw pages as planned, drop ended certificates, forget old notes of searches."

    def handle(self, *args, **options):
        """Do all of it and say what was done."""
        call_command("publish_scheduled", verbosity=0)
        today = timezone.localdate()
        dropped = drop_ended_certificates(today=today)
        forgotten = forget_misses(before=today - datetime.timedelta(days=DAYS_KEPT))
        photos = forget_unused_photos()
        forget_old_imports()
        pictures = make_left_out(now=timezone.now())
        others = [follow(today=today) for follow in hooks.get_hooks(CALENDAR)]
        if options["verbosity"]:
            self.stdout.write(f"Certificates that ended: {dropped} pages brought up to date.")
            self.stdout.write(f"Searches without result: {forgotten} old notes forgotten.")
            self.stdout.write(f"Photos nobody used: {photos} deleted.")
            self.stdout.write(f"Photos left without pictures: {pictures} got theirs.")
            for line in others:
                self.stdout.write(line)
