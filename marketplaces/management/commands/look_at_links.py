"""`manage.py look_at_links`: see whether the links of the public pages still lead somewhere."""

from django.core.management.base import BaseCommand

from marketplaces.domain.health import look_at_links


class Command(BaseCommand):
    """Looks at links that are due; harmless to run at any time. Live sites do it every hour by themselves."""

    help = "Look, seldom and politely, whether links to the platforms still lead somewhere."

    def add_arguments(self, parser):
        """Add the switch."""
        parser.add_argument("--seconds", type=float, default=120, help="for how long at most (120)")

    def handle(self, *args, seconds, **options):
        """Look, and say what was found."""
        counts = look_at_links(seconds=seconds)
        if options["verbosity"]:
            found = ", ".join(f"{state} {count}" for state, count in sorted(counts.items()))
            self.stdout.write(f"Links looked at: {found or 'none were due'}.")
