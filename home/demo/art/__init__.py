"""Pictures for the demo expo, drawn by the project itself: the same seed gives the same bytes."""

from __future__ import annotations

from .canvas import jpeg
from .compose import KINDS, picture
from .motifs import MOTIFS, PALETTES
from .scenes import logo, stall, street

__all__ = ["KINDS", "MOTIFS", "PALETTES", "render"]


def render(job: dict) -> bytes:
    """Return JPEG bytes for a job: ``{"what": "goods"|"stall"|"street"|"logo", "seed": …, …}``.

    The other keys are the keyword arguments of the function that draws it. A plain dict, so that a
    process pool can carry it.
    """
    options = dict(job)
    what, seed = options.pop("what"), options.pop("seed")
    if what == "goods":
        return jpeg(picture(options.pop("kind"), seed, **options))
    if what == "stall":
        return jpeg(stall(seed, options.pop("kinds"), **options))
    if what == "street":
        return jpeg(street(seed, **options))
    if what == "logo":
        return jpeg(logo(seed, **options), quality=88)
    raise ValueError(f"unknown picture: {what}")
