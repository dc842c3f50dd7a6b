"""Furniture and metal work. Each thing stands on (0, 0)."""

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
from .craft import STRAW, WOOD, weave
from .marks import BRIGHT, stand_shadow
from .motifs import MOTIFS, PALETTES, cloth

STEEL = ("#8f959a", "#a5a8a8", "#6f767c", "#b8b2a4")


def _leg(c, x0, y0, x1, y1, tone, w=22):
    c.fill(
        [(x0 - w / 2, y0), (x0 + w / 2, y0), (x1 + w * 0.4, y1), (x1 - w * 0.4, y1)],
        across(tone, lit=0.3, shade=0.5),
    )


def chair(c: Canvas, rng: random.Random) -> None:
    """A wooden chair with a slatted, plaited or cushioned back."""
    tone = rng.choice(WOOD)
    style = rng.randrange(3)
    c.soft([(-130, -10), (150, -26), (230, 10), (-60, 26)], INK, 0.5, 18)
    for x in (-78, 122):
        _leg(c, x, -200, x + 4, -34, dark(tone, 0.35), 19)
    for x0, x1 in ((-80, -98), (96, 112)):
        c.fill([(x0 - 11, -214), (x0 + 11, -214), (x1 + 12, -478), (x1 - 8, -478)], across(tone))
    if style == 0:
        for k in range(5):
            x = -58 + k * 33
            c.fill([(x - 8, -220), (x + 8, -220), (x + 8, -446), (x - 8, -446)], across(tone, lit=0.2))
    elif style == 1:
        back = [(-86, -250), (96, -250), (106, -446), (-94, -446)]
        weave(c, back, (-96, -448, 206, 200), rng.choice(STRAW), 16)
        c.fill(back, Linear(((0, GLOW, 0.14), (1, INK, 0.3)), 30))
    else:
        back = round_rect(-76, -436, 164, 180, 18)
        c.fill(back, Texture(cloth(rng.choice(MOTIFS), rng.choice(list(PALETTES)), 320, 340, 0.8)))
        c.fill(back, Radial(GLOW, INK, 0.4, 0.3, 0.9), 0.3)
    c.fill(
        smooth(
            [
                (-116, -462),
                (-60, -492),
                (8, -500),
                (76, -492),
                (130, -462),
                (126, -440),
                (8, -466),
                (-112, -440),
            ],
            steps=6,
        ),
        across(tone, angle=70, lit=0.35),
    )
    seat = [(-130, -196), (106, -212), (150, -186), (-104, -166)]
    c.fill([(-104, -166), (150, -186), (150, -158), (-104, -138)], dark(tone, 0.35))
    c.fill([(-130, -196), (-104, -166), (-104, -138), (-130, -168)], dark(tone, 0.5))
    c.fill(seat, Linear(((0, light(tone, 0.35)), (1, tone)), 20))
    if style:
        pad = smooth([(-116, -200), (100, -214), (140, -192), (-96, -176)], steps=4)
        c.fill(
            [(x, y - 8) for x, y in pad],
            Texture(cloth(rng.choice(MOTIFS), rng.choice(list(PALETTES)), 400, 120, 0.7)),
        )
        c.fill([(x, y - 8) for x, y in pad], Linear(((0, GLOW, 0.25), (1, INK, 0.2)), 30))
    _leg(c, -96, -150, -100, 2, tone, 24)
    _leg(c, 140, -170, 146, -14, tone, 24)
    c.fill([(-92, -66), (138, -84), (138, -72), (-92, -54)], dark(tone, 0.2))


def stool(c: Canvas, rng: random.Random) -> None:
    """A round stool with turned legs."""
    tone = rng.choice(WOOD)
    h = rng.uniform(180, 240)
    c.soft(ellipse(34, 0, 140, 30), INK, 0.5, 16)
    for x0, x1, y in ((-62, -84, -22), (62, 86, -24)):
        _leg(c, x0, -h + 12, x1, y, dark(tone, 0.3), 18)
    for x0, x1, y in ((-40, -56, 8), (44, 60, 6)):
        _leg(c, x0, -h + 20, x1, y, tone, 22)
    c.fill([(-58, -h * 0.42), (62, -h * 0.42), (62, -h * 0.36), (-58, -h * 0.36)], dark(tone, 0.25))
    top = rng.randrange(2)
    c.fill(profile([(-h - 6, 118), (-h + 18, 114)], 0.26, 3), across(tone, lit=0.3, shade=0.45))
    face = ellipse(0, -h - 6, 118, 31, 44)
    if top:
        c.fill(face, Texture(cloth(rng.choice(MOTIFS), rng.choice(list(PALETTES)), 420, 220, 0.8)))
        c.fill(face, Linear(((0, GLOW, 0.3), (1, INK, 0.18)), 30))
    else:
        c.fill(face, Linear(((0, light(tone, 0.5)), (1, light(tone, 0.05))), 30))
        for k in (0.82, 0.6, 0.36):
            c.line(ellipse(8, -h - 6, 118 * k, 31 * k, 36), dark(tone, 0.3), 1.8, 0.4)


def table(c: Canvas, rng: random.Random) -> None:
    """A small table with a drawer and carved apron."""
    tone = rng.choice(WOOD)
    w, h = rng.uniform(380, 430), rng.uniform(220, 260)
    c.soft([(-w / 2, -16), (w / 2 + 20, -30), (w / 2 + 90, 8), (-w / 2 + 60, 22)], INK, 0.48, 18)
    for x in (-w / 2 + 66, w / 2 + 16):
        _leg(c, x, -h, x, -44, dark(tone, 0.4), 20)
    c.fill(
        rect(-w / 2 + 6, -h, w - 30, 62),
        Linear(((0, dark(tone, 0.3)), (0.3, tone), (1, dark(tone, 0.25))), 90),
    )
    c.fill(round_rect(-80, -h + 12, 150, 40, 5), light(tone, 0.14))
    c.line([*round_rect(-80, -h + 12, 150, 40, 5), (-80, -h + 17)], dark(tone, 0.5), 2.4, 0.7)
    c.dot(-5, -h + 32, 7, "#c9a03f")
    for k in range(3):
        for s in (-1, 1):
            with c.at(s * (w * 0.26 + k * 34) - 8, -h + 31, 0.9):
                c.fill([(0, -16), (13, 0), (0, 16), (-13, 0)], dark(tone, 0.35))
                c.fill([(0, -8), (6, 0), (0, 8), (-6, 0)], light(tone, 0.3))
    _leg(c, -w / 2 + 16, -h + 56, -w / 2 + 12, 4, tone, 27)
    _leg(c, w / 2 - 40, -h + 56, w / 2 - 36, 0, tone, 27)
    top = [(-w / 2 - 14, -h + 4), (-w / 2 + 62, -h - 62), (w / 2 + 48, -h - 62), (w / 2 - 6, -h + 4)]
    c.fill(top, Linear(((0, light(tone, 0.45)), (0.5, light(tone, 0.12)), (1, tone)), 25))
    for k in range(1, 6):
        c.line(
            [(-w / 2 - 14 + 14 * k, -h + 4 - 12 * k), (w / 2 - 6 + 9 * k, -h + 4 - 12 * k)],
            dark(tone, 0.35),
            1.6,
            0.35,
        )
    c.fill([top[0], top[3], (top[3][0], -h + 20), (top[0][0], -h + 20)], across(light(tone, 0.1), angle=90))
    c.fill([top[3], top[2], (top[2][0], -h - 46), (top[3][0], -h + 20)], dark(tone, 0.4))
    if rng.random() < 0.6:
        runner = [(-70, -h + 4), (-16, -h - 62), (70, -h - 62), (36, -h + 4)]
        c.fill(
            runner,
            Texture(
                cloth(rng.choice(MOTIFS), rng.choice(list(PALETTES)), 240, 240, 0.6),
                (runner[1], runner[2], runner[3], runner[0]),
            ),
        )
        drop = [(-70, -h + 4), (36, -h + 4), (36, -h + 56), (-17, -h + 74), (-70, -h + 56)]
        c.fill(drop, Texture(cloth(rng.choice(MOTIFS), rng.choice(list(PALETTES)), 240, 160, 0.6)))
        c.fill(drop, INK, 0.15)


def gear(c: Canvas, rng: random.Random) -> None:
    """Machine parts: a standing gear, a flange, bolts."""
    tone = rng.choice(STEEL)
    stand_shadow(c, 300, 0.1)
    with c.at(-40, -150):
        n = rng.choice((14, 18, 22))
        teeth = []
        for i in range(n):
            a = math.tau * i / n
            for da, r in ((0, 124), (0.28, 124), (0.38, 150), (0.72, 150), (0.82, 124)):
                teeth.append((math.cos(a + da * math.tau / n) * r, math.sin(a + da * math.tau / n) * r))
        for k in range(8, 0, -1):
            c.fill(
                [(x + k * 4.5, y - k * 1.6) for x, y in teeth],
                mix(dark(tone, 0.6), tone, 0.25 if k % 2 else 0.1),
            )
        c.fill(
            teeth,
            Linear(((0, light(tone, 0.6)), (0.35, tone), (0.6, light(tone, 0.4)), (1, dark(tone, 0.4))), 40),
        )
        c.fill(ellipse(0, 0, 104, 104, 48), Linear(((0, dark(tone, 0.4)), (1, light(tone, 0.4))), 40))
        c.fill(ellipse(2, 2, 98, 98, 48), Linear(((0, light(tone, 0.25)), (1, dark(tone, 0.25))), 40))
        for k in range(6):
            a = k * math.tau / 6
            c.fill(ellipse(math.cos(a) * 68, math.sin(a) * 68, 17, 17, 24), dark(tone, 0.7))
            c.fill(ellipse(math.cos(a) * 68 + 2, math.sin(a) * 68 + 3, 14, 14, 24), dark(tone, 0.45))
        c.fill(ellipse(0, 0, 40, 40, 36), light(tone, 0.4))
        c.fill(ellipse(0, 0, 27, 27, 32), dark(tone, 0.75))
    with c.at(150, 6, 0.9):
        brass = rng.choice(("#c9a03f", "#b87a4a", tone))
        stand_shadow(c, 150)
        c.fill(profile([(-44, 78), (0, 78)], 0.3, 3), across(brass, lit=0.6, shade=0.5))
        c.fill(ellipse(0, -44, 78, 24, 40), light(brass, 0.35))
        c.fill(profile([(-104, 40), (-46, 40)], 0.3, 3), across(brass, lit=0.6, shade=0.5))
        c.fill(ellipse(0, -104, 40, 12, 32), light(brass, 0.5))
        c.fill(ellipse(0, -104, 25, 7, 28), dark(brass, 0.75))
    for x, y in ((-190, 18), (20, 34), (76, 44)):
        with c.at(x, y, 0.9, rng.uniform(-25, 25)):
            c.soft(ellipse(12, 10, 46, 14), INK, 0.4, 6)
            c.fill(rect(0, -9, 62, 18), across(tone, angle=90, lit=0.6))
            for k in range(8):
                c.line([(10 + k * 6.5, -9), (8 + k * 6.5, 9)], dark(tone, 0.5), 1.8, 0.7)
            c.fill(
                [(-22, -12), (-11, -20), (4, -18), (4, 18), (-11, 20), (-22, 12)],
                across(tone, angle=90, lit=0.5),
            )


def wok(c: Canvas, rng: random.Random) -> None:
    """A hammered pan with two ears, and a ladle."""
    tone = rng.choice(("#4a4a4c", "#8f8a80", "#5a524a", "#b5a98a"))
    w = rng.uniform(380, 430)
    r = w / 2
    stand_shadow(c, w * 0.6)
    for s in (-1, 1):
        c.line(arc(s * r * 1.02, -132, 38, 30, 0, 360, 24), dark(tone, 0.35), 13)
        c.line(arc(s * r * 1.02 - 2, -134, 38, 30, 180, 300, 16), light(tone, 0.5), 4)
    c.fill(
        profile([(-140, r), (-100, r * 0.93), (-40, r * 0.62), (0, r * 0.22)], 0.1),
        across(tone, lit=0.45, shade=0.55),
    )
    c.fill(ellipse(0, -140, r, r * 0.24, 56), light(tone, 0.45))
    c.fill(
        ellipse(0, -138, r * 0.96, r * 0.215, 56),
        Linear(((0, dark(tone, 0.6)), (0.5, dark(tone, 0.2)), (1, light(tone, 0.3))), 60),
    )
    for _ in range(50):
        a, q = rng.uniform(0, math.tau), math.sqrt(rng.random()) * 0.86
        c.fill(
            ellipse(math.cos(a) * r * q, -138 + math.sin(a) * r * 0.2 * q, 12, 4, 12), light(tone, 0.5), 0.25
        )
    c.line([(r * 0.2, -150), (r * 0.95, -330)], dark("#8a5a33", 0.3), 19)
    c.line([(r * 0.19, -151), (r * 0.94, -331)], light("#8a5a33", 0.2), 7)
    c.fill(ellipse(r * 0.1, -140, 56, 22, 30), across(light(tone, 0.2), lit=0.6))


def knife(c: Canvas, rng: random.Random) -> None:
    """Kitchen and garden blades in a wooden block."""
    wood = rng.choice(WOOD)
    stand_shadow(c, 300, 0.1)
    for i, x in enumerate((-84, -26, 34, 92)):
        handle = rng.choice(("#3a2a22", "#8a4a26", "#5a2f1c", "#a8703f"))
        with c.at(x, -178, 1, -9 + i * 6):
            c.fill(rect(-9, -30, 18, 44), across(STEEL[1], lit=0.6))
            c.fill(round_rect(-18, -164, 36, 138, 14), across(handle, lit=0.35))
            for y in (-140, -96, -52):
                c.dot(0, y, 5, "#d9c07a")
    c.fill(
        [(-150, -186), (146, -200), (166, -4), (-138, 8)],
        Linear(((0, light(wood, 0.3)), (1, dark(wood, 0.15))), 30),
    )
    c.fill([(146, -200), (190, -222), (206, -32), (166, -4)], dark(wood, 0.4))
    c.fill([(-150, -186), (-104, -212), (190, -222), (146, -200)], light(wood, 0.45))
    for x in (-84, -26, 34, 92):
        c.fill(rect(x - 20, -207, 46, 9), dark(wood, 0.7))
    for k in range(7):
        c.line(
            smooth(
                [
                    (-146 + k * 2, -170 + k * 24),
                    (-40, -174 + k * 25),
                    (70, -182 + k * 26),
                    (152, -184 + k * 26),
                ],
                False,
                4,
            ),
            dark(wood, 0.3),
            1.6,
            0.35,
        )
    with c.at(-40, 34, 1, 3):
        c.soft([(-180, 0), (150, -4), (150, 18), (-180, 18)], INK, 0.4, 7)
        c.fill(
            smooth([(-190, 4), (-120, -20), (40, -20), (40, 12), (-150, 12)], steps=3),
            Linear(((0, light(STEEL[0], 0.7)), (0.5, STEEL[0]), (1, light(STEEL[0], 0.5))), 80),
        )
        c.fill(round_rect(40, -19, 130, 30, 12), across(rng.choice(WOOD), angle=90))


def exhaust(c: Canvas, rng: random.Random) -> None:
    """A motorcycle exhaust lying on its bracket, and a pair of rings."""
    tone = rng.choice(STEEL)
    stand_shadow(c, 420, 0.07)
    pipe = smooth([(-250, -150), (-190, -60), (-110, -46), (-20, -66)], False, 8)
    c.line(pipe, dark(tone, 0.5), 46)
    c.line(pipe, tone, 38)
    c.line([(x - 5, y - 8) for x, y in pipe], light(tone, 0.7), 9)
    with c.at(-10, -70, 1, -9):
        body = [(0, -30), (40, -56), (270, -62), (290, -40), (290, 28), (270, 50), (40, 44), (0, 22)]
        c.fill(
            body, across(rng.choice((tone, "#3a3a3c", "#8a2f26", "#2f4a6a")), angle=90, lit=0.6, shade=0.6)
        )
        c.fill(ellipse(288, -6, 16, 44, 32), light(tone, 0.3))
        c.fill(ellipse(290, -6, 9, 26, 28), "#221a16")
        for x in (48, 250):
            c.fill(rect(x, -62, 16, 112), across(light(tone, 0.2), angle=90, lit=0.6))
        c.fill(round_rect(110, -24, 92, 34, 6), rng.choice(BRIGHT))
        c.fill(round_rect(122, -12, 68, 8, 4), "#f7ecd6", 0.9)
    for x in (-150, -60):
        c.soft(ellipse(x + 10, 26, 40, 12), INK, 0.4, 6)
        c.line(ellipse(x, 18, 36, 15, 30), dark(tone, 0.3), 11)
        c.line(ellipse(x - 1, 16, 36, 15, 30), light(tone, 0.5), 4)
