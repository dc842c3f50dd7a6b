"""Stretches of days (local dates), both ends counted."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

WEEK = 7


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last."""

    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> list[datetime.date]:
        """Every day of the period; none when it ends before it begins."""
        length = (self.last - self.first).days + 1
        return [self.first + datetime.timedelta(day) for day in range(max(length, 0))]

    @property
    def before(self) -> "Period":
        """The period of the same length that ends the day before."""
        end = self.first - datetime.timedelta(1)
        return Period(end - (self.last - self.first), end)


def last_days(number: int, *, today: datetime.date | None = None) -> Period:
    """Return the period of `number` days that ends today."""
    today = today or timezone.localdate()
    return Period(today - datetime.timedelta(number - 1), today)
