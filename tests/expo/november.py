"""Moments of the edition that tests of the programme and the stage use."""

import datetime
from zoneinfo import ZoneInfo


def at(day, hour, minute=0, zone="Asia/Jakarta"):
    """Return a moment of November 2026."""
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(zone))
