"""What the front page shows."""

from django.utils import timezone
from wagtail.models import Page

from catalog.models import Category
from expo.domain.readers import hall_tiles
from expo.domain.showcase import is_current, showcase_entries
from expo.models import BoothListing, ExpoPage
from home.models import SiteSettings

NEW_BOOTHS = 6
PICKS = 8


def home_page_context(*, home) -> dict:
    """Return expo, halls, picks and new booths in a fixed number of queries."""
    expo = ExpoPage.objects.public().running_or_next().first()
    showcase = home.showcase
    if showcase and not (showcase.live and is_current(showcase, timezone.localdate())):
        showcase = None
    return {
        "expo": expo,
        "expo_url": f"/{expo.url_path.split('/', 2)[2]}" if expo else "",
        "halls": hall_tiles(),
        "showcase": showcase,
        "picks": showcase_entries(showcase=showcase, size=PICKS),
        "new_booths": list(BoothListing.objects.order_by("-published_at", "-page")[:NEW_BOOTHS]),
        "categories": list(Category.objects.groups()),
    }


def menu_entries() -> list[dict]:
    """Return title and path of the pages below the front page that the office put into menus: one query."""
    pages = Page.objects.live().filter(depth=3, show_in_menus=True).order_by("path").values("title", "slug")
    return [{"title": page["title"], "url": f"/{page['slug']}/"} for page in pages]


def office_settings() -> SiteSettings:
    """Return what the office set for the site, or empty settings: one query."""
    return SiteSettings.objects.filter(site__is_default_site=True).first() or SiteSettings()
