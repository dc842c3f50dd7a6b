"""Counts when there are too many products to count one by one."""

import pytest

from catalog.domain import facets
from catalog.domain.browse import catalog_page_context
from catalog.domain.facets import band_mask, fold_steps, ready_counts, recount
from catalog.models import FacetCount
from tests.factories import AreaFactory, BoothFactory, CategoryFactory, ProductFactory


def browse(category="", **query):
    return catalog_page_context(catalog_url="/katalog/", category_slug=category, query=query)


def options(context, name):
    group = next((group for group in context["groups"] if group.name == name), None)
    return {option.label: option.count for option in group.options} if group else {}


@pytest.fixture
def crowd(hall, monkeypatch):
    """Six products where three are already too many; the limit is lowered, nothing else is replaced."""
    monkeypatch.setattr(facets, "CANDIDATES", 3)
    food = CategoryFactory(name="Makanan", slug="makanan")
    booth = BoothFactory(parent=hall, area=AreaFactory(name="Tegal", slug="tegal"))
    for number in range(6):
        ProductFactory(
            parent=booth, title=f"Keripik {number}", category=food if number < 4 else None, is_shippable=number < 2
        )  # fmt: skip


def test_a_single_broad_filter_has_an_exact_total_but_no_other_counts(crowd):
    context = browse("makanan")
    assert (context["total"], context["is_capped"]) == (4, False)
    assert options(context, "kategori") == {"Makanan": 4}
    assert options(context, "kirim") == {"Bisa dikirim": None}


def test_several_broad_filters_say_more_than(crowd):
    context = browse("makanan", area="tegal")
    assert (context["total"], context["is_capped"]) == (3, True)
    assert len(context["products"]) == 4
    assert options(context, "hall") == {"Batik": None}


def test_a_broad_text_narrowed_by_filters_is_counted_exactly(crowd, django_assert_num_queries):
    browse("makanan")  # what is looked up once for each change
    with django_assert_num_queries(6):
        context = browse("makanan", q="keripik", kirim="1")
    assert (context["total"], context["is_capped"]) == (2, False)
    assert options(context, "hall") == {"Batik": 2}
    # Too many products besides the chosen value to say.
    assert options(context, "kirim") == {"Bisa dikirim": None}


def test_folding_and_recounting_change_no_count(crowd):
    before = ready_counts()
    assert before["total"] == {0: 6}
    fold_steps()
    assert ready_counts() == before
    rows = FacetCount.objects.count()
    recount()
    assert (ready_counts(), FacetCount.objects.count()) == (before, rows)


def test_many_steps_are_folded_by_a_write(hall, monkeypatch):
    monkeypatch.setattr(facets, "STEPS_BEFORE_FOLDING", 20)
    booth = BoothFactory(parent=hall)
    for _number in range(6):
        ProductFactory(parent=booth)
    assert FacetCount.objects.count() <= 28
    assert ready_counts()["total"] == {0: 6}


@pytest.mark.parametrize(
    ("price", "top", "bits"),
    [
        (facets.NO_PRICE, -1, []),
        (0, 0, [0]),
        (24_999, 24_999, [0]),
        (25_000, 25_000, [0, 1]),
        (30_000, 60_000, [1, 2]),
        (2_000_000, 2_000_000, [5]),
    ],
)
def test_bands_of_prices(price, top, bits):
    assert band_mask(price, top) == sum(1 << bit for bit in bits)
