"""Leather goods and head wear."""

from __future__ import annotations

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
    profile,
    rect,
    round_rect,
    smooth,
)
from .marks import stand_shadow
from .motifs import PALETTES, cloth

LEATHER = ("#8a4a26", "#5a2f1c", "#a8652f", "#2f2723", "#b5803f", "#6f2f22", "#3f3a2f")


def sandals(c: Canvas, rng: random.Random, *_: str) -> None:
    """A pair of leather sandals from above (middle at 0, 0)."""
    tone = rng.choice(LEATHER)
    strap = rng.choice([t for t in LEATHER if t != tone])
    pattern = cloth(
        rng.choice(("tenun", "kawung", "lurik", "ceplok")), rng.choice(list(PALETTES)), 300, 160, 0.6
    )
    fabric = rng.random() < 0.55
    for s, turn in ((-1, -12), (1, 7)):
        with c.at(s * 135, s * 14, 1.05, turn, s > 0):
            sole = smooth(
                [
                    (-20, -300),
                    (62, -276),
                    (98, -180),
                    (80, -40),
                    (66, 100),
                    (80, 220),
                    (30, 296),
                    (-46, 290),
                    (-86, 214),
                    (-70, 80),
                    (-84, -60),
                    (-96, -190),
                ],
                steps=6,
            )
            c.soft([(x + 22, y + 26) for x, y in sole], INK, 0.55, 16)
            c.fill([(x + 6, y + 9) for x, y in sole], dark(tone, 0.6))
            c.fill(sole, Radial(light(tone, 0.3), dark(tone, 0.2), 0.4, 0.3, 0.8))
            inner = [(x * 0.88, y * 0.95) for x, y in sole]
            c.line([*inner, inner[0]], light(tone, 0.55), 3, 0.7)
            c.soft(ellipse(0, 210, 46, 56), INK, 0.22, 16)
            band = smooth(
                [
                    (-104, -96),
                    (-60, -150),
                    (0, -168),
                    (60, -150),
                    (104, -90),
                    (92, -4),
                    (50, -50),
                    (0, -64),
                    (-50, -50),
                    (-92, -10),
                ],
                steps=5,
            )
            c.soft([(x + 4, y + 18) for x, y in band], INK, 0.5, 9)
            if fabric:
                c.fill(band, Texture(pattern))
            else:
                c.fill(band, strap)
            c.fill(band, Linear(((0, INK, 0.35), (0.35, GLOW, 0.3), (0.65, INK, 0.05), (1, INK, 0.45))))
            c.line([*band, band[0]], dark(strap, 0.4), 4)
            if not fabric:
                for k in range(-2, 3):
                    c.dot(k * 32, -108 + abs(k) * 9, 6, light(strap, 0.6))


def handbag(c: Canvas, rng: random.Random, *_: str) -> None:
    """A leather bag with a flap and buckle."""
    tone = rng.choice(LEATHER)
    w, h = rng.uniform(280, 330), rng.uniform(210, 250)
    stand_shadow(c, w)
    c.line(arc(0, -h + 16, w * 0.33, h * 0.66, 180, 360, 30), dark(tone, 0.35), 17)
    c.line(arc(-2, -h + 12, w * 0.33, h * 0.66, 185, 340, 28), light(tone, 0.28), 5)
    body = smooth(
        [
            (-w * 0.44, -h),
            (0, -h - 8),
            (w * 0.44, -h),
            (w * 0.52, -h * 0.3),
            (w * 0.47, -4),
            (0, 8),
            (-w * 0.47, -4),
            (-w * 0.52, -h * 0.3),
        ],
        steps=6,
    )
    c.fill(body, across(tone, lit=0.25, shade=0.5))
    flap = smooth(
        [
            (-w * 0.45, -h - 2),
            (0, -h - 12),
            (w * 0.45, -h - 2),
            (w * 0.47, -h * 0.66),
            (w * 0.24, -h * 0.42),
            (0, -h * 0.37),
            (-w * 0.24, -h * 0.42),
            (-w * 0.47, -h * 0.66),
        ],
        steps=6,
    )
    c.soft([(x + 3, y + 12) for x, y in flap], INK, 0.55, 8)
    if rng.random() < 0.5:
        c.fill(
            flap,
            Texture(
                cloth(
                    rng.choice(("tenun", "kawung", "parang", "ceplok", "truntum")),
                    rng.choice(list(PALETTES)),
                    420,
                    240,
                    0.7,
                )
            ),
        )
        c.fill(flap, Linear(((0, INK, 0.3), (0.35, GLOW, 0.24), (1, INK, 0.42))))
    else:
        c.fill(flap, Linear(((0, light(tone, 0.35)), (0.6, light(tone, 0.05)), (1, dark(tone, 0.25))), 60))
    edge = [(x * 0.95, -h * 0.68 + (y + h * 0.68) * 0.93) for x, y in flap]
    c.line([*edge, edge[0]], light(tone, 0.6), 2.6, 0.8)
    c.fill(round_rect(-21, -h * 0.47, 42, 52, 8), across("#c9a03f", lit=0.6))
    c.fill(round_rect(-9, -h * 0.42, 18, 26, 4), dark(tone, 0.4))


def belt(c: Canvas, rng: random.Random, *_: str) -> None:
    """A coiled belt and a wallet, seen from above (middle at 0, 0)."""
    tone = rng.choice(LEATHER)
    with c.at(-130, -40):
        for r in (190, 158, 126):
            ring = ellipse(0, 0, r, r * 0.96, 60)
            c.soft([(x + 8, y + 12) for x, y in ring], INK, 0.28, 8)
            c.line(ring, dark(tone, 0.35), 26)
            c.line(ring, tone, 20)
            c.line(ellipse(-2, -2, r + 4, (r + 4) * 0.96, 60), light(tone, 0.35), 3, 0.7)
        c.fill(round_rect(150, -58, 70, 104, 12), across("#c9b27a", lit=0.6, shade=0.5))
        c.fill(round_rect(166, -42, 38, 72, 6), dark(tone, 0.3))
        c.line([(185, -50), (185, 34)], "#e9dcb0", 6)
    other = rng.choice(LEATHER)
    with c.at(190, 130, 1, -14):
        form = round_rect(-170, -112, 340, 224, 16)
        c.soft([(x + 16, y + 20) for x, y in form], INK, 0.5, 14)
        c.fill(form, Linear(((0, light(other, 0.32)), (1, dark(other, 0.25))), 40))
        c.line([*round_rect(-158, -100, 316, 200, 12), (-158, -88)], light(other, 0.6), 2.6, 0.8)
        c.fill(
            round_rect(40, -112, 80, 224, 4),
            Texture(cloth("tenun", rng.choice(list(PALETTES)), 130, 300, 0.6)),
        )
        c.fill(round_rect(40, -112, 80, 224, 4), Linear(((0, GLOW, 0.16), (1, INK, 0.25)), 90))


def cap(c: Canvas, rng: random.Random, motif: str, palette: str) -> None:
    """A blangkon: the folded batik head cloth, on a wooden stand."""
    stand_shadow(c, 170)
    wood = "#8a5a33"
    c.fill(profile([(-24, 80), (0, 88)], 0.2, 3), across(wood))
    c.fill(rect(-14, -130, 28, 112), across(wood))
    image = cloth(motif, palette, 520, 400, 0.7)
    dome = smooth(
        [
            (-150, -136),
            (-146, -220),
            (-84, -296),
            (0, -318),
            (90, -292),
            (148, -214),
            (152, -134),
            (80, -112),
            (0, -106),
            (-80, -112),
        ],
        steps=6,
    )
    c.soft([(x + 26, y + 18) for x, y in dome], INK, 0.35, 18)
    c.fill(dome, Texture(image))
    c.fill(dome, Radial(GLOW, INK, 0.36, 0.28, 0.9), 0.42)
    for k in range(5):
        fold = smooth([(-148 + k * 4, -146 - k * 17), (-60, -180 - k * 26), (20, -128 - k * 10)], False, 6)
        c.line(fold, dark(PALETTES[palette][1], 0.5), 4, 0.7)
        mirrored = [(-x, y) for x, y in fold]
        c.line(mirrored, dark(PALETTES[palette][1], 0.5), 4, 0.6)
    band = smooth(
        [
            (-153, -150),
            (-80, -124),
            (0, -117),
            (80, -124),
            (154, -148),
            (152, -124),
            (80, -100),
            (0, -94),
            (-80, -100),
            (-152, -126),
        ],
        steps=5,
    )
    c.fill(band, dark(PALETTES[palette][1], 0.15))
    c.fill(band, Linear(((0, INK, 0.3), (0.35, GLOW, 0.25), (1, INK, 0.45))))
