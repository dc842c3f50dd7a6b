"""What the front page shows."""

from catalog.models import Category
from expo.domain.readers import hall_tiles
from expo.domain.showcase import showcase_entries
from expo.models import BoothListing, ExpoPage

NEW_BOOTHS = 6
PICKS = 8


def home_page_context(*, home) -> dict:
    """Return expo, halls, picks and new booths in a fixed number of queries."""
    expo = ExpoPage.objects.public().running_or_next().first()
    return {
        "expo": expo,
        "expo_url": f"/{expo.url_path.split('/', 2)[2]}" if expo else "",
        "halls": hall_tiles(),
        "showcase": home.showcase if home.showcase_id and home.showcase.live else None,
        "picks": showcase_entries(showcase=home.showcase, size=PICKS),
        "new_booths": list(BoothListing.objects.order_by("-published_at", "-page")[:NEW_BOOTHS]),
        "categories": list(Category.objects.groups()),
    }
