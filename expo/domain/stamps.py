"""The stamp walk: stamps that only this site can make, codes for who has all of them, and draws.

A stamp is an HMAC over edition, hall, day and the device's secret, which the device made up itself and keeps.
Nothing is stored until somebody has a stamp of every hall: the stamps are the proof. On another device they are
worth nothing, and with the secret copied as well they lead to the same one code.
"""

import datetime
import re
import secrets
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from core.page_cache import kept
from core.tree import site_path
from expo.domain.readers import HallTile, hall_tiles
from expo.models import BoothListing, ExpoPage, StampCode, StampDraw, StampWinner
from expo.models.edition import face_of

READ_ALOUD = "23456789CDFHJKMNPQRTVWXY"
"""As on order lists: no vowels, none of the pairs that look or sound alike."""

CODE_SIGNS = 8
MOST_WINNERS = 100
_DEVICE = re.compile(r"[0-9a-f]{32}")


class NoStampError(Exception):
    """There is no stamp, or no code, to be had. `halls` are those whose stamps are missing or not right."""

    def __init__(self, halls: tuple[int, ...] = ()):
        super().__init__(halls)
        self.halls = halls


class DrawnMeanwhileError(Exception):
    """There was another draw since the page was made."""


@dataclass(frozen=True, slots=True)
class Walk:
    """An edition that is on, and the halls whose stamps make it complete."""

    edition: int
    title: str
    url: str
    slug: str
    closes: datetime.datetime
    day: str
    days: tuple[str, ...]
    """The edition's days until now, as ISO dates in its own zone."""
    is_last_day: bool
    halls: dict[int, str]
    """Names of the halls that take part and have booths."""


def stamping_walks() -> list[Walk]:
    """Return the walks of the editions that are open now; no query while nothing on the site changes."""
    now = timezone.now()
    return [walk for walk in kept("expo:stamps", lambda: walks_at(now=now)) if now < walk.closes]


def walks_at(*, now: datetime.datetime) -> list[Walk]:
    """Return the walks of the public editions whose doors are open at this moment."""
    editions = ExpoPage.objects.public().not_over(timezone.localdate(now)).prefetch_related("other_days")
    return [walk for edition in editions.order_by("starts_on", "pk") if (walk := _walk(edition, now))]


def _walk(edition: ExpoPage, now: datetime.datetime) -> Walk | None:
    periods = edition.periods()
    current = next((period for period in periods if period.opens <= now < period.closes), None)
    if current is None:
        return None
    return Walk(
        edition=edition.pk,
        title=edition.title,
        url=site_path(edition),
        slug=edition.slug,
        closes=current.closes,
        day=current.opens.date().isoformat(),
        days=tuple(period.opens.date().isoformat() for period in periods if period.opens <= now),
        is_last_day=current == periods[-1],
        halls={tile.pk: tile.title for tile in _tiles(edition)},
    )


def _tiles(edition: ExpoPage) -> list[HallTile]:
    """Return the halls that take part and have booths. Two queries."""
    chosen = set(edition.halls.values_list("pk", flat=True))
    return [tile for tile in hall_tiles() if tile.booth_count and (not chosen or tile.pk in chosen)]


def stamps_context(*, edition: ExpoPage, now: datetime.datetime) -> dict:
    """Return what the page of the walk shows: halls, whether it is on, the last day's hours, who has won."""
    periods = edition.periods()
    winners = StampWinner.objects.filter(draw__edition=edition).order_by("draw__made_at", "draw", "place")
    return {
        "halls": _tiles(edition),
        "face": face_of(periods, now).value,
        "last": periods[-1] if periods else None,
        "is_last_day": bool(periods) and periods[-1].opens <= now < periods[-1].closes,
        "winners": [winner.code.hint for winner in winners.select_related("code")],
    }


def stamp_of(*, edition: int, hall: int, day: str, device: str) -> str:
    """Return the stamp of a hall for one device and one day."""
    told = f"{edition}:{hall}:{day}:{device}"
    return salted_hmac("expo.stamps", told, algorithm="sha256").hexdigest()[:32]


def is_device(text: str) -> bool:
    """Tell whether a text is a device's secret: 128 random bits in hexadecimal digits."""
    return _DEVICE.fullmatch(text) is not None


def give_stamp(*, walk: Walk | None, booth: int, device: str) -> tuple[int, str]:
    """Return hall and stamp for who stands before this booth. Raises NoStampError. One query."""
    if walk is None or not is_device(device):
        raise NoStampError
    hall = BoothListing.objects.filter(pk=booth).values_list("hall_id", flat=True).first()
    if hall not in walk.halls:
        raise NoStampError
    return hall, stamp_of(edition=walk.edition, hall=hall, day=walk.day, device=device)


def issue_code(
    *, walk: Walk | None, device: str, stamps: dict[int, tuple[str, str]], now: datetime.datetime
) -> StampCode:
    """Return the one code of a device that has a stamp of every hall, on the last day. Raises NoStampError.

    `stamps` are {hall: (day, stamp)} as the device kept them; each of them is made anew and compared.
    """
    if walk is None or not walk.is_last_day or not is_device(device):
        raise NoStampError
    if wrong := tuple(
        hall for hall in walk.halls if not _is_right(walk, hall, device, *stamps.get(hall, ("", "")))
    ):
        raise NoStampError(wrong)
    known = salted_hmac("expo.stamps.device", f"{walk.edition}:{device}", algorithm="sha256").hexdigest()
    values = {"edition_id": walk.edition, "device": known}
    while True:
        if row := StampCode.objects.filter(**values).first():
            return row
        try:
            with transaction.atomic():
                return StampCode.objects.create(**values, code=_new_code(), issued_at=now)
        except IntegrityError:
            # The same device at the same moment, or, hardly ever, a code that exists.
            continue


def _is_right(walk: Walk, hall: int, device: str, day: str, stamp: str) -> bool:
    right = stamp_of(edition=walk.edition, hall=hall, day=day, device=device)
    return day in walk.days and constant_time_compare(stamp, right)


def _new_code() -> str:
    signs = "".join(secrets.choice(READ_ALOUD) for _sign in range(CODE_SIGNS))
    return f"{signs[:4]}-{signs[4:]}"


@transaction.atomic
def draw(
    *, edition: ExpoPage, winners: int, by, now: datetime.datetime, seen: int | None = None
) -> StampDraw:
    """Draw among the codes of an edition that have not won yet, and put it on record. Raises NoStampError.

    `seen` is how many draws the page showed: DrawnMeanwhileError when there was another one since, so that a second
    tap draws nobody.

    From the last day's opening on: codes are given out until it closes, and who comes after a draw takes part in
    the next one.
    """
    ExpoPage.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    if seen is not None and seen != StampDraw.objects.filter(edition=edition).count():
        raise DrawnMeanwhileError
    periods = edition.periods()
    if not periods or now < periods[-1].opens:
        raise NoStampError
    pool = list(StampCode.objects.filter(edition=edition, won=None).order_by("pk"))
    if not pool:
        raise NoStampError
    chosen = secrets.SystemRandom().sample(pool, min(winners, len(pool), MOST_WINNERS))
    record = StampDraw.objects.create(edition=edition, made_at=now, made_by=by, among=len(pool))
    StampWinner.objects.bulk_create(
        StampWinner(draw=record, code=code, place=place) for place, code in enumerate(chosen, 1)
    )
    return record
