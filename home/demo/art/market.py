"""Spices, drinks, sugar, market cakes and fresh produce."""

from __future__ import annotations

import math
import random

from .canvas import GLOW, INK, Canvas, Linear, Radial, across, arc, dark, ellipse, light, mix, profile, smooth
from .food import dish, heap
from .marks import BRIGHT, CREAM, stand_shadow


def spices(c: Canvas, rng: random.Random) -> None:
    """Three small bowls of ground spice with sticks and leaves."""
    tones = rng.sample(("#d99a1f", "#a93b1b", "#7a4a22", "#c9b48a", "#6f7a34", "#3d2a20", "#d8752a"), 3)
    for x, y, tone, k in ((-120, -40, tones[0], 0.62), (115, -46, tones[1], 0.62), (0, 0, tones[2], 0.74)):
        with c.at(x, y, k):
            rim = dish(c, rng, 290, 100)
            hill = smooth(
                [
                    (-128, rim + 4),
                    (-70, rim - 44),
                    (0, rim - 74),
                    (66, rim - 42),
                    (128, rim + 4),
                    (0, rim + 32),
                ],
                steps=8,
            )
            c.fill(hill, Radial(light(tone, 0.4), dark(tone, 0.3), 0.36, 0.2, 0.8))
            for _ in range(90):
                px = rng.uniform(-105, 105)
                c.dot(
                    px,
                    rim + rng.uniform(-52, 18) * (1 - abs(px) / 140),
                    rng.uniform(1.2, 3),
                    rng.choice((light(tone, 0.4), dark(tone, 0.4))),
                    0.5,
                )
    for i in range(3):
        with c.at(-175 + i * 14, 26 - i * 9, 1, -16 + i * 7):
            c.soft([(0, 0), (118, 0), (118, 14), (0, 14)], INK, 0.35, 6)
            c.fill([(0, -8), (112, -8), (116, 2), (112, 10), (0, 10)], across("#8a4f2a", angle=90))
            c.fill(ellipse(112, 1, 5, 9, 16), "#5a2f18")
    with c.at(150, 22, 0.5, 20):
        leaf(c, "#5c7a33")
    with c.at(185, 8, 0.42, -12):
        leaf(c, "#6f8f3f")


def leaf(c: Canvas, tone: str) -> None:
    """A single leaf lying flat, pointing right."""
    form = smooth([(-110, 0), (-50, -38), (40, -40), (120, 0), (40, 34), (-50, 32)], steps=6)
    c.soft([(x + 8, y + 12) for x, y in form], INK, 0.35, 9)
    c.fill(form, Linear(((0, light(tone, 0.3)), (0.5, tone), (1, dark(tone, 0.3))), 70))
    c.line([(-120, 0), (118, 0)], light(tone, 0.5), 3)
    for k in range(-70, 90, 32):
        c.line([(k, 0), (k + 26, -24)], light(tone, 0.4), 1.6, 0.7)
        c.line([(k, 0), (k + 26, 22)], light(tone, 0.4), 1.6, 0.7)


def cup(c: Canvas, rng: random.Random, drink: str | None = None) -> None:
    """A cup on a saucer with a little steam."""
    tone = rng.choice((CREAM, "#e2e6dc", "#b5653f", "#44666a", "#d8b98a"))
    drink = drink or rng.choice(("#8a3f14", "#b5651d", "#2f1a10", "#7a5a1f"))
    stand_shadow(c, 250, 0.11)
    c.fill(ellipse(0, -6, 150, 32, 48), dark(tone, 0.25))
    c.fill(ellipse(0, -13, 150, 32, 48), Radial(light(tone, 0.4), dark(tone, 0.12), 0.35, 0.3, 0.8))
    c.soft(ellipse(20, -12, 74, 15), INK, 0.4, 8)
    c.line(arc(96, -92, 36, 34, -100, 110, 20), dark(tone, 0.15), 15)
    c.line(arc(95, -94, 36, 34, -100, 60, 18), light(tone, 0.3), 5)
    c.fill(profile([(-142, 98), (-90, 94), (-40, 70), (-14, 44)], 0.16), across(tone, lit=0.35, shade=0.42))
    c.fill(ellipse(0, -142, 98, 23, 48), light(tone, 0.5))
    c.fill(ellipse(0, -140, 89, 19, 48), Linear(((0, dark(drink, 0.25)), (1, light(drink, 0.25))), 60))
    band = rng.choice(BRIGHT)
    for x in (-54, -18, 18, 52):
        with c.at(x - 4, -98 + abs(x) * -0.08, 0.9):
            c.fill([(0, -13), (11, 0), (0, 13), (-11, 0)], band, 0.9)
    for x, s in ((-24, 1), (16, -1)):
        steam = smooth(
            [
                (x, -164),
                (x + 16 * s, -200),
                (x - 12 * s, -240),
                (x + 10 * s, -286),
                (x - 4, -310),
                (x - 20 * s, -260),
                (x + 4 * s, -214),
            ],
            steps=5,
        )
        c.soft(steam, "#ffffff", 0.4, 9)


def sugar(c: Canvas, rng: random.Random) -> None:
    """Palm sugar: domes and a little bowl of grains."""
    tone = rng.choice(("#8a4a20", "#a8642c", "#6f3817"))
    for x, y, k in ((-95, -34, 0.9), (70, -44, 0.88), (-10, 4, 1.05), (140, 6, 0.9)):
        with c.at(x, y, k):
            stand_shadow(c, 130)
            form = smooth(
                [(-66, 0), (-62, -48), (-34, -84), (0, -92), (34, -84), (62, -48), (66, 0), (0, 14)], steps=6
            )
            c.fill(form, Radial(light(tone, 0.4), dark(tone, 0.4), 0.33, 0.25, 0.9))
            c.line(arc(0, -34, 63, 15, 10, 170, 20), dark(tone, 0.4), 2, 0.4)
    for _ in range(50):
        c.dot(
            rng.uniform(-190, 200),
            rng.uniform(10, 34),
            rng.uniform(1.4, 4),
            mix(tone, "#e9b470", rng.random() * 0.6),
        )


def tray(c: Canvas, rng: random.Random) -> None:
    """Market cakes on a woven tray lined with banana leaf, seen from above (middle at 0, 0)."""
    rim = "#b98848"
    c.soft(ellipse(18, 26, 330, 325), INK, 0.5, 26)
    c.fill(ellipse(0, 0, 330, 325, 64), Radial(light(rim, 0.2), dark(rim, 0.35), 0.4, 0.35, 0.8))
    for k in range(72):
        a = k * math.tau / 72
        c.line(
            [(math.cos(a) * 292, math.sin(a) * 288), (math.cos(a + 0.1) * 328, math.sin(a + 0.1) * 322)],
            dark(rim, 0.5),
            3,
            0.6,
        )
    c.fill(ellipse(0, 0, 290, 286, 64), dark(rim, 0.4))
    green = rng.choice(("#4f7a35", "#5d8a3f", "#3f6b3a"))
    for k in range(9):
        with c.at(0, 0, 1, k * 40 + rng.uniform(-6, 6)):
            c.fill(
                [(-80, -20), (80, -20), (70, -282), (-70, -282)],
                Linear(
                    (
                        (0, light(green, 0.22)),
                        (0.48, green),
                        (0.5, light(green, 0.4)),
                        (0.54, dark(green, 0.1)),
                        (1, dark(green, 0.3)),
                    )
                ),
            )
    kinds = [rng.sample((_klepon, _lemper, _layered, _bun), 3)[i % 3] for i in range(3)]
    for ring, (n, radius) in enumerate(((1, 0), (6, 118), (11, 218))):
        for i in range(n):
            a = i * math.tau / n + ring
            with c.at(math.cos(a) * radius, math.sin(a) * radius, 0.95, math.degrees(a)):
                kinds[(i + ring) % len(kinds)](c, rng)


def _klepon(c, rng):
    tone = "#6f9a35"
    c.soft(ellipse(7, 10, 42, 42), INK, 0.45, 7)
    c.fill(ellipse(0, 0, 42, 42, 36), Radial(light(tone, 0.3), dark(tone, 0.35), 0.36, 0.32, 0.7))
    for _ in range(38):
        a, r = rng.uniform(0, math.tau), 40 * math.sqrt(rng.random())
        x, y = math.cos(a) * r, math.sin(a) * r
        c.line([(x - 4, y), (x + 4, y + rng.uniform(-3, 3))], "#fffaf0", 2.4, 0.9)


def _lemper(c, rng):
    tone = rng.choice(("#c9b45a", "#6f8f3f"))
    form = smooth([(-30, -58), (30, -58), (34, 0), (30, 58), (-30, 58), (-34, 0)], steps=5)
    c.soft([(x + 8, y + 10) for x, y in form], INK, 0.45, 7)
    c.fill(form, across(tone, lit=0.3, shade=0.4))
    for y in (-40, 40):
        c.fill([(-33, y - 5), (33, y - 5), (33, y + 5), (-33, y + 5)], dark(tone, 0.35))
    c.line([(0, -52), (0, 52)], light(tone, 0.5), 2, 0.6)


def _layered(c, rng):
    c.soft([(-36, -34), (50, -34), (50, 48), (-36, 48)], INK, 0.4, 8)
    for i, colour in enumerate(("#e58a9b", "#fbf1e4", "#7fa84a", "#fbf1e4", "#e58a9b")):
        c.fill(
            [(-42, -40 + i * 16), (42, -40 + i * 16), (42, -24 + i * 16), (-42, -24 + i * 16)],
            Linear(((0, light(colour, 0.25)), (1, dark(colour, 0.18)))),
        )


def _bun(c, rng):
    tone = rng.choice(("#d7924a", "#e7c48d", "#b5652f"))
    c.soft(ellipse(8, 10, 46, 46), INK, 0.45, 7)
    c.fill(ellipse(0, 0, 46, 46, 36), Radial(light(tone, 0.45), dark(tone, 0.35), 0.36, 0.32, 0.72))
    for _ in range(14):
        a, r = rng.uniform(0, math.tau), 28 * math.sqrt(rng.random())
        c.fill(ellipse(math.cos(a) * r, math.sin(a) * r, 4, 2.4, 10), "#fff3d6")


def produce(c: Canvas, rng: random.Random) -> None:
    """Fresh fruit, shallots and chillies heaped in a flat basket."""
    straw = "#b98848"
    stand_shadow(c, 380, 0.11)
    c.fill(profile([(-62, 205), (-30, 195), (0, 160)], 0.16), across(straw, lit=0.25, shade=0.5))
    for k in range(26):
        x = -196 + k * 15.6
        c.line(
            [
                (x, -58 + 30 * math.sqrt(max(0, 1 - (x / 205) ** 2))),
                (x * 0.82, 24 * math.sqrt(max(0, 1 - (x / 205) ** 2))),
            ],
            dark(straw, 0.5) if k % 2 else light(straw, 0.4),
            5,
            0.5,
        )
    c.fill(ellipse(0, -62, 205, 36, 48), light(straw, 0.15))
    c.fill(ellipse(0, -60, 192, 30, 48), dark(straw, 0.5))
    kind = rng.randrange(4)
    tones = (
        ("#b52a1c", "#cf3b22", "#7fa03a"),
        ("#8a2f55", "#a8466b", "#6f2440"),
        ("#e39a1f", "#d9771f", "#f0b93a"),
        ("#6f9a35", "#a8b93f", "#4f7a2f"),
    )[kind]
    for x, y in heap(rng, 30, 158, 20, 105):
        tone = rng.choice(tones)
        with c.at(x, -70 + y, rng.uniform(0.85, 1.1), rng.uniform(-40, 40)):
            if kind == 0:
                form = smooth(
                    [(-46, -10), (-10, -13), (30, -8), (58, 14), (26, 8), (-12, 8), (-46, 6)], steps=4
                )
                c.fill([(px + 3, py + 5) for px, py in form], dark(tone, 0.7), 0.4)
                c.fill(form, across(tone, angle=80, lit=0.45))
                c.line([(-46, -2), (-62, -8)], "#5f8a35", 6)
            else:
                c.fill(ellipse(4, 6, 36, 33, 24), dark(tone, 0.7), 0.35)
                form = smooth(
                    [(0, -36), (24, -22), (36, 2), (24, 27), (0, 33), (-24, 27), (-36, 2), (-24, -22)],
                    steps=4,
                )
                c.fill(form, Radial(light(tone, 0.5), dark(tone, 0.35), 0.34, 0.28, 0.8))
                c.line([(0, -33), (rng.uniform(-5, 5), -48)], "#6f5a2a" if kind != 1 else "#e0c79a", 4.5)
                c.fill(ellipse(-12, -12, 6, 9, 12), GLOW, 0.55)
