"""Craft: baskets, clay, carving, masks, candles, lamps, plants, sport, furniture, metal."""

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
from .marks import BRIGHT, CREAM, stand_shadow
from .motifs import MOTIFS, PALETTES, cloth

STRAW = ("#dba453", "#c58a3a", "#e6c27a", "#b5752f", "#cfa45e", "#96642f")
WOOD = ("#8a5a33", "#a8703f", "#6f4426", "#c49460", "#5a3520")
CLAY = ("#a9583a", "#c47a50", "#7f4a38", "#d9b48a", "#4f6f70", "#e6dcc8", "#3a4a5a", "#8f9a7a")


def weave(c: Canvas, outline, box, tone: str, cell: float = 15, stripe: str | None = None) -> None:
    """Fill the outline with plaited strips inside box (x, y, w, h)."""
    c.fill(outline, dark(tone, 0.35))
    sheet = _weave_sheet(tone, stripe)
    x, y, w, h = box
    image = sheet.crop((0, 0, min(sheet.width, int(w * 20 / cell)), min(sheet.height, int(h * 20 / cell))))
    c.fill(outline, Texture(image, ((x, y), (x + w, y), (x + w, y + h), (x, y + h))))


_SHEETS: dict = {}


def _weave_sheet(tone, stripe):
    key = (tone, stripe)
    if key not in _SHEETS:
        s = Canvas(400, 400, dark(tone, 0.5), scale=2)
        for i in range(20):
            for j in range(20):
                colour = stripe if stripe and j % 6 in (2, 3) else tone
                if (i + j) % 2:
                    s.fill(
                        rect(i * 20 - 1, j * 20 + 2, 22, 16),
                        Linear(((0, dark(colour, 0.25)), (0.4, light(colour, 0.25)), (1, dark(colour, 0.3)))),
                    )
                else:
                    s.fill(
                        rect(i * 20 + 2, j * 20 - 1, 16, 22),
                        Linear(((0, dark(tone, 0.3)), (0.4, light(tone, 0.14)), (1, dark(tone, 0.35))), 90),
                    )
        _SHEETS[key] = s.finish()
    return _SHEETS[key]


def basket(c: Canvas, rng: random.Random) -> None:
    """A plaited basket with a handle or a lid."""
    tone = rng.choice(STRAW)
    stripe = rng.choice((None, rng.choice(BRIGHT), "#5a3520"))
    w, h = rng.uniform(260, 310), rng.uniform(170, 220)
    stand_shadow(c, w)
    r = w / 2
    handle = rng.random() < 0.7
    if handle:
        c.line(arc(0, -h + 6, r * 0.82, h * 0.78, 180, 360, 32), dark(tone, 0.35), 15)
        c.line(arc(-2, -h + 4, r * 0.82, h * 0.78, 180, 360, 32), light(tone, 0.25), 6)
    shape = profile([(-h, r), (-h * 0.5, r * 0.97), (0, r * rng.uniform(0.72, 0.9))], 0.13)
    c.fill(ellipse(0, -h, r, r * 0.15, 40), dark(tone, 0.6))
    body = [p for p in shape if p[1] > -h] + [(-r, -h), *arc(0, -h, r, r * 0.15, 180, 0, 20)]
    weave(c, body, (-r, -h, w, h + r * 0.14), tone, 18, stripe)
    c.fill(body, Linear(((0, INK, 0.32), (0.28, GLOW, 0.22), (0.6, INK, 0.08), (1, INK, 0.58))))
    c.line(arc(0, -h, r, r * 0.15, 0, 180, 32), light(tone, 0.2), 13)
    c.line(arc(0, -h + 4, r, r * 0.15, 0, 180, 32), dark(tone, 0.4), 4, 0.6)
    if not handle:
        lid = smooth(
            [
                (-r * 1.03, -h + 4),
                (-r * 0.7, -h * 1.22),
                (0, -h * 1.36),
                (r * 0.7, -h * 1.22),
                (r * 1.03, -h + 4),
                (r * 0.5, -h + 24),
                (0, -h + 30),
                (-r * 0.5, -h + 24),
            ],
            steps=6,
        )
        weave(c, lid, (-r * 1.1, -h * 1.4, w * 1.1, h * 0.62), light(tone, 0.1), 18, stripe)
        c.fill(lid, Linear(((0, INK, 0.15), (0.3, GLOW, 0.30), (1, INK, 0.5)), 20))
        c.fill(profile([(-h * 1.47, 16), (-h * 1.36, 20)], 0.3, 3), across(dark(tone, 0.2)))


def tote(c: Canvas, rng: random.Random) -> None:
    """A plaited shopping bag with two handles and a batik band."""
    tone = rng.choice((*STRAW, "#e0cfa8"))
    w, h = rng.uniform(250, 290), rng.uniform(210, 250)
    stand_shadow(c, w)
    strap = rng.choice(("#6f4426", "#8a2f26", "#3a2a22", dark(tone, 0.3)))
    for dy, _k in ((-14, 0.8), (0, 1)):
        c.line(
            arc(10 if dy else 0, -h + dy, w * 0.24, h * 0.62, 180, 360, 28),
            strap if dy == 0 else dark(strap, 0.4),
            14,
        )
    c.line(arc(-2, -h, w * 0.24, h * 0.62, 190, 330, 24), light(strap, 0.35), 3.5, 0.7)
    body = [(-w * 0.54, -h), (w * 0.54, -h), (w * 0.46, -6), (w * 0.40, 6), (-w * 0.40, 6), (-w * 0.46, -6)]
    weave(c, body, (-w * 0.55, -h, w * 1.1, h + 8), tone, 17, rng.choice((None, rng.choice(BRIGHT))))
    if rng.random() < 0.6:
        band = [(-w * 0.525, -h * 0.8), (w * 0.525, -h * 0.8), (w * 0.49, -h * 0.42), (-w * 0.49, -h * 0.42)]
        c.fill(band, Texture(cloth(rng.choice(MOTIFS), rng.choice(list(PALETTES)), 480, 180, 0.7)))
    c.fill(body, Linear(((0, INK, 0.2), (0.3, GLOW, 0.25), (0.65, INK, 0.05), (1, INK, 0.46))))
    c.line([(-w * 0.54, -h), (w * 0.54, -h)], light(strap, 0.1), 12)
    for x in (-w * 0.24, w * 0.24):
        c.fill(round_rect(x - 13, -h - 4, 26, 44, 6), strap)


def vase(c: Canvas, rng: random.Random) -> None:
    """A turned clay vase, sometimes with dried stems."""
    tone = rng.choice(CLAY)
    k = rng.uniform(0.85, 1.15)
    shapes = (
        [(-300, 42), (-280, 36), (-240, 44), (-170, 104), (-90, 112), (-24, 74), (0, 62)],
        [(-260, 70), (-236, 58), (-200, 74), (-130, 122), (-60, 104), (0, 70)],
        [(-330, 30), (-300, 27), (-230, 34), (-150, 74), (-70, 84), (0, 56)],
    )
    shape = [(y * k, w * k) for y, w in rng.choice(shapes)]
    stand_shadow(c, 190 * k)
    top, mouth = shape[0]
    if rng.random() < 0.65:
        for _ in range(9):
            lean, length = rng.uniform(-70, 70), rng.uniform(110, 190)
            stem = smooth(
                [(rng.uniform(-10, 10), top), (lean * 0.4, top - length * 0.5), (lean, top - length)],
                False,
                5,
            )
            c.line(stem, "#8a7a45", 3)
            head = rng.choice(("#d9b36a", "#c98a5a", "#e6cf9a", "#b5653f"))
            with c.at(*stem[-1], 1, lean * 0.5):
                c.fill(
                    smooth([(0, 8), (11, -14), (0, -44), (-11, -14)], steps=4),
                    Linear(((0, light(head, 0.3)), (1, dark(head, 0.2)))),
                )
    c.fill(profile(shape), across(tone, lit=0.34, shade=0.52))
    c.fill(ellipse(0, top, mouth, mouth * 0.2, 32), light(tone, 0.25))
    c.fill(ellipse(0, top + 2, mouth * 0.85, mouth * 0.16, 32), dark(tone, 0.7))
    y, w = shape[len(shape) // 2]
    ink = CREAM if sum(light(tone, 0)) < 430 else "#7a3f2a"
    for n in range(-3, 4):
        x = math.sin(n * 0.42) * w
        with c.at(x, y + 16 + 5 * math.cos(n * 0.42), math.cos(n * 0.42) * 0.9 + 0.1):
            c.fill([(0, -15), (11, 0), (0, 15), (-11, 0)], ink, 0.75)
    c.line(arc(0, y - 16, w * 0.99, w * 0.09, 6, 174, 24), ink, 2.5, 0.6)
    c.line(arc(0, y + 44, w * 0.97, w * 0.09, 6, 174, 24), ink, 2.5, 0.6)
    c.fill(
        smooth([(-w * 0.62, y - 30), (-w * 0.5, y - 34), (-w * 0.52, y + 40), (-w * 0.62, y + 30)], steps=5),
        "#ffffff",
        0.3,
    )


def mask(c: Canvas, rng: random.Random) -> None:
    """A carved dance mask on a stand."""
    skin = rng.choice(("#f0dcc0", "#b5382a", "#e0b06a", "#e9e4da", "#d98a6a"))
    wood = rng.choice(WOOD)
    stand_shadow(c, 170)
    c.fill(profile([(-24, 84), (0, 92)], 0.2, 3), across(wood))
    c.fill(rect(-11, -120, 22, 104), across(wood))
    with c.at(0, -250):
        gold = "#d9a83a"
        crown = smooth(
            [
                (-118, -30),
                (-110, -96),
                (-66, -128),
                (-38, -176),
                (0, -150),
                (38, -176),
                (66, -128),
                (110, -96),
                (118, -30),
                (0, -64),
            ],
            steps=6,
        )
        c.soft([(x + 22, y + 20) for x, y in crown], INK, 0.3, 16)
        c.fill(crown, across(gold, lit=0.4, shade=0.5))
        for k in (-72, -36, 0, 36, 72):
            c.dot(k, -104 - 14 * math.cos(k / 40), 9, "#a5302a")
            c.dot(k - 2, -107 - 14 * math.cos(k / 40), 3, "#ffd9a0")
        face = smooth(
            [
                (-98, -50),
                (-60, -92),
                (0, -102),
                (60, -92),
                (98, -50),
                (94, 24),
                (58, 94),
                (0, 136),
                (-58, 94),
                (-94, 24),
            ],
            steps=6,
        )
        c.soft([(x + 24, y + 20) for x, y in face], INK, 0.35, 18)
        c.fill(face, Radial(light(skin, 0.35), dark(skin, 0.32), 0.38, 0.34, 0.78))
        for s in (-1, 1):
            c.line(smooth([(s * 16, -34), (s * 44, -52), (s * 78, -32)], False, 6), "#2a1a14", 6)
            eye = smooth([(s * 18, -10), (s * 42, -22), (s * 72, -14), (s * 44, 0)], steps=5)
            c.fill(eye, CREAM)
            c.dot(s * 44, -11, 8, "#1d1410")
            c.fill(ellipse(s * 60, 38, 20, 14, 20), mix(skin, "#c4402a", 0.4), 0.5)
        c.fill(
            smooth([(-4, -16), (10, 8), (20, 40), (2, 48), (-14, 40)], steps=5),
            Linear(((0, light(skin, 0.4)), (1, dark(skin, 0.3)))),
        )
        c.fill(smooth([(-34, 74), (-10, 64), (0, 68), (10, 64), (34, 74), (0, 92)], steps=5), "#a52a24")
        c.fill(smooth([(-26, 75), (0, 73), (26, 75), (0, 80)], steps=4), CREAM)
        c.line(smooth([(-26, 58), (0, 55), (26, 58)], False, 6), "#2a1a14", 5, 0.8)
