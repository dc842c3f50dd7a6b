"""Ways to send a short message to a phone. None comes along; a site that has one names it in MESSAGE_GATEWAY."""

import sys
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class MessageGateway(Protocol):
    """What the setting MESSAGE_GATEWAY names: the dotted path of a class without arguments."""

    def send(self, *, phone: str, text: str) -> None:
        """Hand a message for a number (E.164) over and return at once.

        A gateway queues by itself: a log-in waits for it only when the number is registered, and the wait
        would tell so. It keeps no text longer than needed, and raises nothing for numbers it can't reach.
        """


class ConsoleGateway:
    """Writes messages to the console, for development. Production refuses to start with it."""

    def send(self, *, phone: str, text: str) -> None:
        """Write the message."""
        sys.stdout.write(f"--- {phone}\n{text}\n---\n")
        sys.stdout.flush()


def message_gateway() -> MessageGateway | None:
    """Return the site's gateway, None where it has none."""
    return import_string(settings.MESSAGE_GATEWAY)() if settings.MESSAGE_GATEWAY else None
