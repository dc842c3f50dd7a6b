"""Making the pictures of a photo beside drawing it, in the same process, from the pixels at hand."""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass

from PIL import Image

from . import draw
from .canvas import jpeg

# Fast rather than small: the demo's hundreds of pictures are made while somebody waits for the first page.
SAVE = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 9, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 76, "method": 1},
    "jpeg": {"format": "JPEG", "quality": 80},
}
_SPEC = re.compile(r"(fill|max)-(\d+)x(\d+)\|format-(avif|webp|jpeg)")


@dataclass(frozen=True, slots=True)
class Sized:
    """One rendition: encoded bytes with their size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Made:
    """A drawn picture: the upload, and its renditions by filter spec."""

    upload: bytes
    renditions: dict[str, Sized]


def make(job: dict, specs: tuple[str, ...] = ()) -> Made:
    """Draw the picture of a job and encode its renditions.

    `specs` are Wagtail filter specs of the forms `fill-WxH|format-F` and `max-WxH|format-F`; raises
    ValueError for any other.
    """
    image = draw(job)
    upload = jpeg(image, 88 if job["what"] == "logo" else 82)
    smaller: dict[tuple, Image.Image] = {}
    encoded: dict[tuple, Sized] = {}
    renditions = {}
    for spec in specs:
        box, size, kind = _plan(image, spec)
        if (box, size) not in smaller:
            smaller[box, size] = image.resize(size, Image.BICUBIC, box=box, reducing_gap=2.0)
        if (box, size, kind) not in encoded:
            encoded[box, size, kind] = _encode(smaller[box, size], kind)
        renditions[spec] = encoded[box, size, kind]
    return Made(upload, renditions)


def _plan(image: Image.Image, spec: str):
    """Return crop box, size and format that Wagtail gives an image without focal point."""
    found = _SPEC.fullmatch(spec)
    if not found:
        raise ValueError(f"unknown rendition: {spec}")
    shape, width, height, kind = found[1], int(found[2]), int(found[3]), found[4]
    if shape == "max":
        scale = min(width / image.width, height / image.height, 1)
        size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
        return (0, 0, *image.size), size, kind
    aspect = width / height
    crop_width = min(image.width, image.height * aspect)
    crop_height = crop_width / aspect
    left, top = (image.width - crop_width) / 2, (image.height - crop_height) / 2
    box = (
        math.floor(left),
        math.floor(top),
        math.ceil(left + crop_width),
        math.ceil(top + crop_height),
    )
    size = (width, height) if crop_width >= width else (box[2] - box[0], box[3] - box[1])
    return box, size, kind


def _encode(image: Image.Image, kind: str) -> Sized:
    out = io.BytesIO()
    image.save(out, **SAVE[kind])
    return Sized(out.getvalue(), *image.size)
