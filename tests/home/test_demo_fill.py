"""A booth written in bulk equals one made and published by the domain functions, field by field."""

from itertools import zip_longest

import pytest
from django.core.management import call_command
from modelsearch.models import IndexEntry
from wagtail.models import Page, ReferenceIndex

from catalog.domain.bulk import create_products
from catalog.domain.search import rebuild_index
from catalog.models import ProductListing, ProductPage, SearchEntry
from core.models import User
from expo.domain.listing import refresh_booth
from expo.models import BoothListing, BoothPage, HallPage, StallCounter
from home.demo.fill import Fill
from marketplaces.models import OutboundLink
from merchants.models import Membership, Merchant

pytestmark = pytest.mark.django_db

# What the database gives out, and what history is for: booths filled in bulk have none.
OWN = {
    "id", "page_ptr_id", "page_id", "translation_key", "latest_revision_id", "live_revision_id",
    "latest_revision_created_at", "last_published_at", "merchant_id", "owner_id", "booth_id", "boothpage_id",
    "object_id", "to_object_id", "content_path", "content_path_hash", "model_path",
}  # fmt: skip


def rows(queryset):
    """Return the rows' values without those in OWN, in an order that does not depend on primary keys."""
    fields = [f.attname for f in queryset.model._meta.concrete_fields if f.attname not in OWN]
    return sorted([f"{name}: {plain(getattr(row, name))!r}" for name in fields] for row in queryset)


def plain(value):
    """Return a story as the data it is stored as, anything else as it is."""
    return value.get_prep_value() if hasattr(value, "get_prep_value") else value


def flat(values):
    """Return nested lists as one list."""
    return [part for value in values for part in (flat(value) if isinstance(value, list) else [value])]


def everything(booth):
    """Return every row that belongs to a booth and its products."""
    pages = list(Page.objects.filter(path__startswith=booth.path).values_list("pk", flat=True))
    products = ProductPage.objects.child_of(booth)
    found = {
        "hall": [
            HallPage.objects.get(pk=booth.hall_id).numchild,
            StallCounter.objects.get(hall=booth.hall_id).highest,
        ],
        "booth": rows(BoothPage.objects.filter(pk=booth.pk)),
        "products": rows(products),
        "booth listing": rows(BoothListing.objects.filter(page=booth)),
        "product listings": rows(ProductListing.objects.filter(booth=booth.pk)),
        "outbound": rows(OutboundLink.objects.filter(page__in=pages)),
        "search": rows(SearchEntry.objects.filter(page__in=pages)),
        "admin search": sorted(
            IndexEntry.objects.filter(object_id__in=[str(pk) for pk in pages]).values_list(
                "title_norm", flat=True
            )
        ),
        "references": sorted(
            ReferenceIndex.objects.filter(
                base_content_type__model="page", object_id__in=[str(pk) for pk in pages]
            ).values_list("content_type__model", "to_content_type__model")
        ),
        "categories": sorted(booth.categories.values_list("slug", flat=True)),
        "tags": [sorted(product.tags.names()) for product in products.order_by("path")],
    }
    for name in ("opening_hours", "certificates", "links"):
        found[f"booth {name}"] = rows(getattr(BoothPage.objects.get(pk=booth.pk), name).all())
    for name in ("photos", "certificates", "links"):
        found[f"product {name}"] = [
            rows(getattr(product, name).all()) for product in products.order_by("path")
        ]
    return found


def by_the_domain(draft, editor):
    """Make the same booth through the page tree and the domain functions."""
    page, hall = draft.page, HallPage.objects.get(pk=draft.hall.pk)
    user = User.objects.create(phone=page.whatsapp, first_name="Pemilik")
    page.merchant = Merchant.objects.create(name=page.title, owner_name=draft.text.owner)
    Membership.objects.create(merchant=page.merchant, user=user)
    opened = page.first_published_at
    page.path, page.depth, page.numchild, page.live, page.url_path = "", 0, 0, False, ""
    page.stall_number, page.hall, page.owner = None, None, user
    page.opening_hours, page.certificates, page.links = draft.hours, draft.certificates, draft.links
    page.categories = draft.categories
    hall.add_child(instance=page)
    page.first_published_at = opened
    page.save_revision(user=editor).publish(user=editor)
    booth = BoothPage.objects.get(pk=page.pk)
    products = []
    for made, photos, certificates, links, tags in draft.products:
        made.path, made.depth, made.url_path = "", 0, ""
        made.photos, made.certificates, made.links = photos, certificates, links
        made.tags.set(tags)
        products.append(made)
    create_products(booth=booth, drafts=products, by=user)
    refresh_booth(booth=booth)
    return booth


@pytest.fixture
def demo(tree, settings, tmp_path):
    """A small demo to fill up."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("load_demo", booths=2, products=2, workers=0, picture_width=160, password="sandi-1")


def test_bulk_equals_domain(demo, editor):
    fill = Fill(seed=1, booths=4, products=10)
    fill._read_site()
    fill.write([fill._draft(7, 4)])
    bulk = BoothPage.objects.order_by("-pk").first()
    rebuild_index()
    first = everything(bulk)
    hall_id = bulk.hall_id
    merchant, owner = bulk.merchant, bulk.owner
    BoothPage.objects.get(pk=bulk.pk).delete()
    # Numbers are given once; the second booth stands where the first stood only when that is undone.
    StallCounter.objects.filter(hall=hall_id).update(highest=bulk.stall_number - 1)
    merchant.delete()
    owner.delete()
    fill._read_site()
    second = everything(by_the_domain(fill._draft(7, 4), editor))
    assert set(first) == set(second)
    for name in first:
        pairs = zip_longest(flat(first[name]), flat(second[name]))
        differing = [pair for pair in pairs if pair[0] != pair[1]]
        assert differing == [], name
    assert first["booth listing"]
    assert len(first["product listings"]) == 4
    assert HallPage.objects.get(pk=hall_id).numchild == BoothPage.objects.filter(hall=hall_id).count()


def test_fill_reaches_the_numbers_and_keeps_the_tree_whole(demo):
    Fill(seed=1, booths=9, products=30).fill()
    assert BoothPage.objects.count() == 9
    assert ProductPage.objects.count() == 30
    assert Page.find_problems() == ([], [], [], [], [])
    assert ProductListing.objects.count() == SearchEntry.objects.count() == ProductPage.objects.live().count()
    assert BoothListing.objects.count() == BoothPage.objects.live().count()
    numbers = list(BoothPage.objects.order_by("hall", "stall_number").values_list("hall", "stall_number"))
    assert len(set(numbers)) == len(numbers)
    assert Fill(seed=1, booths=9, products=30).fill() == 0
