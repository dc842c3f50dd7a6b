"""What is hidden is hidden everywhere: with its hall, with all halls, with the whole site."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from catalog.domain.browse import catalog_page_context
from catalog.models import ProductListing, SearchEntry
from expo.domain.readers import hall_tiles
from expo.models import BoothListing, BoothPage, HallIndexPage, HallPage
from marketplaces.models import OutboundLink, Platform
from tests.factories import BoothFactory, HallFactory, ProductFactory

pytestmark = pytest.mark.django_db


def listed():
    """Return the names in the public lists: (booths, products, products the search knows)."""
    return (
        sorted(BoothListing.objects.values_list("title", flat=True)),
        sorted(ProductListing.objects.values_list("title", flat=True)),
        SearchEntry.objects.count(),
    )


EVERYTHING = (["Batik Sekar"], ["Kain batik tulis"], 1)
NOTHING = ([], [], 0)


@pytest.fixture
def link(product):
    """A published link out of `product`."""
    return OutboundLink.objects.create(
        page=product, key=uuid.uuid4(), kind="shop", address="https://shopee.co.id/sekar",
        platform=Platform.objects.get(slug="shopee"),
    )  # fmt: skip


@pytest.fixture(params=["booth", "hall", "halls", "site"])
def above(request, tree, booth, product):
    """A page above `product`: (its name, a function that reads it anew)."""
    page = {"booth": booth, "hall": booth.hall, "halls": tree.halls, "site": tree.home}[request.param]
    return request.param, lambda: type(page).objects.get(pk=page.pk)


def test_what_stands_below_a_hidden_page_is_in_no_list(above):
    name, page = above
    assert listed() == EVERYTHING
    page().unpublish()
    assert listed() == NOTHING
    assert not BoothPage.objects.public().exists()
    assert [tile.title for tile in hall_tiles()] == (["Batik"] if name == "booth" else [])
    page().save_revision().publish()
    assert listed() == EVERYTHING
    assert [tile.title for tile in hall_tiles()] == ["Batik"]


def test_links_below_a_hidden_page_lead_nowhere(above, client, product, link):
    _name, page = above
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"
    assert client.get(f"/ke/{link.pk}/").status_code == 302
    page().unpublish()
    assert client.get(f"/ke/{link.pk}/").status_code == 404
    page().save_revision().publish()
    assert client.get(f"/ke/{link.pk}/").status_code == 302


def test_a_product_published_below_a_hidden_index_stays_out(tree, booth):
    HallIndexPage.objects.get().unpublish()
    ProductFactory(parent=booth)
    BoothFactory(parent=booth.hall)
    assert listed() == NOTHING


def test_nobody_hides_listed_pages_behind_a_password(client, tree, booth, product, administrator):
    client.force_login(administrator, backend="core.auth.PhoneOrEmailBackend")
    pages = [tree.home, tree.halls, tree.catalog, tree.showcases, tree.expos, booth.hall, booth, product]
    form = {"restriction_type": "login"}
    for page in pages:
        client.post(f"/kelola/pages/{page.pk}/privacy/", form)
    assert not PageViewRestriction.objects.exists()
    assert not any(page.permissions_for_user(administrator).can_set_view_restrictions() for page in pages)


def change_hall(pk, **values):
    """Publish a hall with other values; return the number of queries."""
    hall = HallPage.objects.get(pk=pk)
    for name, value in values.items():
        setattr(hall, name, value)
    with CaptureQueriesContext(connection) as queries:
        hall.save_revision().publish()
    return len(queries)


CHANGES = {"title": "Kain", "slug": "kain", "motif": "parang", "palette": "pandan"}


def test_cards_follow_their_hall(hall, booth, product):
    change_hall(hall.pk, **CHANGES)
    card, stall = ProductListing.objects.get(), BoothListing.objects.get()
    assert (card.hall_title, card.motif, card.palette) == ("Kain", "parang", "pandan")
    assert (stall.hall_title, stall.motif, stall.palette) == ("Kain", "parang", "pandan")
    assert (card.url, card.booth_url, stall.url) == (
        "/hall/kain/batik-sekar/kain-batik-tulis/", "/hall/kain/batik-sekar/", "/hall/kain/batik-sekar/"
    )  # fmt: skip


def test_the_search_learns_the_new_name_of_a_hall(hall, booth, product):
    change_hall(hall.pk, title="Wastra")
    context = catalog_page_context(catalog_url="/katalog/", category_slug="", query={"q": "wastra"})
    assert [row.page_id for row in context["products"]] == [product.pk]


def test_addresses_follow_the_index_of_halls(hall, booth, product):
    index = HallIndexPage.objects.get()
    index.slug = "balai"
    index.save_revision().publish()
    assert BoothListing.objects.get().url == "/balai/batik/batik-sekar/"
    assert ProductListing.objects.get().url == "/balai/batik/batik-sekar/kain-batik-tulis/"


@pytest.mark.parametrize("values", [{"introduction": "Baru."}, {"motif": "parang", "palette": "pandan"}])
def test_publishing_a_hall_costs_the_same_for_one_and_many_booths(tree, values):
    costs = []
    for number, booths in enumerate((1, 4)):
        full = HallFactory(parent=tree.halls, slug=f"hall-{number}")
        for _n in range(booths):
            ProductFactory(parent=BoothFactory(parent=full))
        change_hall(full.pk, introduction="Lama.")
        costs.append(change_hall(full.pk, **values))
    assert costs[0] == costs[1]
