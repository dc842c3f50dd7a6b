"""What is written down about links: slowly believed, politely asked, never acted upon by itself."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from marketplaces.domain import health
from marketplaces.domain.health import due_links, gone_links, health_of, look_at_links
from marketplaces.enums import LinkState
from marketplaces.models import HostRest, LinkHealth, OutboundLink
from tests.marketplaces.shops import open_shops

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def shops():
    """The server that plays the platforms."""
    with open_shops() as running:
        yield running


class Clock:
    """Time that passes only when somebody says so, or waits."""

    def __init__(self):
        self.now = timezone.now().replace(hour=3)
        self.waited = []

    def __call__(self):
        """Return what time it is."""
        return self.now

    def sleep(self, seconds):
        """Wait."""
        self.waited.append(seconds)
        self.now += datetime.timedelta(seconds=seconds)


@pytest.fixture
def clock():
    """The clock of a test."""
    return Clock()


@pytest.fixture
def run(shops, clock):
    """Look at what is due, some days later."""

    def later(days=0, **more):
        clock.now += days * DAY
        return look_at_links(seconds=30, network=shops.network(), now=clock, sleep=clock.sleep, **more)

    return later


def state(link):
    return LinkHealth.objects.get(link=link).state


def test_gone_is_what_was_missing_on_two_days(run, shops, make_link, clock):
    link = make_link()
    shops.say("/kopikita", 404)
    assert run() == {"unknown": 1}
    clock.now += datetime.timedelta(hours=2)
    LinkHealth.objects.update(next_look_at=clock.now)
    HostRest.objects.all().delete()
    assert run() == {"unknown": 1}
    first_day = LinkHealth.objects.get(link=link).missing_since
    assert run(days=2) == {"gone": 1}
    assert list(gone_links()) == [link]
    assert LinkHealth.objects.get(link=link).missing_since == first_day
    assert OutboundLink.objects.get(pk=link.pk).is_on
    shops.say("/kopikita", 200)
    assert run(days=40) == {"ok": 1}
    assert list(gone_links()) == []


def test_one_bad_day_is_forgotten(run, shops, make_link):
    link = make_link()
    shops.say("/kopikita", 200)
    run()
    shops.say("/kopikita", 404)
    assert run(days=20) == {"ok": 1}
    shops.say("/kopikita", 200)
    run(days=2)
    shops.say("/kopikita", 410)
    assert run(days=20) == {"ok": 1}
    assert run(days=2) == {"gone": 1}
    assert state(link) == LinkState.GONE


@pytest.mark.parametrize("status", [429, 403, 500, 503])
def test_walls_and_troubles_prove_nothing_and_are_left_in_peace(run, shops, make_link, clock, status):
    link = make_link()
    shops.say("/kopikita", status)
    assert run() == {"unknown": 1}
    rest = HostRest.objects.get(host="shopee.co.id")
    assert (rest.troubles, rest.rest_until - clock.now) == (1, datetime.timedelta(hours=1))
    for days in (4, 9, 17, 34, 34):
        assert run(days=days) == {"unknown": 1}
    rest.refresh_from_db()
    assert (rest.troubles, rest.rest_until - clock.now) == (5, datetime.timedelta(hours=168))
    assert state(link) == LinkState.UNKNOWN
    shops.say("/kopikita", 200)
    assert run(days=34) == {"ok": 1}
    rest.refresh_from_db()
    assert (rest.troubles, rest.rest_until - clock.now) == (0, datetime.timedelta(seconds=10))


def test_a_server_may_ask_for_a_longer_rest(run, shops, make_link, clock):
    make_link()
    shops.say("/kopikita", 429, Retry_After="90000")
    run()
    assert HostRest.objects.get().rest_until - clock.now == datetime.timedelta(seconds=90000)
    LinkHealth.objects.update(next_look_at=clock.now)
    assert run(days=1) == {}
    assert len(shops.asked) == 1


def test_a_host_is_asked_one_thing_at_a_time_with_pauses(run, shops, make_link, clock):
    for number in range(3):
        make_link(address=f"https://shopee.co.id/toko{number}")
        shops.say(f"/toko{number}", 200)
    make_link(address="https://www.tokopedia.com/sekar", platform="tokopedia")
    shops.say("/sekar", 200)
    assert run() == {"ok": 4}
    assert [host for _method, host, _path in shops.asked] == [
        "shopee.co.id",
        "www.tokopedia.com",
        "shopee.co.id",
        "shopee.co.id",
    ]
    assert [round(seconds) for seconds in clock.waited] == [10, 10]


def test_another_process_at_the_same_host_is_waited_for(run, shops, make_link, clock):
    make_link()
    HostRest.objects.create(host="shopee.co.id", rest_until=clock.now + datetime.timedelta(hours=1))
    assert run() == {}
    assert shops.asked == []


def test_trouble_ends_a_hosts_turn(run, shops, make_link):
    for number in range(3):
        make_link(address=f"https://shopee.co.id/toko{number}")
        shops.say(f"/toko{number}", 503)
    assert run() == {"unknown": 1}
    assert len(shops.asked) == 1


def test_a_link_is_looked_at_seldom(run, shops, make_link, clock):
    link = make_link()
    shops.say("/kopikita", 200)
    run()
    assert run(days=13) == {}
    row = LinkHealth.objects.get(link=link)
    assert 14 * DAY <= row.next_look_at - row.looked_at <= 17 * DAY
    assert run(days=4) == {"ok": 1}


def test_nobodys_number_is_tried_and_nothing_hidden_is_asked_for(run, shops, make_link, booth):
    make_link(address="https://wa.me/6281234567890", platform="whatsapp", kind="chat")
    make_link(address="https://shopee.co.id/mati", is_on=False)
    make_link(address="https://tokosekar.com/", platform="website", kind="unknown")
    assert run() == {}
    assert shops.asked == []
    booth.unpublish()
    make_link(address="https://shopee.co.id/turun")
    assert (run(), list(due_links(now=timezone.now() + 99 * DAY))) == ({}, [])


def test_what_is_known_of_one_address_does_not_pass_to_another(run, shops, make_link):
    link = make_link()
    shops.say("/kopikita", 404)
    run()
    run(days=2)
    assert gone_links().count() == 1
    OutboundLink.objects.filter(pk=link.pk).update(address="https://shopee.co.id/baru")
    link = OutboundLink.objects.select_related("health").get(pk=link.pk)
    assert (health_of(link), gone_links().count()) == (None, 0)
    shops.say("/baru", 200)
    assert run() == {"ok": 1}


def test_time_is_kept(shops, make_link, clock):
    make_link()
    shops.say("/kopikita", 200)
    assert look_at_links(seconds=0, network=shops.network(), now=clock, sleep=clock.sleep) == {}


def test_the_calendar_looks_only_where_it_is_told_to(make_link, settings, capsys):
    make_link()
    assert settings.LOOK_AT_LINKS is False
    call_command("follow_calendar")
    assert "Links: not looked at (LOOK_AT_LINKS is off)." in capsys.readouterr().out
    assert LinkHealth.objects.count() == 0


def test_the_command_says_what_was_found(capsys):
    call_command("look_at_links", seconds=1)
    assert capsys.readouterr().out == "Links looked at: none were due.\n"


def test_looking_throws_no_kept_page_away():
    assert (LinkHealth.shown_to_visitors, HostRest.shown_to_visitors, health.PAUSE_SECONDS) == (
        False,
        False,
        10,
    )
