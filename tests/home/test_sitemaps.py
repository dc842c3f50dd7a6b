"""The maps for search engines: all that is public, where it stands, when it changed, with its picture."""

import datetime
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, PageViewRestriction

from catalog.models import ProductListing
from expo.models import BoothListing
from home import sitemaps
from tests.factories import BoothFactory, CategoryFactory, ProductFactory

SITE = settings.SITE_URL
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
PICTURE = {"jpeg": [[640, "/media/images/a&b.jpg"]], "width": 640, "height": 480}


def entries(client, path) -> dict[str, dict]:
    """Return {path: {lastmod, image}} of an index or a map."""
    cache.clear()
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml"), path
    root = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    found = {}
    for entry in root:
        address = entry.findtext(f"{NS}loc")
        assert address.startswith(f"{SITE}/")
        found[address.removeprefix(SITE)] = {
            "lastmod": parse_datetime(entry.findtext(f"{NS}lastmod") or ""),
            "image": entry.findtext(f"{IMAGE}image/{IMAGE}loc"),
        }
    assert len(found) == len(root)
    return found


def parts(client, kind) -> list[str]:
    return [path for path in entries(client, "/sitemap.xml") if f"-{kind}" in path]


def test_every_public_page_stands_in_one_map(client, hall, booth, product):
    category = CategoryFactory(slug="kain")
    CategoryFactory(slug="kosong")
    ProductListing.objects.update(category=category)
    assert set(entries(client, "/sitemap-halaman.xml")) == {
        "/",
        "/hall/",
        "/hall/batik/",
        "/katalog/",
        "/katalog/kain/",
        "/pilihan/",
        "/expo/",
        "/apakah-saya-kena-pajak/",
    }
    for page, kind in ((booth, "booth"), (product, "produk")):
        (part,) = parts(client, kind)
        assert part == f"/sitemap-{kind}-{page.pk // sitemaps.SPAN[kind]}.xml"
        assert list(entries(client, part)) == [page.get_url()]


def test_the_dates_are_those_of_the_last_change(client, booth, product):
    moment = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
    Page.objects.filter(pk=product.pk).update(last_published_at=moment)
    (part,) = parts(client, "produk")
    assert entries(client, part)[product.get_url()]["lastmod"] == moment
    assert entries(client, "/sitemap.xml")[part]["lastmod"] == moment


def test_maps_name_pictures(client, booth, product):
    for model in (BoothListing, ProductListing):
        model.objects.update(picture=PICTURE)
    for kind in ("booth", "produk"):
        (part,) = parts(client, kind)
        (entry,) = entries(client, part).values()
        assert entry["image"] == f"{SITE}/media/images/a&b.jpg"
    ProductListing.objects.update(picture={})
    assert next(iter(entries(client, parts(client, "produk")[0]).values()))["image"] is None


def test_what_is_hidden_stands_in_no_map(client, hall, booth, product):
    product.unpublish()
    assert parts(client, "produk") == []
    assert client.get(f"/sitemap-produk-{product.pk // sitemaps.SPAN['produk']}.xml").status_code == 404
    PageViewRestriction.objects.create(page=Page.objects.get(slug="expo"), restriction_type="login")
    assert "/expo/" not in entries(client, "/sitemap-halaman.xml")


@pytest.mark.parametrize(
    "name", ["x", "produk", "produk-x", "produk-99999", "produk-999999999999", "halaman-1", "produk--1"]
)
def test_a_map_that_is_not_there_is_not_found(client, tree, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_maps_cost_the_same_however_much_they_hold(
    client, hall, many, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(sitemaps, "SPAN", {"booth": 50_000, "produk": 1})
    for _number in range(many):
        ProductFactory(parent=BoothFactory(parent=hall))
    with django_assert_num_queries(7):
        products = parts(client, "produk")
    assert len(products) == many
    with django_assert_num_queries(1):
        entries(client, products[0])
    booths = sitemaps.map_path("booth", BoothListing.objects.first().pk // 50_000)
    with django_assert_num_queries(1):
        assert len(entries(client, booths)) == many
