"""Changing many products at once, whatever state each is in."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Page, ReferenceIndex, Revision

from catalog.domain.bulk import (
    BATCH,
    RELATION_FIELDS,
    child_relations,
    in_batches,
    index_products,
    insert_children,
    record,
)
from catalog.models import ProductPage, ProductPhoto, ProductTag

CHANGEABLE = (
    "title",
    "price",
    "price_to",
    "unit",
    "min_order",
    "wholesale_price",
    "wholesale_from",
    "availability",
    "made_in_days",
    "is_shippable",
    "weight_grams",
    "shelf_life_days",
    "category_id",
    "description",
    "sku",
)
"""Attributes of a product that may be changed in bulk; its address never is."""


@dataclass(slots=True)
class ProductChange:
    """What becomes different about one stored product: values by attribute, photos and tags that are added."""

    product: ProductPage
    values: dict = field(default_factory=dict)
    photos: list[ProductPhoto] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)

    def __post_init__(self):
        """Refuse attributes that are not to be changed in bulk."""
        if unknown := set(self.values) - set(CHANGEABLE):
            raise ValueError(f"not changeable in bulk: {', '.join(sorted(unknown))}")


def waiting_revisions(*, products: Iterable[ProductPage]) -> dict[int, Revision]:
    """Return the newest revision of each product whose latest text is not the published one, by page id."""
    by_revision = {
        product.latest_revision_id: product.pk
        for product in products
        if product.has_unpublished_changes and product.latest_revision_id
    }
    found = {}
    for batch in in_batches(list(by_revision)):
        for pk, revision in Revision.objects.in_bulk(batch).items():
            found[by_revision[pk]] = revision
    return found


def current_value(product: ProductPage, revision: Revision | None, name: str):
    """Return a value as its merchant last left it: the public one when live, else the draft's."""
    if revision is None or product.live:
        return getattr(product, name)
    return revision.content.get(name.removesuffix("_id"))


@transaction.atomic
def update_products(
    *,
    changes: Iterable[ProductChange],
    by=None,
    on_progress: Callable[[int], None] = lambda count: None,
) -> list[ProductPage]:
    """Apply these changes, and return the products.

    A live product shows the new values at once. A draft stays a draft with the new values. Where an
    edit waits on top of a live product, both get them, and the edit keeps waiting: publishing it
    later does not bring old prices back. Each product gets a revision and an entry in its history.
    The caller refreshes the public lists. `on_progress` is told how many are stored so far.
    Raises ValidationError when a product's values would be impossible; then nothing is stored.
    """
    changes = list(changes)
    now = timezone.now()
    waiting = waiting_revisions(products=[change.product for change in changes])
    for count, batch in enumerate(in_batches(changes), start=1):
        shown = [change for change in batch if change.product.live or change.product.pk not in waiting]
        drafts = [change for change in batch if change not in shown] if len(shown) < len(batch) else []
        _update_shown(shown, waiting=waiting, by=by, at=now)
        _update_drafts(drafts, waiting=waiting, by=by, at=now)
        on_progress(min(count * BATCH, len(changes)))
    return [change.product for change in changes]


def _update_shown(changes: list[ProductChange], *, waiting: dict[int, Revision], by, at) -> None:
    """Change the rows themselves, then what is derived from them."""
    if not changes:
        return
    products = [change.product for change in changes]
    _hold_children(products)
    for change in changes:
        product = change.product
        for name, value in change.values.items():
            setattr(product, name, value)
        product.photos.get_object_list().extend(change.photos)
        product.tagged_items.get_object_list().extend(ProductTag(tag=tag) for tag in change.tags)
        product.clean_fields(exclude=RELATION_FIELDS)
        product.check_prices()
        if product.pk not in waiting:
            product.draft_title = product.title
        if product.live:
            product.last_published_at = at
    own = [name.removesuffix("_id") for name in CHANGEABLE if name != "title"]
    touched = {name.removesuffix("_id") for change in changes for name in change.values}
    Page.objects.bulk_update(products, ["title", "draft_title", "last_published_at"], batch_size=200)
    if names := [name for name in own if name in touched]:
        ProductPage.objects.bulk_update(products, names, batch_size=200)
    insert_children(products=products)
    plain = [product for product in products if product.pk not in waiting]
    record(products=[p for p in plain if p.live], by=by, at=at, action="wagtail.publish")
    record(products=[p for p in plain if not p.live], by=by, at=at, action="wagtail.edit")
    for change in changes:
        if edit := waiting.get(change.product.pk):
            _merge_into_waiting_edit(change, edit, by=by, at=at)
    for change in changes:
        if change.photos or "category_id" in change.values:
            ReferenceIndex.create_or_update_for_object(change.product)
    index_products(products=products)
    for product in products:
        product._cluster_related_objects = {}


def _merge_into_waiting_edit(change: ProductChange, edit: Revision, *, by, at) -> None:
    """Record the live product just before the edit that waits on top of it, and give the edit the values."""
    product = change.product
    latest = {
        "latest_revision_id": product.latest_revision_id,
        "latest_revision_created_at": product.latest_revision_created_at,
    }
    record(
        products=[product],
        by=by,
        at=edit.created_at - datetime.timedelta(microseconds=1),
        action="wagtail.publish",
        logged_at=at,
    )
    if "title" in change.values:
        latest["draft_title"] = product.title
    for name, value in latest.items():
        setattr(product, name, value)
    Page.objects.filter(pk=product.pk).update(**latest)
    edit.content = _merged(edit.content, change)
    edit.save(update_fields=["content"])


def _update_drafts(changes: list[ProductChange], *, waiting: dict[int, Revision], by, at) -> None:
    """Add a revision with the new values on top of each draft's last one; the row waits for publishing."""
    if not changes:
        return
    contents = {change.product.pk: _merged(waiting[change.product.pk].content, change) for change in changes}
    products = [change.product for change in changes]
    for product in products:
        product.draft_title = contents[product.pk]["title"]
    record(products=products, by=by, at=at, action="wagtail.edit", contents=contents)
    Page.objects.bulk_update(products, ["draft_title"], batch_size=200)
    index_products(products=products)


def _merged(content: dict, change: ProductChange) -> dict:
    """Return a revision's content with the changes in it."""
    merged = {**content, **{name.removesuffix("_id"): value for name, value in change.values.items()}}
    page = change.product.pk
    present = {item["photo"] for item in content.get("photos", [])}
    merged["photos"] = list(content.get("photos", [])) + [
        {"pk": None, "sort_order": order, "page": page, "photo": photo.photo_id, "alt": photo.alt}
        for order, photo in enumerate(change.photos, start=len(content.get("photos", [])))
        if photo.photo_id not in present
    ]
    tagged = {item["tag"] for item in content.get("tagged_items", [])}
    merged["tagged_items"] = list(content.get("tagged_items", [])) + [
        {"pk": None, "content_object": page, "tag": tag.pk} for tag in change.tags if tag.pk not in tagged
    ]
    return merged


def _hold_children(products: list[ProductPage]) -> None:
    """Read every child of these products with one query per relation, and hold them in memory."""
    by_page = {product.pk: product for product in products}
    for name, model, key in child_relations():
        for product in products:
            product._cluster_related_objects = getattr(product, "_cluster_related_objects", None) or {}
            product._cluster_related_objects[name] = []
        for child in model._default_manager.filter(**{f"{key.name}__in": list(by_page)}):
            page = by_page[getattr(child, key.attname)]
            setattr(child, key.name, page)
            page._cluster_related_objects[name].append(child)
