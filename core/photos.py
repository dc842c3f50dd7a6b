"""Making the pictures of a photo, once, when it is saved."""

import datetime
import logging
from collections.abc import Iterator, Mapping

from django.db import transaction
from django.dispatch import Signal
from PIL import Image
from wagtail.images.models import Filter

from core.models import Photo, PhotoRendition
from core.tones import tone_of

photo_sources_changed = Signal()
"""Sent with `photo` after its pictures were made anew or lost their file; rooms above refresh what shows it."""

CARD_WIDTHS = (320, 640)
FULL_WIDTHS = (640, 1080)
FORMATS = ("avif", "webp", "jpeg")
BATCH = 50

ON_THEIR_WAY = datetime.timedelta(minutes=15)
"""How long pictures may wait for a worker before somebody else makes them."""

MOST_LEFT_OUT = 200
"""Photos that `make_left_out` takes at once."""

_logger = logging.getLogger(__name__)


def rendition_specs() -> dict[tuple[str, str, int], str]:
    """Return the filter spec of every picture by (shape, format, width).

    The oldest browsers get JPEG in the largest width only: they are few, and the file is the
    fallback of the fallback.
    """
    specs = {}
    for picture_format in FORMATS:
        for width in CARD_WIDTHS if picture_format != "jpeg" else CARD_WIDTHS[-1:]:
            specs["card", picture_format, width] = f"fill-{width}x{width * 3 // 4}|format-{picture_format}"
        for width in FULL_WIDTHS if picture_format != "jpeg" else FULL_WIDTHS[-1:]:
            specs["full", picture_format, width] = f"max-{width}x{width}|format-{picture_format}"
    return specs


def make_sources(photo: Photo) -> dict:
    """Make every rendition of `photo` that is missing, store and return their addresses.

    A photo that got another file or focal point meanwhile, or is gone, keeps nothing of this: whoever
    changed it has its pictures made. Raises what Pillow raises for a file that is lost or broken.
    """
    specs = rendition_specs()
    keys = {spec: Filter(spec=spec).get_cache_key(photo) for spec in specs.values()}
    # What is stored decides, not what a cache of this process remembers of it.
    photo.prefetched_renditions = list(photo.renditions.filter(filter_spec__in=keys))
    before = {row.file.name for row in photo.prefetched_renditions}
    try:
        made = photo.get_renditions(*keys)
    finally:
        del photo.prefetched_renditions
    tone = _tone(made[specs["card", "webp", CARD_WIDTHS[0]]])
    files = {rendition.file.name for rendition in made.values()} - before
    with transaction.atomic():
        stored = Photo.objects.select_for_update().filter(pk=photo.pk).first()
        rows = list(PhotoRendition.objects.filter(image=photo.pk, filter_spec__in=keys))
        if is_current := stored is not None and _what_decides(stored) == _what_decides(photo):
            shown = {row.filter_spec: row for row in rows if row.focal_point_key == keys[row.filter_spec]}
            photo.sources = sources_from(shown, tone=tone)
            Photo.objects.filter(pk=photo.pk).update(sources=photo.sources)
            outdated = [row for row in rows if row not in shown.values()]
        else:
            outdated = [row for row in rows if row.file.name in files]
        kept = {row.file.name for row in rows}
    if is_current:
        photo_sources_changed.send(sender=Photo, photo=photo)
    for row in outdated:
        row.delete()
    for name in files - kept:
        # Somebody else made the same picture at the same time, or the photo is gone.
        photo.file.storage.delete(name)
    return photo.sources


def sources_from(renditions: Mapping[str, PhotoRendition], *, tone: int | None) -> dict:
    """Return what `Photo.sources` holds for these renditions by filter spec."""
    sources: dict[str, dict] = {}
    for (shape, picture_format, _width), spec in rendition_specs().items():
        rendition = renditions[spec]
        group = sources.setdefault(shape, {"width": 0, "height": 0})
        entries = group.setdefault(picture_format, [])
        if rendition.width not in (width for width, _url in entries):
            entries.append([rendition.width, rendition.url])
        if rendition.width > group["width"]:
            group.update(width=rendition.width, height=rendition.height)
    for group in sources.values():
        group["tone"] = tone
    return sources


def _what_decides(photo: Photo) -> tuple:
    """Return what a photo's pictures depend on."""
    point = photo.get_focal_point()
    return photo.file.name, point and tuple(point)


def _tone(rendition: PhotoRendition) -> int | None:
    with rendition.file.open("rb") as file, Image.open(file) as picture:
        return tone_of(picture)


def unfinished(*, look_at_files: bool = False) -> Iterator[Photo]:
    """Yield the photos without all their pictures; three queries for each `BATCH`.

    With `look_at_files` a picture whose file is lost is forgotten, and its photo is yielded too.
    """
    specs = list(rendition_specs().values())
    last = 0
    while photos := list(
        Photo.objects.filter(pk__gt=last).order_by("pk").prefetch_renditions(*specs)[:BATCH]
    ):
        last = photos[-1].pk
        for photo in photos:
            if look_at_files:
                lost = [
                    row for row in photo.prefetched_renditions if not row.file.storage.exists(row.file.name)
                ]
                for rendition in lost:
                    rendition.delete()
                photo.prefetched_renditions = [row for row in photo.prefetched_renditions if row not in lost]
            if not is_finished(photo):
                del photo.prefetched_renditions
                yield photo


def is_finished(photo: Photo) -> bool:
    """Tell whether a photo with prefetched renditions has all its pictures and names them."""
    specs = set(rendition_specs().values())
    found = photo.find_existing_renditions(*(Filter(spec=spec) for spec in specs))
    renditions = {rule.spec: rendition for rule, rendition in found.items()}
    if set(renditions) != specs or not photo.sources:
        return False
    return photo.sources == sources_from(renditions, tone=photo.sources["card"].get("tone"))


def make_left_out(*, now: datetime.datetime) -> int:
    """Make the pictures of photos that a worker that was killed, or a full disk, left without any; return how many.

    The newest first. One that can't be made is logged and tried again the next time.
    """
    left = Photo.objects.filter(sources={}, created_at__lt=now - ON_THEIR_WAY).order_by("-pk")
    made = 0
    for photo in left[:MOST_LEFT_OUT]:
        try:
            make_sources(photo)
        except Exception:
            # Any decoder may stumble in its own way over a broken file; the others need their pictures.
            _logger.exception("The pictures of photo %s can't be made.", photo.pk)
        else:
            made += 1
    return made
