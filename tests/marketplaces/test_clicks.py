"""Counting clicks."""

import datetime
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from marketplaces.domain import count_click
from marketplaces.models import ClickCount, OutboundLink, Platform

DAY = datetime.date(2026, 11, 22)


def test_each_click_adds_one_in_one_query(make_link, django_assert_num_queries):
    link = make_link()
    for _click in range(3):
        with django_assert_num_queries(1):
            count_click(link=link, day=DAY)
    assert list(ClickCount.objects.values_list("link", "day", "count")) == [(link.pk, DAY, 3)]


def test_links_and_days_are_counted_apart(make_link):
    one, two = make_link(), make_link()
    for link, day in [(one, DAY), (one, DAY), (two, DAY), (one, DAY + datetime.timedelta(days=1))]:
        count_click(link=link, day=day)
    counted = ClickCount.objects.order_by("link", "day").values_list("link", "day", "count")
    assert list(counted) == [
        (one.pk, DAY, 2),
        (one.pk, DAY + datetime.timedelta(days=1), 1),
        (two.pk, DAY, 1),
    ]


def test_a_click_belongs_to_the_local_day(make_link):
    count_click(link=make_link())
    assert ClickCount.objects.get().day == timezone.localdate()


@pytest.fixture
def committed_link(committed_tree):
    """A link that other connections see too."""
    return OutboundLink.objects.create(
        page=committed_tree.home,
        key=uuid.uuid4(),
        platform=Platform.objects.get(slug="shopee"),
        address="https://shopee.co.id/a_b",
    )


def test_clicks_at_the_same_moment_are_all_counted(committed_link):
    # An SQLite database in memory belongs to one thread; there the single statement is the whole story.
    workers = 1 if connection.vendor == "sqlite" else 4

    def click(_number):
        count_click(link=committed_link, day=DAY)
        if workers > 1:
            connection.close()

    if workers == 1:
        for number in range(40):
            click(number)
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(click, range(40)))
    assert ClickCount.objects.get().count == 40
