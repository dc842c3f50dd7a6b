"""The address that pages report to."""

import re

import pytest
from django.db import connection
from django.utils import timezone

from insights import views
from insights.domain.throttle import PER_PAGE
from insights.models import ViewCount
from tests.factories import BoothFactory, ProductFactory

pytestmark = pytest.mark.django_db

KINDS = ("home", "hall", "booth", "product")


@pytest.fixture
def pages(tree, hall, booth, product):
    """A public page of every kind."""
    return {"home": tree.home, "hall": hall, "booth": booth, "product": product}


def counted():
    return dict(ViewCount.objects.values_list("page_id", "count"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_counted(pages, say, kind):
    page = pages[kind]
    assert say(f"{kind} {page.pk}").status_code == 204
    assert list(ViewCount.objects.values_list("page_id", "day", "count")) == [
        (page.pk, timezone.localdate(), 1)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_itself_says_what_to_report(client, pages, kind):
    html = client.get(pages[kind].get_url()).content.decode()
    assert re.findall(r'<body[^>]*\bdata-seen="([^"]*)"', html) == [f"{kind} {pages[kind].pk}"]


def test_the_answer_is_empty_and_sets_nothing(booth, say):
    response = say(f"booth {booth.pk}")
    assert (response.status_code, response.content, dict(response.cookies)) == (204, b"", {})
    assert response["Cache-Control"] == "no-store"
    assert "Cookie" not in response.get("Vary", "")


def test_nothing_but_page_day_and_number_is_kept(booth, say):
    say(f"booth {booth.pk}")
    assert {field.name for field in ViewCount._meta.get_fields()} == {"pk", "page", "day", "count"}
    with connection.cursor() as cursor:
        columns = [
            column.name
            for column in connection.introspection.get_table_description(cursor, ViewCount._meta.db_table)
        ]
    assert sorted(columns) == ["count", "day", "page_id"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "none"}, 403),
        ({"Sec_Fetch_Site": None, "Origin": "https://evil.example"}, 403),
        ({"Sec_Fetch_Site": None, "Origin": "null"}, 403),
        ({"Sec_Fetch_Site": None, "Origin": None}, 403),
        ({"Sec_Fetch_Site": None, "Origin": "http://testserver"}, 204),
        # What the browser says of the request outweighs what a page can write.
        ({"Sec_Fetch_Site": "cross-site", "Origin": "http://testserver"}, 403),
    ],
)
def test_only_own_pages_report(booth, say, headers, status):
    assert say(f"booth {booth.pk}", **headers).status_code == status
    assert counted() == ({booth.pk: 1} if status == 204 else {})


@pytest.mark.parametrize(
    "headers",
    [
        {"User_Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User_Agent": "WhatsApp/2.24.1 A"},
        {"User_Agent": ""},
        {"User_Agent": None},
        {"Sec_Purpose": "prefetch;prerender"},
        {"DNT": "1"},
        {"Sec_GPC": "1"},
    ],
)
def test_robots_and_who_asks_for_privacy_are_left_out(booth, say, headers):
    assert say(f"booth {booth.pk}", **headers).status_code == 204
    assert counted() == {}


@pytest.mark.parametrize("role", ["merchant_user", "editor", "administrator"])
def test_who_is_logged_in_is_left_out_without_a_look_at_the_session(
    request, client, booth, say, role, django_assert_num_queries
):
    client.force_login(request.getfixturevalue(role))
    with django_assert_num_queries(0):
        assert say(f"booth {booth.pk}").status_code == 204
    assert counted() == {}


@pytest.mark.parametrize(
    "body",
    [
        *["", "booth", "booth 0", "booth -1", "booth 01", "booth 1 ", "shop 1", "booth 1\n", "BOOTH 1"],
        *["booth " + "9" * 40, "booth 1;product 2", b"\xff\xfe"],
    ],
)
def test_anything_but_a_kind_and_a_number_is_refused(booth, say, body):
    assert say(body).status_code == 400
    assert counted() == {}


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_post_is_answered(booth, say, method):
    assert say(f"booth {booth.pk}", method=method).status_code == 405


def test_what_is_not_public_is_not_counted(hall, booth, product, say):
    draft = ProductFactory(parent=booth, live=False)
    hidden = BoothFactory(parent=hall, live=False)
    taken_down = ProductFactory(parent=booth)
    taken_down.unpublish()
    for body in [
        *[f"product {draft.pk}", f"product {taken_down.pk}", f"booth {hidden.pk}", "booth 987654321"],
        *["product 999999999999999999", f"booth {product.pk}", f"product {booth.pk}", f"home {booth.pk}"],
        f"hall {booth.pk}",
    ]:
        assert say(body).status_code == 204
    assert counted() == {}


def test_a_booth_in_a_hall_that_is_taken_down_is_not_counted(hall, booth, say):
    hall.unpublish()
    say(f"booth {booth.pk}")
    say(f"hall {hall.pk}")
    assert counted() == {}


def test_one_address_counts_only_so_often(booth, product, say):
    for _view in range(PER_PAGE + 5):
        assert say(f"booth {booth.pk}").status_code == 204
    say(f"product {product.pk}")
    assert counted() == {booth.pk: PER_PAGE, product.pk: 1}


def test_behind_a_proxy_everybody_has_an_address_of_the_own(booth, say, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(PER_PAGE + 5):
        say(f"booth {booth.pk}", X_Forwarded_For=f"10.0.0.{number}")
    assert counted() == {booth.pk: PER_PAGE + 5}


@pytest.mark.parametrize(
    ("pattern", "expected"), [("2001:db8:1:2::{:x}", PER_PAGE), ("::ffff:10.0.0.{}", PER_PAGE + 5)]
)
def test_one_connection_is_one_address_however_it_is_written(booth, say, settings, pattern, expected):
    settings.TRUSTED_PROXIES = 1
    for number in range(1, PER_PAGE + 6):
        say(f"booth {booth.pk}", X_Forwarded_For=pattern.format(number))
    assert counted() == {booth.pk: expected}


def test_no_token_is_asked_for(booth, rf):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"User-Agent": "Mozilla/5.0 (Android 14)"})
    response = strict.post(
        "/dilihat/", f"booth {booth.pk}", content_type="text/plain", headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert (response.status_code, counted()) == (204, {booth.pk: 1})
    assert views.seen.csrf_exempt
