"""Making the pictures of a photo, once, when it is saved."""

from django.dispatch import Signal

from core.models import Photo

photo_sources_changed = Signal()
"""Sent with `photo` after its pictures were made anew; rooms above refresh what shows it."""

CARD_WIDTHS = (320, 640)
FULL_WIDTHS = (640, 1080)
FORMATS = ("avif", "webp", "jpeg")


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
    """Make every rendition of `photo` that is missing, store and return their addresses."""
    specs = rendition_specs()
    renditions = photo.get_renditions(*specs.values())
    sources: dict[str, dict] = {}
    for (shape, picture_format, _width), spec in specs.items():
        rendition = renditions[spec]
        group = sources.setdefault(shape, {"width": 0, "height": 0})
        entries = group.setdefault(picture_format, [])
        if rendition.width not in (width for width, _url in entries):
            entries.append([rendition.width, rendition.url])
        if rendition.width > group["width"]:
            group.update(width=rendition.width, height=rendition.height)
    Photo.objects.filter(pk=photo.pk).update(sources=sources)
    photo.sources = sources
    photo_sources_changed.send(sender=Photo, photo=photo)
    return sources
