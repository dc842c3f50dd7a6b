"""When log-ins are refused for a while.

Three limits, all over AXES_COOLOFF_TIME: failures with one name from one address (django-axes' own), with one
name from everywhere, and with all names from one address. The last two are wide, because a whole market may
share an address and because nobody should be able to keep a merchant out by typing a number. What is
refused is not counted, so a lock ends by itself.
"""

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.utils import timezone


class LockoutHandler(AxesDatabaseHandler):
    """Adds the two wide limits, read from what django-axes writes down anyway."""

    def is_locked(self, request, credentials=None):
        """Tell whether this attempt is to be refused before anybody looks at the password."""
        if super().is_locked(request, credentials):
            return True
        recent = AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - get_cool_off(request))
        name = get_client_username(request, credentials)
        return (
            _failures(recent.filter(ip_address=request.axes_ip_address))
            >= settings.LOGIN_FAILURES_PER_ADDRESS
            or _failures(recent.filter(username=name)) >= settings.LOGIN_FAILURES_PER_NAME
        )


def _failures(attempts) -> int:
    return attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
