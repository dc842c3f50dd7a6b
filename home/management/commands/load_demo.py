"""manage.py load_demo: a fair to walk through, or a large site to measure."""

import os
import time
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from expo.models import BoothPage
from home.demo.builder import Builder
from home.demo.edition import hold_edition
from home.demo.people import demo_logins, demo_password, password_file
from home.demo.plan import FULL_BOOTHS, FULL_PRODUCTS
from home.domain import EDITORS


class Command(BaseCommand):
    """Builds the demo expo; the same seed gives the same demo, and a second run changes nothing."""

    help = "Load the demo expo: halls, booths, products, photos, people, showcases and work in progress."

    def add_arguments(self, parser):
        """Add the switches."""
        parser.add_argument("--seed", type=int, default=2026, help="another number, another demo (2026)")
        parser.add_argument(
            "--booths", type=int, default=FULL_BOOTHS, help=f"how many booths ({FULL_BOOTHS})"
        )
        parser.add_argument(
            "--products", type=int, help=f"how many products (all of theirs: {FULL_PRODUCTS})"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing on a site that has booths")
        parser.add_argument("--workers", type=int, help="processes that draw (one for each core)")
        parser.add_argument("--picture-width", type=int, help="draw smaller pictures, for tests (1080)")
        parser.add_argument("--password", help="password of the demo log-ins (else one is made up)")
        parser.add_argument(
            "--stage", choices=["before", "live", "after"], help="let the demo's edition be at this stage now"
        )
        parser.add_argument(
            "--i-know", action="store_true", help="load with log-ins although the settings are for production"
        )

    def handle(
        self,
        *args,
        seed,
        booths,
        products,
        if_empty,
        workers,
        picture_width,
        password,
        stage,
        i_know,
        **options,
    ):
        """Load, telling what goes on."""
        if if_empty and BoothPage.objects.exists() and not self.unfinished.exists():
            self.print_logins()
            return
        if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".production") and not i_know:
            raise CommandError(
                "These are production settings: the demo's log-ins share one password. "
                "Use --i-know if you really want them here."
            )
        if booths < 1 or (products is not None and products < 0):
            raise CommandError("Give at least one booth, and no negative number of products.")
        started = time.monotonic()
        self.say(f"==> Loading the demo expo: {booths} booths (drawing their pictures takes a minute or two)")
        self.unfinished.touch()
        # Nobody is to get mail about invented work.
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        large = booths > FULL_BOOTHS
        made = Builder(
            seed=seed,
            booths=min(booths, FULL_BOOTHS),
            products=None if large else products,
            password=demo_password(password),
            workers=workers,
            picture_width=picture_width,
            say=self.say,
        ).build()
        if large:
            from home.demo.fill import Fill

            target = products if products is not None else booths * 10
            made += Fill(seed=seed, booths=booths, products=target, say=self.say).fill()
        if stage:
            editor = get_user_model().objects.filter(groups__name=EDITORS).order_by("pk").first()
            edition = hold_edition(stage=stage, now=timezone.now(), by=editor)
            self.say(f"    {edition.title}: {stage}")
        self.unfinished.unlink(missing_ok=True)
        if made:
            self.say(f"    done in {time.monotonic() - started:.0f} s")
        else:
            self.say("    the demo is there already; nothing changed")
        self.print_logins()

    @property
    def unfinished(self) -> Path:
        """The mark of a load that has not come to its end: the next run goes on where it stopped."""
        return Path(settings.DATA_DIR) / "demo_unfinished"

    def say(self, text: str) -> None:
        """Print at once: somebody is waiting."""
        self.stdout.write(text)
        self.stdout.flush()

    def print_logins(self) -> None:
        """Print who can log in, when this DATA_DIR holds the demo's password."""
        logins = demo_logins()
        if not logins or not password_file().exists():
            return
        self.say("\nDemo log-ins, all with the password " + demo_password())
        width = max(len(login.name) for login in logins)
        for login in logins:
            self.say(f"    {login.name:<{width}}  {login.role}")
