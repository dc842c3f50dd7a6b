"""Uploaded media and the way to the other language."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from core.addresses import client_address
from core.context_processors import site
from tests.factories import PhotoFactory


@pytest.mark.django_db
def test_pictures_are_served_for_a_year_and_never_run(client):
    response = client.get(PhotoFactory().file.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "documents/rahasia.pdf",
        "images/../documents/rahasia.pdf",
        "images/%2e%2e/documents/rahasia.pdf",
        "imports/x.csv",
        "images",
        "images/",
    ],
)
def test_nothing_else_is(client, settings, path):
    (settings.MEDIA_ROOT / "documents").mkdir(exist_ok=True)
    (settings.MEDIA_ROOT / "documents" / "rahasia.pdf").write_bytes(b"%PDF")
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize(
    ("language", "path", "other"),
    [
        ("id", "/katalog/?q=batik&hal=2", "/en/katalog/?q=batik&hal=2"),
        ("en", "/en/katalog/?q=batik", "/katalog/?q=batik"),
        ("en", "/en/", "/"),
        ("en", "/en//evil.example/", "/evil.example/"),
        ("id", "//evil.example/", "/en/evil.example/"),
        ("en", "/en/\\evil.example/", "/%5Cevil.example/"),
        ("en", "/en/\t/evil.example/", "/%09/evil.example/"),
    ],
)
def test_the_language_switch_stays_on_the_site_and_on_the_page(language, path, other):
    request = RequestFactory().get("/" + path.lstrip("/"))
    request.path = path.partition("?")[0]
    with translation.override(language):
        assert site(request)["other_language_url"] == other


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_trusted_proxies_say_where_a_request_comes_from(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", headers=headers)) == address
