"""What merchants read of their booths, and that nobody else does."""

import datetime
import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from insights.domain.booths import days_of, numbers_of
from insights.domain.counting import write_views
from insights.domain.periods import Period, last_days
from insights.enums import Kind
from marketplaces.domain import count_click
from marketplaces.models import OutboundLink, Platform
from tests.factories import BoothFactory, MerchantFactory, ProductFactory

pytestmark = pytest.mark.django_db

WEEK = 7


def today():
    return timezone.localdate()


def back(days):
    return today() - datetime.timedelta(days)


def see(page, number, *, kind=Kind.BOOTH, days_ago=0):
    write_views({(kind, page.pk, back(days_ago)): number})


@pytest.fixture
def leave():
    """Count clicks on a link of a page."""

    def make(page, number, *, slug="shopee", days_ago=0):
        import uuid

        link = OutboundLink.objects.create(
            page=page,
            key=uuid.uuid4(),
            platform=Platform.objects.get(slug=slug),
            address="https://shopee.co.id/a",
        )
        for _click in range(number):
            count_click(link=link, day=back(days_ago))

    return make


@pytest.fixture
def seen(booth, product, other_booth, leave):
    """A week in which the booth was seen 12 times, its product 26 times, and 6 went on."""
    see(booth, 12)
    see(product, 20, kind=Kind.PRODUCT, days_ago=6)
    see(product, 6, kind=Kind.PRODUCT)
    see(booth, 30, days_ago=7)
    see(booth, 500, days_ago=14)
    see(other_booth, 777)
    leave(booth, 2, slug="tokopedia")
    leave(product, 4)
    leave(product, 9, days_ago=9)
    leave(other_booth, 5)


def test_numbers_of_a_week(booth, product, other_booth, seen):
    numbers = numbers_of(booths=[booth], period=last_days(WEEK))
    assert list(numbers) == [booth.pk]
    mine = numbers[booth.pk]
    assert (mine.booth_views, mine.product_views, mine.views, mine.views_before, mine.clicks) == (
        12,
        26,
        38,
        30,
        6,
    )
    assert mine.platforms == [("Shopee", 4), ("Tokopedia", 2)]
    assert [(row.page_id, row.title, row.views, row.clicks) for row in mine.products] == [
        (product.pk, "Kain batik tulis", 26, 4)
    ]


def test_days_of_a_booth(booth, seen):
    days = days_of(booth=booth, period=last_days(WEEK))
    assert list(days) == last_days(WEEK).days
    assert {day: numbers for day, numbers in days.items() if numbers != (0, 0)} == {
        back(6): (20, 0),
        today(): (18, 6),
    }


def test_a_period_of_nothing_and_the_one_before():
    day = datetime.date(2026, 3, 1)
    assert Period(day, day - datetime.timedelta(1)).days == []
    assert last_days(7, today=day) == Period(datetime.date(2026, 2, 23), day)
    assert last_days(7, today=day).before == Period(datetime.date(2026, 2, 16), datetime.date(2026, 2, 22))


@pytest.mark.parametrize("count", [1, 3])
def test_numbers_cost_four_queries(hall, count, leave, django_assert_num_queries):
    booths = [BoothFactory(parent=hall) for _number in range(count)]
    for booth in booths:
        for product in [ProductFactory(parent=booth) for _number in range(count)]:
            see(product, 3, kind=Kind.PRODUCT)
            leave(product, 1)
    with django_assert_num_queries(4):
        numbers = numbers_of(booths=booths, period=last_days(WEEK))
    assert [(row.product_views, row.clicks) for row in numbers.values()] == [(3 * count, count)] * count
    with django_assert_num_queries(0):
        assert numbers_of(booths=[], period=last_days(WEEK)) == {}


def text_of(response) -> str:
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
        .replace(" ,", ",")
        .replace(" .", ".")
    )


def test_my_booth_says_it_in_plain_words(client, booth, merchant_user, seen):
    client.force_login(merchant_user)
    text = text_of(client.get("/kelola/"))
    assert "Seminggu terakhir dilihat 38 kali, 6 kali lanjut ke Shopee (4), Tokopedia (2)." in text
    assert "Halaman lapak 12 kali, halaman produk 26 kali. Tujuh hari sebelumnya 30 kali." in text
    assert "777" not in text


def test_a_booth_nobody_saw_gets_advice(client, booth, merchant_user):
    client.force_login(merchant_user)
    assert "Belum ada yang membuka lapak Anda" in client.get("/kelola/").content.decode()


def test_a_merchant_with_two_booths_reads_both(client, hall, booth, merchant_user, seen):
    second = BoothFactory(parent=hall, merchant=MerchantFactory(owner=merchant_user))
    see(second, 3)
    client.force_login(merchant_user)
    text = text_of(client.get("/kelola/"))
    assert "dilihat 38 kali" in text
    assert "dilihat 3 kali." in text


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_any_number_of_products(
    client, booth, merchant_user, count, leave, django_assert_num_queries
):
    for _number in range(count):
        product = ProductFactory(parent=booth)
        see(product, 2, kind=Kind.PRODUCT)
        leave(product, 1)
    client.force_login(merchant_user)
    client.get("/kelola/")
    with django_assert_num_queries(24):
        client.get("/kelola/")


ROLES = ("visitor", "outsider", "owner", "helper", "editor", "administrator")


OWN = dict(zip(ROLES, ("login", "login", "ok", "ok", "ok", "ok"), strict=True))
# As for the office's report, which no merchant may read.
OTHERS = OWN | {"owner": "hidden", "helper": "hidden"}


def outcome(response):
    if response.status_code == 302:
        return "login" if "/login/" in response["Location"] else "denied"
    return {200: "ok", 403: "denied", 404: "hidden"}[response.status_code]


@pytest.mark.parametrize("role", ROLES)
def test_who_may_read_what(as_role, role, booth, other_booth, seen):
    client = as_role(role)
    own = client.get(reverse("insights_booth", args=[booth.pk]))
    other = client.get(reverse("insights_booth", args=[other_booth.pk]))
    nothing = client.get(reverse("insights_booth", args=[987_654_321]))
    assert (outcome(own), outcome(other)) == (OWN[role], OTHERS[role])
    if role in ("owner", "helper"):
        assert (other.status_code, other.content) == (nothing.status_code, nothing.content)
    for query in ("", "results/", "?export=csv"):
        assert outcome(client.get(f"/kelola/statistik/{query}")) == OTHERS[role]


def test_the_page_of_a_booth(client, booth, product, merchant_user, seen):
    client.force_login(merchant_user)
    response = client.get(reverse("insights_booth", args=[booth.pk]) + "?hari=7")
    html = response.content.decode()
    chart = json.loads(re.search(r"<views-chart[^>]*>\s*<script[^>]*>(.*?)</script>", html, re.DOTALL)[1])
    assert chart == {
        "days": [day.isoformat() for day in last_days(7).days],
        "views": [20, 0, 0, 0, 0, 0, 18],
        "clicks": [0, 0, 0, 0, 0, 0, 6],
    }
    assert "777" not in text_of(response)
    for asked in ("", "?hari=9999", "?hari=x"):
        days = client.get(reverse("insights_booth", args=[booth.pk]) + asked).context["chart"]["days"]
        assert len(days) == 30


def test_orders_are_told_apart_from_links_that_were_followed(booth, other_booth):
    from insights.domain.booths import numbers_of, week_in_words
    from insights.domain.periods import WEEK, last_days
    from insights.domain.report import clicks_by_platform
    from marketplaces.domain import sync_platforms
    from marketplaces.domain.clicks import count_order

    sync_platforms()
    for _n in range(2):
        count_order(page=booth)
    period = last_days(WEEK)
    numbers = numbers_of(booths=[booth, other_booth], period=period)
    assert (numbers[booth.pk].orders, numbers[booth.pk].platforms) == (2, [])
    assert numbers[other_booth.pk].orders == 0
    assert week_in_words(booths=[booth]) == {booth.pk: "Minggu ini 2 pesanan dimulai lewat WhatsApp."}
    assert clicks_by_platform(period) == [{"platform": "Pesanan lewat WhatsApp", "links": 1, "clicks": 2}]
