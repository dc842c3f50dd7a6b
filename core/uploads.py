"""What becomes of a photo before it is stored.

Phones write the place, the time and their own name into every photo. None of that is anybody's
business: what is stored is the picture alone, upright, and no larger than the site can use.
"""

import io
import threading
from pathlib import PurePath

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

MAX_EDGE = 2560
"""Longest edge of a stored original, in pixels."""

_ONE_AT_A_TIME = threading.Lock()
"""Fifty megapixels are 200 MB in memory: a process opens one such picture, not one for each of its threads."""

_STORED_AS = {"MPO": "JPEG", "HEIF": "JPEG"}
"""What becomes of formats that phones write and browsers don't show."""

_SAVE_OPTIONS = {
    "JPEG": {"quality": 90, "optimize": True},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 80},
    "PNG": {"optimize": True},
}


def require_whole(file) -> None:
    """Read every pixel of `file` (an open image); raises ValueError when it is cut short, broken or too large.

    The checks before this one read only the head of a file, which a broken upload has, too.
    """
    file.seek(0)
    try:
        with _ONE_AT_A_TIME, Image.open(file) as image:
            image.load()
    except Exception as error:
        # What decoders raise for damaged files is not documented, and differs with each of them.
        raise ValueError("not a whole picture") from error
    finally:
        file.seek(0)


def private_copy(file) -> ContentFile | None:
    """Return the picture in `file` (an open image) alone: upright, at most `MAX_EDGE` long, nothing beside it.

    Every photo is written anew: there are too many places in a file where a phone may leave something
    to look for all of them. Returns None for formats that carry no photo. The colour profile stays:
    it describes the picture, not the person. A HEIC becomes a JPEG, in name and in kind.
    """
    file.seek(0)
    with _ONE_AT_A_TIME, Image.open(file) as image:
        kind = _STORED_AS.get(image.format, image.format)
        if kind not in _SAVE_OPTIONS:
            file.seek(0)
            return None
        profile = image.info.get("icc_profile")
        # Made small first: turning needs a second picture of the same size.
        image.thumbnail((MAX_EDGE, MAX_EDGE))
        upright = _upright(image)
        # A new picture of the same pixels: nothing that hangs on the old one comes along.
        clean = Image.new(upright.mode, upright.size)
        if upright.mode == "P":
            clean.putpalette(upright.getpalette("RGBA"), "RGBA")
        clean.paste(upright)
        if clean.mode.startswith("I"):
            # Sixteen bits of grey, which no rendition can have.
            clean = clean.point(lambda grey: grey / 256).convert("L")
        if kind == "JPEG" and clean.mode not in ("RGB", "L", "CMYK"):
            clean = clean.convert("RGB")
        buffer = io.BytesIO()
        clean.save(buffer, kind, icc_profile=profile, **_SAVE_OPTIONS[kind])
        name = file.name if image.format != "HEIF" else str(PurePath(file.name).with_suffix(".jpg"))
    file.seek(0)
    return ContentFile(buffer.getvalue(), name=name)


def _upright(image: Image.Image) -> Image.Image:
    """Return the picture turned as the phone says; one whose notes can't be read stays as it lies."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image.copy()
