"""Food in the open: bowls, plates, trays, cakes, eggs, spices, drinks, fruit."""

from __future__ import annotations

import math
import random

from .canvas import (
    INK,
    Canvas,
    Linear,
    Radial,
    across,
    arc,
    dark,
    ellipse,
    light,
    mix,
    profile,
    smooth,
)
from .marks import CREAM, stand_shadow

CLAY = ("#a65a34", "#8a4428", "#e9dfcc", "#3f5f63", "#d8c2a0", "#5a4a3f", "#c9803f")


def dish(c: Canvas, rng: random.Random, w: float = 300, h: float = 104, tone: str | None = None) -> float:
    """A bowl standing on (0, 0); returns the height of its rim."""
    tone = tone or rng.choice(CLAY)
    stand_shadow(c, w * 0.92)
    r = w / 2
    c.fill(
        profile([(-h, r), (-h * 0.62, r * 0.93), (-h * 0.25, r * 0.66), (0, r * 0.42)], 0.12),
        across(tone, lit=0.3, shade=0.5),
    )
    for k in (0.82, 0.74):
        c.line(
            arc(0, -h * k, r * (0.955 + (k - 0.74) * 0.3), r * 0.19, 8, 172, 24), light(tone, 0.4), 2.4, 0.5
        )
    c.fill(ellipse(0, -h, r, r * 0.26, 56), light(tone, 0.28))
    c.fill(
        ellipse(0, -h + 2, r * 0.94, r * 0.225, 56), Linear(((0, dark(tone, 0.6)), (1, dark(tone, 0.2))), 90)
    )
    return -h


def heap(rng, count, rx, ry, rise):
    """Return positions of things heaped in a bowl, back to front."""
    spots = []
    for _ in range(count):
        a, r = rng.uniform(0, math.tau), math.sqrt(rng.random())
        x, depth = math.cos(a) * r * rx, math.sin(a) * r
        spots.append((depth, x, depth * ry - rise * (1 - r * r) * rng.uniform(0.6, 1)))
    return [(x, y) for _, x, y in sorted(spots)]


def chips(c: Canvas, rng: random.Random) -> None:
    """A bowl heaped with thin chips."""
    tone = rng.choice(("#e0a748", "#d78a3a", "#c77233", "#ecd08a", "#b8763c", "#97a04a", "#a4573a"))
    rim = dish(c, rng, rng.uniform(300, 350), 105)
    seeds = rng.random() < 0.5
    for x, y in heap(rng, 62, 128, 24, 92):
        with c.at(x, rim - 4 + y, rng.uniform(0.8, 1.15), rng.uniform(0, 360)):
            mine = mix(tone, rng.choice(("#fff1c9", "#7a3a18", "#e8b45a")), rng.uniform(0, 0.35))
            form = smooth([(-34, -3), (-10, -18), (22, -16), (35, 2), (12, 17), (-20, 15)], steps=4)
            c.fill([(px + 3, py + 5) for px, py in form], dark(mine, 0.6), 0.45)
            c.fill(
                form,
                Linear(((0, light(mine, 0.35)), (0.55, mine), (1, dark(mine, 0.3))), rng.uniform(0, 180)),
            )
            c.line(form[6:26], light(mine, 0.6), 1.6, 0.7)
            if seeds:
                for _ in range(4):
                    c.dot(rng.uniform(-20, 20), rng.uniform(-8, 8), 2.3, dark(mine, 0.6), 0.6)


def crackers(c: Canvas, rng: random.Random) -> None:
    """A bowl of kerupuk: pale curled nets."""
    tone = rng.choice(("#f6e8c8", "#f3d9a8", "#f0c8b4", "#e9d3b0", "#f7eed9"))
    rim = dish(c, rng, rng.uniform(310, 350), 110, rng.choice(("#8a4428", "#3f5f63", "#a65a34", "#6f4a2f")))
    for x, y in heap(rng, 26, 118, 26, 118):
        with c.at(x, rim - 8 + y, rng.uniform(0.85, 1.2), rng.uniform(-50, 50)):
            mine = mix(tone, rng.choice(("#ffffff", "#d9a35c")), rng.uniform(0, 0.3))
            form = smooth(
                [(-52, 2), (-40, -26), (-6, -36), (34, -28), (52, -2), (36, 24), (0, 30), (-38, 22)], steps=4
            )
            c.fill([(px + 4, py + 7) for px, py in form], dark(mine, 0.6), 0.3)
            c.fill(form, Radial(light(mine, 0.7), dark(mine, 0.16), 0.38, 0.3, 0.75))
            for k in range(3):
                curl = smooth(
                    [
                        (-38 + k * 10, 10 - k * 12),
                        (-12, -12 + k * 8),
                        (14, 6 - k * 9),
                        (40 - k * 7, -8 + k * 9),
                    ],
                    False,
                    5,
                )
                c.line(curl, dark(mine, 0.32), 3, 0.4)
                c.line([(px, py - 3) for px, py in curl], "#ffffff", 2.2, 0.7)


def cakes(c: Canvas, rng: random.Random) -> None:
    """Round filled cakes on a plate, one cut open."""
    crust = rng.choice(("#e3b064", "#d79a4c", "#e9c488", "#8a5a33"))
    filling = rng.choice(("#7d9a3a", "#5a2f1d", "#e8c74f", "#6d3a6a", "#a8552a"))
    plate = rng.choice((CREAM, "#dfe5dc", "#7d9aa0", "#b56a45", "#3f5f63"))
    stand_shadow(c, 360, 0.1)
    c.fill(ellipse(0, -14, 205, 52, 56), dark(plate, 0.25))
    c.fill(ellipse(0, -22, 205, 52, 56), Radial(light(plate, 0.4), dark(plate, 0.08), 0.35, 0.3, 0.8))
    c.fill(ellipse(0, -20, 150, 34, 48), dark(plate, 0.12), 0.5)
    spots = [(-92, -30), (0, -46), (92, -32), (-48, -16), (52, -14), (-46, -78), (44, -80), (0, -110)]
    for i, (x, y) in enumerate(spots[: rng.choice((6, 7, 8))]):
        with c.at(x + rng.uniform(-4, 4), y, 1):
            _cake(c, rng, crust, filling, cut=i == 4)


def _cake(c, rng, crust, filling, cut):
    c.soft(ellipse(8, 6, 54, 16, 20), INK, 0.35, 6)
    c.fill(
        profile([(-34, 46), (-22, 53), (-8, 53), (0, 46)], 0.3, 4),
        across(light(crust, 0.15), lit=0.3, shade=0.4),
    )
    c.fill(
        ellipse(0, -35, 47, 15, 32), Radial(mix(crust, "#a2602c", 0.35), light(crust, 0.15), 0.45, 0.45, 0.7)
    )
    if cut:
        c.fill([(2, -36), (50, -26), (50, -8), (2, 8)], light(crust, 0.45))
        c.fill(
            smooth([(8, -26), (44, -21), (44, -11), (8, -2)], steps=5),
            Linear(((0, light(filling, 0.2)), (1, dark(filling, 0.2))), 90),
        )
    else:
        for _ in range(5):
            c.dot(rng.uniform(-26, 26), -35 + rng.uniform(-7, 7), 1.8, dark(crust, 0.4), 0.5)


def squares(c: Canvas, rng: random.Random) -> None:
    """Dodol, wingko or brownies in squares, stacked on a board."""
    tone = rng.choice(("#6b3a1f", "#e0b45e", "#3f2418", "#9c6a3a", "#5c7a3a", "#c98a4a"))
    stand_shadow(c, 380, 0.09)
    board = "#a86f3f"
    c.fill(
        [(-210, -30), (190, -40), (215, 2), (-195, 14)],
        Linear(((0, light(board, 0.3)), (1, dark(board, 0.1)))),
    )
    c.fill([(-195, 14), (215, 2), (215, 16), (-195, 28)], dark(board, 0.4))
    for row, (n, y) in enumerate(((4, -14), (3, -62), (2, -110))[: rng.choice((2, 3))]):
        for i in range(n):
            with c.at((i - (n - 1) / 2) * 86 + rng.uniform(-5, 5) + row * 4, y, 1, rng.uniform(-3, 3)):
                mine = mix(tone, rng.choice(("#fff0c8", "#3a1d10")), rng.uniform(0, 0.14))
                c.soft([(-36, 0), (46, -4), (52, 8), (-30, 10)], INK, 0.3, 6)
                c.fill(
                    [(-38, -40), (26, -40), (26, 6), (-38, 6)],
                    Linear(((0, light(mine, 0.2)), (1, dark(mine, 0.15))), 60),
                )
                c.fill([(26, -40), (46, -54), (46, -10), (26, 6)], dark(mine, 0.4))
                c.fill([(-38, -40), (-18, -54), (46, -54), (26, -40)], light(mine, 0.4))
                for _ in range(7):
                    c.dot(rng.uniform(-24, 30), -47 + rng.uniform(-5, 5), 1.7, CREAM, 0.8)


def eggs(c: Canvas, rng: random.Random) -> None:
    """Salted duck eggs in a nest of straw, one halved with its red yolk."""
    stand_shadow(c, 380, 0.1)
    straw = "#c8a257"
    c.fill(ellipse(0, -18, 205, 54, 48), dark(straw, 0.45))
    for _ in range(120):
        a = rng.uniform(0, math.tau)
        x, y = math.cos(a) * rng.uniform(100, 200), -24 + math.sin(a) * rng.uniform(20, 52)
        c.line(
            [(x, y), (x + rng.uniform(-60, 60), y + rng.uniform(-18, 18))],
            mix(straw, rng.choice(("#fbe6a8", "#7a5624")), rng.uniform(0, 0.6)),
            rng.uniform(2, 4.5),
        )
    shell = rng.choice(("#a9cfc4", "#9fc3c9", "#b9d6c0"))
    for x, y, turn in ((-100, -56, -14), (-20, -78, 8), (62, -70, -6), (-62, -22, 20)):
        _egg(c, x, y, turn, shell)
    with c.at(70, -12, 1, -10):
        c.soft(ellipse(8, 10, 66, 44), INK, 0.35, 8)
        c.fill(ellipse(0, 0, 64, 47, 40), shell)
        c.fill(ellipse(0, -3, 58, 41, 40), "#fdf7ea")
        c.fill(ellipse(4, -3, 31, 25, 32), Radial("#f4a12f", "#c4490f", 0.4, 0.35, 0.7))
        c.fill(ellipse(-4, -11, 9, 5, 16), "#ffdf9a", 0.8)


def _egg(c, x, y, turn, shell):
    with c.at(x, y, 1, turn):
        outline = smooth(
            [(0, -52), (30, -34), (41, 4), (27, 36), (0, 46), (-27, 36), (-41, 4), (-30, -34)], steps=6
        )
        c.soft([(px + 12, py + 12) for px, py in outline], INK, 0.4, 9)
        c.fill(outline, Radial(light(shell, 0.6), dark(shell, 0.36), 0.34, 0.28, 0.85))
        c.fill(ellipse(-13, -22, 8, 13, 16), "#ffffff", 0.55)
