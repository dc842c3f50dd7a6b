"""What a new day changes although nobody saved anything."""

import datetime

from catalog.models import ProductPage
from expo.domain.listing import refresh_booth, refresh_product
from expo.models import BoothPage

CALENDAR = "expo_follow_calendar"
"""Hook for what rooms above do on a new day: functions of `today` that return a line saying what they did."""

LOOKED_BACK = datetime.timedelta(days=31)
"""How far back ended certificates are looked for: a site may have stood still for a while."""


def drop_ended_certificates(*, today: datetime.date) -> int:
    """Take certificates that ended before `today` off cards and filters; return how many pages had one.

    Rows of the public lists are written when something is saved; a certificate ends without that.
    """
    ended = {
        "certificates__valid_until__lt": today,
        "certificates__valid_until__gte": today - LOOKED_BACK,
        "listing__isnull": False,
    }
    booths = list(BoothPage.objects.filter(**ended).distinct())
    for booth in booths:
        refresh_booth(booth=booth)
    own = ProductPage.objects.filter(**ended).exclude(listing__booth__in=[booth.pk for booth in booths])
    products = list(own.distinct())
    for product in products:
        refresh_product(product=product)
    return len(booths) + len(products)
