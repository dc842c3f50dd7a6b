"""The page with the signed addresses of catalogues: who sees which, and how one is made anew."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from catalog.models import ProductPhoto
from core.photos import make_sources
from expo.admin.catalogue_addresses import catalogues_for
from expo.models import CatalogueAddress, CatalogueScope
from expo.sharing.addresses import catalogue_urls_of, renew_address
from tests.factories import BoothFactory, MerchantFactory, PhotoFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGE = "/kelola/alamat-katalog/"


@pytest.fixture
def as_person(client):
    def log_in(person):
        client.force_login(person, backend="core.auth.PhoneOrEmailBackend")
        return client

    return log_in


def shown(client) -> set[str]:
    """Return the addresses on the page."""
    response = client.get(PAGE)
    assert response.status_code == 200
    return set(re.findall(r'readonly value="([^"]+)"', response.text))


def addresses(*of) -> set[str]:
    return {url for scope, pk in of for url in catalogue_urls_of(scope=scope, pks=[pk])[pk].values()}


def path(url: str) -> str:
    return url.removeprefix(settings.SITE_URL)


def test_a_merchant_sees_the_own_booths_only(as_person, merchant_user, booth, other_booth):
    client = as_person(merchant_user)
    assert shown(client) == addresses((CatalogueScope.BOOTH, booth.pk))
    assert PAGE in client.get("/kelola/").text


def test_the_office_sees_the_site_and_its_halls(as_person, editor, hall, booth):
    assert shown(as_person(editor)) == addresses((CatalogueScope.SITE, 0), (CatalogueScope.HALL, hall.pk))


def test_others_find_no_page(as_person, client, booth):
    assert client.get(PAGE).status_code == 302
    nobody = UserFactory()
    assert as_person(nobody).get(PAGE).status_code in (302, 404)
    MerchantFactory(owner=nobody)
    assert as_person(nobody).get(PAGE).status_code == 404


def test_a_new_address_ends_the_old_one(as_person, client, merchant_user, booth, product):
    photo = PhotoFactory()
    make_sources(photo)
    product.photos = [ProductPhoto(photo=photo)]
    product.save_revision().publish()
    old = catalogue_urls_of(scope=CatalogueScope.BOOTH, pks=[booth.pk])[booth.pk]
    assert client.get(path(old["google"])).status_code == 200
    response = as_person(merchant_user).post(PAGE, {"scope": "lapak", "pk": booth.pk})
    assert (response.status_code, response["Location"]) == (302, PAGE)
    new = catalogue_urls_of(scope=CatalogueScope.BOOTH, pks=[booth.pk])[booth.pk]
    for kind in ("google", "meta"):
        assert client.get(path(old[kind])).status_code == 404
        assert client.get(path(new[kind])).status_code == 200
    renew_address(scope=CatalogueScope.BOOTH, pk=booth.pk)
    assert client.get(path(new["meta"])).status_code == 404
    assert CatalogueAddress.objects.get().edition == 2


@pytest.mark.parametrize("what", ["other booth", "hall", "site", "nonsense"])
def test_nobody_renews_what_is_not_on_the_own_page(as_person, merchant_user, booth, other_booth, hall, what):
    asked = {
        "other booth": {"scope": "lapak", "pk": other_booth.pk},
        "hall": {"scope": "hall", "pk": hall.pk},
        "site": {"scope": "situs", "pk": 0},
        "nonsense": {"scope": "lapak", "pk": "x"},
    }[what]
    assert as_person(merchant_user).post(PAGE, asked).status_code == 404
    assert CatalogueAddress.objects.count() == 0


def test_an_editor_does_not_renew_a_booths_address(as_person, editor, booth):
    assert as_person(editor).post(PAGE, {"scope": "lapak", "pk": booth.pk}).status_code == 404


def test_a_booth_that_is_not_public_says_so(as_person, hall):
    person = UserFactory()
    BoothFactory(parent=hall, merchant=MerchantFactory(owner=person), live=False)
    assert "Belum tayang" in as_person(person).get(PAGE).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_booths(hall, count, django_assert_num_queries):
    person = UserFactory()
    merchant = MerchantFactory(owner=person)
    for _ in range(count):
        BoothFactory(parent=hall, merchant=merchant)
    with django_assert_num_queries(5):
        assert len(catalogues_for(person)) == count


def test_the_page_stands_in_the_menu_of_the_office(as_person, editor, hall):
    assert reverse("expo_catalogue_addresses") == PAGE
    assert PAGE in as_person(editor).get("/kelola/").text
