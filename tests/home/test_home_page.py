"""The front page."""

import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import PageViewRestriction

from core.photos import make_sources
from expo.models import ExpoPage, ShowcasePage
from home.models import HomePage
from home.readers import home_page_context
from tests.factories import BoothFactory, PageFactory, PhotoFactory, ProductFactory

pytestmark = pytest.mark.django_db


class ShowcaseFactory(PageFactory):
    """A showcase below the showcase index given as `parent`."""

    class Meta:
        model = ShowcasePage


class EditionFactory(PageFactory):
    """An edition below the expo index given as `parent`."""

    class Meta:
        model = ExpoPage


def context():
    return home_page_context(home=HomePage.objects.select_related("showcase").get())


def pictured_product(booth):
    from catalog.models import ProductPhoto

    photo = PhotoFactory()
    make_sources(photo)
    product = ProductFactory(parent=booth)
    product.photos.add(ProductPhoto(photo=photo))
    product.save_revision().publish()
    return product


def test_picks_come_from_the_showcase_marked_for_the_home_page(tree, booth):
    product = pictured_product(booth)
    showcase = ShowcaseFactory(parent=tree.showcases, title="Oleh-oleh", slug="oleh-oleh")
    assert (context()["showcase"], context()["picks"]) == (None, [])
    HomePage.objects.update(showcase=showcase)
    shown = context()
    assert shown["showcase"].pk == showcase.pk
    assert [pick.product.page_id for pick in shown["picks"]] == [product.pk]


@pytest.mark.parametrize("reason", ["unpublished", "over"])
def test_a_showcase_that_is_not_on_is_not_shown(tree, booth, reason):
    pictured_product(booth)
    showcase = ShowcaseFactory(parent=tree.showcases, title="Oleh-oleh", slug="oleh-oleh")
    HomePage.objects.update(showcase=showcase)
    if reason == "unpublished":
        showcase.unpublish()
    else:
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        ShowcasePage.objects.filter(pk=showcase.pk).update(ends_on=yesterday)
    assert (context()["showcase"], context()["picks"]) == (None, [])


@pytest.mark.parametrize("booths", [1, 3])
def test_the_page_costs_the_same_however_much_it_shows(client, hall, booths, django_assert_num_queries):
    for _number in range(booths):
        ProductFactory(parent=BoothFactory(parent=hall))
    # A process learns the kinds of pages once.
    client.get("/")
    cache.clear()
    with django_assert_num_queries(12):
        client.get("/")
    with django_assert_num_queries(4):
        response = client.get("/")
    assert len(response.context["new_booths"]) == booths


def test_an_edition_behind_a_restriction_is_not_announced(tree):
    today = timezone.localdate()
    edition = EditionFactory(parent=tree.expos, title="Expo", slug="expo-1", starts_on=today, ends_on=today)
    assert context()["expo"].pk == edition.pk
    PageViewRestriction.objects.create(page=tree.expos, restriction_type=PageViewRestriction.LOGIN)
    cache.clear()
    assert context()["expo"] is None
