"""What of an edition's participants the administration and the calendar are told of."""

import datetime

from django.utils import timezone
from wagtail import hooks

from expo.domain.calendar import CALENDAR
from expo.domain.participation import follow_offers


@hooks.register(CALENDAR)
def pass_offers_on(today: datetime.date) -> str:
    """Pass on places that were offered and not answered in time, and say how many."""
    return f"Places of an expo: {follow_offers(now=timezone.now())} not answered in time and passed on."
