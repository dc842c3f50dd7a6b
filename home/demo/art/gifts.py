"""Candles, soap, lamps, plants, shuttlecocks, toys and beads."""

from __future__ import annotations

import math
import random

from .canvas import (
    GLOW,
    INK,
    Canvas,
    Linear,
    Radial,
    Texture,
    across,
    arc,
    dark,
    ellipse,
    light,
    mix,
    profile,
    rect,
    round_rect,
    smooth,
)
from .craft import CLAY, STRAW, WOOD, weave
from .marks import BRIGHT, emblem, stand_shadow
from .motifs import MOTIFS, PALETTES, cloth


def candle(c: Canvas, rng: random.Random) -> None:
    """Candles of three heights, one alight."""
    tones = rng.sample(("#f0e2c4", "#c9806a", "#8f9a7a", "#d9a35c", "#7d5a6a", "#b5c2bd"), 3)
    for i, (x, y, h, w) in enumerate(((-88, -22, 190, 80), (74, -30, 140, 88), (4, 6, 110, 84))):
        with c.at(x, y):
            stand_shadow(c, w)
            tone = tones[i]
            c.fill(profile([(-h, w / 2), (0, w / 2)], 0.16, 3), across(tone, lit=0.4, shade=0.35))
            c.fill(ellipse(0, -h, w / 2, w * 0.08, 32), light(tone, 0.5))
            c.line([(0, -h), (2, -h - 18)], "#3a2a22", 4)
            if i != 2:
                c.soft(ellipse(0, -h - 36, 60, 70), "#ffd98a", 0.55, 34)
                c.fill(
                    smooth([(0, -h - 70), (13, -h - 34), (0, -h - 12), (-13, -h - 34)], steps=6), "#ffb53a"
                )
                c.fill(smooth([(0, -h - 54), (7, -h - 30), (0, -h - 16), (-7, -h - 30)], steps=5), "#fff3c4")
            else:
                band = rect(-w / 2, -h * 0.62, w, 38)
                c.fill(band, Texture(cloth(rng.choice(MOTIFS), rng.choice(list(PALETTES)), 220, 90, 0.5)))
                c.fill(band, Linear(((0, INK, 0.25), (0.3, GLOW, 0.2), (1, INK, 0.35))))


def soap(c: Canvas, rng: random.Random) -> None:
    """Stacked bars of soap with a belly band and a sprig."""
    tones = [rng.choice(("#e9dcc0", "#b7c4a0", "#d9a98a", "#c9b7a8", "#7d8f7a", "#d9c07a")) for _ in range(4)]
    stand_shadow(c, 330, 0.09)
    for i, (x, y, turn) in enumerate(((-70, 0, 0), (86, -6, 2), (-30, -66, -3), (70, -70, 3))):
        with c.at(x, y, 1, turn):
            tone = tones[i]
            c.soft([(-76, 0), (96, -6), (96, 8), (-70, 8)], INK, 0.35, 7)
            c.fill(
                round_rect(-80, -52, 140, 54, 9), Linear(((0, light(tone, 0.35)), (1, dark(tone, 0.12))), 70)
            )
            c.fill([(58, -48), (84, -66), (84, -16), (58, -2)], dark(tone, 0.25))
            c.fill([(-72, -52), (-46, -70), (84, -68), (58, -51)], light(tone, 0.5))
            c.fill(
                rect(-38, -52, 56, 54),
                Texture(cloth(MOTIFS[(i * 3) % 8], rng.choice(list(PALETTES)), 160, 160, 0.5)),
            )
            c.fill([(-38, -52), (-12, -69), (44, -68), (18, -52)], rng.choice(BRIGHT), 0.75)
    with c.at(150, 12, 0.8):
        c.line(smooth([(-90, 10), (-20, -4), (60, -26)], False, 6), "#5f7a3f", 4)
        for k in range(9):
            for s in (-1, 1):
                with c.at(-60 + k * 14, 4 - k * 3.4, 1, -20 + s * 48):
                    c.fill(
                        smooth([(0, 0), (16, -5), (30, 0), (16, 5)], steps=4),
                        "#6f8f4a" if k % 2 else "#84a35c",
                    )


def lamp(c: Canvas, rng: random.Random) -> None:
    """A plaited table lamp, alight."""
    tone = rng.choice(STRAW)
    stand_shadow(c, 200)
    c.fill(profile([(-22, 70), (0, 76)], 0.2, 3), across(rng.choice(WOOD)))
    c.fill(rect(-8, -130, 16, 112), across("#5a3520"))
    c.soft(ellipse(0, -230, 230, 190), "#ffd58a", 0.5, 80)
    shape = rng.choice(
        (
            [(-370, 60), (-300, 130), (-200, 150), (-130, 108)],
            [(-350, 66), (-130, 150)],
            [(-340, 104), (-260, 142), (-180, 142), (-120, 104)],
        )
    )
    outline = profile(shape, 0.14)
    weave(c, outline, (-160, -390, 320, 290), light(tone, 0.2), 20, None)
    c.fill(outline, Radial("#fff0bd", "#c98a3a", 0.5, 0.6, 0.75), 0.66)
    c.fill(outline, Linear(((0, INK, 0.28), (0.3, GLOW, 0.2), (1, INK, 0.4))))
    low_y, low_w = shape[-1]
    c.line(arc(0, low_y, low_w, low_w * 0.14, 0, 180, 24), dark(tone, 0.35), 8)
    c.line(arc(0, shape[0][0], shape[0][1], shape[0][1] * 0.14, 0, 360, 30), dark(tone, 0.3), 6)


def plant(c: Canvas, rng: random.Random) -> None:
    """A leafy plant in a clay or batik-dressed pot."""
    tone = rng.choice(CLAY)
    stand_shadow(c, 190)
    green = rng.choice(("#4f7a3a", "#5f8a4a", "#3f6b4a", "#7a9a4a"))
    broad = rng.random() < 0.5
    for k in range(15 if broad else 24):
        turn = -80 + 160 * ((k * 7) % 15) / 14 if broad else rng.uniform(-75, 75)
        length = rng.uniform(150, 235)
        mine = mix(green, rng.choice(("#a8c46a", "#24452a", "#d9c45a")), rng.uniform(0, 0.35))
        with c.at(0, -150, 1, turn):
            w = 32 if broad else 12
            form = smooth(
                [
                    (0, 0),
                    (w * 0.8, -length * 0.4),
                    (w * 0.7, -length * 0.75),
                    (0, -length),
                    (-w * 0.7, -length * 0.75),
                    (-w * 0.8, -length * 0.4),
                ],
                steps=5,
            )
            c.fill(form, Linear(((0, light(mine, 0.28)), (0.5, mine), (1, dark(mine, 0.35)))))
            c.line([(0, 0), (0, -length * 0.92)], light(mine, 0.45), 2, 0.7)
    c.fill(profile([(-166, 92), (-140, 96), (-132, 86), (0, 62)], 0.15, 5), across(tone, lit=0.32, shade=0.5))
    c.fill(ellipse(0, -166, 92, 13, 32), "#4a3324", 0.75)


def shuttlecock(c: Canvas, rng: random.Random, turn: float | None = None) -> None:
    """One shuttlecock lying on (0, 0), cork to the lower left."""
    turn = rng.uniform(-30, 10) if turn is None else turn
    c.soft(ellipse(26, 4, 120, 22), INK, 0.4, 10)
    with c.at(-70, -36, 1, 65 + turn):
        for k in range(16):
            lean = math.sin((k - 7.5) / 16 * math.pi) * 74
            shade = 0.26 * abs(k - 5) / 10
            feather = [
                (lean * 0.28 - 5, -34),
                (lean * 0.28 + 5, -34),
                (lean + 12, -176 + abs(lean) * 0.16),
                (lean + 3, -194 + abs(lean) * 0.2),
                (lean - 10, -178 + abs(lean) * 0.16),
            ]
            c.fill(
                feather,
                Linear(
                    (
                        (0, dark("#fbf7ee", shade + 0.04)),
                        (0.5, light("#fbf7ee", 0.3)),
                        (1, dark("#f4ecdc", shade + 0.1)),
                    )
                ),
            )
            c.line([(lean * 0.28, -34), (lean, -186 + abs(lean) * 0.18)], "#b9a98a", 1.6, 0.8)
        for y, r in ((-70, 38), (-98, 49)):
            c.line(smooth([(-r, y - 3), (0, y + 6), (r, y - 3)], False, 8), "#c9bfa8", 3.5)
        c.fill(
            smooth([(-33, -38), (-35, -8), (-22, 24), (0, 33), (22, 24), (35, -8), (33, -38)], steps=6),
            across("#f1e9d6", lit=0.5, shade=0.3),
        )
        c.fill(
            [(-34, -42), (34, -42), (35, -26), (-35, -26)],
            across(rng.choice(("#2f6b4a", "#b5302a", "#1f5a86")), lit=0.3),
        )


def toy(c: Canvas, rng: random.Random) -> None:
    """A wooden toy truck."""
    wood, paint = rng.choice(WOOD[1::2]), rng.choice(BRIGHT)
    stand_shadow(c, 330, 0.1)
    c.fill(round_rect(-180, -86, 350, 40, 8), Linear(((0, light(wood, 0.35)), (1, dark(wood, 0.15))), 90))
    c.fill(round_rect(-176, -170, 210, 88, 6), Linear(((0, light(paint, 0.3)), (1, dark(paint, 0.15))), 40))
    for k in range(5):
        c.line([(-150 + k * 40, -168), (-150 + k * 40, -86)], dark(paint, 0.4), 4, 0.6)
    c.fill(
        [(52, -86), (52, -186), (122, -186), (166, -130), (168, -86)],
        Linear(((0, light(paint, 0.4)), (1, dark(paint, 0.05))), 40),
    )
    c.fill([(72, -134), (72, -172), (116, -172), (144, -134)], "#cfe0dc")
    c.fill([(72, -134), (72, -172), (90, -172), (80, -134)], "#ffffff", 0.5)
    for x in (-118, -30, 112):
        c.dot(x + 3, -36, 40, dark(wood, 0.6))
        c.fill(ellipse(x, -40, 39, 39, 36), Radial(light(wood, 0.4), dark(wood, 0.3), 0.35, 0.3, 0.8))
        c.dot(x, -40, 15, dark(wood, 0.35))
        c.dot(x - 2, -42, 6, light(wood, 0.5))


def necklace(c: Canvas, rng: random.Random) -> None:
    """Beads lying in a loop with a carved pendant, seen from above (middle at 0, 0)."""
    tones = rng.sample(("#8a2f26", "#d9a83a", "#2f6b6a", "#5a3520", "#e9dcc0", "#31527a", "#7a9a4a"), 3)
    beads = []
    for k in range(54):
        a = math.pi * 0.5 + 0.14 + (math.tau - 0.28) * k / 53
        beads.append((math.cos(a) * (190 + 26 * math.sin(3 * a)), math.sin(a) * 210 - 30))
    for i, (x, y) in enumerate(beads):
        r = 12 + 4 * (i % 4 == 0)
        c.soft(ellipse(x + 6, y + 8, r, r, 14), INK, 0.45, 4)
        tone = tones[0] if i % 4 else tones[1]
        c.fill(ellipse(x, y, r, r, 22), Radial(light(tone, 0.55), dark(tone, 0.4), 0.34, 0.3, 0.75))
    with c.at(0, 236):
        drop = smooth([(0, -66), (42, -6), (30, 46), (0, 62), (-30, 46), (-42, -6)], steps=6)
        c.soft([(x + 10, y + 14) for x, y in drop], INK, 0.5, 9)
        c.fill(drop, Radial(light(tones[2], 0.5), dark(tones[2], 0.35), 0.36, 0.3, 0.8))
        with c.at(0, 4):
            emblem(c, rng, 24, tones[1], tones[2])
