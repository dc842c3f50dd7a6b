"""The public API: what it tells, to whom, how often, and that its description is true."""

import datetime
import json
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate
from referencing import Registry, Resource
from wagtail.models import PageViewRestriction

from catalog.enums import Availability
from catalog.models import ProductPhoto
from core.photos import make_sources
from expo.api.description import description
from expo.models import BoothListing
from tests.factories import (
    AreaFactory,
    BoothFactory,
    CategoryFactory,
    HallFactory,
    PhotoFactory,
    ProductFactory,
)

pytestmark = pytest.mark.django_db

V1 = "/api/v1"
LISTS = ("halls", "booths", "products", "categories")


def get(client, path, **headers):
    return client.get(f"{V1}{path}", headers=headers or None)


def items(client, path) -> list[dict]:
    response = get(client, path)
    assert response.status_code == 200, response.content
    return response.json()["items"]


def publish(page):
    page.save_revision().publish()


@pytest.fixture
def full(booth, product):
    """A booth and a product with everything an answer may hold."""
    group = CategoryFactory(name="Kain")
    product.category = CategoryFactory(name="Batik tulis", parent=group)
    product.description, product.unit, product.price_to = "Dicanting tangan.", "per lembar", 400000
    product.availability, product.made_in_days, product.is_shippable = "made_to_order", 14, True
    photo = PhotoFactory()
    make_sources(photo)
    product.photos = [ProductPhoto(photo=photo, alt="Kain cokelat")]
    product.certificates = [product.certificates.model(type="halal", is_checked=True)]
    publish(product)
    booth.tagline, booth.area, booth.logo, booth.cover = "Batik pesisir", AreaFactory(), photo, photo
    booth.opening_hours = [
        booth.opening_hours.model(weekday=0, opens_at=datetime.time(8), closes_at=datetime.time(16, 30))
    ]
    publish(booth)
    return booth, product


def validator(schema: dict) -> OAS31Validator:
    """Return what holds a value to a schema of the description."""
    resource = Resource.from_contents(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **description()}
    )
    registry = Registry().with_resource("urn:api", resource)
    here = json.loads(json.dumps(schema).replace('"#/components', '"urn:api#/components'))
    return OAS31Validator(here, registry=registry, format_checker=OAS31Validator.FORMAT_CHECKER)


def assert_described(path: str, response):
    """Hold an answer to what the description says of its path and status."""
    described = description()["paths"][re.sub(r"/\d+/$", "/{id}/", path)]["get"]["responses"]
    found = described[str(response.status_code)]
    if "$ref" in found:
        found = description()["components"]["responses"][found["$ref"].rpartition("/")[2]]
    schema = found["content"]["application/json"]["schema"]
    assert [error.message for error in validator(schema).iter_errors(response.json())] == [], path


def test_the_description_is_valid_openapi(client):
    served = get(client, "/openapi.json").json()
    validate(served)
    assert served == json.loads(json.dumps(description()))
    assert served["servers"] == [{"url": settings.SITE_URL}]


def test_every_answer_is_as_described(client, full, other_booth):
    booth, product = full
    paths = [f"{V1}/{name}/" for name in LISTS]
    paths += [f"{V1}/halls/{booth.hall_id}/", f"{V1}/booths/{booth.pk}/", f"{V1}/products/{product.pk}/"]
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert_described(path, response)
    for path, status in [(f"{V1}/booths/999999/", 404), (f"{V1}/products/?limit=0", 400)]:
        response = client.get(path)
        assert response.status_code == status
        assert_described(path.partition("?")[0], response)
    served = set(description()["paths"])
    assert served == {re.sub(r"/\d+/$", "/{id}/", path) for path in paths}


def test_a_product_says_what_its_page_says(client, full):
    booth, product = full
    found = get(client, f"/products/{product.pk}/").json()
    assert found["url"] == f"{settings.SITE_URL}{product.get_url()}"
    assert {
        name: found[name] for name in ("title", "description", "price", "price_to", "currency", "unit")
    } == {
        "title": "Kain batik tulis",
        "description": "Dicanting tangan.",
        "price": 350000,
        "price_to": 400000,
        "currency": "IDR",
        "unit": "per lembar",
    }
    assert (found["availability"], found["availability_label"]) == ("made_to_order", "Dibuat setelah dipesan")
    assert found["certificates"] == [{"type": "halal", "is_checked": True}]
    assert found["booth"]["url"] == f"{settings.SITE_URL}{booth.get_url()}"
    assert [file["width"] for file in found["picture"]["files"]] == [320, 640, 320, 640, 640]
    assert all(file["url"].startswith(settings.SITE_URL) for file in found["picture"]["files"])


def test_a_booth_says_what_its_page_says_and_no_telephone(client, full):
    booth, _product = full
    response = get(client, f"/booths/{booth.pk}/")
    found = response.json()
    assert found["opening_hours"] == [{"weekday": 1, "opens": "08:00", "closes": "16:30"}]
    assert (found["code"], found["product_count"], found["tagline"]) == ("A-1", 1, "Batik pesisir")
    assert booth.whatsapp.lstrip("+") not in response.text
    assert "phone" not in response.text


def test_english_labels_and_addresses(client, full):
    _booth, product = full
    response = client.get(f"{V1}/products/{product.pk}/?lang=en")
    found = response.json()
    assert found["url"] == f"{settings.SITE_URL}/en{product.get_url()}"
    assert found["title"] == "Kain batik tulis"
    assert response["Content-Language"] == "en"
    assert client.get(f"{V1}/products/?lang=fr").status_code == 400


def test_only_what_is_public_is_told(client, hall, booth, product, other_booth):
    hidden = ProductFactory(parent=booth, title="Draf", live=False)
    gone = ProductFactory(parent=other_booth)
    other_booth.unpublish()
    closed_hall = HallFactory(parent=hall.get_parent(), title="Tertutup", slug="tertutup")
    inside = BoothFactory(parent=closed_hall)
    secret = ProductFactory(parent=inside)
    PageViewRestriction.objects.create(page=closed_hall, restriction_type="password", password="rahasia")
    assert [found["id"] for found in items(client, "/products/")] == [product.pk]
    assert [found["id"] for found in items(client, "/booths/")] == [booth.pk]
    assert [found["id"] for found in items(client, "/halls/")] == [hall.pk]
    for kind, page in [
        ("products", hidden),
        ("products", gone),
        ("products", secret),
        ("booths", other_booth),
        ("booths", inside),
        ("halls", closed_hall),
    ]:
        assert get(client, f"/{kind}/{page.pk}/").status_code == 404
    hall.refresh_from_db()
    hall.unpublish()
    assert [items(client, f"/{kind}/") for kind in ("halls", "booths", "products")] == [[], [], []]


def test_filters(client, hall, booth, other_booth):
    group = CategoryFactory()
    kind = CategoryFactory(parent=group)
    first = ProductFactory(parent=booth, category=kind)
    second = ProductFactory(parent=other_booth, category=group, availability="out_of_stock")
    third = ProductFactory(parent=other_booth)

    def found(query):
        return [one["id"] for one in items(client, f"/products/?{query}")]

    assert found(f"category={group.pk}") == [first.pk, second.pk]
    assert found(f"category={kind.pk}") == [first.pk]
    assert found(f"booth={other_booth.pk}") == [second.pk, third.pk]
    assert found("availability=out_of_stock") == [second.pk]
    assert found(f"hall={hall.pk}&booth={booth.pk}") == [first.pk]
    assert found("hall=999999") == []
    assert [one["id"] for one in items(client, f"/booths/?hall={hall.pk}")] == [booth.pk, other_booth.pk]


@pytest.mark.parametrize("kind", LISTS)
def test_following_next_tells_each_thing_once(client, hall, booth, kind):
    for _ in range(4):
        CategoryFactory()
        ProductFactory(parent=BoothFactory(parent=HallFactory(parent=hall.get_parent())))
    whole = [found["id"] for found in items(client, f"/{kind}/")]
    assert len(whole) >= 4
    told, path = [], f"{V1}/{kind}/?limit=2&lang=en"
    while path:
        answer = client.get(path).json()
        assert len(answer["items"]) <= 2
        told += [found["id"] for found in answer["items"]]
        assert answer["next"] is None or answer["next"].startswith(
            f"{settings.SITE_URL}{V1}/{kind}/?limit=2&lang=en&"
        )
        path = (answer["next"] or "").removeprefix(settings.SITE_URL)
    assert told == whole


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=201", "limit=x", "cursor=-1", "cursor=", "hall=1e3", "booth=٣", "availability=ada"],
)
def test_what_makes_no_sense_is_refused(client, hall, query):
    response = get(client, f"/products/?{query}")
    assert (response.status_code, list(response.json())) == (400, ["error"])


def test_ids_of_any_size_find_nothing(client, hall):
    for kind in ("halls", "booths", "products"):
        assert get(client, f"/{kind}/99999999999999999999999/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_one_query(client, booth, kind, count, django_assert_num_queries):
    for _ in range(count):
        ProductFactory(parent=booth, category=CategoryFactory())
    with django_assert_num_queries(1):
        items(client, f"/{kind}/")


def test_an_answer_that_did_not_change_is_not_sent_again(client, booth):
    first = get(client, "/booths/")
    assert first["Cache-Control"] == "public, max-age=60"
    again = get(client, "/booths/", if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Access-Control-Allow-Origin"] == "*"
    BoothListing.objects.update(title="Nama baru")
    assert get(client, "/booths/", if_none_match=first["ETag"]).status_code == 200


def test_scripts_of_other_sites_may_read_and_nobody_may_write(client, booth):
    response = get(client, "/booths/", origin="https://kota.example.id")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.cookies == {}
    preflight = client.options(f"{V1}/booths/")
    assert (preflight.status_code, preflight["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert client.head(f"{V1}/booths/").status_code == 200
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"{V1}/booths/").status_code == 405


def test_who_asks_too_often_waits(client, settings, booth):
    settings.API_PER_MINUTE = 3
    assert [get(client, "/halls/").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    refused = get(client, "/booths/")
    assert_described(f"{V1}/booths/", refused)
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["Access-Control-Allow-Origin"] == "*"
    # Another address counts for itself, and pages are not limited.
    assert client.get(f"{V1}/halls/", REMOTE_ADDR="203.0.113.9").status_code == 200
    assert client.get(booth.get_url()).status_code == 200
    # Nothing in the cache tells who asked.
    assert "127.0.0.1" not in str(getattr(cache, "_cache", {}))


@pytest.mark.parametrize(("language", "word"), [("", "Data terbuka"), ("/en", "limit")])
def test_people_can_read_how_it_works(client, hall, language, word, django_assert_num_queries):
    response = client.get(f"{language}/api/")
    assert response.status_code == 200
    assert word in response.text
    described = description()
    for path in described["paths"]:
        assert f"GET {path}" in response.text
    for name in described["components"]["schemas"]:
        assert f">{name}</h3>" in response.text
    assert not re.search(
        r'(?:src|href)="https?://(?!testserver|localhost|127)', response.text.replace(settings.SITE_URL, "")
    )


def test_every_availability_has_a_label_in_both_languages(client, booth):
    for state in Availability:
        ProductFactory(parent=booth, availability=state)
    assert [found["availability_label"] for found in items(client, "/products/")] == [
        "Ada",
        "Dibuat setelah dipesan",
        "Habis",
    ]
