"""The floor plan of an aisle: where each stall is drawn, what stands in it and what is said of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from expo.models import BoothListing, BoothPage
from expo.stalls import STALLS_PER_AISLE, aisle_name, stall_code

WIDTH = 320
"""Width of the plan in units of the drawing; one unit is about one pixel on a phone."""

STALL_WIDTH = 138
STALL_HEIGHT = 50
EMPTY_HEIGHT = 28
"""Height of the stalls of a row in which nobody stands: the walk past them is short."""

GAP = 8
ENDS = 44
"""Room at each end of the walkway, for the way to the next aisle."""

NAME_WIDTH = 126 / 11.5
"""Room for a line of a booth's name, in heights of its letters."""

# Widths of Plus Jakarta Sans SemiBold by class of letter, in heights; measured, rounded up.
_NARROW = frozenset("iljtfrI.,:;'’!|() ")
_WIDE = frozenset("mwMW@%&")


# What a curator picked for a showcase that is on today: the booth, or a product of it. In SQL, because
# building the expression for every visit costs more than asking it.
_PICKED = """SELECT i.page_id FROM expo_showcaseitem i
JOIN expo_showcasepage s ON s.page_ptr_id = i.showcase_id JOIN wagtailcore_page p ON p.id = s.page_ptr_id
WHERE p.live AND (i.starts_on IS NULL OR i.starts_on <= %s) AND (i.ends_on IS NULL OR i.ends_on >= %s)
AND (s.starts_on IS NULL OR s.starts_on <= %s) AND (s.ends_on IS NULL OR s.ends_on >= %s)"""
_IS_PICK = f"""(expo_boothlisting.page_id IN ({_PICKED}) OR expo_boothlisting.page_id IN
(SELECT booth_id FROM catalog_productlisting WHERE page_id IN ({_PICKED})))"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class PlanStall:
    """One stall of an aisle. `url` is "" when nobody stands there; x and y are units of the drawing."""

    number: int
    code: str
    x: int
    y: int
    height: int
    url: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    """The name in at most two lines that fit the stall's board."""
    label: str = ""
    """What is read aloud: "B-12, Batik Sekar, buka hari ini"."""
    is_open: bool = False
    is_pick: bool = False
    is_faded: bool = False
    """True when a filter leaves the booth out."""


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """The drawing of one aisle: odd numbers on the left of the walkway, even ones on the right."""

    aisle: str
    stalls: list[PlanStall]
    height: int

    @property
    def booth_count(self) -> int:
        """Return how many stalls are taken."""
        return sum(bool(stall.url) for stall in self.stalls)

    @property
    def free_count(self) -> int:
        """Return how many stalls are free."""
        return len(self.stalls) - self.booth_count

    @property
    def lane_end(self) -> int:
        """Return where the walkway ends."""
        return self.height - 6


def first_stall(aisle: int) -> int:
    """Return the number of the first stall of the aisle with this zero-based index."""
    return aisle * STALLS_PER_AISLE + 1


def aisle_booths(*, hall_id: int, aisle: int) -> QuerySet:
    """Return the public booths of an aisle in order, with `is_pick` where the editors picked them: one query."""
    first = first_stall(aisle)
    today = timezone.localdate().isoformat()
    return (
        BoothListing.objects.filter(
            hall=hall_id, stall_number__gte=first, stall_number__lt=first + STALLS_PER_AISLE
        )
        .annotate(is_pick=RawSQL(_IS_PICK, [today] * 8, output_field=BooleanField()))  # noqa: S611
        .order_by("stall_number")
    )


def compared_booths(*, hall_id: int, aisle: int, matching: QuerySet | None) -> QuerySet:
    """Return the booths of an aisle as a plan beside a list needs them: one query, and only what the plan shows.

    `matching` are the booths that a filter leaves, None without one; the others have `is_match` false.
    """
    rows = aisle_booths(hall_id=hall_id, aisle=aisle)
    rows = rows.only("stall_number", "title", "url", "open_days", "closed_on")
    return rows if matching is None else rows.annotate(is_match=Q(pk__in=matching.order_by().values("pk")))


def floor_plan(*, aisle: int, booths: Iterable[BoothListing], count: int = STALLS_PER_AISLE) -> FloorPlan:
    """Return the plan of an aisle from its booths as one of the readers above gives them; no query.

    `count` is how many stalls it has: all of them, but in the last aisle of an edition's hall.
    """
    by_number = {booth.stall_number: booth for booth in booths}
    words = {
        True: _("buka hari ini"),
        False: _("tutup hari ini"),
        "pick": _("pilihan dinas"),
        "faded": _("tidak cocok dengan saringan"),
    }
    stalls, y = [], ENDS
    start = first_stall(aisle)
    end = start + count
    for left in range(start, end, 2):
        pair = [by_number.get(number) for number in (left, left + 1) if number < end]
        height = STALL_HEIGHT if any(pair) else EMPTY_HEIGHT
        for side, booth in enumerate(pair):
            x = side * (WIDTH - STALL_WIDTH)
            stalls.append(_stall(left + side, x, y, height, booth, words))
        y += height + GAP
    return FloorPlan(aisle=aisle_name(aisle), stalls=stalls, height=y - GAP + ENDS)


@dataclass(frozen=True, slots=True)
class Place:
    """A stall as the office sees it, with the booth that has it, public or not, or None."""

    number: int
    code: str
    booth: BoothPage | None


def aisle_places(*, hall_id: int, aisle: int) -> list[Place]:
    """Return the 24 stalls of an aisle with the booths that have them, drafts too: one query."""
    first = first_stall(aisle)
    numbers = range(first, first + STALLS_PER_AISLE)
    booths = BoothPage.objects.filter(hall=hall_id, stall_number__range=(numbers[0], numbers[-1]))
    there = {
        booth.stall_number: booth for booth in booths.only("title", "draft_title", "live", "stall_number")
    }
    return [Place(number=number, code=stall_code(number), booth=there.get(number)) for number in numbers]


@dataclass(frozen=True, slots=True)
class SmallStall:
    """A stall on the small plan of a booth's page, in units of its drawing."""

    x: int
    y: int
    is_taken: bool
    is_here: bool


def small_plan(*, booth: BoothPage) -> list[SmallStall]:
    """Return the stalls of a booth's aisle with its own marked, [] for a booth without a stall: one query.

    The small plan lies down: odd numbers above the walkway, even ones below, 22 units a stall.
    """
    if not booth.stall_number or not booth.hall_id:
        return []
    start = first_stall((booth.stall_number - 1) // STALLS_PER_AISLE)
    numbers = range(start, start + STALLS_PER_AISLE)
    rows = BoothListing.objects.filter(hall=booth.hall_id, stall_number__range=(numbers[0], numbers[-1]))
    taken = set(rows.order_by().values_list("stall_number", flat=True))
    return [
        SmallStall(
            x=place // 2 * 22,
            y=place % 2 * 36,
            is_taken=number in taken,
            is_here=number == booth.stall_number,
        )
        for place, number in enumerate(numbers)
    ]


def name_lines(name: str) -> tuple[str, ...]:
    """Break a booth's name into one or two lines that fit its board; what is too long ends in an ellipsis."""
    words = name.split()
    if not words:
        return ()
    first = words.pop(0)
    while words and _width(f"{first} {words[0]}") <= NAME_WIDTH:
        first = f"{first} {words.pop(0)}"
    second = " ".join(words)
    return tuple(_fitted(line) for line in (first, second) if line)


def _fitted(line: str) -> str:
    if _width(line) <= NAME_WIDTH:
        return line
    while line and _width(line) > NAME_WIDTH - 0.9:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _width(text: str) -> float:
    return sum(
        0.34 if letter in _NARROW else 0.94 if letter in _WIDE else 0.72 if letter.isupper() else 0.6
        for letter in text
    )


def _stall(number, x, y, height, booth, words) -> PlanStall:
    code = stall_code(number)
    if booth is None:
        return PlanStall(number=number, code=code, x=x, y=y, height=height)
    is_open = booth.open_today
    is_faded = not getattr(booth, "is_match", True)
    said = [code, booth.title]
    if is_open is not None:
        said.append(words[is_open])
    if booth.is_pick:
        said.append(words["pick"])
    if is_faded:
        said.append(words["faded"])
    return PlanStall(
        number=number,
        code=code,
        x=x,
        y=y,
        height=height,
        url=booth.url,
        title=booth.title,
        lines=name_lines(booth.title),
        label=", ".join(said),
        is_open=bool(is_open),
        is_pick=bool(booth.is_pick),
        is_faded=is_faded,
    )
