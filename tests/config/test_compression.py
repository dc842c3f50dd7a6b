"""Pages are compressed for those who accept it, photos are left alone."""

import gzip

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

ACCEPTS = {"accept-encoding": "gzip, deflate"}


def test_a_page_is_compressed_for_who_accepts_it(client, booth):
    address = "/sitemap-halaman.xml"
    plain, packed = client.get(address), client.get(address, headers=ACCEPTS)
    assert (plain.get("Content-Encoding"), packed["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.django_db
def test_a_photo_is_not_compressed_again(client):
    name = default_storage.save("images/photo.jpg", ContentFile(b"\xff\xd8" + b"0" * 2000))
    response = client.get(f"{settings.MEDIA_URL}{name}", headers=ACCEPTS)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert "Content-Encoding" not in response
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(response.streaming_content) == b"\xff\xd8" + b"0" * 2000


@pytest.mark.django_db
def test_media_never_leaves_its_folder(client):
    paths = ["../secret_key", "images/..%2f..%2fsecret_key", "/etc/passwd", "images/missing.jpg"]
    statuses = [client.get(f"{settings.MEDIA_URL}{path}").status_code for path in paths]
    assert statuses == [404, 404, 404, 404]
