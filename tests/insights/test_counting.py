"""Writing views: few statements, every view once, whoever else writes."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from wagtail.models import Page

from expo.models import BoothListing
from insights.domain.buffer import ViewBuffer
from insights.domain.counting import DAYS_KEPT, forget_views, write_views
from insights.domain.throttle import PER_ADDRESS, PER_PAGE, WINDOW, Throttle
from insights.enums import Kind
from insights.models import ViewCount
from tests.factories import BoothFactory, HallFactory

DAY = datetime.date(2026, 11, 22)


def stored():
    return list(ViewCount.objects.order_by("page_id", "day").values_list("page_id", "day", "count"))


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_booths_is_one_query_and_one_statement(hall, count, django_assert_num_queries):
    booths = [BoothFactory(parent=hall) for _number in range(count)]
    views = {(Kind.BOOTH, booth.pk, DAY): 4 for booth in booths}
    for times in (1, 2):
        # The booths that are public, a savepoint and its release, the rows.
        with django_assert_num_queries(4):
            assert write_views(views) == 4 * count
        assert stored() == [(booth.pk, DAY, 4 * times) for booth in booths]


@pytest.mark.django_db
def test_a_burst_of_a_thousand_views_is_a_few_writes(booth, product, other_booth, django_assert_num_queries):
    buffer = ViewBuffer(seconds=3600)
    # The thread that writes is not wanted here; a test looks at what one writing costs.
    buffer._thread = object()
    pages = [(Kind.BOOTH, booth.pk), (Kind.PRODUCT, product.pk), (Kind.BOOTH, other_booth.pk)]
    with django_assert_num_queries(0):
        for number in range(1000):
            buffer.add(*pages[number % 3], day=DAY)
    with django_assert_num_queries(5):
        assert buffer.flush()
    assert sorted(count for _page, _day, count in stored()) == [333, 333, 334]
    with django_assert_num_queries(0):
        assert buffer.flush()


@pytest.mark.django_db
def test_days_are_counted_apart_and_by_the_local_date(booth):
    buffer = ViewBuffer(seconds=0)
    buffer.add(Kind.BOOTH, booth.pk, day=DAY)
    buffer.add(Kind.BOOTH, booth.pk)
    assert stored() == sorted(
        [(booth.pk, DAY, 1), (booth.pk, timezone.localdate(), 1)], key=lambda row: row[1]
    )


@pytest.mark.django_db
def test_a_database_that_is_busy_gets_the_views_later(booth):
    # A locked database cannot be had at will on both kinds: the writing itself is made to fail twice.
    tries = []

    def write(views):
        tries.append(dict(views))
        if len(tries) < 3:
            raise OperationalError("database is locked")
        return write_views(views)

    buffer = ViewBuffer(seconds=3600, write=write)
    buffer._thread = object()
    buffer.add(Kind.BOOTH, booth.pk, day=DAY)
    assert not buffer.flush()
    buffer.add(Kind.BOOTH, booth.pk, day=DAY)
    assert not buffer.flush()
    assert buffer.flush()
    assert stored() == [(booth.pk, DAY, 2)]


@pytest.mark.django_db
def test_a_database_that_stays_away_does_not_fill_the_memory(booth, caplog):
    def write(_views):
        raise OperationalError("no route to host")

    buffer = ViewBuffer(seconds=3600, write=write, most=2)
    buffer._thread = object()
    for page in (1, 2, 3, 1):
        buffer.add(Kind.BOOTH, page, day=DAY)
    assert not buffer.flush()
    assert dict(buffer._held) == {(Kind.BOOTH, 1, DAY): 2, (Kind.BOOTH, 2, DAY): 1}
    assert "1 views were not counted" in caplog.text


def test_threads_add_to_one_buffer_without_losing_any():
    taken = []
    buffer = ViewBuffer(seconds=3600, write=taken.append)
    buffer._thread = object()
    with ThreadPoolExecutor(8) as pool:
        for _sender in range(8):
            pool.submit(
                lambda: [buffer.add(Kind.BOOTH, 1, day=DAY) or buffer.flush() for _view in range(250)]
            )
    buffer.flush()
    assert sum(views[Kind.BOOTH, 1, DAY] for views in taken) == 2000


def test_two_writers_of_the_same_rows_are_both_counted(committed_tree):
    hall = HallFactory(parent=committed_tree.halls)
    booths = [BoothFactory(parent=hall) for _number in range(3)]
    views = {(Kind.BOOTH, booth.pk, DAY): 1 for booth in booths}
    # An SQLite database in memory belongs to one thread; two workers on a file are tried in tests/browser.
    workers = 1 if connection.vendor == "sqlite" else 4

    def write(number):
        # Each begins with another page, as workers do.
        write_views(dict(sorted(views.items(), reverse=bool(number % 2))))
        if workers > 1:
            connection.close()

    if workers == 1:
        list(map(write, range(20)))
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(write, range(20)))
    assert stored() == [(booth.pk, DAY, 20) for booth in booths]


@pytest.mark.django_db
def test_more_pages_than_one_statement_holds(hall, monkeypatch):
    from insights.domain import counting

    monkeypatch.setattr(counting, "ROWS_A_STATEMENT", 2)
    booths = [BoothFactory(parent=hall) for _number in range(5)]
    assert write_views({(Kind.BOOTH, booth.pk, DAY): 1 for booth in booths}) == 5
    assert len(stored()) == 5


@pytest.mark.django_db
def test_counts_go_with_a_deleted_page_and_stay_with_one_taken_down(booth, product):
    write_views({(Kind.BOOTH, booth.pk, DAY): 2, (Kind.PRODUCT, product.pk, DAY): 3})
    booth.unpublish()
    assert len(stored()) == 2
    Page.objects.get(pk=product.pk).delete()
    assert stored() == [(booth.pk, DAY, 2)]


@pytest.mark.django_db
def test_old_counts_are_forgotten_by_the_calendar(booth, capsys):
    today = timezone.localdate()
    kept = today - datetime.timedelta(DAYS_KEPT)
    for day in (today, kept, kept - datetime.timedelta(1)):
        write_views({(Kind.BOOTH, booth.pk, day): 1})
    call_command("follow_calendar")
    assert [day for _page, day, _count in stored()] == [kept, today]
    assert "Views: 1 old counts forgotten." in capsys.readouterr().out
    assert forget_views(before=today) == 1


def test_the_throttle_forgets_everything_after_its_window():
    now = [0.0]
    throttle = Throttle(clock=lambda: now[0])
    assert [throttle.allows("10.0.0.1", 5) for _view in range(PER_PAGE + 1)] == [True] * PER_PAGE + [False]
    assert throttle.allows("10.0.0.2", 5)
    held = (dict(throttle._seen), throttle._key)
    assert not any("10.0.0" in str(key) for key in held[0])
    now[0] = WINDOW
    assert throttle.allows("10.0.0.1", 5)
    assert len(throttle._seen) == 2
    assert throttle._key != held[1]


def test_one_address_cannot_count_all_pages_without_end():
    throttle = Throttle()
    allowed = sum(throttle.allows("10.0.0.1", page) for page in range(PER_ADDRESS + 50))
    assert allowed == PER_ADDRESS


def test_the_script_of_the_public_pages_stays_small():
    import gzip

    from django.conf import settings

    script = Path(settings.BASE_DIR, "static/js/seen.js").read_bytes()
    assert len(gzip.compress(script)) < 400


@pytest.mark.django_db
def test_listings_and_pages_share_their_ids(booth):
    assert list(BoothListing.objects.values_list("pk", flat=True)) == [booth.pk]
