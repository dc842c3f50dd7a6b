"""What every public answer tells the browser."""

import pytest

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "media-src": "'self'",
    "frame-src": "https://www.youtube-nocookie.com",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
}


@pytest.fixture
def addresses(hall, booth, product):
    return [
        "/",
        "/hall/",
        "/hall/batik/",
        booth.get_url(),
        product.get_url(),
        "/katalog/",
        "/pilihan/",
        "/en/",
    ]


def test_public_pages_have_the_strict_policy_and_no_cookie(client, addresses):
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
        assert policy == POLICY, address
        assert response.cookies.keys() == set(), address
        assert "Cookie" not in response.get("Vary", ""), address


def test_only_the_administration_may_run_inline_scripts(client, tree):
    response = client.get("/kelola/login/")
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy == POLICY | {
        "script-src": "'self' 'unsafe-inline'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "frame-src": "https://www.youtube-nocookie.com 'self'",
    }


def test_security_headers(client, tree):
    response = client.get("/")
    headers = ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
    assert {name: response.get(name) for name in headers} == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def test_a_foreign_host_name_is_refused(client, tree):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_robots_may_read_the_fair_but_not_the_office(client, tree):
    response = client.get("/robots.txt")
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain")
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /kelola/",
        "Disallow: /lapak-saya/",
        "Disallow: /en/lapak-saya/",
        "Disallow: /ke/",
        "",
        "Sitemap: http://127.0.0.1:8000/sitemap.xml",
    ]
