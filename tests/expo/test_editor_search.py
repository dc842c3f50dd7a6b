"""Searching in the admin: words of titles, the newest first, and never more than one may see."""

import pytest
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from core.models import Photo
from expo.admin import editor_search
from expo.models import BoothPage
from tests.factories import BoothFactory, PhotoFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, editor):
    """An editor's browser."""
    client.force_login(editor, backend="core.auth.PhoneOrEmailBackend")
    return client


def names(results):
    """Return the titles of what was found."""
    return [item.title for item in results]


def test_every_word_in_any_part_of_the_title(booth, product, other_booth):
    assert names(Page.objects.search("batik")) == ["Kain batik tulis", "Batik Sekar", "Batik"]
    assert names(Page.objects.autocomplete("BAT sek")) == ["Batik Sekar"]
    assert names(BoothPage.objects.search("tetangga")) == ["Lapak Tetangga"]
    assert names(Page.objects.search("batik kopi")) == []


def test_what_looks_like_a_pattern_is_text(booth):
    assert [names(Page.objects.search(words)) for words in ("%", "_", "\\", "'")] == [[], [], [], []]


def test_slices_counts_and_facets(hall):
    for number in range(5):
        BoothFactory(parent=hall, title=f"Toko {number}")
    results = Page.objects.search("toko")
    assert (results.count(), names(results[1:3]), results[1:3].count()) == (5, ["Toko 3", "Toko 2"], 2)
    assert list(results.facet("content_type_id").values()) == [5]


def test_an_asked_order_is_kept(booth, product):
    ordered = Page.objects.order_by("title").search("batik", order_by_relevance=False)
    assert names(ordered) == ["Batik", "Batik Sekar", "Kain batik tulis"]


def test_most_hits(monkeypatch, hall):
    monkeypatch.setattr(editor_search, "MOST", 2)
    for number in range(3):
        BoothFactory(parent=hall, title=f"Toko {number}")
    assert (Page.objects.search("toko").count(), names(Page.objects.search("toko"))) == (
        2,
        ["Toko 2", "Toko 1"],
    )


def test_photos_are_found_by_title():
    PhotoFactory(title="Kain di jemuran")
    PhotoFactory(title="Wajan")
    assert names(get_search_backend().search("kain", Photo)) == ["Kain di jemuran"]


def test_the_admins_search_page(office, booth, product):
    response = office.get("/kelola/pages/search/?q=batik")
    assert names(response.context["object_list"]) == ["Kain batik tulis", "Batik Sekar", "Batik"]
    assert office.get("/kelola/pages/search/?q=").status_code == 200
    assert office.get("/kelola/images/?q=kain").status_code == 200


def test_a_merchant_finds_own_pages_only(client, booth, product, other_booth, merchant_user):
    ProductFactory(parent=other_booth, title="Kain tetangga", live=False)
    client.force_login(merchant_user, backend="core.auth.PhoneOrEmailBackend")
    found = client.get("/kelola/pages/search/?q=kain").context["object_list"]
    assert names(found) == ["Kain batik tulis"]


@pytest.mark.parametrize(("count", "queries"), [(1, 13), (3, 15)])
def test_the_chooser_asks_for_each_row_its_parent_and_nothing_more(
    office, hall, count, queries, django_assert_num_queries
):
    for _n in range(count):
        ProductFactory(parent=BoothFactory(parent=hall), title="Keripik")
    url = "/kelola/choose-page/search/?q=keripik&page_type=catalog.productpage,expo.boothpage"
    office.get(url)
    with django_assert_num_queries(queries):
        office.get(url)
