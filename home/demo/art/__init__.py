"""Pictures for the demo expo, drawn by the project itself: the same seed gives the same bytes."""

from __future__ import annotations

from PIL import Image

from .canvas import jpeg
from .compose import KINDS, picture
from .motifs import MOTIFS, PALETTES
from .scenes import logo, stall, street

__all__ = ["KINDS", "MOTIFS", "PALETTES", "draw", "render"]


def draw(job: dict) -> Image.Image:
    """Return the picture of a job: ``{"what": "goods"|"stall"|"street"|"logo", "seed": …, …}``.

    The other keys are the keyword arguments of the function that draws it. A plain dict, so that a
    process pool can carry it. Raises ValueError for an unknown "what".
    """
    options = dict(job)
    what, seed = options.pop("what"), options.pop("seed")
    if what == "goods":
        return picture(options.pop("kind"), seed, **options)
    if what == "stall":
        return stall(seed, options.pop("kinds"), **options)
    if what == "street":
        return street(seed, **options)
    if what == "logo":
        return logo(seed, **options)
    raise ValueError(f"unknown picture: {what}")


def render(job: dict) -> bytes:
    """Return the picture of a job as JPEG bytes."""
    return jpeg(draw(job))
