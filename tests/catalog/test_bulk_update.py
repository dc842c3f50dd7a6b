"""Products changed in bulk, in whatever state they are."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag
from wagtail.models import PageLogEntry, ReferenceIndex

from catalog.domain.bulk import create_products
from catalog.domain.bulk_update import ProductChange, update_products
from catalog.models import ProductListing, ProductPage, ProductPhoto
from expo.domain.listing import refresh_booth
from tests.factories import CategoryFactory, PhotoFactory, ProductFactory

pytestmark = pytest.mark.django_db


def stored(product) -> ProductPage:
    return ProductPage.objects.get(pk=product.pk)


def test_a_live_product_shows_the_new_values(booth, product, editor):
    category, photo = CategoryFactory(), PhotoFactory()
    change = ProductChange(
        product=stored(product),
        values={"title": "Kain batik cap", "price": 99000, "category_id": category.pk},
        photos=[ProductPhoto(photo=photo, alt="Kain")],
        tags=[Tag.objects.create(name="batik")],
    )
    update_products(changes=[change], by=editor)
    refresh_booth(booth=booth)

    page = stored(product)
    assert (page.title, page.draft_title, page.price, page.category) == (
        "Kain batik cap", "Kain batik cap", 99000, category,
    )  # fmt: skip
    assert (page.slug, page.url_path) == (product.slug, product.url_path)
    assert (page.live, page.has_unpublished_changes, page.live_revision_id) == (
        True,
        False,
        page.latest_revision_id,
    )
    assert page.last_published_at == page.latest_revision_created_at > product.last_published_at
    assert [(item.photo, item.alt) for item in page.photos.all()] == [(photo, "Kain")]
    assert list(page.tags.names()) == ["batik"]
    assert page.latest_revision.as_object().price == 99000
    assert [item["photo"] for item in page.latest_revision.content["photos"]] == [photo.pk]
    assert PageLogEntry.objects.filter(page=page.pk).first().action == "wagtail.publish"
    assert ReferenceIndex.get_references_to(photo).count() == 1
    assert ReferenceIndex.get_references_to(category).count() == 1
    assert [found.pk for found in ProductPage.objects.all().search("cap")] == [page.pk]
    assert ProductListing.objects.get(page=page).price == 99000


def test_a_draft_stays_a_draft_with_the_new_values(booth, editor):
    product = ProductFactory(parent=booth, title="Konsep", live=False)
    product.price = 5000
    product.save_revision(user=editor)
    change = ProductChange(product=stored(product), values={"title": "Konsep baru", "price": 7000})
    change.photos = [ProductPhoto(photo=PhotoFactory())]
    update_products(changes=[change], by=editor)

    page = stored(product)
    assert (page.live, page.has_unpublished_changes, page.draft_title) == (False, True, "Konsep baru")
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.price, draft.photos.count()) == ("Konsep baru", 7000, 1)
    page.get_latest_revision().publish(user=editor, skip_permission_checks=True)
    assert (stored(product).price, stored(product).photos.count()) == (7000, 1)


def test_a_draft_that_never_had_a_revision_takes_the_values_too(booth):
    (product,) = create_products(
        booth=booth, drafts=[ProductPage(title="Polos")], publish=False, with_history=False
    )
    update_products(changes=[ProductChange(product=stored(product), values={"price": 7000})])
    assert (stored(product).live, stored(product).get_latest_revision_as_object().price) == (False, 7000)


def test_an_edit_that_waits_gets_the_values_and_keeps_waiting(booth, product, merchant_user, editor):
    edit = stored(product)
    edit.description = "Cerita baru."
    revision = edit.save_revision(user=merchant_user)
    update_products(changes=[ProductChange(product=stored(product), values={"price": 99000})], by=editor)

    page = stored(product)
    assert (page.price, page.description) == (99000, "")
    assert (page.has_unpublished_changes, page.latest_revision_id) == (True, revision.pk)
    assert page.live_revision_id not in (revision.pk, product.live_revision_id)
    revision.refresh_from_db()
    assert (revision.content["price"], revision.content["description"]) == (99000, "Cerita baru.")
    assert revision.is_latest_revision()
    revision.publish(user=editor, skip_permission_checks=True)
    page = stored(product)
    assert (page.price, page.description, page.has_unpublished_changes) == (99000, "Cerita baru.", False)


def test_an_impossible_change_changes_nothing(product):
    other = ProductFactory(parent=product.get_parent().specific)
    with pytest.raises(ValidationError):
        update_products(
            changes=[
                ProductChange(product=stored(other), values={"price": 1}),
                ProductChange(product=stored(product), values={"price_to": 1}),
            ]
        )
    assert stored(other).price == other.price


def test_addresses_are_not_changed_in_bulk(product):
    with pytest.raises(ValueError, match="slug"):
        ProductChange(product=product, values={"slug": "baru"})


def queries_for(products) -> int:
    changes = [ProductChange(product=stored(product), values={"price": 5000}) for product in products]
    with CaptureQueriesContext(connection) as captured:
        update_products(changes=changes)
    return len(captured)


def test_the_cost_does_not_grow_with_the_products(booth):
    products = create_products(booth=booth, drafts=[ProductPage(title=f"P {n}") for n in range(12)])
    queries_for(products[:1])
    assert queries_for(products[:3]) == queries_for(products)
