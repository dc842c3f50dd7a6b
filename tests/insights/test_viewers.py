"""Viewers of a stage: one report a minute from each page, added up by minute, and the highest minute in the report."""

import datetime
import io
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pypdfium2
import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook
from wagtail import hooks

from expo.domain.programme import schedule
from expo.models import ExpoPage, Room
from home.demo.edition import FILL_EDITION
from insights.domain.buffer import ViewerBuffer
from insights.domain.counting import DAYS_KEPT
from insights.domain.demo import make_up_viewers
from insights.domain.periods import Period
from insights.domain.throttle import VIEWERS_PER_ADDRESS
from insights.domain.viewers import viewers_of, write_viewers
from insights.edition.figures import edition_figures
from insights.edition.jobs import start_report
from insights.edition.tasks import make_report_job
from insights.edition.viewers import viewer_tables
from insights.models import ViewerCount
from tests.expo.november import at

pytestmark = pytest.mark.django_db
ADDRESS = "/dilihat/panggung/"
AFTER = at(29, 9)


def new_edition(
    tree, title="Pesta", first=datetime.date(2026, 11, 27), rooms=("Panggung utama", "Ruang bincang")
):
    """Return a public edition of two days from 8 to 21 with rooms."""
    tree.expos.refresh_from_db()
    edition = ExpoPage(title=title, starts_on=first, ends_on=first + datetime.timedelta(1), organiser="Dinas")
    tree.expos.add_child(instance=edition)
    for order, name in enumerate(rooms):
        Room.objects.create(edition=edition, name=name, sort_order=order)
    return edition


@pytest.fixture
def expo(tree):
    """An edition with two rooms and sessions side by side."""
    edition = new_edition(tree)
    main, talk = edition.rooms.all()
    hours = {"Pembukaan": (main, 9, 10), "Batik": (main, 10, 11), "Lokapasar": (talk, 9, 11)}
    for title, (room, start, end) in hours.items():
        schedule(room=room, title=title, starts_at=at(27, start), ends_at=at(27, end))
    return SimpleNamespace(edition=edition, main=main, talk=talk)


@pytest.fixture
def report_in(say):
    """Report a room in a minute as pages of so many devices do: `report_in(room, at(27, 9), 3)`."""

    def send(room, now, devices=1, **headers):
        with time_machine.travel(now, tick=False):
            for _device in range(devices):
                assert say(f"panggung-{room.pk}", to=ADDRESS, **headers).status_code == 204

    return send


def stored():
    return [(one.room_id, one.minute, one.count) for one in ViewerCount.objects.order_by("minute", "room")]


def table(figures, key):
    return next(one for one in figures["tables"] if one["key"] == key)


# Counting


def test_viewers_are_added_up_by_room_and_minute(expo, report_in):
    report_in(expo.main, at(27, 9), 2)
    report_in(expo.main, at(27, 9) + datetime.timedelta(seconds=59.9))
    report_in(expo.talk, at(27, 9))
    report_in(expo.main, at(27, 9, 1))
    assert stored() == [
        (expo.main.pk, at(27, 9), 3),
        (expo.talk.pk, at(27, 9), 1),
        (expo.main.pk, at(27, 9, 1), 1),
    ]


def test_only_while_the_edition_is_on(expo, report_in):
    minute = datetime.timedelta(minutes=1)
    inside = [at(27, 7), at(27, 21) - minute, at(28, 7), at(28, 21) - minute]
    outside = [at(27, 7) - minute, at(27, 21), at(28, 7) - minute, at(28, 21), at(20, 12), at(30, 12)]
    for moment in inside + outside:
        report_in(expo.main, moment)
    assert [moment for _room, moment, _number in stored()] == inside


def test_the_hours_are_those_of_the_editions_zone(expo, report_in):
    ExpoPage.objects.update(zone="Asia/Jayapura")
    for moment in (at(27, 7, zone="Asia/Jayapura"), at(27, 21, zone="Asia/Jayapura")):
        report_in(expo.main, moment)
    assert [moment for _room, moment, _number in stored()] == [at(27, 7, zone="Asia/Jayapura")]


def test_rooms_that_visitors_cannot_see_are_not_counted(expo, tree, report_in):
    report_in(SimpleNamespace(pk=987654321), at(27, 9))
    report_in(SimpleNamespace(pk=999999999999999999), at(27, 9))
    ExpoPage.objects.get(pk=expo.edition.pk).unpublish()
    report_in(expo.main, at(27, 9))
    assert stored() == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": None, "Origin": "https://evil.example"}, 403),
        ({"User_Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, 204),
        ({"User_Agent": None}, 204),
        ({"Sec_Purpose": "prefetch;prerender"}, 204),
        ({"DNT": "1"}, 204),
        ({"Sec_GPC": "1"}, 204),
    ],
)
@time_machine.travel(at(27, 9), tick=False)
def test_what_is_no_view_is_no_viewer(expo, say, headers, status):
    assert say(f"panggung-{expo.main.pk}", to=ADDRESS, **headers).status_code == status
    assert stored() == []


@pytest.mark.parametrize("role", ["merchant_user", "editor", "administrator"])
@time_machine.travel(at(27, 9), tick=False)
def test_who_is_logged_in_is_left_out(request, client, expo, say, role, django_assert_num_queries):
    client.force_login(request.getfixturevalue(role))
    with django_assert_num_queries(0):
        assert say(f"panggung-{expo.main.pk}", to=ADDRESS).status_code == 204
    assert stored() == []


@pytest.mark.parametrize(
    "body",
    ["", "1", "panggung-", "panggung-0", "panggung-01", "panggung-1 ", "panggung-x", "booth 1", b"\xff"],
)
def test_anything_but_a_room_is_refused(expo, say, body):
    assert say(body, to=ADDRESS).status_code == 400


def test_only_post_is_answered_and_nothing_is_set(expo, say):
    assert say("panggung-1", method="get", to=ADDRESS).status_code == 405
    response = say("panggung-1", to=ADDRESS)
    assert (response.content, dict(response.cookies), response["Cache-Control"]) == (b"", {}, "no-store")


def test_one_address_is_only_so_many_devices_in_a_minute(expo, report_in, settings):
    report_in(expo.main, at(27, 9), VIEWERS_PER_ADDRESS + 5)
    # Another room is no way around.
    report_in(expo.talk, at(27, 9), 3)
    report_in(expo.main, at(27, 9, 1), 2)
    settings.TRUSTED_PROXIES = 1
    report_in(expo.main, at(27, 9, 1), 3, X_Forwarded_For="10.0.0.9")
    assert stored() == [(expo.main.pk, at(27, 9), VIEWERS_PER_ADDRESS), (expo.main.pk, at(27, 9, 1), 5)]


def test_a_clock_that_is_put_back_stops_no_counting(expo, report_in):
    report_in(expo.main, at(27, 10), VIEWERS_PER_ADDRESS + 1)
    report_in(expo.main, at(27, 9), 1)
    assert [number for _room, _minute, number in stored()] == [1, VIEWERS_PER_ADDRESS]


def test_nothing_but_room_minute_and_number_is_kept(db):
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, ViewerCount._meta.db_table)
    assert sorted(column.name for column in columns) == ["count", "minute", "room_id"]


# Batches and workers


def test_workers_and_batches_are_added_up(expo, django_assert_num_queries):
    workers = [ViewerBuffer(seconds=3600) for _worker in range(3)]
    for number, worker in enumerate(workers):
        # The threads that write are not wanted here; a test looks at what one writing costs.
        worker._thread = object()
        for second in range(40):
            now = at(27, 9) + datetime.timedelta(seconds=2 * second + number)
            with time_machine.travel(now, tick=False), django_assert_num_queries(0):
                worker.add(expo.main.pk)
            if second == 10:
                assert worker.flush()
    for worker in workers:
        # Editions, their exceptions, rooms, a savepoint and its release, the rows.
        with django_assert_num_queries(6):
            assert worker.flush()
    # 40 reports from each of three workers; those of seconds 60 and later belong to the next minute.
    assert stored() == [(expo.main.pk, at(27, 9), 89), (expo.main.pk, at(27, 9, 1), 31)]


def test_a_batch_may_be_late(expo):
    """The database was away when the edition closed; what came before that counts."""
    buffer = ViewerBuffer(seconds=3600)
    buffer._thread = object()
    with time_machine.travel(at(28, 20, 59), tick=False):
        buffer.add(expo.main.pk)
    with time_machine.travel(at(29, 3), tick=False):
        buffer.flush()
    assert stored() == [(expo.main.pk, at(28, 20, 59), 1)]


def test_two_writers_of_the_same_minutes_are_both_counted(committed_tree):
    rooms = list(new_edition(committed_tree).rooms.all())
    viewers = {(room.pk, at(27, 9, minute)): 1 for room in rooms for minute in range(3)}
    # An SQLite database in memory belongs to one thread.
    workers = 1 if connection.vendor == "sqlite" else 4

    def write(number):
        write_viewers(dict(sorted(viewers.items(), reverse=bool(number % 2))))
        if workers > 1:
            connection.close()

    if workers == 1:
        list(map(write, range(20)))
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(write, range(20)))
    assert [number for _room, _minute, number in stored()] == [20] * 6


def test_old_counts_are_forgotten_with_those_of_views(expo, capsys):
    write_viewers({(expo.main.pk, at(27, 9)): 4, (expo.main.pk, at(28, 9)): 5})
    with time_machine.travel(at(28, 3) + datetime.timedelta(DAYS_KEPT), tick=False):
        call_command("follow_calendar")
    assert stored() == [(expo.main.pk, at(28, 9), 5)]
    assert "Views: 1 old counts forgotten." in capsys.readouterr().out


def test_counts_go_with_their_room(expo):
    write_viewers({(expo.main.pk, at(27, 9)): 4, (expo.talk.pk, at(27, 9)): 5})
    expo.main.delete()
    assert stored() == [(expo.talk.pk, at(27, 9), 5)]


# The report


@pytest.fixture
def watched(expo):
    """Minutes before, within and between sessions; the highest of both rooms together lies in no session's highest."""
    main = {(8, 59): 90, (9, 0): 10, (9, 30): 40, (9, 59): 25, (10, 0): 30, (10, 20): 35}
    talk = {(9, 0): 7, (9, 30): 2, (10, 20): 20, (11, 0): 99}
    viewers = {(expo.main.pk, at(27, *clock)): number for clock, number in main.items()}
    viewers |= {(expo.talk.pk, at(27, *clock)): number for clock, number in talk.items()}
    write_viewers(viewers | {(expo.main.pk, at(28, 12)): 3})
    return expo


def test_the_peak_of_a_session_is_its_highest_minute(watched):
    figures = edition_figures(edition=watched.edition)
    assert table(figures, "viewers")["rows"] == [
        ["27 Nov 2026, 09.00 · Pembukaan (Panggung utama)", 40],
        ["27 Nov 2026, 09.00 · Lokapasar (Ruang bincang)", 20],
        ["27 Nov 2026, 10.00 · Batik (Panggung utama)", 35],
    ]
    # 35 in one room and 20 in the other at 10.20, 99 alone at 11.00.
    assert table(figures, "viewers_by_day")["rows"] == [["27 November 2026", 99], ["28 November 2026", 3]]
    assert [table(figures, key)["totals"] for key in ("viewers", "viewers_by_day")] == [[40], [99]]


def test_rooms_are_added_up_within_the_minute(expo):
    write_viewers(
        {(room.pk, at(27, 9)): 5 for room in (expo.main, expo.talk)} | {(expo.main.pk, at(27, 9, 1)): 8}
    )
    assert table(edition_figures(edition=expo.edition), "viewers_by_day")["rows"][0][1] == 10


def test_a_report_holds_the_minutes_its_peaks_come_from(watched):
    figures = edition_figures(edition=watched.edition)
    minutes = figures["minutes"]
    assert minutes[0] == ["27 November 2026", "08.59", "Panggung utama", 90]
    assert len(minutes) == len(viewers_of(edition=watched.edition)) == 11
    for title, most in table(figures, "viewers")["rows"]:
        room = title.rpartition("(")[2].rstrip(")")
        hours = {
            "Pembukaan": ("09.00", "10.00"),
            "Lokapasar": ("09.00", "11.00"),
            "Batik": ("10.00", "11.00"),
        }
        start, end = next(found for name, found in hours.items() if name in title)
        inside = [row[3] for row in minutes if row[2] == room and start <= row[1] < end]
        assert (title, max(inside)) == (title, most)


def test_clocks_in_the_report_are_those_of_the_editions_zone(expo):
    ExpoPage.objects.update(zone="Asia/Jayapura")
    expo.edition.refresh_from_db()
    write_viewers({(expo.main.pk, at(27, 9)): 4})
    figures = edition_figures(edition=expo.edition)
    assert figures["minutes"] == [["27 November 2026", "11.00", "Panggung utama", 4]]
    assert table(figures, "viewers")["rows"][0][0].startswith("27 Nov 2026, 11.00")


def test_without_any_viewer_nothing_is_claimed(expo):
    figures = edition_figures(edition=expo.edition)
    told = [table(figures, key) for key in ("viewers", "viewers_by_day")]
    assert [(one["rows"], one["totals"]) for one in told] == [([], [0])] * 2


@pytest.fixture
def make(editor):
    """Make the report of an edition after it has closed."""

    def report(edition):
        made = start_report(edition=edition, by=editor, now=AFTER)
        make_report_job.enqueue(made.pk)
        made.refresh_from_db()
        return made

    return report


def test_screen_workbook_and_paper_say_the_same(watched, make, editor, client):
    report = make(watched.edition)
    book = load_workbook(io.BytesIO(report.xlsx.read()))
    rows = [[cell.value for cell in row] for row in book["Penonton panggung per acara"].iter_rows()]
    assert rows[-1] == ["Tertinggi", max(row[1] for row in rows[2:-1])] == ["Tertinggi", 40]
    minutes = [[cell.value for cell in row] for row in book["Penonton per menit"].iter_rows()]
    assert (minutes[0], len(minutes)) == (["Hari", "Menit", "Panggung", "Penonton"], 12)
    document = pypdfium2.PdfDocument(report.pdf.read())
    text = " ".join("\n".join(page.get_textpage().get_text_range() for page in document).split())
    assert "Pembukaan (Panggung utama) 40" in text
    assert ("Tertinggi 40" in text, "Tertinggi 99" in text, "Perangkat, bukan orang." in text) == (True,) * 3
    client.force_login(editor)
    page = client.get(reverse("insights_edition_report", args=[watched.edition.pk])).text
    assert page.count("<th>Tertinggi</th>") == 2
    assert "27 Nov 2026, 10.00 · Batik (Panggung utama)" in page


def test_the_edition_before_is_compared_when_it_was_counted(watched, tree, make):
    first = datetime.date(2026, 5, 4)
    before = new_edition(tree, "Pesta Lalu", first, rooms=["Panggung"])
    assert "viewers" not in make(watched.edition).figures["before"]["totals"]
    noon = datetime.datetime.combine(first, datetime.time(12), before.tzinfo)
    schedule(
        room=before.rooms.get(), title="Bincang", starts_at=noon, ends_at=noon + datetime.timedelta(hours=1)
    )
    write_viewers({(before.rooms.get().pk, noon): 17})
    report = make(watched.edition)
    assert report.figures["before"]["totals"]["viewers"] == [17]
    summary = load_workbook(io.BytesIO(report.xlsx.read()))["Ringkasan"]
    rows = [[cell.value for cell in row] for row in summary.iter_rows()]
    assert ["Penonton panggung per acara", "Terbanyak", 40, 17] in rows


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_figures_cost_the_same(tree, sessions, django_assert_num_queries):
    edition = new_edition(tree, rooms=["Panggung"])
    room = edition.rooms.get()
    for hour in range(sessions):
        schedule(room=room, title="Acara", starts_at=at(27, 9 + hour), ends_at=at(27, 10 + hour))
        write_viewers({(room.pk, at(27, 9 + hour)): 5})
    edition = ExpoPage.objects.get(pk=edition.pk)
    period = Period(edition.starts_on, edition.ends_on)
    # Minutes, rooms, sessions.
    with django_assert_num_queries(3):
        viewer_tables(edition=edition, period=period)


def test_the_demo_has_viewers_up_to_now(expo):
    assert make_up_viewers in hooks.get_hooks(FILL_EDITION)
    assert make_up_viewers(edition=expo.edition, now=at(27, 9, 30)) > 0
    last = stored()[-1]
    assert (last[1], ViewerCount.objects.filter(minute__lt=at(27, 9)).exists()) == (at(27, 9, 30), False)
