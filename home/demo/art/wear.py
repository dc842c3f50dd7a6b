"""Cloth, clothes and leather."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageChops

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
    rect,
    smooth,
)
from .marks import stand_shadow
from .motifs import PALETTES, cloth, sheet


def folds(image: Image.Image, rng: random.Random, count: int, depth: float = 0.5) -> Image.Image:
    """Return the cloth gathered into upright folds: its columns squeezed and shaded."""
    w, h = image.size
    n = 48
    phase = rng.uniform(0, math.tau)
    waves = [
        math.sin(phase + math.tau * count * i / n) * 0.7
        + math.sin(phase * 2 + math.tau * count * 1.7 * i / n) * 0.3
        for i in range(n + 1)
    ]
    mesh, shade = [], bytearray()
    for i in range(n):
        x0, x1 = w * i // n, w * (i + 1) // n
        shift0, shift1 = waves[i] * w * 0.014 * depth, waves[i + 1] * w * 0.014 * depth
        lift0, lift1 = waves[i] * 7, waves[i + 1] * 7
        mesh.append(
            (
                (x0, 0, x1, h),
                (
                    x0 + shift0,
                    lift0 + 8,
                    x0 + shift0,
                    h + lift0,
                    x1 + shift1,
                    h + lift1,
                    x1 + shift1,
                    lift1 + 8,
                ),
            )
        )
        slope = (waves[i + 1] - waves[i]) * n / (count * 9)
        shade.append(max(70, min(255, round(212 - 92 * depth * slope + 30 * waves[i]))))
    folded = image.transform((w, h), Image.MESH, mesh, Image.BILINEAR)
    strip = Image.frombytes("L", (n, 1), bytes(shade)).resize((w, h), Image.BICUBIC)
    warm = Image.merge("RGB", (strip, strip.point(lambda v: v * 0.98), strip.point(lambda v: v * 0.95)))
    return ImageChops.multiply(folded, warm)


def hanging(c: Canvas, rng: random.Random, motif: str, palette: str) -> None:
    """A length of cloth hung over a bamboo rod; the rod's middle is at (0, 0), the cloth falls 560."""
    w, h = rng.uniform(430, 560), rng.uniform(500, 580)
    pole = rng.choice(("#b98848", "#8a5a33", "#cfa565"))
    image = folds(sheet(motif, palette, 0, 900, 900), rng, rng.choice((3, 4, 5)), rng.uniform(0.5, 0.9))
    wave = [(w * (0.5 - k / 12), h + math.sin(k * 1.7 + w) * 9) for k in range(13)]
    outline = [(-w / 2, -12), (w / 2, -12), *smooth(wave, False, 4)]
    c.soft([(x + 46, y + 34) for x, y in outline], INK, 0.42, 30)
    c.fill(rect(-420, -18, 840, 24), across(pole, angle=90, lit=0.4))
    for x in (-320, -150, 160, 330):
        c.line([(x, -18), (x, 6)], dark(pole, 0.5), 4, 0.6)
    c.fill(outline, Texture(image))
    c.fill(
        [(-w / 2, -14), (w / 2, -14), (w / 2, 30), (-w / 2, 30)],
        Linear(((0, INK, 0.25), (0.35, GLOW, 0.35), (1, INK, 0.0)), 90),
    )
    c.fill(outline, Linear(((0, GLOW, 0.12), (0.6, GLOW, 0.0), (1, INK, 0.28)), 60))


def stack(c: Canvas, rng: random.Random, motif: str, palette: str) -> None:
    """Folded lengths of cloth piled up."""
    names = [palette, *rng.sample([p for p in PALETTES if p != palette], 4)]
    n = rng.choice((3, 4, 5))
    w, t = rng.uniform(330, 380), rng.uniform(50, 64)
    stand_shadow(c, w, 0.07)
    for i in range(n):
        y = -i * t
        top_layer = i == n - 1
        name = names[(n - 1 - i) % len(names)]
        mine = (
            motif
            if top_layer or rng.random() < 0.4
            else rng.choice(("truntum", "lurik", "kawung", "ceplok", "tenun", "parang"))
        )
        x = rng.uniform(-9, 9)
        image = cloth(mine, name, 700, 400, 0.8)
        front = [
            (x - w / 2, y - t + 2),
            (x + w / 2, y - t + 2),
            *arc(x + w / 2, y - t / 2 + 1, 16, t / 2 - 2, -90, 90, 10),
            (x - w / 2, y),
            (x - w / 2 - 3, y - t / 2),
        ]
        c.soft(rect(x - w / 2, y - 8, w + 20, 14), INK, 0.45, 6)
        c.fill(front, Texture(image.crop((0, 0, 700, 110))))
        c.fill(
            front,
            Linear(
                ((0, GLOW, 0.30), (0.3, GLOW, 0.0), (0.55, INK, 0.34), (0.7, INK, 0.05), (1, INK, 0.42)), 90
            ),
        )
        c.line([(x - w / 2, y - t / 2), (x + w / 2 + 8, y - t / 2 + 2)], dark(PALETTES[name][1], 0.5), 3, 0.6)
        if top_layer:
            lid = [
                (x - w / 2, y - t + 3),
                (x - w / 2 + 62, y - t - 66),
                (x + w / 2 + 40, y - t - 66),
                (x + w / 2 + 12, y - t + 4),
            ]
            c.fill(lid, Texture(image, (lid[1], lid[2], lid[3], lid[0])))
            c.fill(lid, Linear(((0, GLOW, 0.28), (1, INK, 0.12)), 40))
            if rng.random() < 0.5:
                c.fill(
                    [(x - 40, y - t + 3), (x + 6, y - t - 66), (x + 46, y - t - 66), (x + 4, y - t + 4)],
                    "#e9d9b6",
                    0.9,
                )
                c.fill(rect(x - 40, y - t + 2, 44, t - 3), "#dcc79a", 0.9)


def rolls(c: Canvas, rng: random.Random, motif: str, palette: str) -> None:
    """Rolled bolts of cloth lying in a heap, ends towards the eye."""
    names = [palette, *rng.sample([p for p in PALETTES if p != palette], 5)]
    spots = [(-150, -64), (0, -66), (150, -64), (-76, -188), (76, -190), (0, -310)][: rng.choice((3, 5, 6))]
    stand_shadow(c, 460, 0.08)
    for i, (x, y) in enumerate(spots):
        name = names[i % len(names)]
        ground, main, second, _accent = PALETTES[name]
        mine = motif if i % 2 == 0 else rng.choice(("lurik", "truntum", "kawung", "ceplok"))
        body = [(x - 66, y), *arc(x + 60, y - 44, 66, 66, -120, 60, 20), (x, y + 66)]
        c.soft([(px + 12, py + 12) for px, py in body], INK, 0.3, 12)
        c.fill(body, Texture(cloth(mine, name, 420, 380, 0.6)))
        c.fill(body, Linear(((0, GLOW, 0.2), (0.5, INK, 0.05), (1, INK, 0.6)), 50))
        c.fill(ellipse(x, y, 66, 66, 44), mix(ground, main, 0.2))
        for k in range(7):
            c.line(ellipse(x + k * 0.6, y, 62 - k * 8, 62 - k * 8, 36), (main, second)[k % 2], 3.4, 0.75)
        c.dot(x + 4, y, 9, dark(main, 0.6))
        c.fill(ellipse(x, y, 66, 66, 44), Linear(((0, GLOW, 0.28), (1, INK, 0.30)), 50))


def shirt(c: Canvas, rng: random.Random, motif: str, palette: str, blouse: bool = False) -> None:
    """A shirt or a blouse on a hanger, the hook at (0, -330), the hem at about 280."""
    long_sleeve = rng.random() < 0.5
    flare = rng.uniform(0.12, 0.26) if blouse else 0.04
    hem = 292 if not blouse else rng.choice((250, 330))
    image = folds(
        sheet(motif, palette, 1, 900, 900) if blouse else cloth(motif, palette, 900, 900).copy(), rng, 3, 0.45
    )
    wood = "#a8703f"
    c.line(arc(0, -316, 20, 22, 150, 400, 18), "#8f8a80", 6)
    body = smooth(
        [
            (-62, -262),
            (-150, -236),
            (-176, -190),
            (-158, -60),
            (-164, 80),
            (-172 - 260 * flare, hem),
            (0, hem + 14),
            (172 + 260 * flare, hem),
            (164, 80),
            (158, -60),
            (176, -190),
            (150, -236),
            (62, -262),
            (30, -252),
            (0, -246),
            (-30, -252),
        ],
        steps=4,
    )
    c.soft([(x + 42, y + 26) for x, y in body], INK, 0.4, 26)
    for s in (-1, 1):
        low = 150 if long_sleeve else -40
        out = 250 if not long_sleeve else 244
        sleeve = [
            (s * 140, -240),
            (s * 178, -214),
            (s * out, low - 24),
            (s * (out - 78), low + 6),
            (s * 158, -80),
        ]
        c.soft([(x + 30, y + 24) for x, y in sleeve], INK, 0.28, 20)
        c.fill(sleeve, Texture(image))
        c.fill(sleeve, Linear(((0, INK, 0.12), (0.5, GLOW, 0.16), (1, INK, 0.45)), 0 if s > 0 else 180))
        c.line([(s * (out + 1), low - 24), (s * (out - 79), low + 6)], dark(PALETTES[palette][1], 0.2), 10)
    c.fill(body, Texture(image))
    c.fill(body, Linear(((0, INK, 0.30), (0.28, GLOW, 0.20), (0.55, INK, 0.0), (1, INK, 0.42))))
    for s in (-1, 1):
        c.soft(smooth([(s * 120, -150), (s * 60, 20), (s * 96, 200), (s * 112, 20)], steps=5), INK, 0.28, 12)
    trim = dark(PALETTES[palette][1], 0.15)
    if blouse:
        c.fill(
            smooth([(-56, -262), (0, -168), (56, -262), (0, -246)], steps=5),
            mix(PALETTES[palette][0], "#c9a57c", 0.3),
        )
        c.line(smooth([(-60, -262), (-30, -206), (0, -170), (30, -206), (60, -262)], False, 6), trim, 9)
    else:
        c.fill(rect(-11, -226, 22, 226 + hem), trim, 0.38)
        c.line([(0, -220), (0, hem + 8)], dark(trim, 0.4), 2, 0.6)
        for y in range(-170, hem, 74):
            c.dot(0, y, 6, "#e9dcc0")
            c.dot(0, y, 2, dark(trim, 0.4))
        c.fill([(0, -210), (-66, -266), (-84, -232), (-34, -186)], light(PALETTES[palette][2], 0.08))
        c.fill([(0, -210), (66, -266), (84, -232), (34, -186)], dark(PALETTES[palette][2], 0.1))
        c.fill([(-56, -268), (56, -268), (0, -214)], dark(trim, 0.5))
        pocket = rect(46, -110, 76, 84)
        c.line([*pocket, pocket[0]], dark(trim, 0.3), 2.4, 0.7)
    c.fill(
        smooth(
            [
                (-150, -240),
                (-60, -284),
                (0, -296),
                (60, -284),
                (150, -240),
                (60, -268),
                (0, -278),
                (-60, -268),
            ],
            steps=5,
        ),
        across(wood, angle=90),
    )


def blouse(c: Canvas, rng: random.Random, motif: str, palette: str) -> None:
    """A flared blouse."""
    shirt(c, rng, motif, palette, True)


def shawl(c: Canvas, rng: random.Random, motif: str, palette: str) -> None:
    """A shawl with fringes thrown in an S, seen from above (middle at 0, 0)."""
    image = folds(cloth(motif, palette, 900, 900).copy(), rng, 4, 0.9)
    _, main, second, _ = PALETTES[palette]
    for turn, dx, dy in ((-26, -90, 40), (22, 60, -20)):
        with c.at(dx, dy, 1, turn):
            outline = smooth(
                [
                    (-150, -330),
                    (0, -346),
                    (140, -322),
                    (160, -120),
                    (128, 90),
                    (156, 320),
                    (0, 336),
                    (-150, 318),
                    (-126, 100),
                    (-164, -110),
                ],
                steps=5,
            )
            c.soft([(x + 24, y + 28) for x, y in outline], INK, 0.5, 20)
            for k in range(30):
                x = -148 + k * 10.2
                c.line([(x, 310), (x + rng.uniform(-5, 5), 376)], mix(main, second, rng.random()), 4)
                c.line([(x, -316), (x + rng.uniform(-5, 5), -378)], mix(main, second, rng.random()), 4)
            c.fill(outline, Texture(image))
            c.fill(
                outline,
                Linear(
                    (
                        (0, INK, 0.34),
                        (0.22, GLOW, 0.3),
                        (0.45, INK, 0.22),
                        (0.62, GLOW, 0.22),
                        (0.8, INK, 0.3),
                        (1, GLOW, 0.05),
                    )
                ),
            )
