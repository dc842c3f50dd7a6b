"""The rule of the editors' pick."""

import datetime

import pytest
from django.utils import timezone

from catalog.models import ProductListing
from expo.domain.showcase import hall_picks, showcase_entries
from expo.models import HallPage, ShowcaseItem, ShowcasePage
from tests.factories import BoothFactory, HallFactory, PageFactory, ProductFactory

DAY = datetime.timedelta(days=1)


class ShowcaseFactory(PageFactory):
    """A public showcase."""

    title = "Pilihan"
    size = 4

    class Meta:
        model = ShowcasePage


@pytest.fixture
def showcase(tree):
    return ShowcaseFactory(parent=tree.showcases)


def pick(showcase, *pages, **dates):
    for page in pages:
        order = ShowcaseItem.objects.filter(showcase=showcase).count()
        ShowcaseItem.objects.create(showcase=showcase, page=page, sort_order=order, **dates)


def with_photo(*products):
    """Give listed products a picture, as the photo pipeline does."""
    ProductListing.objects.filter(page__in=products).update(picture={"jpeg": [[640, "/x.jpg"]]})


def shown(showcase, **kwargs):
    """Return (title, is_pick) of what a showcase shows today, read anew."""
    showcase = ShowcasePage.objects.get(pk=showcase.pk)
    entries = showcase_entries(showcase=showcase, **kwargs)
    return [((entry.product or entry.booth).title, entry.is_pick) for entry in entries]


def test_picks_in_the_curators_order_with_notes(showcase, booth, product, other_booth):
    pick(showcase, other_booth, product)
    ShowcaseItem.objects.filter(page=product).update(note="Warnanya dari kulit kayu.")
    entries = showcase_entries(showcase=showcase)
    assert [(e.booth and e.booth.title, e.product and e.product.title, e.note) for e in entries] == [
        ("Lapak Tetangga", None, ""),
        (None, "Kain batik tulis", "Warnanya dari kulit kayu."),
    ]


@pytest.mark.parametrize(
    ("dates", "is_shown"),
    [
        ({}, True),
        ({"starts_on": 0}, True),
        ({"ends_on": 0}, True),
        ({"starts_on": 1}, False),
        ({"ends_on": -1}, False),
        ({"starts_on": -3, "ends_on": 3}, True),
    ],
)
def test_dates_of_a_pick_and_of_the_showcase(showcase, product, dates, is_shown):
    days = {key: timezone.localdate() + offset * DAY for key, offset in dates.items()}
    pick(showcase, product, **days)
    assert bool(shown(showcase)) == is_shown
    ShowcaseItem.objects.update(starts_on=None, ends_on=None)
    ShowcasePage.objects.filter(pk=showcase.pk).update(**days)
    assert bool(shown(showcase)) == is_shown


def test_what_is_unpublished_drops_out(showcase, booth, product, other_booth):
    mine = ProductFactory(parent=other_booth, title="Tetap")
    pick(showcase, product, booth, mine)
    assert shown(showcase) == [("Kain batik tulis", True), ("Batik Sekar", True), ("Tetap", True)]
    product.unpublish()
    assert shown(showcase) == [("Batik Sekar", True), ("Tetap", True)]
    booth.unpublish()
    assert shown(showcase) == [("Tetap", True)]


def test_topped_up_with_the_newest_suitable_product_of_each_booth_not_shown(showcase, hall, booth, product):
    other = BoothFactory(parent=hall)
    third = BoothFactory(parent=hall)
    old, new = ProductFactory(parent=other, title="Lama"), ProductFactory(parent=other, title="Baru")
    no_price = ProductFactory(parent=third, title="Tanpa harga", price=None)
    sold_out = ProductFactory(parent=third, title="Habis", availability="out_of_stock")
    ProductFactory(parent=third, title="Tanpa foto")
    same_booth = ProductFactory(parent=booth, title="Satu booth")
    with_photo(product, old, new, no_price, sold_out, same_booth)
    pick(showcase, product)
    assert shown(showcase) == [("Kain batik tulis", True), ("Baru", False)]


def test_a_chosen_booth_is_not_topped_up_with_its_own_product(showcase, booth, product):
    with_photo(product)
    pick(showcase, booth)
    assert shown(showcase) == [("Batik Sekar", True)]


def test_size_limits_picks_and_what_is_topped_up(showcase, hall):
    for _number in range(6):
        with_photo(ProductFactory(parent=BoothFactory(parent=hall)))
    assert len(shown(showcase)) == 4
    assert len(shown(showcase, size=2)) == 2
    booths = [BoothFactory(parent=hall, title=f"P{number}") for number in range(3)]
    pick(showcase, *booths)
    assert shown(showcase, size=2) == [("P0", True), ("P1", True)]


def test_a_booth_that_published_much_does_not_leave_places_empty(showcase, hall):
    quiet = [BoothFactory(parent=hall) for _number in range(3)]
    for booth in quiet:
        with_photo(ProductFactory(parent=booth, title=f"Dari {booth.title}"))
    busy = BoothFactory(parent=hall)
    for number in range(25):
        with_photo(ProductFactory(parent=busy, title=f"Banyak {number}"))
    titles = [title for title, _is_pick in shown(showcase)]
    assert titles[0] == "Banyak 24"
    assert sorted(titles[1:]) == sorted(f"Dari {booth.title}" for booth in quiet)


def test_the_showcase_of_a_hall_is_topped_up_from_the_hall(showcase, tree, hall, booth, product):
    elsewhere = HallFactory(parent=tree.halls)
    with_photo(product, ProductFactory(parent=BoothFactory(parent=elsewhere), title="Hall lain"))
    assert hall_picks(hall=hall) == []
    HallPage.objects.filter(pk=hall.pk).update(showcase=showcase)
    assert [row.title for row in hall_picks(hall=HallPage.objects.get(pk=hall.pk))] == ["Kain batik tulis"]
    showcase.unpublish()
    assert hall_picks(hall=HallPage.objects.get(pk=hall.pk)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_cost_is_constant(showcase, hall, django_assert_num_queries, count):
    for _number in range(count):
        booth = BoothFactory(parent=hall)
        pick(showcase, booth, ProductFactory(parent=booth))
        with_photo(ProductFactory(parent=BoothFactory(parent=hall)))
    showcase = ShowcasePage.objects.get(pk=showcase.pk)
    with django_assert_num_queries(4):
        entries = showcase_entries(showcase=showcase, size=9)
    assert len(entries) == 3 * count


def test_no_showcase_shows_nothing(tree, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert showcase_entries(showcase=None) == []
