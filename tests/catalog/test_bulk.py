"""Products made in bulk equal products made in the editor."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from catalog.domain.bulk import create_products
from catalog.models import ProductCertificate, ProductLink, ProductListing, ProductPage, ProductPhoto
from expo.domain.listing import refresh_booth
from tests.factories import CategoryFactory, PhotoFactory

pytestmark = pytest.mark.django_db

OWN = {"id", "page_ptr", "path", "slug", "url_path", "translation_key", "latest_revision", "live_revision"}
"""Fields that two equal products cannot share."""

TIMES = {"first_published_at", "last_published_at", "latest_revision_created_at"}


def draft(*, category, photo) -> ProductPage:
    """Return an unsaved product with everything that a product can have."""
    link = ProductLink(pasted="https://www.tokopedia.com/batiksekar/kain-batik")
    link.recognise()
    product = ProductPage(
        title="Kain batik: tulis & cap",
        price=350000,
        price_to=400000,
        unit="per lembar",
        wholesale_price=300000,
        wholesale_from=10,
        availability="made_to_order",
        made_in_days=3,
        is_shippable=True,
        weight_grams=400,
        category=category,
        description="Kain katun.\nMotif jlamprang.",
        sku="KB-1",
        photos=[ProductPhoto(photo=photo, alt="Kain terlipat", sort_order=0)],
        certificates=[ProductCertificate(type="batikmark", number="12", sort_order=0)],
        links=[link],
    )
    link.sort_order = 0
    product.tags.add("batik", "jlamprang")
    return product


def facts(page: ProductPage) -> dict:
    """Return everything stored about a product that an equal one shares."""
    page = ProductPage.objects.get(pk=page.pk)
    values = {
        field.attname: getattr(page, field.attname)
        for field in ProductPage._meta.concrete_fields
        if field.name not in OWN | TIMES
    }
    content = dict(page.latest_revision.content)
    for key in OWN | {"pk", "tagged_items"}:
        content.pop(key, None)
    for relation in ("photos", "certificates", "links"):
        for child in content[relation]:
            child.pop("pk"), child.pop("page"), child.pop("key", None)
    children = [
        model_to_dict(child, exclude=["id", "page", "key"])
        for relation in ("photos", "certificates", "links")
        for child in getattr(page, relation).all()
    ]
    return {
        "values": values,
        "times": {name: getattr(page, name) is not None for name in TIMES},
        "content": content,
        "children": children,
        "tags": sorted(page.tags.names()),
        "revisions": [(r.user_id, r.object_str, r.content_type_id) for r in page.revisions.all()],
        "live_is_latest": page.live_revision_id == page.latest_revision_id,
        "log": sorted(
            PageLogEntry.objects.filter(page=page.pk).values_list(
                "action", "label", "user", "content_changed"
            )
        ),
        "references": sorted(
            ReferenceIndex.get_references_for_object(page).values_list(
                "content_type", "to_content_type", "to_object_id", "model_path"
            )
        ),
        "found": ProductPage.objects.filter(pk=page.pk).search("batik").count(),
    }


@pytest.mark.parametrize("publish", [True, False])
def test_a_product_made_in_bulk_equals_one_made_in_the_editor(booth, editor, publish):
    category, photo = CategoryFactory(), PhotoFactory()
    normal = draft(category=category, photo=photo)
    normal.owner, normal.live = editor, False
    booth.add_child(instance=normal)
    revision = normal.save_revision(user=editor, log_action=not publish)
    if publish:
        revision.publish(user=editor, skip_permission_checks=True)
    (bulk,) = create_products(
        booth=booth, drafts=[draft(category=category, photo=photo)], by=editor, publish=publish
    )
    refresh_booth(booth=booth)

    assert facts(bulk) == facts(normal)
    normal.refresh_from_db()
    assert (bulk.slug, bulk.url_path) == (f"{normal.slug}-2", f"{booth.url_path}{normal.slug}-2/")
    assert bulk.path == normal._inc_path()
    assert Page.find_problems() == ([], [], [], [], [])
    booth.refresh_from_db()
    assert booth.numchild == 2
    listed = ProductListing.objects.filter(booth=booth.pk).order_by("page_id")
    exclude = ["page", "url", "published_at"]
    rows = [model_to_dict(row, exclude=exclude) for row in listed]
    assert (len(rows), rows[:1]) == ((2, rows[1:]) if publish else (0, []))


def test_a_product_made_in_bulk_can_be_edited_and_published_in_the_admin(client, booth, editor):
    (bulk,) = create_products(booth=booth, drafts=[ProductPage(title="Kopi", price=20000)], by=editor)
    refresh_booth(booth=booth)
    client.force_login(editor)
    edit = reverse("wagtailadmin_pages:edit", args=[bulk.pk])
    assert client.get(edit).status_code == 200
    data = {
        "title": "Kopi bubuk",
        "slug": "kopi",
        "price": "25000",
        "min_order": "1",
        "availability": "in_stock",
    }
    for relation in ("photos", "certificates", "links", "comments"):
        data |= {f"{relation}-TOTAL_FORMS": "0", f"{relation}-INITIAL_FORMS": "0"}
    response = client.post(edit, data | {"action-publish": "1"})
    assert response.status_code == 302
    bulk.refresh_from_db()
    assert (bulk.title, bulk.price, bulk.live, bulk.revisions.count()) == ("Kopi bubuk", 25000, True, 2)
    assert ProductListing.objects.get(page=bulk).title == "Kopi bubuk"


def test_slugs_are_unique_and_titles_without_letters_get_one(booth, product):
    made = create_products(
        booth=booth,
        drafts=[
            ProductPage(title=title) for title in ["Teh", "TEH", "Kain batik tulis", "茶", "!!", "x" * 255]
        ],
    )
    assert [page.slug for page in made] == [
        "teh",
        "teh-2",
        "kain-batik-tulis-2",
        "produk",
        "produk-2",
        "x" * 247,
    ]
    assert Page.find_problems() == ([], [], [], [], [])


def test_an_impossible_product_stores_nothing(booth):
    with pytest.raises(ValidationError):
        create_products(
            booth=booth, drafts=[ProductPage(title="Baik"), ProductPage(title="Buruk", price=5, price_to=3)]
        )
    assert not ProductPage.objects.exists()


def test_dates_of_publication_can_be_given(booth):
    then = timezone.now() - datetime.timedelta(days=9)
    (made,) = create_products(booth=booth, drafts=[ProductPage(title="Lama", first_published_at=then)])
    made.refresh_from_db()
    assert (made.first_published_at, made.last_published_at) == (then, then)


def test_without_history_and_search_the_product_alone_is_stored(booth):
    (made,) = create_products(
        booth=booth, drafts=[ProductPage(title="Banyak")], with_history=False, with_search=False
    )
    assert made.revisions.count() == 0
    assert not PageLogEntry.objects.filter(page=made.pk).exists()
    assert ProductPage.objects.live().get() == made


def queries_for(booth, count: int) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        create_products(booth=booth, drafts=[ProductPage(title=f"Produk {n}") for n in range(count)])
        refresh_booth(booth=booth)
    return len(captured)


def test_the_cost_does_not_grow_with_the_products(booth):
    queries_for(booth, 1)
    assert queries_for(booth, 3) == queries_for(booth, 12)
