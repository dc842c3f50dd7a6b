"""Every public page type answers."""

import pytest

from tests.factories import ProductFactory


@pytest.mark.django_db
def test_every_page_of_the_tree_answers(client, tree, hall, booth, product):
    for path in [
        "/",
        "/hall/",
        "/hall/batik/",
        booth.get_url(),
        product.get_url(),
        "/katalog/",
        "/pilihan/",
        "/expo/",
        "/healthz/",
    ]:
        assert client.get(path).status_code == 200, path


@pytest.mark.django_db
def test_hiding_a_booth_hides_its_products(client, booth, product):
    ProductFactory(parent=booth)
    address = product.get_url()
    assert client.get(address).status_code == 200
    booth.unpublish()
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_short_code_leads_to_the_booth_wherever_it_stands(client, booth):
    response = client.get(f"/b/{booth.short_code}/")
    assert (response.status_code, response["Location"]) == (302, "/hall/batik/batik-sekar/")
