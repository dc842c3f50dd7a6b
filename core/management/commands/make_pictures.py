"""manage.py make_pictures: the pictures of photos that have none yet, after an import, a crash or an update."""

import time

from django.core.management.base import BaseCommand, CommandError

from core.models import Photo
from core.photos import make_sources, unfinished

STEP = 25


class Command(BaseCommand):
    """Makes what is missing; interrupted, it goes on next time; a broken file stops nothing but is named."""

    help = "Make the pictures (AVIF, WebP, JPEG in the sizes shown) that photos lack."

    def add_arguments(self, parser):
        """Add the switches."""
        parser.add_argument(
            "--look-at-files",
            action="store_true",
            help="also make pictures anew whose files are lost; asks the storage for each of them",
        )

    def handle(self, *args, look_at_files, **options):
        """Make them, telling how far it is; exits with an error when a photo's own file is lost or broken."""
        started, made, broken = time.monotonic(), 0, []
        total = Photo.objects.count()
        for photo in unfinished(look_at_files=look_at_files):
            try:
                make_sources(photo)
            except Exception as error:
                # Any decoder may stumble in its own way over a broken file; the others need their pictures.
                broken.append(photo.pk)
                self.stderr.write(f"photo {photo.pk} ({photo.title}): {error or type(error).__name__}")
                continue
            made += 1
            if made % STEP == 0:
                passed = Photo.objects.filter(pk__lte=photo.pk).count()
                self.stdout.write(
                    f"{passed} of {total} photos, {made} made, {time.monotonic() - started:.0f} s"
                )
                self.stdout.flush()
        self.stdout.write(f"{total} photos: {made} made, {total - made - len(broken)} had theirs.")
        if broken:
            raise CommandError(f"{len(broken)} could not be made: {', '.join(map(str, broken))}")
