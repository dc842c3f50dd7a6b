"""What labels and shadows are made of: marks without letters, bars, the shadow on the table."""

from __future__ import annotations

import random

from .canvas import (
    INK,
    Canvas,
    arc,
    ellipse,
    mix,
    round_rect,
    smooth,
)

BRIGHT = (
    "#c8402f",
    "#d9772b",
    "#e2a52e",
    "#2f7d5b",
    "#1f6f78",
    "#7a2f4f",
    "#8a4b2a",
    "#31527a",
    "#5e7f36",
    "#b5443c",
)


KRAFT = ("#c79b66", "#b98a58", "#d3ad7c")


CREAM = "#f7ecd6"


def stand_shadow(c: Canvas, width: float, depth: float = 0.13, alpha: float = 0.46) -> None:
    """Paint the shadow of a thing that stands on (0, 0), the light coming from the upper left."""
    c.soft(
        ellipse(width * 0.30, -width * 0.03, width * 0.66, width * depth * 1.2, 24),
        INK,
        alpha * 0.75,
        width * 0.09 + 5,
    )
    c.soft(ellipse(width * 0.04, 0, width * 0.5, width * depth * 0.55, 24), INK, alpha, 6)


def emblem(c: Canvas, rng: random.Random, size: float, colour, ground) -> None:
    """Paint a small mark without letters: a flower, a sun, a mountain, a leaf or a bird-like curl."""
    choice = rng.randrange(5)
    if choice == 0:
        for i in range(8):
            with c.at(0, 0, 1, i * 45):
                c.fill(
                    smooth(
                        [
                            (0, -size * 0.12),
                            (size * 0.2, -size * 0.5),
                            (0, -size),
                            (-size * 0.2, -size * 0.5),
                        ],
                        steps=4,
                    ),
                    colour,
                )
        c.dot(0, 0, size * 0.2, ground)
    elif choice == 1:
        for i in range(12):
            with c.at(0, 0, 1, i * 30):
                c.fill([(-size * 0.09, -size * 0.62), (0, -size), (size * 0.09, -size * 0.62)], colour)
        c.dot(0, 0, size * 0.5, colour)
        c.fill(arc(0, size * 0.1, size * 0.34, size * 0.3, 180, 360, 12), ground)
    elif choice == 2:
        c.dot(size * 0.38, -size * 0.5, size * 0.26, mix(colour, ground, 0.35))
        c.fill([(-size, size * 0.6), (-size * 0.25, -size * 0.7), (size * 0.45, size * 0.6)], colour)
        c.fill(
            [(-size * 0.1, size * 0.6), (size * 0.4, -size * 0.1), (size, size * 0.6)],
            mix(colour, ground, 0.35),
        )
    elif choice == 3:
        for flip in (False, True):
            with c.at(0, size * 0.5, 1, 0, flip):
                c.fill(
                    smooth(
                        [
                            (0, 0),
                            (size * 0.2, -size * 0.9),
                            (size * 0.85, -size * 1.25),
                            (size * 0.7, -size * 0.45),
                        ],
                        steps=6,
                    ),
                    colour,
                )
        c.fill(
            smooth(
                [(0, size * 0.5), (size * 0.3, -size * 0.4), (0, -size * 1.1), (-size * 0.3, -size * 0.4)],
                steps=6,
            ),
            mix(colour, ground, 0.25),
        )
    else:
        c.fill(ellipse(0, 0, size, size * 0.8, 32), colour)
        c.fill(
            smooth(
                [
                    (-size * 0.7, size * 0.1),
                    (-size * 0.2, -size * 0.4),
                    (size * 0.3, 0),
                    (size * 0.75, -size * 0.3),
                    (size * 0.3, size * 0.35),
                    (-size * 0.2, size * 0.1),
                ],
                steps=5,
            ),
            ground,
        )


def bars(c: Canvas, x: float, y: float, width: float, colour, rows: int = 3, thick: float = 6) -> None:
    """Paint plain bars where a label would carry words."""
    for i in range(rows):
        w = width * (1, 0.72, 0.5, 0.62)[i % 4]
        c.fill(round_rect(x - w / 2, y + i * thick * 2.1, w, thick, thick / 2), colour, 0.85)
