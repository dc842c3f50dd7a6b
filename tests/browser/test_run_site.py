"""What `make run` does after the libraries are installed."""

import http.client
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
    assert lines[-4:] == [
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
