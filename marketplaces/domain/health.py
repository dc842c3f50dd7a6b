"""Whether the links of the public pages still lead somewhere: seldom asked, slowly believed, never acted upon.

Nothing here hides a link. What is found is shown to merchant and editor, who decide.
"""

import datetime
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from marketplaces.enums import LinkKind, LinkState
from marketplaces.looking.look import BUSY, MISSING, THERE, UNCLEAR, Look, host_to_ask, look
from marketplaces.looking.network import Network
from marketplaces.models import HostRest, LinkHealth, OutboundLink, Platform

AGAIN = {LinkState.OK: 14, LinkState.GONE: 28}
"""Days until a link is looked at again."""
UNCLEAR_DAYS = (3, 7, 14, 28)
"""The same while nothing is clear, longer each time."""
SECOND_LOOK_DAYS = 1
PAUSE_SECONDS = 10
"""Between two questions to one host."""
TROUBLE_HOURS = (1, 4, 24, 72, 168)
"""How long a host is left in peace after it refused or did not answer, longer each time."""
LONGEST_REST = 7 * 24 * 3600
"""Seconds that a server may ask for (`Retry-After`)."""
LOOKED_AT_ONCE = 200
"""Links that are read for one run."""


@dataclass(frozen=True, slots=True)
class HealthNote:
    """What to tell of one link: its state and the day it was looked at."""

    state: str
    looked_at: datetime.datetime
    missing_since: datetime.date | None

    @property
    def is_gone(self) -> bool:
        """Tell whether nothing is there any more."""
        return self.state == LinkState.GONE

    @property
    def is_ok(self) -> bool:
        """Tell whether something answered."""
        return self.state == LinkState.OK


def health_of(link: OutboundLink) -> HealthNote | None:
    """Return what is known of a link read with its `health`, None when its address was never looked at."""
    row = getattr(link, "health", None)
    if row is None or row.address != link.address:
        return None
    return HealthNote(row.state, row.looked_at, row.missing_since)


def gone_links(*, page_ids=None) -> QuerySet:
    """Return links that visitors are offered and that lead nowhere any more, of these pages or of all."""
    gone = OutboundLink.objects.public().filter(health__state=LinkState.GONE, health__address=F("address"))
    return gone if page_ids is None else gone.filter(page__in=page_ids)


def due_links(*, now: datetime.datetime) -> QuerySet:
    """Return public links to look at, those never looked at first. Chats are left out: nobody's number is tried."""
    due = Q(health__isnull=True) | Q(health__next_look_at__lte=now) | ~Q(health__address=F("address"))
    links = OutboundLink.objects.public().exclude(kind=LinkKind.CHAT).filter(due)
    return links.select_related("health").order_by(F("health__next_look_at").asc(nulls_first=True), "pk")


def look_at_links(
    *,
    seconds: float,
    network: Network | None = None,
    most: int = LOOKED_AT_ONCE,
    now: Callable[[], datetime.datetime] = timezone.now,
    sleep: Callable[[float], None] = time.sleep,
) -> dict[str, int]:
    """Look at links that are due, for at most about `seconds`; return {state: how many}.

    One host is asked one question at a time, by all processes together, with PAUSE_SECONDS between;
    hosts that rest are passed over until the next run.
    """
    network = network or Network()
    catalogue = Platform.objects.catalogue()
    until = time.monotonic() + seconds
    queues: dict[str, list[OutboundLink]] = {}
    for link in due_links(now=now())[:most]:
        # Links to nobody's platform are not looked at, and never become due again by themselves.
        host = host_to_ask(link.address, catalogue=catalogue)
        if host:
            queues.setdefault(host, []).append(link)
        else:
            _record(link, Look(UNCLEAR, "elsewhere"), now())
    counts: dict[str, int] = {}
    while queues and time.monotonic() < until:
        asked = False
        for host in list(queues):
            if time.monotonic() >= until:
                break
            claims = Claims(now, network)
            if not claims.take(host):
                continue
            asked = True
            link = queues[host].pop(0)
            found = look(link.address, catalogue=catalogue, network=network, may_ask=claims.take)
            claims.give_back(found)
            if found.result != BUSY:
                state = _record(link, found, now())
                counts[state] = counts.get(state, 0) + 1
            if found.in_trouble or not queues[host]:
                del queues[host]
        if queues and not asked:
            wait = _shortest_rest(list(queues), now())
            if wait is None or time.monotonic() + wait > until:
                break
            sleep(wait)
    return counts


class Claims:
    """The hosts that one look holds: while it does, no other look of any process asks them."""

    def __init__(self, now: Callable[[], datetime.datetime], network: Network):
        self.now = now
        self.longest = datetime.timedelta(seconds=10 * network.most_seconds + PAUSE_SECONDS)
        self.held: dict[str, HostRest] = {}

    def take(self, host: str) -> bool:
        """Take the one place there is at a host; False while it rests or somebody else is there."""
        if host in self.held:
            return True
        now = self.now()
        try:
            with transaction.atomic():
                row, is_new = HostRest.objects.get_or_create(
                    host=host, defaults={"rest_until": now + self.longest}
                )
        except IntegrityError:
            return False
        free = HostRest.objects.filter(pk=host, rest_until__lte=now)
        if is_new or free.update(rest_until=now + self.longest):
            self.held[host] = row
            return True
        return False

    def give_back(self, found: Look) -> None:
        """Leave all hosts: for a pause, and the last one for long when it was in trouble."""
        *_before, last = self.held
        for host, row in self.held.items():
            rest, troubles = datetime.timedelta(seconds=PAUSE_SECONDS), 0
            if found.in_trouble and host == last:
                rest = datetime.timedelta(hours=TROUBLE_HOURS[min(row.troubles, len(TROUBLE_HOURS) - 1)])
                troubles = min(row.troubles + 1, len(TROUBLE_HOURS))
                if found.retry_after.isdecimal():
                    asked = datetime.timedelta(seconds=min(int(found.retry_after[:9]), LONGEST_REST))
                    rest = max(rest, asked)
            HostRest.objects.filter(pk=host).update(rest_until=self.now() + rest, troubles=troubles)


def _shortest_rest(hosts, now) -> float | None:
    """Return the seconds until one of the hosts may be asked, None when that is not worth waiting for."""
    first = (
        HostRest.objects.filter(pk__in=hosts)
        .order_by("rest_until")
        .values_list("rest_until", flat=True)
        .first()
    )
    if first is None:
        return None
    wait = (first - now).total_seconds()
    return max(wait, 0.05) if wait <= PAUSE_SECONDS * 2 else None


def _record(link: OutboundLink, found: Look, now) -> str:
    """Write down what was found; return the link's state.

    Gone is what was missing on two different days. What is unclear changes nothing of what was known,
    except that a link last seen alive is uncertain after several such looks.
    """
    old = getattr(link, "health", None)
    if old is not None and old.address != link.address:
        old = None
    today = timezone.localdate(now)
    state, since, unclear = LinkState.UNKNOWN, None, 0
    days: float = SECOND_LOOK_DAYS
    if found.result == THERE:
        state, days = LinkState.OK, AGAIN[LinkState.OK]
    elif found.result == MISSING:
        since = (old and old.missing_since) or today
        if since < today:
            state, days = LinkState.GONE, AGAIN[LinkState.GONE]
        elif old is not None:
            state = old.state
    else:
        unclear = (old.unclear if old else 0) + 1
        days = UNCLEAR_DAYS[min(unclear, len(UNCLEAR_DAYS)) - 1]
        if old is not None and (old.state == LinkState.GONE or unclear < len(UNCLEAR_DAYS)):
            state, since = old.state, old.missing_since
    # Spread, so that what was published together is not asked for together for ever.
    spread = random.uniform(0, 0.2 * days) if days > SECOND_LOOK_DAYS else 0.1  # noqa: S311 - no secret
    LinkHealth.objects.update_or_create(
        link=link,
        defaults={
            "address": link.address,
            "state": state,
            "reason": found.reason[:20],
            "looked_at": now,
            "missing_since": since,
            "unclear": min(unclear, 100),
            "next_look_at": now + datetime.timedelta(days=days + spread),
        },
    )
    return str(state)
