"""From addresses to pages: cheap, private where it must be, and alive after moves and renames."""

import pytest
from django.http import Http404
from django.utils import translation
from wagtail.models import PageViewRestriction, Revision

from expo.domain.listing import site_path
from expo.models import BoothListing, BoothPage
from tests.factories import HallFactory, ProductFactory

pytestmark = pytest.mark.django_db

ROUTING_QUERIES = 2


def test_a_deep_address_costs_two_queries(rf, product, django_assert_num_queries):
    from home.routing import find_route

    address = product.get_url().strip("/")
    find_route(rf.get("/"), address)
    with django_assert_num_queries(ROUTING_QUERIES):
        page, _args, _kwargs = find_route(rf.get("/"), address)
    assert page == product


@pytest.mark.parametrize("level", ["hall", "booth", "product"])
def test_hiding_anything_above_hides_the_page(client, request, product, level):
    request.getfixturevalue(level).unpublish()
    assert client.get("/hall/batik/batik-sekar/kain-batik-tulis/").status_code == 404


def test_a_restriction_above_is_respected(client, hall, product):
    PageViewRestriction.objects.create(page=hall, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/hall/batik/batik-sekar/kain-batik-tulis/")
    assert response.status_code == 302
    assert "next=/hall/batik/batik-sekar/kain-batik-tulis/" in response["Location"]


@pytest.mark.parametrize(
    "path", ["/tidak-ada/", "/hall/batik/tidak-ada/", "/hall/batik/batik-sekar/x/y/z/", "/beranda/"]
)
def test_unknown_addresses_are_not_found(client, product, path):
    assert client.get(path).status_code == 404


def test_english_pages_have_their_own_address(client, product):
    response = client.get("/en/hall/batik/batik-sekar/kain-batik-tulis/")
    assert (response.status_code, response["Content-Language"]) == (200, "en")
    assert client.get("/hall/batik/")["Content-Language"] == "id"


def move(booth, hall, user):
    from wagtail.actions.move_page import MovePageAction

    MovePageAction(BoothPage.objects.get(pk=booth.pk), hall, pos="last-child", user=user).execute()
    return BoothPage.objects.get(pk=booth.pk)


def test_moving_a_booth_keeps_every_old_address_alive(
    client, tree, administrator, product, booth, django_capture_on_commit_callbacks
):
    other_hall = HallFactory(parent=tree.halls, title="Kriya", slug="kriya")
    with django_capture_on_commit_callbacks(execute=True):
        moved = move(booth, other_hall, administrator)
    assert site_path(moved) == "/hall/kriya/batik-sekar/"
    for old, new in [
        ("/hall/batik/batik-sekar/", "/hall/kriya/batik-sekar/"),
        ("/hall/batik/batik-sekar/kain-batik-tulis/", "/hall/kriya/batik-sekar/kain-batik-tulis/"),
    ]:
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, new)
        assert client.get(new).status_code == 200
    assert client.get(f"/b/{booth.short_code}/")["Location"] == "/hall/kriya/batik-sekar/"
    listing = BoothListing.objects.get(pk=booth.pk)
    assert (listing.hall_id, listing.url, listing.code) == (other_hall.pk, "/hall/kriya/batik-sekar/", "A-1")


def test_old_addresses_are_alive_in_english_too(
    client, tree, administrator, product, booth, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), translation.override("en"):
        move(booth, HallFactory(parent=tree.halls, title="Kriya", slug="kriya"), administrator)
    response = client.get("/en/hall/batik/batik-sekar/")
    assert (response.status_code, response["Location"]) == (301, "/en/hall/kriya/batik-sekar/")
    response = client.get("/hall/batik/batik-sekar/")
    assert (response.status_code, response["Location"]) == (301, "/hall/kriya/batik-sekar/")
    assert client.get("/en/tidak-ada/").status_code == 404


def test_an_endless_address_costs_no_query(client, tree, django_assert_num_queries):
    from home.routing import find_route

    with django_assert_num_queries(0), pytest.raises(Http404):
        find_route(None, "a/" * 30_000)


def test_renaming_a_booth_keeps_the_old_address_alive(
    client, booth, product, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        booth.slug = "sekar-arum"
        booth.save_revision().publish()
    response = client.get("/hall/batik/batik-sekar/kain-batik-tulis/")
    assert (response.status_code, response["Location"]) == (301, "/hall/batik/sekar-arum/kain-batik-tulis/")
    assert BoothListing.objects.get(pk=booth.pk).url == "/hall/batik/sekar-arum/"


def test_stalls_are_numbered_once_and_stay(hall, booth, other_booth):
    assert (booth.code, other_booth.code) == ("A-1", "A-2")
    other_booth.title = "Lapak Tetangga Baru"
    other_booth.save_revision().publish()
    assert BoothPage.objects.get(pk=other_booth.pk).code == "A-2"


def test_an_old_revision_does_not_bring_back_the_old_hall(tree, booth, administrator):
    revision = booth.save_revision()
    moved = move(booth, HallFactory(parent=tree.halls, title="Kriya", slug="kriya"), administrator)
    Revision.objects.get(pk=revision.pk).publish()
    assert BoothPage.objects.get(pk=booth.pk).hall_id == moved.hall_id


def test_a_deleted_product_leaves_the_booth_card(client, booth, product):
    ProductFactory(parent=booth, title="Selendang")
    assert BoothListing.objects.get(pk=booth.pk).product_count == 2
    product.delete()
    assert BoothListing.objects.get(pk=booth.pk).product_count == 1
