"""What the front page shows."""

from django.utils import timezone
from wagtail.models import Page

from catalog.models import Category
from core.page_cache import kept
from core.tree import site_path
from expo.domain.edition import edition_at_hand
from expo.domain.readers import hall_tiles
from expo.domain.showcase import is_current, showcase_entries
from expo.models import BoothListing
from home.models import SiteSettings

NEW_BOOTHS = 6
PICKS = 5


def home_page_context(*, home) -> dict:
    """Return expo, halls, picks and new booths in a fixed number of queries."""
    expo = edition_at_hand()
    showcase = home.showcase
    if showcase and not (showcase.live and is_current(showcase, timezone.localdate())):
        showcase = None
    return {
        "expo": expo,
        "expo_url": site_path(expo) if expo else "",
        "halls": hall_tiles(),
        "showcase": showcase,
        "picks": showcase_entries(showcase=showcase, size=PICKS),
        "new_booths": list(BoothListing.objects.order_by("-published_at", "-page")[:NEW_BOOTHS]),
        "categories": kept("home:categories", _read_categories),
    }


def _read_categories() -> list[dict]:
    return list(Category.objects.groups().values("name", "slug"))


def menu_entries() -> list[dict]:
    """Return title and path of the pages below the front page that the office put into menus."""
    return kept("home:menu", _read_menu)


def _read_menu() -> list[dict]:
    pages = Page.objects.live().filter(depth=3, show_in_menus=True).order_by("path").values("title", "slug")
    return [{"title": page["title"], "url": f"/{page['slug']}/"} for page in pages]


def office_settings() -> SiteSettings:
    """Return what the office set for the site, or empty settings."""
    return kept("home:office", _read_office)


def _read_office() -> SiteSettings:
    return SiteSettings.objects.filter(site__is_default_site=True).first() or SiteSettings()
