"""Making many products of one booth at once.

Wagtail makes pages one by one, at some thirty queries each. Here the rows of a whole booth are
written together, so that an import of thousands of products takes seconds; what results is equal,
field by field, to products made and published in the editor: tree position, address, revision,
history, references and search entries.

No signal is sent for a single product. The caller refreshes the public lists once afterwards
(`expo.domain.listing.refresh_booth`).
"""

import datetime
from collections.abc import Callable, Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.text import slugify
from modelcluster.models import get_all_child_relations
from modelsearch.backends import get_search_backends
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from catalog.models import ProductPage
from marketplaces.domain import sync_links

BATCH = 500
"""Rows per statement: SQLite's limit on variables and the memory of the revisions stay far away."""

_FALLBACK_SLUG = "produk"
_SLUG_LENGTH = Page._meta.get_field("slug").max_length
RELATION_FIELDS = {field.name for field in ProductPage._meta.concrete_fields if field.is_relation}


@transaction.atomic
def create_products(
    *,
    booth: Page,
    drafts: Iterable[ProductPage],
    by=None,
    publish: bool = True,
    with_history: bool = True,
    with_search: bool = True,
    on_progress: Callable[[int], None] = lambda count: None,
) -> list[ProductPage]:
    """Store these unsaved products below `booth` in their order, and return them, stored.

    A draft may carry children in memory (`ProductPage(title=…, photos=[ProductPhoto(photo=…)])`)
    and tags. Its slug is made from its title when it has none; `first_published_at` and
    `last_published_at` are kept when set. `by` is the user who becomes owner and author, or None.
    `publish=False` leaves the products as drafts. `with_history=False` leaves out revisions and log
    entries, `with_search=False` the admin's search entries (`index_products` makes them later):
    both are meant for sites filled for measuring. `on_progress` is told how many are stored so far.

    Raises ValidationError when a product's own values are impossible; then nothing is stored.
    """
    drafts = list(drafts)
    if not drafts:
        return []
    # The lock keeps two makers from choosing the same places in the tree.
    parent = Page.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    place_below(parent=parent, drafts=drafts)
    now = timezone.now()
    for draft in drafts:
        draft.owner = draft.owner or by
        draft.live = False
        draft.has_unpublished_changes = False
        draft.clean_fields(exclude=RELATION_FIELDS)
        draft.check_prices()
    for count, batch in enumerate(in_batches(drafts), start=1):
        _insert(batch, at=now, publish=publish, with_history=with_history)
        insert_children(products=batch)
        if with_history:
            record(products=batch, by=by, at=now, action="wagtail.create", with_revision=False)
            record(products=batch, by=by, at=now, action="wagtail.publish" if publish else "wagtail.edit")
        _publish_in_memory(batch, at=now, publish=publish)
        _insert_references(batch)
        if with_search:
            index_products(products=batch)
        for product in batch:
            if publish and (links := product.links.all()):
                sync_links(page=product, links=links)
        on_progress(min(count * BATCH, len(drafts)))
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(drafts))
    booth.numchild = parent.numchild + len(drafts)
    for draft in drafts:
        # From here on children are read from the database, as for any stored page.
        draft._cluster_related_objects = {}
    return drafts


def index_products(*, products: Iterable[ProductPage]) -> None:
    """Write the entries by which the admin's search finds these products."""
    for batch in in_batches(list(products)):
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(ProductPage, batch)


def in_batches(items: list) -> Iterator[list]:
    """Yield `items` in runs of `BATCH`."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def child_relations() -> Iterator[tuple[str, type[models.Model], models.ForeignKey]]:
    """Yield accessor name, model and parental key of every relation a product's revision includes."""
    for relation in get_all_child_relations(ProductPage):
        yield relation.get_accessor_name(), relation.related_model, relation.field


def place_below(*, parent: Page, drafts: list[ProductPage]) -> None:
    """Give each draft its path, slug and address below `parent`, whose row the caller has locked.

    Slugs follow Wagtail's rule: the title's, or with the smallest free suffix from 2 on.
    """
    last = parent.get_last_child()
    path = last.path if last else None
    taken = set(parent.get_children().values_list("slug", flat=True))
    next_suffix: dict[str, int] = {}
    content_type = ContentType.objects.get_for_model(ProductPage)
    for draft in drafts:
        path = Page(path=path)._inc_path() if path else Page._get_path(parent.path, parent.depth + 1, 1)
        draft.path, draft.depth, draft.numchild = path, parent.depth + 1, 0
        draft.locale_id = draft.locale_id or parent.locale_id
        draft.content_type = content_type
        draft.draft_title = draft.title
        draft._cached_parent_obj = parent
        base = draft.slug or slugify(draft.title)[: _SLUG_LENGTH - 8].strip("-_") or _FALLBACK_SLUG
        slug, suffix = base, next_suffix.get(base, 1)
        while slug in taken:
            suffix += 1
            slug = f"{base}-{suffix}"
        next_suffix[base] = suffix
        taken.add(slug)
        draft.slug = slug
        draft.set_url_path(parent)


def _insert(batch: list[ProductPage], *, at, publish: bool, with_history: bool) -> None:
    """Insert the rows of the page table, already in their final state, then those of the product table.

    In memory the products stay unpublished until their revision is written, as in Wagtail's own way.
    """
    fields = [field.attname for field in Page._meta.concrete_fields]
    pages = []
    for draft in batch:
        page = Page(**{name: getattr(draft, name) for name in fields})
        page.live = publish
        page.has_unpublished_changes = not publish
        if publish:
            page.first_published_at, page.last_published_at = _published(draft, at)
        if with_history:
            page.latest_revision_created_at = at
        pages.append(page)
    Page.objects.bulk_create(pages)
    for draft, page in zip(batch, pages, strict=True):
        draft.pk = draft.id = draft.page_ptr_id = page.pk
        draft._state.adding = False
        draft._state.db = page._state.db
    # Django's bulk_create refuses models with a parent table; the step below it does what is needed.
    rows = ProductPage._base_manager.get_queryset()
    rows._for_write = True
    rows._batched_insert(batch, ProductPage._meta.local_concrete_fields, batch_size=BATCH)


def _published(draft: ProductPage, at):
    """Return when the product was first and last published: now, or what the draft says."""
    last = draft.last_published_at or draft.first_published_at or at
    return draft.first_published_at or last, last


def _publish_in_memory(batch: list[ProductPage], *, at, publish: bool) -> None:
    """Bring the products in memory into the state their rows are in."""
    for product in batch:
        product.live = publish
        product.has_unpublished_changes = not publish
        if publish:
            product.first_published_at, product.last_published_at = _published(product, at)


def insert_children(*, products: list[ProductPage]) -> None:
    """Insert the children held in memory that are not stored yet, and hold every other relation as empty."""
    for name, model, key in child_relations():
        new = []
        for product in products:
            held = getattr(product, name).get_object_list() if _holds(product, name) else []
            for position, child in enumerate(held):
                setattr(child, key.name, product)
                if getattr(child, "sort_order", 0) is None:
                    child.sort_order = position
            new += [child for child in held if child.pk is None]
            # Held as a list, empty or not, a relation costs no query while the revision is written.
            product._cluster_related_objects = getattr(product, "_cluster_related_objects", None) or {}
            product._cluster_related_objects[name] = held
        model._default_manager.bulk_create(new, batch_size=BATCH)


def _holds(product: ProductPage, relation: str) -> bool:
    return relation in (getattr(product, "_cluster_related_objects", None) or {})


def record(
    *,
    products: list[ProductPage],
    by,
    at: datetime.datetime,
    action: str,
    with_revision: bool = True,
    contents: dict[int, dict] | None = None,
    logged_at: datetime.datetime | None = None,
) -> None:
    """Write a revision (unless told not to) and a history entry of each product.

    The revision, made `at` that time, holds the product as it is in memory, or what `contents` says
    for its page id; the entry is dated the same unless `logged_at` says otherwise.
    `action` is one of Wagtail's log actions; after "wagtail.publish" the revision is also the live one.
    """
    if not products:
        return
    revisions: list[Revision | None] = [None] * len(products)
    if with_revision:
        is_live = action == "wagtail.publish"
        revisions = _insert_revisions(products, by=by, at=at, is_live=is_live, contents=contents or {})
    context = get_active_log_context()
    PageLogEntry.objects.bulk_create(
        [
            PageLogEntry(
                content_type_id=product.content_type_id,
                label=product.get_admin_display_title(),
                action=action,
                timestamp=logged_at or at,
                uuid=context.uuid,
                user=by or context.user,
                revision=revision,
                content_changed=True,
                page=product,
            )
            for product, revision in zip(products, revisions, strict=True)
        ],
        batch_size=BATCH,
    )


def _insert_revisions(
    products: list[ProductPage], *, by, at, is_live: bool, contents: dict
) -> list[Revision]:
    base = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                content_type=ContentType.objects.get_for_model(ProductPage),
                base_content_type=base,
                object_id=str(product.pk),
                created_at=at,
                user=by,
                object_str=str(product),
                content=contents.get(product.pk) or product.serializable_data(),
            )
            for product in products
        ],
        batch_size=BATCH,
    )
    newest = Subquery(
        Revision.objects.filter(base_content_type=base, object_id=Cast(OuterRef("pk"), models.CharField()))
        .order_by("-pk")
        .values("pk")[:1]
    )
    columns = {"latest_revision": newest, "latest_revision_created_at": at}
    if is_live:
        columns["live_revision"] = newest
    Page.objects.filter(pk__in=[product.pk for product in products]).update(**columns)
    for product, revision in zip(products, revisions, strict=True):
        product.latest_revision = revision
        product.latest_revision_created_at = at
        if is_live:
            product.live_revision = revision
    return revisions


def _insert_references(batch: list[ProductPage]) -> None:
    """Write what each product refers to, so that the admin can say where a photo or category is used."""
    content_type = ContentType.objects.get_for_model(ProductPage)
    base = ContentType.objects.get_for_model(Page)
    ReferenceIndex.objects.bulk_create(
        [
            ReferenceIndex(
                content_type=content_type,
                base_content_type=base,
                object_id=str(product.pk),
                to_content_type_id=to_content_type,
                to_object_id=to_object,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
            )
            for product in batch
            for to_content_type, to_object, model_path, content_path in set(
                ReferenceIndex._extract_references_from_object(product)
            )
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
