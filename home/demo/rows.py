"""Writing many pages at once, as equal as can be to pages made and published one by one."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page, ReferenceIndex

BATCH = 500
_PAGE_FIELDS = [field.attname for field in Page._meta.concrete_fields]


def prepare_page(
    page: Page, *, parent: Page, place: int, children: int, locale_id: int, opened: datetime.datetime
) -> None:
    """Give an unsaved page its place in the tree (`place` counts from 1) and the state of a published one."""
    page.path = Page._get_path(parent.path, parent.depth + 1, place)
    page.depth = parent.depth + 1
    page.numchild = children
    page.locale_id = locale_id
    page.content_type = ContentType.objects.get_for_model(type(page))
    page.draft_title = page.title
    page.url_path = f"{parent.url_path}{page.slug}/"
    page.translation_key = page.translation_key or uuid.uuid4()
    page.live = True
    page.has_unpublished_changes = False
    page.first_published_at = page.last_published_at = opened


def insert_pages(pages: list[Page]) -> None:
    """Insert prepared pages of one type: the rows of the page table, then those of their own table."""
    stored = Page.objects.bulk_create(
        [Page(**{name: getattr(page, name) for name in _PAGE_FIELDS}) for page in pages], batch_size=BATCH
    )
    for page, row in zip(pages, stored, strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
        page._state.adding = False
        page._state.db = row._state.db
    # Django's bulk_create refuses models with a parent table; the step below it does what is needed.
    model = type(pages[0])
    rows = model._base_manager.get_queryset()
    rows._for_write = True
    rows._batched_insert(pages, model._meta.local_concrete_fields, batch_size=BATCH)


def insert_children(pages: Iterable[Page], relation: str, children: list[list[models.Model]]) -> None:
    """Insert the children of each page in their order."""
    rows = []
    for page, held in zip(pages, children, strict=True):
        for child in held:
            child.page_id = page.pk
        rows += held
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)


def insert_references(entries: list[tuple[Page, list[tuple]]]) -> None:
    """Write what pages refer to: (model, primary key, model path, content path) each."""
    if not entries:
        return
    base = ContentType.objects.get_for_model(Page)
    rows = []
    for page, references in entries:
        for model, pk, model_path, content_path in references:
            rows.append(
                ReferenceIndex(
                    content_type_id=page.content_type_id,
                    base_content_type=base,
                    object_id=str(page.pk),
                    to_content_type=ContentType.objects.get_for_model(model),
                    to_object_id=str(pk),
                    model_path=model_path,
                    content_path=content_path,
                    content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
                )
            )
    ReferenceIndex.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
