"""Feeds: new things for readers, and catalogues that platforms fetch by an address nobody guesses."""

import csv
import datetime
import io
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.utils import timezone

from catalog.enums import Availability
from catalog.models import ProductListing, ProductPage
from expo.models import CatalogueScope
from expo.sharing.addresses import catalogue_urls_of
from expo.sharing.feeds import META_COLUMNS
from tests.factories import BoothFactory, CategoryFactory, HallFactory, ProductFactory

SITE, HALL, BOOTH = CatalogueScope.SITE, CatalogueScope.HALL, CatalogueScope.BOOTH

ATOM = "{http://www.w3.org/2005/Atom}"
G = "{http://base.google.com/ns/1.0}"
PICTURE = {"jpeg": [[640, "/media/images/a.jpg"]], "width": 640, "height": 480}
GOOGLE_REQUIRES = {"id", "title", "description", "link", "image_link", "availability", "price"}


@pytest.fixture
def pictured(product):
    """The product with a picture, as platforms want it."""
    ProductListing.objects.update(picture=PICTURE)
    return product


def path_of(kind, *, scope, pk=0):
    return catalogue_urls_of(scope=scope, pks=[pk])[pk][kind].removeprefix(settings.SITE_URL)


def google(client, **of) -> list[dict]:
    answer = client.get(path_of("google", **of))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    root = ET.fromstring(answer.getvalue())  # noqa: S314 - our own answer
    items = [{e.tag.removeprefix(G): e.text for e in item} for item in root.iter("item")]
    for item in items:
        assert set(item) >= GOOGLE_REQUIRES
    return items


def meta(client, **of) -> list[dict]:
    answer = client.get(path_of("meta", **of))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    reader = csv.DictReader(io.StringIO(answer.getvalue().decode(), newline=""))
    assert tuple(reader.fieldnames) == META_COLUMNS
    return list(reader)


def test_a_product_as_google_reads_it(client, booth, pictured):
    category = CategoryFactory(name="Batik", parent=CategoryFactory(name="Kain & baju"))
    ProductPage.objects.filter(pk=pictured.pk).update(description="Bagus & <halus>\x0b", weight_grams=300)
    ProductListing.objects.update(category=category)
    assert google(client, scope=BOOTH, pk=booth.pk) == [
        {
            "id": str(pictured.pk),
            "title": "Kain batik tulis",
            "description": "Bagus & <halus>",
            "link": f"{settings.SITE_URL}{pictured.get_url()}",
            "image_link": f"{settings.SITE_URL}/media/images/a.jpg",
            "availability": "in_stock",
            "price": "350000 IDR",
            "condition": "new",
            "brand": "Batik Sekar",
            "identifier_exists": "no",
            "product_type": "Kain & baju > Batik",
            "shipping_weight": "300 g",
        }
    ]


def test_a_product_as_meta_reads_it(client, booth, pictured):
    ProductPage.objects.filter(pk=pictured.pk).update(description='Dua "baris"\nsaja, ya')
    assert meta(client, scope=BOOTH, pk=booth.pk) == [
        {
            "id": str(pictured.pk),
            "title": "Kain batik tulis",
            "description": 'Dua "baris"\nsaja, ya',
            "availability": "in stock",
            "condition": "new",
            "price": "350000 IDR",
            "sale_price": "",
            "sale_price_effective_date": "",
            "link": f"{settings.SITE_URL}{pictured.get_url()}",
            "image_link": f"{settings.SITE_URL}/media/images/a.jpg",
            "brand": "Batik Sekar",
            "product_type": "",
        }
    ]


@pytest.mark.parametrize(
    ("availability", "for_google", "for_meta"),
    [
        (Availability.IN_STOCK, "in_stock", "in stock"),
        (Availability.MADE_TO_ORDER, "backorder", "in stock"),
        (Availability.OUT_OF_STOCK, "out_of_stock", "out of stock"),
    ],
)
def test_availability_in_the_platforms_words(client, booth, pictured, availability, for_google, for_meta):
    ProductListing.objects.update(availability=availability, made_in_days=3)
    (item,) = google(client, scope=BOOTH, pk=booth.pk)
    assert item["availability"] == for_google
    ready = (timezone.localdate() + datetime.timedelta(3)).isoformat()
    # Google wants to know when a back-ordered thing can be had.
    assert item.get("availability_date") == (f"{ready}T00:00+0700" if for_google == "backorder" else None)
    (row,) = meta(client, scope=BOOTH, pk=booth.pk)
    assert row["availability"] == for_meta


def test_what_platforms_refuse_is_left_out(client, booth, pictured):
    ProductFactory(parent=booth, title="Tanpa harga", price=None)
    ProductFactory(parent=booth, title="Tanpa foto")
    ProductListing.objects.filter(title="Tanpa harga").update(picture=PICTURE)
    assert [item["title"] for item in google(client, scope=SITE)] == ["Kain batik tulis"]


def test_a_booth_a_hall_and_the_site_have_their_own_catalogues(
    client, tree, hall, booth, pictured, other_booth
):
    beside = ProductFactory(parent=other_booth)
    away = ProductFactory(parent=BoothFactory(parent=HallFactory(parent=tree.halls)))
    ProductListing.objects.update(picture=PICTURE)

    def ids(**of):
        return [int(row["id"]) for row in meta(client, **of)]

    assert ids(scope=BOOTH, pk=booth.pk) == [pictured.pk]
    assert ids(scope=HALL, pk=hall.pk) == [pictured.pk, beside.pk]
    assert ids(scope=SITE) == [pictured.pk, beside.pk, away.pk]


def test_only_the_signed_address_opens_a_catalogue(client, hall, booth, other_booth, pictured):
    good = path_of("google", scope=BOOTH, pk=booth.pk)
    signature = good.split("/")[-2]
    for wrong in (
        good.replace(signature, "0" * 24),
        good.replace(f"/{booth.pk}/", f"/{other_booth.pk}/"),
        good.replace(f"/{booth.pk}/", f"/0{booth.pk}/"),
        good.replace("/lapak/", "/hall/"),
        good.replace(signature, ""),
    ):
        assert client.get(wrong).status_code == 404, wrong
    answer = client.get(good)
    assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex")
    booth.unpublish()
    assert client.get(good).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_a_catalogue_costs_three_queries(client, booth, many, django_assert_num_queries):
    for _number in range(many):
        ProductFactory(parent=booth)
    ProductListing.objects.update(picture=PICTURE)
    path = path_of("meta", scope=BOOTH, pk=booth.pk)
    with django_assert_num_queries(3):
        assert client.get(path).getvalue().count(b"\n") == many + 1


@pytest.mark.parametrize("many", [1, 3])
def test_readers_are_told_what_is_new(client, hall, many, django_assert_num_queries):
    booths = [BoothFactory(parent=hall, tagline="Kain & benang") for _number in range(many)]
    products = [ProductFactory(parent=booth, price=15000) for booth in booths]
    for path, pages in (("lapak-baru", booths), ("barang-baru", products)):
        with django_assert_num_queries(1):
            answer = client.get(f"/umpan/{path}.xml")
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = ET.fromstring(answer.content)  # noqa: S314 - our own answer
        found = [
            (entry.findtext(f"{ATOM}title"), entry.find(f"{ATOM}link").get("href"))
            for entry in feed.iter(f"{ATOM}entry")
        ]
        assert found == [(page.title, f"{settings.SITE_URL}{page.get_url()}") for page in reversed(pages)]
        assert feed.findtext(f"{ATOM}updated")
        assert feed.findtext(f"{ATOM}id")


def test_every_page_names_the_feeds(client, hall):
    html = client.get("/hall/batik/").content.decode()
    assert 'type="application/atom+xml" title="Lapak baru" href="/umpan/lapak-baru.xml"' in html
    assert 'href="/umpan/barang-baru.xml"' in html


@pytest.mark.django_db
def test_no_sign_in_a_name_breaks_a_feed(client, hall):
    booth = BoothFactory(parent=hall, title="Batik\x0bSekar")
    ProductFactory(parent=booth, title="Kain\x0b biru")
    for path, title in (("lapak-baru", "BatikSekar"), ("barang-baru", "Kain biru")):
        response = client.get(f"/umpan/{path}.xml")
        assert response.status_code == 200
        root = ET.fromstring(response.content)  # noqa: S314 - our own answer
        assert [entry.text for entry in root.iter(f"{ATOM}title")][1:] == [title]
