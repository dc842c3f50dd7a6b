"""Log-in by a code sent to the phone, for sites with a message gateway.

Eight digits, five minutes, three tries, only for the browser that asked. At most three codes in ten minutes
for one number and twenty from one address; somebody who has the site send codes without end guesses one number's
with a chance of 1 in 77,000 a day, and its owner sees 432 messages. For merchants only: who has power over others
uses a password.
"""

import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from lapak.domain.attempts import spend
from lapak.gateways import MessageGateway
from lapak.models import LogInCode
from merchants.permissions import has_power

DIGITS = 8
LIFETIME = timedelta(minutes=5)
MOST_TRIES = 3
PER_NUMBER = 3
PER_SENDER = 20
"""Codes asked for in ten minutes."""


class CodeRefusedError(Exception):
    """A code that logs nobody in."""


def send_code(*, phone: str, sender: str, gateway: MessageGateway) -> str:
    """Send a code to a number (E.164) when a merchant has it; do nothing, as silently, when not.

    Return the ticket that goes with the code, for the session that asked. Who measures the time may still tell
    whether something was sent; PER_SENDER stands against asking for many numbers. Raises TooManyAttemptsError,
    whether the number is registered or not.
    """
    spend(action="code_from", sender=sender, most=PER_SENDER)
    spend(action="code_to", sender=phone, most=PER_NUMBER)
    user = _person(phone)
    code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    hashed, ticket = _hash(phone, code), secrets.token_urlsafe(32)
    now = timezone.now()
    LogInCode.objects.filter(expires_at__lte=now).delete()
    if user is None:
        return ticket
    LogInCode.objects.create(user=user, ticket=ticket, code_hash=hashed, expires_at=now + LIFETIME)
    gateway.send(
        phone=phone,
        text=_("Kode masuk Gelar Lapak: %(code)s. Jangan berikan kepada siapa pun.") % {"code": code},
    )
    return ticket


def use_code(*, phone: str, ticket: str, code: str):
    """Return the person whose number, ticket and code fit; all codes of that person are used by that.

    Raises CodeRefusedError, the same for unknown numbers, wrong, used and old codes.
    """
    wanted = _hash(phone, "".join(filter(str.isdigit, code)))
    user = _person(phone)
    with transaction.atomic():
        row = LogInCode.objects.select_for_update().filter(user=user, ticket=ticket).first()
        # Without a row something is compared, too.
        fits = constant_time_compare(row.code_hash if row else "-" * 64, wanted)
        if row is not None and fits and row.tries < MOST_TRIES and row.expires_at > timezone.now():
            LogInCode.objects.filter(user=user).delete()
            return user
        if row is not None:
            LogInCode.objects.filter(pk=row.pk).update(tries=min(row.tries + 1, MOST_TRIES))
    raise CodeRefusedError


def _person(phone: str):
    user = get_user_model().objects.filter(phone=phone, is_active=True).first()
    return None if user is None or has_power(user) else user


def _hash(phone: str, code: str) -> str:
    return salted_hmac("lapak.LogInCode", f"{phone}:{code}", algorithm="sha256").hexdigest()
