"""The way out at /ke/<id>/."""

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from marketplaces.models import ClickCount, OutboundLink, Platform

PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Mobile Safari/537.36"
ADDRESS = "https://shopee.co.id/kopikita"


@pytest.fixture
def person(client):
    """A visitor with a phone."""
    client.defaults["HTTP_USER_AGENT"] = PHONE
    return client


def clicks():
    """All clicks counted so far."""
    return sum(ClickCount.objects.values_list("count", flat=True))


@pytest.mark.parametrize("count", [1, 3])
def test_a_person_is_redirected_and_counted(person, make_link, count, django_assert_num_queries):
    links = [make_link() for _link in range(count)]
    with django_assert_num_queries(2):
        response = person.get(f"/ke/{links[0].pk}/")
    assert (response.status_code, response["Location"]) == (302, ADDRESS)
    assert list(ClickCount.objects.values_list("link", "count")) == [(links[0].pk, 1)]


def test_headers_keep_the_visit_private(person, make_link):
    response = person.get(f"/ke/{make_link().pk}/")
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.cookies == {}


def test_nothing_about_the_visitor_is_stored(person, make_link):
    person.get(f"/ke/{make_link().pk}/", REMOTE_ADDR="203.0.113.9", HTTP_REFERER="https://x.example/")
    assert {field.name for field in ClickCount._meta.get_fields()} == {"id", "link", "day", "count"}
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"HTTP_USER_AGENT": "facebookexternalhit/1.1"},
        {"HTTP_USER_AGENT": "WhatsApp/2.23.20.0"},
        {"HTTP_USER_AGENT": "TelegramBot (like TwitterBot)"},
        {"HTTP_USER_AGENT": "curl/8.0.1"},
        {"HTTP_USER_AGENT": "python-requests/2.32"},
        {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/129.0 Safari/537.36"},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_X_PURPOSE": "preview"},
        {"HTTP_X_MOZ": "prefetch"},
    ],
)
def test_robots_and_prefetching_are_redirected_but_not_counted(person, make_link, headers):
    response = person.get(f"/ke/{make_link().pk}/", **headers)
    assert (response.status_code, response["Location"], clicks()) == (302, ADDRESS, 0)


@pytest.mark.parametrize(
    "agent",
    [
        PHONE,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Instagram 300.0.0",
        "Mozilla/5.0 (Linux; Android 12; CPH2) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 [FB_IAB/FB4A;]",
        "Opera/9.80 (Android; Opera Mini/36.2/119.132; U; id) Presto/2.12.423 Version/12.16",
        "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
        "Mozilla/5.0 (Linux; U; Android 10; id-ID) AppleWebKit/537.36 UCBrowser/13.4.0 Mobile Safari/537.36",
    ],
)
def test_browsers_of_people_are_counted(person, make_link, agent):
    person.get(f"/ke/{make_link().pk}/", HTTP_USER_AGENT=agent)
    assert clicks() == 1


def test_head_is_answered_but_not_counted(person, make_link):
    response = person.head(f"/ke/{make_link().pk}/")
    assert (response.status_code, response["Location"], clicks()) == (302, ADDRESS, 0)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_other_methods_are_not_allowed(person, make_link, method):
    response = getattr(person, method)(f"/ke/{make_link().pk}/", {"next": "https://evil.example/"})
    assert (response.status_code, clicks()) == (405, 0)


def test_switched_off(person, make_link):
    assert person.get(f"/ke/{make_link(is_on=False).pk}/").status_code == 404
    assert clicks() == 0


def test_page_not_public(person, make_link, booth):
    link = make_link()
    booth.unpublish()
    assert person.get(f"/ke/{link.pk}/").status_code == 404
    assert clicks() == 0


def test_page_deleted(person, make_link, booth):
    link = make_link()
    booth.delete()
    assert person.get(f"/ke/{link.pk}/").status_code == 404


def test_platform_closed(person, make_link):
    link = make_link()
    Platform.objects.filter(slug="shopee").update(state="closed")
    assert person.get(f"/ke/{link.pk}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/ke/0/", "/ke/999999/", "/ke/99999999999999999999999/", "/ke/-1/", "/ke/x/", "/ke/"]
)
def test_unknown_numbers(person, tree, path):
    assert person.get(path).status_code == 404


@pytest.mark.parametrize(
    "tail",
    [
        "?next=https://evil.example/",
        "?url=https://evil.example/&to=//evil.example",
        "?address=https://evil.example/",
        "?utm_source=x#https://evil.example/",
    ],
)
def test_no_parameter_changes_the_target(person, make_link, tail):
    assert person.get(f"/ke/{make_link().pk}/{tail}")["Location"] == ADDRESS


@pytest.mark.parametrize("tail", ["https://evil.example/", "//evil.example", "%2f%2fevil.example/", "..%2f"])
def test_no_path_changes_the_target(person, make_link, tail):
    response = person.get(f"/ke/{make_link().pk}/{tail}")
    assert response.status_code in {301, 302, 404}
    assert "evil.example" not in response.get("Location", "").partition("://")[0].partition("/ke/")[0]
    assert not response.get("Location", "").startswith(("https://evil", "//"))


def test_other_schemes_never_leave(person, make_link, monkeypatch):
    link = make_link()
    # The database's own constraint forbids this; the row is made up to try the second lock.
    link.address = "javascript:alert(1)"
    monkeypatch.setattr("django.db.models.query.QuerySet.first", lambda _query: link)
    assert person.get(f"/ke/{link.pk}/").status_code == 404


def test_a_count_that_fails_does_not_hold_the_visitor_up(person, make_link, monkeypatch):
    def fail(**_kwargs):
        raise DatabaseError("locked")

    monkeypatch.setattr("marketplaces.views.count_click", fail)
    response = person.get(f"/ke/{make_link().pk}/")
    assert (response.status_code, response["Location"]) == (302, ADDRESS)


def test_a_logged_in_person_costs_no_more(person, make_link, merchant_user):
    person.force_login(merchant_user)
    link = make_link()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        person.get(f"/ke/{link.pk}/")
    assert len(queries) == 2


def test_address_of_a_link(make_link):
    link = make_link()
    assert link.get_absolute_url() == f"/ke/{link.pk}/"
    assert OutboundLink.objects.public().get() == link
