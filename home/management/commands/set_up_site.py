"""manage.py set_up_site: the fixed pages, groups and workflow of an empty site."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand

from home.domain import set_up_site


class Command(BaseCommand):
    """Makes what is missing and leaves what is there."""

    help = "Make the fixed pages, the editors' group and the moderation workflow."

    def handle(self, *args, **options):
        """Set the site up at the address of SITE_URL."""
        address = urlsplit(settings.SITE_URL)
        port = address.port or (443 if address.scheme == "https" else 80)
        set_up_site(hostname=address.hostname or "localhost", port=port)
        self.stdout.write("Halaman tetap, kelompok editor, dan moderasi siap.")
