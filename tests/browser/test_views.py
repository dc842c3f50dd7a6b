"""Views are counted by the pages themselves, survive the server's stop, and cost the database little."""

import http.client
import itertools
import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from tests.browser.conftest import USER_AGENT

BURST = 1_000
SENDERS = 8


def views_of(site, page) -> int:
    return json.loads(site.run("-m", "tests.browser.ask", "views")).get(str(page["id"]), 0)


def wait_for_views(site, page, number) -> int:
    """Return the views once they are as many as expected, or those there are after some seconds."""
    deadline = time.monotonic() + 15
    while (found := views_of(site, page)) != number and time.monotonic() < deadline:
        time.sleep(0.5)
    return found


def test_opening_counts_once_and_reloading_or_going_back_not_at_all(visit, site):
    before = views_of(site, site.product)
    visitor = visit(360)
    told = []
    visitor.page.on(
        "request", lambda request: request.url.endswith("/dilihat/") and told.append(request.post_data)
    )
    page = visitor.open(site.product["url"])
    page.wait_for_load_state("networkidle")
    page.reload()
    page.wait_for_load_state("networkidle")
    visitor.open(site.booth["url"])
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert told == [f"product {site.product['id']}", f"booth {site.booth['id']}"]
    assert wait_for_views(site, site.product, before + 1) == before + 1
    assert (visitor.problems, visitor.context.cookies()) == ([], [])
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_who_is_logged_in_is_not_counted(visit, site):
    before = views_of(site, site.booth)
    visitor = visit(360)
    visitor.log_in("+6281200000001")
    visitor.open(site.booth["url"]).wait_for_load_state("networkidle")
    time.sleep(1)
    assert views_of(site, site.booth) == before


def test_a_burst_is_held_in_memory_and_none_is_lost_when_the_server_stops(site):
    """Two workers, told to write once a minute: before the stop the table has none, after it all."""
    before = views_of(site, site.booth)
    # Each view comes through a proxy from an address of its own: one address counts only so often.
    with site.another_server(GRANIAN_WORKERS="2", VIEWS_FLUSH_SECONDS="60", TRUSTED_PROXIES="1") as server:
        host = urlsplit(server.url).netloc

        def send(sender):
            connection = http.client.HTTPConnection(host, timeout=20)
            answers = []
            for number in range(BURST // SENDERS):
                headers = {
                    "User-Agent": USER_AGENT,
                    "Sec-Fetch-Site": "same-origin",
                    "X-Forwarded-For": f"10.0.{sender}.{number}",
                }
                connection.request("POST", "/dilihat/", f"booth {site.booth['id']}", headers)
                response = connection.getresponse()
                response.read()
                answers.append(response.status)
            connection.close()
            return answers

        with ThreadPoolExecutor(SENDERS) as pool:
            answers = list(itertools.chain.from_iterable(pool.map(send, range(SENDERS))))
        assert answers == [204] * BURST
        assert views_of(site, site.booth) == before
        server.process.terminate()
        server.process.wait(timeout=30)
    assert views_of(site, site.booth) == before + BURST
