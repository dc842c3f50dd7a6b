"""Photos that merchants sent from a phone and put nowhere: looked at once, when they are 60 days old.

In doubt a photo stays. It goes only when no row points at it, no text or story names it, no version of any
page does, and the person who sent it is no more than a merchant.
"""

import logging
import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Min, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision

from core.models import Photo, PhotoRendition
from expo.domain.goods_photos import KEPT
from expo.models import Received

BATCH = 500
LONGEST_REQUEST = timedelta(minutes=10)
"""How long a version may be under way before others see it."""
_POINTS_AT_ALL = (Received, PhotoRendition)
"""Rows that every photo has, used or not."""

_logger = logging.getLogger(__name__)
_NUMBER = re.compile(r"(?<![\w-])\d+(?![\w-])")
"""A number that stands alone in JSON, also inside the text that holds a story; parts of keys and dates are none."""


def unused_photos(*, now: datetime | None = None) -> QuerySet:
    """Return the photos that were sent more than KEPT ago and are on nothing."""
    received = _old(now).filter(photo__uploaded_by_user=F("user"))
    merchants = received.filter(
        user__is_superuser=False, user__is_staff=False, user__groups=None, user__user_permissions=None
    )
    ids = sorted(set(merchants.values_list("photo", flat=True)))
    unused = set()
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        unused |= set(batch) - _pointed_at(batch)
    return Photo.objects.filter(pk__in=unused - _on_versions(unused))


def forget_unused_photos(*, now: datetime | None = None) -> int:
    """Delete `unused_photos` with their files, and the keys of all received so long ago; return how many photos."""
    forgotten, since = 0, timezone.now() - LONGEST_REQUEST
    for found in unused_photos(now=now):
        with transaction.atomic():
            # Whoever puts it somewhere just now waits for the row, or was first.
            photo = Photo.objects.select_for_update().filter(pk=found.pk).first()
            # A version points at nothing by a row.
            if photo is not None and not (_pointed_at([photo.pk]) or _on_versions([photo.pk], since=since)):
                photo.delete()
                forgotten += 1
    _old(now).delete()
    return forgotten


def _old(now: datetime | None) -> QuerySet:
    return Received.objects.filter(at__lt=(now or timezone.now()) - KEPT)


def _pointed_at(ids: list[int]) -> set[int]:
    """Return those of these photos that a row of any room, a story or a text points at."""
    found = set()
    for relation in Photo._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.related_model not in _POINTS_AT_ALL:
            name = relation.field.name
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": ids})
            found |= set(rows.values_list(name, flat=True))
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Photo), to_object_id__in=[str(pk) for pk in ids]
    ).exclude(content_type__in=ContentType.objects.get_for_models(*_POINTS_AT_ALL).values())
    return found | {int(pk) for pk in references.values_list("to_object_id", flat=True)}


def _on_versions(ids: Iterable[int], *, since: datetime | None = None) -> set[int]:
    """Return those of these photos that a version shows which is not older than the photo, or than `since`.

    Only versions in whose JSON one of the numbers stands are built, as the page they would be.
    """
    wanted, found = {str(pk) for pk in ids}, set()
    if not wanted:
        return set()
    since = since or Photo.objects.filter(pk__in=ids).aggregate(first=Min("created_at"))["first"]
    versions = Revision.objects.filter(created_at__gte=since).annotate(text=Cast("content", TextField()))
    for pk, text in versions.order_by().values_list("pk", "text").iterator(chunk_size=200):
        if named := (wanted - found).intersection(_NUMBER.findall(text)):
            found |= named & _shown_by(pk, named)
    return {int(pk) for pk in found}


def _shown_by(version: int, named: set[str]) -> set[str]:
    """Return the photos on a version, found as for Wagtail's index of references; `named` when it can't be built."""
    photo_type = ContentType.objects.get_for_model(Photo).pk
    try:
        page = Revision.objects.get(pk=version).as_object()
        references = list(ReferenceIndex._extract_references_from_object(page))
    except Exception:
        # A version of another time that can't be built any more.
        _logger.exception("version %s can't be looked into for photos", version)
        return named
    return {to_pk for to_type, to_pk, *_path in references if to_type == photo_type}
