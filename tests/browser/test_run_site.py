"""What `make run` does after the libraries are installed."""

import http.client
import re
import stat
import time


def ask(site, path, **headers):
    host = site.url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response.status, response.headers, response.read()


def test_it_says_where_it_is_once_it_answers(site):
    deadline = time.monotonic() + 20
    while "Ctrl+C" not in (text := site.log.read_text()) and time.monotonic() < deadline:
        time.sleep(0.2)
    lines = [line for line in text.splitlines() if line]
    assert lines[0] == "==> Collecting and compressing the static files in the background"
    # Below it stands what other tests let the site complain of.
    opened = lines.index(f"Gelar Lapak is open at {site.url}/")
    assert lines[opened : opened + 4] == [
        f"Gelar Lapak is open at {site.url}/",
        f"Administration:       {site.url}/kelola/",
        f"Data:                 {site.folder}",
        "Ctrl+C stops it.",
    ]


def test_a_second_start_has_nothing_to_prepare(site):
    assert site.run("manage.py", "run_site", "--prepare-only") == ""


def test_the_secret_belongs_to_the_data_folder_and_its_owner(site):
    secret = site.folder / "secret_key"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_text()) >= 50


def test_pages_and_static_files_are_served(site):
    status, headers, body = ask(site, "/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"Traceback" not in body
    status, headers, _body = ask(site, "/tidak-ada/")
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")


def test_a_foreign_host_name_is_refused(site):
    assert ask(site, "/", Host="evil.example")[0] == 400


def test_a_price_set_by_another_process_is_on_every_page_within_a_second(site):
    path = site.run("-m", "tests.browser.ask", "reprice", "keripik-tempe", "18500")
    pages = [path, path.rsplit("/", 2)[0] + "/", "/katalog/?urut=termurah"]
    kept = [ask(site, page) for page in pages for _visit in range(2)]
    assert {("18.500" in body.decode(), headers["Cache-Control"]) for _status, headers, body in kept} == {
        (True, "no-cache")
    }
    tags = [ask(site, page, **{"If-None-Match": ask(site, page)[1]["ETag"]})[0] for page in pages]
    assert tags == [304] * 3
    site.run("-m", "tests.browser.ask", "reprice", "keripik-tempe", "19750")
    changed = time.monotonic()
    bodies = [ask(site, page)[2].decode() for page in pages]
    assert time.monotonic() - changed < 1
    assert [("18.500" in body, "19.750" in body) for body in bodies] == [(False, True)] * 3


def test_a_page_goes_over_the_wire_compressed(site):
    answers = {
        accepted: ask(site, "/katalog/", **{"Accept-Encoding": accepted})[1]["Content-Encoding"]
        for accepted in ("gzip, deflate, br", "gzip", "identity")
    }
    assert answers == {"gzip, deflate, br": "br", "gzip": "gzip", "identity": None}


def test_hashed_files_are_kept_for_a_year(site):
    page = ask(site, "/")[2].decode()
    styles = re.search(r'href="(/static/css/site\.[0-9a-f]+\.css)"', page)[1]
    headers = ask(site, styles)[1]
    assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
