"""How many wrong codes are taken, from one address and from everybody together.

Counted in the database, because the processes of a small site share no cache. Only failures stay
written, and beyond the limit nothing does, so that nobody can fill the table.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from lapak.models import FailedAttempt

ADDRESS_WINDOW = timedelta(minutes=10)
PER_ADDRESS = 10
"""Wrong codes in ADDRESS_WINDOW from one address; a market behind one address opens slips without wrong codes."""

SITE_WINDOW = timedelta(minutes=1)
PER_SITE = 60


class TooManyAttemptsError(Exception):
    """Too many wrong codes; `minutes` until it is worth trying again."""

    def __init__(self, minutes: int):
        super().__init__(f"too many attempts, wait {minutes} minutes")
        self.minutes = minutes


def spend(*, action: str, sender: str, most: int) -> None:
    """Count one more of something that is limited in itself.

    Raises TooManyAttemptsError beyond `most` in ADDRESS_WINDOW.
    """
    _write_unless_full(action, sender, most)


@contextmanager
def attempt(*, action: str, sender: str) -> Iterator[None]:
    """Count what happens inside as a failure when it raises, and refuse it beyond the limits.

    The failure is written before the code is looked at and taken back when it fits, so that requests
    sent at once can't all find room. Raises TooManyAttemptsError.
    """
    row = _write_unless_full(action, sender, PER_ADDRESS)
    yield
    row.delete()


def _write_unless_full(action: str, sender: str, most: int) -> FailedAttempt:
    now = timezone.now()
    FailedAttempt.objects.filter(at__lte=now - ADDRESS_WINDOW).delete()
    name = salted_hmac("lapak.FailedAttempt", f"{action}:{sender}", algorithm="sha256").hexdigest()
    # Written before counting: of requests sent at once each sees the others.
    row = FailedAttempt.objects.create(action=action, sender=name, at=now)
    recent = FailedAttempt.objects.filter(action=action)
    minutes = 0
    if recent.filter(sender=name, at__gt=now - ADDRESS_WINDOW).count() > most:
        minutes = int(ADDRESS_WINDOW.total_seconds() // 60)
    elif recent.filter(at__gt=now - SITE_WINDOW).count() > PER_SITE:
        minutes = 1
    if minutes:
        row.delete()
        raise TooManyAttemptsError(minutes)
    return row
