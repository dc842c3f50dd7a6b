"""Made-up views and viewers for the demo, through the same functions that write real ones."""

import datetime
import random

from django.db.models import Sum
from wagtail.models import Page

from catalog.models import ProductListing
from core.live import FRONT_PAGE_DEPTH
from expo.models import BoothListing, ExpoPage, HallPage, ProgrammeSession
from insights.domain.counting import write_views
from insights.domain.viewers import minute_of, write_viewers
from insights.enums import Kind
from marketplaces.models import ClickCount

DAYS = 60
BUSY_DAYS = (1.0, 0.85, 0.85, 0.9, 1.1, 1.4, 1.3)
"""How the week goes, from Monday on: people look at the weekend."""


def make_up_views(*, seed: int, today: datetime.date) -> int:
    """Fill the last 60 days with views: some pages liked, most seldom seen, one booth in twelve not at all.

    The same seed and day give the same numbers. Returns how many views there are.
    """
    views = {}
    clicks = ClickCount.objects.order_by().values_list("link__page_id", "day").annotate(Sum("count"))
    left = {(page, day): number for page, day, number in clicks}
    pages = [
        (Kind.HOME, 90, Page.objects.filter(depth=FRONT_PAGE_DEPTH, live=True).values_list("pk", "url_path")),
        (Kind.HALL, 40, HallPage.objects.live().values_list("pk", "url_path")),
        (Kind.BOOTH, 24, BoothListing.objects.values_list("pk", "url")),
        (Kind.PRODUCT, 10, ProductListing.objects.values_list("pk", "url")),
    ]
    for kind, most, rows in pages:
        for page, address in rows.order_by("pk"):
            rng = random.Random(f"{seed}|views|{address}")  # noqa: S311 - a demo, no secret
            liked = most * (0.15 + 0.85 * rng.random() ** 3)
            if kind == Kind.BOOTH and rng.random() < 1 / 12 and not any(seen == page for seen, _day in left):
                continue
            for back in range(DAYS):
                day = today - datetime.timedelta(back)
                growing = 1 - 0.6 * back / DAYS
                number = int(liked * growing * BUSY_DAYS[day.weekday()] * rng.uniform(0.4, 1.3))
                # Whoever went on had opened the page, and most who open it don't go on.
                number += int(left.get((page, day), 0) * rng.uniform(3, 7))
                if number:
                    views[kind, page, day] = number
    return write_views(views)


def make_up_viewers(*, edition: ExpoPage, now: datetime.datetime) -> int:
    """Fill the stages of an edition with viewers up to this moment: they come in, stay, and leave towards the end.

    The same edition and moment give the same numbers. Returns how many there are, minutes added up.
    """
    viewers = {}
    minute = datetime.timedelta(minutes=1)
    for session in ProgrammeSession.objects.of(edition):
        rng = random.Random(f"viewers|{session.title}")  # noqa: S311 - a demo, no secret
        most = rng.randrange(40, 190)
        length = max(1, int((session.ends_at - session.starts_at) / minute))
        for passed in range(length):
            at = minute_of(session.starts_at) + passed * minute
            if at > now:
                break
            there = min(1, (passed + 3) / (0.2 * length)) * min(1, (length - passed + 3) / (0.25 * length))
            viewers[session.room_id, at] = max(1, int(most * there * rng.uniform(0.9, 1)))
    return write_viewers(viewers)
