"""Booths and halls in the search: found by name, in step with the page tree, at a constant cost."""

import pytest

from catalog.domain.browse import catalog_page_context
from catalog.domain.search_places import MAX_BOOTHS, rebuild_places
from catalog.models import SearchPlace
from expo.models import BoothPage, HallPage
from tests.factories import BoothFactory, HallFactory, ProductFactory


def places(q, **query):
    context = catalog_page_context(catalog_url="/katalog/", category_slug="", query={"q": q, **query})
    return [place.title for place in context["halls"]], [place.title for place in context["booths"]]


@pytest.fixture
def street(tree):
    """Two halls and three booths; one booth has goods, one is a draft."""
    batik = HallFactory(parent=tree.halls, title="Batik & Tenun", slug="batik-tenun")
    kitchen = HallFactory(parent=tree.halls, title="Camilan", slug="camilan")
    sekar = BoothFactory(parent=batik, title="Sekar Batik")
    ProductFactory(parent=sekar, title="Selendang")
    BoothFactory(parent=batik, title="Batik Kenanga")
    BoothFactory(parent=kitchen, title="Keripik Bu Darmi")
    BoothFactory(parent=kitchen, title="Batik Rahasia", live=False)
    return {"batik": batik, "sekar": sekar}


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("batik", (["Batik & Tenun"], ["Batik Kenanga", "Sekar Batik"])),
        ("hall batik", (["Batik & Tenun"], ["Batik Kenanga", "Sekar Batik"])),
        ("lapak darmi", ([], ["Keripik Bu Darmi"])),
        ("kripik", ([], ["Keripik Bu Darmi"])),
        ("bu dar", ([], ["Keripik Bu Darmi"])),
        ("kenangga", ([], ["Batik Kenanga"])),
        ("kemanga", ([], ["Batik Kenanga"])),
        ("lapak", ([], [])),
        ("rahasia", ([], [])),
        ("", ([], [])),
    ],
)
def test_names_are_found(street, q, expected):
    assert places(q) == expected


def test_only_on_the_first_page_and_without_filters(street):
    assert places("batik", hal="2") == ([], [])
    assert places("batik", hall="batik-tenun") == ([], [])


def test_the_page_shows_them(street, client):
    page = client.get("/katalog/", {"q": "batik"}).content.decode()
    booth = SearchPlace.objects.get(title="Sekar Batik")
    assert f'href="{booth.url}"' in page
    assert 'href="/hall/batik-tenun/"' in page
    assert f'href="/en{booth.url}"' in client.get("/en/katalog/", {"q": "batik"}).content.decode()


def test_they_follow_every_change(street, tree):
    booth = BoothPage.objects.get(pk=street["sekar"].pk)
    booth.title = "Rumah Melati"
    booth.save_revision().publish()
    assert (places("melati")[1], places("sekar")[1]) == (["Rumah Melati"], [])

    hall = HallPage.objects.get(pk=street["batik"].pk)
    hall.title, hall.palette = "Kain Nusantara", "laut"
    hall.save_revision().publish()
    assert (places("nusantara")[0], places("tenun")[0]) == (["Kain Nusantara"], [])
    row = SearchPlace.objects.get(pk=booth.pk)
    assert (row.hall_title, row.palette) == ("Kain Nusantara", "laut")

    elsewhere = HallFactory(parent=tree.halls, title="Aula Barat", slug="aula-barat")
    BoothPage.objects.get(pk=booth.pk).move(elsewhere, pos="last-child")
    row.refresh_from_db()
    assert (row.hall_title, row.url) == ("Aula Barat", "/hall/aula-barat/sekar-batik/")

    BoothPage.objects.get(pk=booth.pk).unpublish()
    assert places("melati") == ([], [])
    HallPage.objects.get(pk=hall.pk).unpublish()
    assert places("kenanga") == places("nusantara") == ([], [])
    HallPage.objects.get(pk=hall.pk).save_revision().publish()
    assert places("kenanga")[1] == ["Batik Kenanga"]
    BoothPage.objects.get(title="Batik Kenanga").delete()
    assert places("kenanga") == ([], [])


def test_rebuilding_changes_nothing(street):
    before = list(SearchPlace.objects.order_by("page").values())
    assert rebuild_places() == len(before) == 5
    after = list(SearchPlace.objects.order_by("page").values())
    # A rebuild also counts the goods anew.
    assert [{**row, "weight": 0} for row in after] == [{**row, "weight": 0} for row in before]
    assert SearchPlace.objects.get(title="Sekar Batik").weight == 1
    assert places("batik") == (["Batik & Tenun"], ["Batik Kenanga", "Sekar Batik"])


@pytest.mark.parametrize("count", [1, 3])
def test_cost_is_constant(hall, django_assert_num_queries, count):
    for _ in range(count):
        ProductFactory(parent=BoothFactory(parent=hall, title="Batik Bersama"), title="Kain batik")
    places("batikk")
    with django_assert_num_queries(6):
        _halls, booths = places("batik")
    assert len(booths) == count <= MAX_BOOTHS
