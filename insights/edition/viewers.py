"""How many devices were at an edition's stage at the same time: at most in each session and on each day."""

import datetime
from bisect import bisect_left
from collections import Counter

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo.models import ExpoPage, ProgrammeSession
from insights.domain.periods import Period
from insights.domain.viewers import viewers_of
from insights.edition.tables import Table

VIEWER_HEADINGS = ("Hari", "Menit", "Panggung", "Penonton")
"""What a report says of each minute in which anybody was at a stage."""


def viewer_tables(*, edition: ExpoPage, period: Period) -> tuple[list[Table], list[list]]:
    """Return the highest minute of each session and of each day, and the minutes they were taken from.

    No rows where nobody was ever counted.
    """
    viewers = viewers_of(edition=edition)
    rooms = dict(edition.rooms.values_list("pk", "name"))
    by_room: dict[int, list[tuple]] = {room: [] for room in rooms}
    together: Counter = Counter()
    for room, minute, number in viewers:
        by_room[room].append((minute, number))
        together[minute] += number
    how = _(
        "Angka tertinggi dari perangkat yang pada menit yang sama memutar siaran atau mengikuti catatan di "
        "halaman panggung. Halaman yang tampil di layar melapor sekali semenit tanpa menyebut siapa. "
        "Perangkat, bukan orang. Tidak dihitung: yang menonton langsung di YouTube, yang masuk sebagai pelaku "
        "usaha atau dinas, robot, dan peramban yang minta tidak dilacak."
    )
    heading = _("Terbanyak")
    sessions = _sessions(edition, by_room) if viewers else []
    days = _days(edition, together, period) if viewers else []
    tables = [
        Table(
            "viewers",
            _("Penonton panggung per acara"),
            how,
            [_("Acara"), heading],
            sessions,
            is_highest=True,
        ),
        Table(
            "viewers_by_day",
            _("Penonton panggung per hari"),
            _("Dihitung seperti penonton per acara: semua panggung bersama-sama, juga di antara acara."),
            [_("Hari"), heading],
            days,
            is_highest=True,
        ),
    ]
    minutes = [[*_clock(edition, minute), rooms[room], number] for room, minute, number in viewers]
    return tables, minutes


def _sessions(edition: ExpoPage, by_room: dict[int, list[tuple]]) -> list[list]:
    rows = []
    for session in ProgrammeSession.objects.of(edition):
        minutes = by_room[session.room_id]
        first, end = (bisect_left(minutes, (moment,)) for moment in (session.starts_at, session.ends_at))
        begins = date_format(session.starts_at.astimezone(edition.tzinfo), "j M Y, H.i")
        room = f" ({session.room.name})" if len(by_room) > 1 else ""
        most = max((number for _minute, number in minutes[first:end]), default=0)
        rows.append([f"{begins} · {session.title}{room}", most])
    return rows


def _days(edition: ExpoPage, together: Counter, period: Period) -> list[list]:
    most = dict.fromkeys(period.days, 0)
    for minute, number in together.items():
        day = minute.astimezone(edition.tzinfo).date()
        most[day] = max(most.get(day, 0), number)
    return [[date_format(day, "j F Y"), number] for day, number in sorted(most.items())]


def _clock(edition: ExpoPage, moment: datetime.datetime) -> tuple[str, str]:
    """Return day and time where the edition is held."""
    local = moment.astimezone(edition.tzinfo)
    return date_format(local, "j F Y"), date_format(local, "H.i")
