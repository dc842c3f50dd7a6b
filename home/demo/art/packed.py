"""Goods in packing: pouches, jars, bottles, boxes, tins. Each stands on (0, 0), about 300 tall."""

from __future__ import annotations

import math
import random

from .canvas import (
    GLOW,
    INK,
    Canvas,
    Linear,
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
from .marks import BRIGHT, CREAM, KRAFT, bars, emblem, stand_shadow
from .motifs import MOTIFS, PALETTES, cloth


def pouch(c: Canvas, rng: random.Random) -> None:
    """A standing pouch with a window that shows the snack."""
    kraft = rng.random() < 0.45
    body = rng.choice(KRAFT if kraft else BRIGHT)
    w, h = rng.uniform(178, 210), rng.uniform(275, 330)
    stand_shadow(c, w)
    outline = smooth(
        [
            (-w * 0.46, -h),
            (0, -h),
            (w * 0.46, -h),
            (w * 0.5, -h * 0.55),
            (w * 0.53, -h * 0.12),
            (w * 0.44, 0),
            (0, w * 0.05),
            (-w * 0.44, 0),
            (-w * 0.53, -h * 0.12),
            (-w * 0.5, -h * 0.55),
        ],
        steps=6,
    )
    c.fill(outline, across(body, lit=0.3, shade=0.38))
    c.fill(
        [(-w * 0.46, -h), (w * 0.46, -h), (w * 0.475, -h * 0.9), (-w * 0.475, -h * 0.9)],
        Linear(
            ((0, dark(body, 0.1)), (0.3, light(body, 0.4)), (0.6, dark(body, 0.05)), (1, dark(body, 0.35)))
        ),
    )
    for k in range(3):
        c.line(
            [(-w * 0.46, -h * (0.985 - 0.025 * k)), (w * 0.46, -h * (0.985 - 0.025 * k))],
            dark(body, 0.4),
            1.4,
            0.5,
        )
    motif, palette = rng.choice(MOTIFS), rng.choice(list(PALETTES))
    if rng.random() < 0.6:
        band = [
            (-w * 0.488, -h * 0.86),
            (w * 0.488, -h * 0.86),
            (w * 0.495, -h * 0.72),
            (-w * 0.495, -h * 0.72),
        ]
        c.fill(band, Texture(cloth(motif, palette, 420, 130, 0.55)))
        c.fill(band, Linear(((0, INK, 0.3), (0.3, GLOW, 0.25), (1, INK, 0.42))))
    # window
    crumbs = rng.choice(("#e3a94d", "#d98b3a", "#c96a2c", "#edd08a", "#b9763a", "#8f9a4a"))
    shape = rng.randrange(3)
    wy = -h * 0.30
    if shape == 0:
        window = ellipse(0, wy, w * 0.33, h * 0.19, 40)
    elif shape == 1:
        window = round_rect(-w * 0.34, wy - h * 0.17, w * 0.68, h * 0.34, 26)
    else:
        window = smooth(
            [
                (0, wy - h * 0.22),
                (w * 0.34, wy - h * 0.04),
                (w * 0.26, wy + h * 0.18),
                (0, wy + h * 0.2),
                (-w * 0.26, wy + h * 0.18),
                (-w * 0.34, wy - h * 0.04),
            ],
            steps=6,
        )
    c.fill(window, dark(crumbs, 0.45))
    reach_x, reach_y = w * 0.27, h * 0.14
    for _ in range(34):
        a, r = rng.uniform(0, math.tau), math.sqrt(rng.random())
        with c.at(math.cos(a) * r * reach_x, wy + math.sin(a) * r * reach_y, 1, rng.uniform(0, 360)):
            tone = mix(crumbs, rng.choice(("#fff0c4", "#7a3d1a")), rng.uniform(0, 0.35))
            c.fill(ellipse(1.5, 2.5, 16, 11, 12), dark(tone, 0.5), 0.5)
            c.fill(ellipse(0, 0, 15, 10, 12), tone)
            c.fill(ellipse(-2, -2, 9, 5, 10), light(tone, 0.35), 0.7)
    c.line([*window, window[0]], light(body, 0.55), 3)
    c.fill(
        window,
        Linear(
            ((0, GLOW, 0.0), (0.42, GLOW, 0.05), (0.5, GLOW, 0.30), (0.58, GLOW, 0.04), (1, INK, 0.15)), 25
        ),
    )
    with c.at(0, -h * 0.62):
        plate = CREAM if not kraft else rng.choice(BRIGHT)
        ink = body if not kraft else CREAM
        c.fill(ellipse(0, 0, w * 0.2, w * 0.2, 40), plate)
        with c.at(0, 0):
            emblem(c, rng, w * 0.125, ink, plate)
    c.fill(
        smooth(
            [(-w * 0.40, -h * 0.86), (-w * 0.34, -h * 0.5), (-w * 0.42, -h * 0.14), (-w * 0.45, -h * 0.5)],
            steps=5,
        ),
        GLOW,
        0.28,
    )


def jar(c: Canvas, rng: random.Random, content: str | None = None) -> None:
    """A glass jar with a lid, sometimes under a cloth cap tied with string."""
    content = content or rng.choice(
        ("#b5301f", "#c2491f", "#e09a26", "#7b3a1d", "#5f7f2d", "#d9b24a", "#8f1f1f")
    )
    w, h = rng.uniform(170, 205), rng.uniform(215, 290)
    stand_shadow(c, w)
    r = w / 2
    body = [
        (-h, r * 0.78),
        (-h * 0.93, r * 0.86),
        (-h * 0.84, r),
        (-h * 0.4, r),
        (-h * 0.06, r),
        (0, r * 0.9),
    ]
    c.fill(profile(body), across(light("#b9c4b8", 0.35), lit=0.5, shade=0.3))
    fill_top = -h * rng.uniform(0.76, 0.86)
    inner = profile([(fill_top, r * 0.92), (-h * 0.4, r * 0.94), (-h * 0.08, r * 0.94), (-6, r * 0.84)])
    c.fill(inner, across(content, lit=0.35, shade=0.5))
    for _ in range(60):
        a = rng.uniform(-0.85, 0.85)
        c.dot(
            a * r,
            rng.uniform(fill_top + 16, -12),
            rng.uniform(1.5, 4.6),
            rng.choice((light(content, 0.5), dark(content, 0.5))),
            0.5,
        )
    c.fill(ellipse(0, fill_top, r * 0.92, r * 0.1, 36), light(content, 0.3))
    label = [
        (-r * 0.96, -h * 0.62),
        *[(x, y) for x, y in arc(0, -h * 0.62, r * 0.96, r * 0.09, 180, 0, 16)],
        (r * 0.96, -h * 0.2),
        *arc(0, -h * 0.2, r * 0.96, r * 0.09, 0, 180, 16),
    ]
    ground = rng.choice((CREAM, "#f1d9a6", "#2c2a2a", *BRIGHT[:4]))
    ink = CREAM if sum(light(ground, 0)) < 330 else rng.choice(BRIGHT)
    c.fill(label, across(ground, lit=0.25, shade=0.38))
    with c.at(0, -h * 0.44):
        emblem(c, rng, w * 0.12, ink, ground)
    bars(c, 0, -h * 0.28, w * 0.5, ink, 2, 5)
    if rng.random() < 0.5:
        fabric = cloth(rng.choice(MOTIFS), rng.choice(list(PALETTES)), 400, 240, 0.5)
        cap = smooth(
            [
                (-r * 0.86, -h - 26),
                (0, -h - 36),
                (r * 0.86, -h - 26),
                (r * 0.9, -h * 0.96),
                (r * 1.12, -h * 0.83),
                (r * 0.6, -h * 0.86),
                (r * 0.2, -h * 0.81),
                (-r * 0.25, -h * 0.86),
                (-r * 0.65, -h * 0.81),
                (-r * 1.12, -h * 0.84),
                (-r * 0.9, -h * 0.96),
            ],
            steps=6,
        )
        c.fill(cap, Texture(fabric))
        c.fill(cap, Linear(((0, INK, 0.30), (0.3, GLOW, 0.28), (0.62, INK, 0.05), (1, INK, 0.5))))
        c.line(arc(0, -h * 0.955, r * 0.9, 11, 0, 180, 16), "#e9cf9f", 5)
    else:
        metal = rng.choice(("#c99a3f", "#b9b4aa", "#3a302b", "#a33a2a"))
        lid = profile([(-h - 30, r * 0.84), (-h - 26, r * 0.88), (-h * 0.955, r * 0.88)], steps=3)
        c.fill(lid, across(metal, lit=0.55, shade=0.5))
        c.fill(ellipse(0, -h - 30, r * 0.84, r * 0.085, 36), light(metal, 0.35))
    c.fill(
        smooth(
            [(-r * 0.78, -h * 0.8), (-r * 0.66, -h * 0.82), (-r * 0.68, -h * 0.1), (-r * 0.78, -h * 0.14)],
            steps=4,
        ),
        "#ffffff",
        0.5,
    )


def bottle(c: Canvas, rng: random.Random, content: str | None = None) -> None:
    """A glass bottle: syrup, soy sauce, herbal drink or oil."""
    content = content or rng.choice(
        ("#a32638", "#d9742b", "#2b1a14", "#e2b13c", "#55722b", "#8a3f1c", "#d98f9b", "#c9a227")
    )
    w, h = rng.uniform(104, 128), rng.uniform(350, 410)
    stand_shadow(c, w, 0.16)
    r = w / 2
    body = [
        (-h, r * 0.3),
        (-h * 0.82, r * 0.31),
        (-h * 0.70, r * 0.58),
        (-h * 0.6, r * 0.96),
        (-h * 0.5, r),
        (-h * 0.06, r),
        (0, r * 0.92),
    ]
    c.fill(profile(body), across("#a9b8a6", lit=0.5, shade=0.35))
    c.fill(
        profile(
            [
                (-h * 0.80, r * 0.27),
                (-h * 0.70, r * 0.52),
                (-h * 0.6, r * 0.9),
                (-h * 0.5, r * 0.93),
                (-h * 0.06, r * 0.93),
                (-4, r * 0.86),
            ]
        ),
        across(content, lit=0.38, shade=0.5),
    )
    ground = rng.choice((CREAM, "#f3dfb2", CREAM, "#efe7d6"))
    ink = dark(content, 0.15) if sum(light(content, 0)) < 480 else rng.choice(BRIGHT)
    label = [
        (-r, -h * 0.47),
        *arc(0, -h * 0.47, r, r * 0.1, 180, 0, 16),
        (r, -h * 0.13),
        *arc(0, -h * 0.13, r, r * 0.1, 0, 180, 16),
    ]
    c.fill(label, across(ground, lit=0.2, shade=0.36))
    if rng.random() < 0.6:
        strip = [
            (-r, -h * 0.2),
            *arc(0, -h * 0.2, r, r * 0.1, 180, 0, 16),
            (r, -h * 0.13),
            *arc(0, -h * 0.13, r, r * 0.1, 0, 180, 16),
        ]
        c.fill(strip, Texture(cloth(rng.choice(MOTIFS), rng.choice(list(PALETTES)), 260, 80, 0.4)))
        c.fill(strip, Linear(((0, INK, 0.35), (0.3, GLOW, 0.2), (1, INK, 0.45))))
    with c.at(0, -h * 0.34):
        emblem(c, rng, w * 0.2, ink, ground)
    bars(c, 0, -h * 0.25, w * 0.5, ink, 2, 4)
    cap = rng.choice(("#2d2724", "#b98b35", "#a5302a", "#c79a66", "#2f5e4a"))
    c.fill(
        profile([(-h - 18, r * 0.33), (-h - 14, r * 0.36), (-h * 0.93, r * 0.36)], steps=3),
        across(cap, lit=0.5, shade=0.5),
    )
    c.fill(ellipse(0, -h - 18, r * 0.33, r * 0.04, 20), light(cap, 0.35))
    c.fill(
        smooth(
            [(-r * 0.72, -h * 0.56), (-r * 0.58, -h * 0.6), (-r * 0.62, -h * 0.06), (-r * 0.74, -h * 0.08)],
            steps=4,
        ),
        "#ffffff",
        0.45,
    )


def carton(c: Canvas, rng: random.Random, tall: bool = False, tone: str | None = None) -> None:
    """A closed carton seen from its corner, dressed in batik and a plain label."""
    tone = tone or rng.choice((*BRIGHT, *KRAFT, CREAM))
    w, d, h = (150, 80, 240) if tall else (rng.uniform(210, 250), 120, rng.uniform(110, 150))
    slant = d * 0.36
    stand_shadow(c, w + d * 0.5, 0.1)
    front = [(-w / 2 - d * 0.2, -h), (w / 2 - d * 0.2, -h + 10), (w / 2 - d * 0.2, 8), (-w / 2 - d * 0.2, 0)]
    side = [
        front[1],
        (front[1][0] + d * 0.7, -h - slant * 0.35),
        (front[1][0] + d * 0.7, -slant * 0.55),
        front[2],
    ]
    top = [front[0], (front[0][0] + d * 0.75, -h - slant * 0.75 - 8), side[1], front[1]]
    c.fill(front, Linear(((0, light(tone, 0.18)), (1, dark(tone, 0.08))), 20))
    c.fill(side, Linear(((0, dark(tone, 0.28)), (1, dark(tone, 0.42)))))
    c.fill(top, light(tone, 0.34))
    fabric = cloth(rng.choice(MOTIFS), rng.choice(list(PALETTES)), 400, 400, 0.7)
    if rng.random() < 0.75:
        k = rng.uniform(0.24, 0.4)
        low = [(front[3][0], -h * k), (front[2][0], 8 - (h + 2) * k), front[2], front[3]]
        c.fill(low, Texture(fabric, tuple(front)))
        c.fill(low, Linear(((0, GLOW, 0.14), (1, INK, 0.12))))
        low_side = [
            (side[0][0], 8 - (h + 2) * k),
            (side[1][0], -slant * 0.55 - (h - 2) * k),
            side[2],
            side[3],
        ]
        c.fill(low_side, Texture(fabric, tuple(side)))
        c.fill(low_side, INK, 0.4)
    bright = sum(light(tone, 0)) > 480
    ink = rng.choice(BRIGHT[:3]) if bright else CREAM
    with c.at(front[0][0] + w * 0.5, -h * 0.66):
        emblem(c, rng, min(w, h) * 0.16, ink, tone)
    if not tall and rng.random() < 0.4:
        x = front[0][0] + w * 0.16
        c.line([(x, -h + 1), (x, 1)], ink, 7)
        c.line([(x, -h + 1), (x + d * 0.75, -h - slant * 0.75 - 7)], ink, 6)
    c.line([front[0], front[1], front[2]], light(tone, 0.6), 1.6, 0.7)
    c.line([front[1], side[1]], light(tone, 0.5), 1.6, 0.6)


def tea_box(c: Canvas, rng: random.Random) -> None:
    """A tall tea carton."""
    carton(c, rng, True, rng.choice(("#2f6b4a", "#7b2a22", "#d5a032", "#1f5a60", "#c9b07c")))


def coffee_bag(c: Canvas, rng: random.Random) -> None:
    """A side-folded coffee bag with a tin tie."""
    body = rng.choice(("#3a2a22", "#b98a58", "#2c3a3a", "#7a3b26", "#d9c7a3", "#4a3a2f"))
    w, h = rng.uniform(165, 190), rng.uniform(275, 320)
    stand_shadow(c, w)
    c.fill(
        [
            (-w * 0.5, 0),
            (-w * 0.46, -h * 0.92),
            (w * 0.46, -h * 0.92),
            (w * 0.5, 0),
            (w * 0.3, 7),
            (-w * 0.3, 7),
        ],
        across(body, lit=0.22, shade=0.5),
    )
    c.fill([(w * 0.36, 4), (w * 0.33, -h * 0.88), (w * 0.46, -h * 0.92), (w * 0.5, 0)], dark(body, 0.5), 0.6)
    c.fill(
        [(-w * 0.46, -h * 0.92), (w * 0.46, -h * 0.92), (w * 0.44, -h), (-w * 0.44, -h)],
        Linear(((0, light(body, 0.2)), (1, dark(body, 0.4)))),
    )
    c.fill(
        round_rect(-w * 0.52, -h * 0.97, w * 1.04, 16, 6),
        across(rng.choice(("#c9a227", "#a33a2a", "#d9c7a3")), angle=90),
    )
    ground = CREAM if sum(light(body, 0)) < 420 else rng.choice(("#7a2f22", "#2f4a3f", "#3a2a22"))
    ink = dark(body, 0.1) if ground == CREAM else CREAM
    c.fill(round_rect(-w * 0.33, -h * 0.68, w * 0.6, h * 0.46, 8), ground)
    with c.at(-w * 0.03, -h * 0.5):
        emblem(c, rng, w * 0.15, ink, ground)
    bars(c, -w * 0.03, -h * 0.33, w * 0.42, ink, 2, 6)
    c.dot(-w * 0.02, -h * 0.8, 7, dark(body, 0.5))
    c.fill(
        [(-w * 0.44, -h * 0.86), (-w * 0.38, -h * 0.86), (-w * 0.42, -h * 0.04), (-w * 0.48, -h * 0.04)],
        GLOW,
        0.22,
    )


def tube(c: Canvas, rng: random.Random) -> None:
    """A tall cardboard tube, as shuttlecocks come in."""
    body = rng.choice(("#f2efe6", "#1f5a86", "#b5302a", "#e3b12f", "#2f6b4a", "#22324f"))
    accent = rng.choice([x for x in ("#b5302a", "#1f5a86", "#e3b12f", "#2f6b4a") if x != body])
    w, h = 108, rng.uniform(330, 390)
    stand_shadow(c, w, 0.16)
    r = w / 2
    c.fill(profile([(-h, r), (-h * 0.5, r), (0, r)], steps=3), across(body, lit=0.4, shade=0.45))
    for y0, y1, colour in ((0.12, 0.2, accent), (0.72, 0.86, accent), (0.22, 0.235, CREAM)):
        band = [
            (-r, -h * y1),
            *arc(0, -h * y1, r, r * 0.09, 180, 0, 14),
            (r, -h * y0),
            *arc(0, -h * y0, r, r * 0.09, 0, 180, 14),
        ]
        c.fill(band, across(colour, lit=0.35, shade=0.45))
    with c.at(-4, -h * 0.47):
        emblem(c, rng, w * 0.27, accent if body == "#f2efe6" else CREAM, body)
    c.fill(profile([(-h - 20, r * 0.98), (-h, r * 1.03)], steps=3), across("#d9d4c8", lit=0.5, shade=0.4))
    c.fill(ellipse(0, -h - 20, r * 0.98, r * 0.1, 30), light("#d9d4c8", 0.5))
    c.fill(rect(-r * 0.72, -h * 0.98, 7, h * 0.94), "#ffffff", 0.4)
