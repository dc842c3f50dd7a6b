"""What stands behind and below the goods: walls, tables, counters, light."""

from __future__ import annotations

import math
import random
from functools import lru_cache

from PIL import Image, ImageChops, ImageFilter

from .canvas import GLOW, Canvas, Linear, Radial, Texture, dark, ellipse, light, mix, rect, smooth
from .motifs import PALETTES, cloth

WALLS = (
    "#e9d3ae",
    "#dcb98f",
    "#c9d0b4",
    "#b9c9c4",
    "#e7bfa2",
    "#d9a57c",
    "#a8b8a0",
    "#e8dcc4",
    "#cdb7a8",
    "#8fa9a6",
    "#e3c074",
    "#c98f78",
    "#7d8f7a",
    "#9c6b57",
    "#f0e4cd",
)
WOODS = ("#b07a4a", "#9a6238", "#c79a66", "#7a4a2c", "#d3ab78", "#8a5a3c")


def backdrop(
    c: Canvas, rng: random.Random, style: str, motif: str = "kawung", palette: str = "sogan"
) -> float:
    """Paint the whole picture's surroundings; return the height (share) where the table begins."""
    behind = Canvas(c.width, c.height, scale=c.scale / 2)
    top = _STYLES[style](behind, rng, motif, palette)
    c.lay(behind.image.resize(c.image.size, Image.BILINEAR))
    return top


def _soft_layer(c: Canvas, paint, blur: float) -> None:
    """Paint at an eighth of the size, blur, and lay it under everything: a lens out of focus."""
    small = Canvas(math.ceil(c.width / 4), math.ceil(c.height / 4), scale=1)
    with small.at(0, 0, 1 / 4):
        paint(small)
    soft = small.image.filter(ImageFilter.GaussianBlur(blur))
    c.image.paste(soft.resize(c.image.size, Image.BILINEAR), (0, 0))


def _wall(small, c, rng, colour, horizon) -> None:
    base = rng.choice(WALLS) if colour is None else colour
    small.fill(
        rect(-20, -20, c.width + 40, c.height + 40),
        Radial(light(base, 0.45), dark(base, 0.22), rng.uniform(0.15, 0.4), 0.2, 0.95),
    )


@lru_cache(maxsize=12)
def planks(colour: str, variant: int) -> Image.Image:
    """Return a wooden table top seen from above, planks running across."""
    rng = random.Random(f"planks{colour}{variant}")
    c = Canvas(600, 320, colour)
    rows = rng.choice((3, 4, 5))
    h = c.height / rows
    for row in range(rows):
        tone = mix(colour, rng.choice(("#6b3f22", "#e6c497", "#8f5a33")), rng.uniform(0, 0.22))
        c.fill(rect(0, row * h, c.width, h + 1), Linear(((0, light(tone, 0.08)), (1, dark(tone, 0.1))), 90))
        for _ in range(26):
            y = row * h + rng.uniform(2, h - 2)
            x = rng.uniform(-200, 500)
            length = rng.uniform(80, 420)
            wave = [(x + length * k / 6, y + rng.uniform(-1.4, 1.4)) for k in range(7)]
            c.line(
                smooth(wave, False, 4),
                dark(tone, 0.5) if rng.random() < 0.7 else light(tone, 0.4),
                rng.uniform(0.5, 1.6),
                rng.uniform(0.10, 0.28),
            )
        if rng.random() < 0.6:
            kx, ky = rng.uniform(40, 560), row * h + h * rng.uniform(0.35, 0.65)
            for k in (9, 6, 3):
                c.fill(ellipse(kx, ky, k * 1.7, k * 0.6), dark(tone, 0.5), 0.22)
        c.line([(0, row * h), (c.width, row * h)], dark(colour, 0.75), 2.2)
        c.line([(0, row * h + 2.4), (c.width, row * h + 2.4)], light(tone, 0.5), 1, 0.5)
    return c.image


def _table(c: Canvas, rng, top: float, colour: str | None = None) -> None:
    w, h = c.width, c.height
    colour = colour or rng.choice(WOODS)
    y = h * top
    spread = w * 0.35
    c.soft(rect(-60, y - 40, w + 120, 44), alpha=0.28, blur=26)
    c.fill(
        rect(0, y, w, h - y),
        Texture(
            planks(colour, rng.randrange(2)),
            ((0 - spread * 0.3, y), (w + spread * 0.3, y), (w + spread, h + 4), (-spread, h + 4)),
        ),
    )
    c.fill(rect(0, y, w, h - y), Linear(((0, GLOW, 0.30), (0.35, GLOW, 0.05), (1, (40, 20, 10), 0.30)), 90))
    c.line([(0, y + 1), (w, y + 1)], light(colour, 0.6), 2.5, 0.7)


def _bokeh(small, c, rng, count: int, low: float) -> None:
    for _ in range(count):
        x, y = rng.uniform(0, c.width), rng.uniform(20, c.height * low)
        r = rng.uniform(14, 44)
        colour = rng.choice(("#ffe2a3", "#ffd07a", "#fff2d0", "#f6b56a"))
        small.dot(x, y, r, colour, rng.uniform(0.25, 0.7))


def _studio_table(c, rng, motif, palette):
    top = rng.uniform(0.54, 0.62)

    def paint(small):
        _wall(small, c, rng, None, top)
        if rng.random() < 0.55:  # a shelf with shapes, far out of focus
            shelf = c.height * rng.uniform(0.3, 0.4)
            colour = rng.choice(WOODS)
            x = rng.uniform(0, 60)
            while x < c.width:
                w, h = rng.uniform(30, 90), rng.uniform(50, 150)
                if rng.random() < 0.7:
                    small.fill(
                        rect(x, shelf - h, w, h),
                        mix(rng.choice(WALLS), rng.choice(("#8c4a2f", "#4d6b5b", "#c78b3a")), 0.5),
                        0.75,
                    )
                x += w + rng.uniform(10, 70)
            small.fill(rect(-20, shelf, c.width + 40, 16), dark(colour, 0.15))
            small.fill(rect(-20, shelf + 16, c.width + 40, 40), dark(colour, 0.6), 0.16)

    _soft_layer(c, paint, 2.6)
    _table(c, rng, top)
    return top


def _window_table(c, rng, motif, palette):
    top = rng.uniform(0.56, 0.64)
    base = rng.choice(WALLS)
    _soft_layer(c, lambda small: _wall(small, c, rng, base, top), 1)
    x = rng.uniform(0.1, 0.5) * c.width
    lean = rng.uniform(90, 190)
    for i in range(2):
        for j in range(2):
            w, h = 130, 150
            px, py = x + i * (w + 22) + j * -lean * 0.42, -30 + j * (h + 20) + rng.uniform(10, 30)
            c.soft(
                [(px, py), (px + w, py + 20), (px + w - lean * 0.4, py + h + 20), (px - lean * 0.4, py + h)],
                GLOW,
                0.5,
                9,
            )
    for _ in range(rng.choice((0, 5, 7))):  # shadows of palm leaves
        lx, ly = rng.uniform(0.55, 1.0) * c.width, rng.uniform(-0.1, 0.15) * c.height
        with c.at(lx, ly, rng.uniform(0.8, 1.3), rng.uniform(20, 110)):
            c.soft(
                smooth([(0, 0), (70, -17), (170, -12), (240, 0), (170, 14), (70, 17)], steps=4),
                dark(base, 0.55),
                0.3,
                7,
            )
    _table(c, rng, top)
    return top


def _stall(c, rng, motif, palette):
    top = rng.uniform(0.6, 0.66)
    ground, main, second, accent = PALETTES[palette]

    def paint(small):
        small.fill(
            rect(-20, -20, c.width + 40, c.height + 40),
            Linear(((0, dark(main, 0.45)), (0.6, mix(main, "#d9a15c", 0.55)), (1, "#7a4a2c")), 90),
        )
        x = -40.0
        while x < c.width:
            w, h = rng.uniform(50, 130), rng.uniform(80, 260)
            small.fill(
                rect(x, c.height * top - h, w, h),
                mix(
                    rng.choice((second, accent, main, "#c99b5f", "#e5c48d", "#6f8a6a")),
                    "#5a3420",
                    rng.uniform(0, 0.35),
                ),
                0.85,
            )
            x += w * rng.uniform(0.7, 1.2)
        step = c.width / 9
        for i in range(-1, 10):
            colour = main if i % 2 else ground
            small.fill(
                [
                    *rect(i * step, -10, step, 74)[:2],
                    *[
                        (i * step + step / 2 + step / 2 * math.cos(a), 64 + 26 * math.sin(a))
                        for a in [k * math.pi / 8 for k in range(9)]
                    ],
                ],
                colour,
            )
        _bokeh(small, c, rng, 16, top)

    _soft_layer(c, paint, 3.2)
    c.soft(ellipse(c.width * rng.uniform(0.25, 0.75), c.height * 0.22, 260, 150), "#ffdf9a", 0.45, 90)
    y = c.height * top
    fabric = cloth(motif, palette, 900, 600)
    c.soft(rect(-60, y - 30, c.width + 120, 34), alpha=0.35, blur=22)
    c.fill(
        rect(0, y, c.width, c.height - y),
        Texture(
            fabric, ((-120, y), (c.width + 120, y), (c.width + 420, c.height + 10), (-420, c.height + 10))
        ),
    )
    c.fill(
        rect(0, y, c.width, c.height - y),
        Linear(((0, GLOW, 0.30), (0.3, GLOW, 0.06), (1, (30, 14, 8), 0.38)), 90),
    )
    return top


def _sweep(c, rng, motif, palette):
    base = rng.choice((*WALLS, "#c8553d", "#d99a3f", "#2f6f6b", "#b8674a", "#6f8560", "#e9b9a0"))
    top = rng.uniform(0.56, 0.64)
    c.fill(
        rect(0, 0, c.width, c.height),
        Linear(
            (
                (0, dark(base, 0.12)),
                (top - 0.12, light(base, 0.16)),
                (top + 0.03, light(base, 0.42)),
                (1, mix(base, "#b98a62", 0.16)),
            ),
            90,
        ),
    )
    c.soft(ellipse(c.width * rng.uniform(0.25, 0.45), c.height * 0.32, 330, 230), GLOW, 0.42, 120)
    if rng.random() < 0.6:  # a paper arch or sun behind the goods
        x = c.width * rng.uniform(0.35, 0.65)
        tone = mix(base, rng.choice(("#c8553d", "#e6a93a", "#4d7a6a", "#8c4a2f", "#f7ead2")), 0.5)
        r = rng.uniform(230, 300)
        y = c.height * top
        arch = [
            (x - r, y + 20),
            *[
                (x + r * math.cos(a), y - 120 + r * math.sin(a))
                for a in [math.pi + k * math.pi / 30 for k in range(31)]
            ],
            (x + r, y + 20),
        ]
        c.soft([(px + 26, py + 10) for px, py in arch], dark(base, 0.6), 0.3, 20)
        c.fill(arch, Linear(((0, light(tone, 0.22)), (1, dark(tone, 0.10))), 30))
        c.fill(
            rect(0, y + 19, c.width, c.height - y - 18),
            Linear(((0, light(base, 0.36)), (1, mix(base, "#b98a62", 0.2))), 90),
        )
        c.soft(ellipse(x + 20, y + 24, r * 1.05, 16), dark(base, 0.6), 0.32, 14)
    return top


def _batik_wall(c, rng, motif, palette):
    top = rng.uniform(0.58, 0.64)
    fabric = cloth(motif, palette, 900, 600)

    def paint(small):
        small.image.paste(fabric.resize(small.image.size, Image.BILINEAR), (0, 0))
        folds = rng.randrange(5, 9)
        for i in range(folds * 2):
            x = c.width * i / (folds * 2)
            small.fill(
                rect(x, -10, c.width / (folds * 2) + 4, c.height + 20),
                (20, 8, 4) if i % 2 else GLOW,
                0.24 if i % 2 else 0.14,
            )

    _soft_layer(c, paint, 1.8)
    c.fill(
        rect(0, 0, c.width, c.height),
        Linear(((0, (30, 14, 8), 0.34), (0.5, GLOW, 0.12), (1, (30, 14, 8), 0.2)), 20),
    )
    _table(c, rng, top)
    return top


def _flat_wood(c, rng, motif, palette):
    colour = rng.choice(WOODS)
    c.fill(
        rect(0, 0, c.width, c.height),
        Texture(planks(colour, rng.randrange(2)).resize((1200, 900), Image.BILINEAR)),
    )
    _top_light(c, rng)
    return 0.0


def _flat_plain(c, rng, motif, palette):
    base = rng.choice((*WALLS, "#c8553d", "#2f5f63", "#d99a3f", "#5c6f4f"))
    c.fill(rect(0, 0, c.width, c.height), Radial(light(base, 0.35), dark(base, 0.2), 0.3, 0.2, 1.0))
    tone = mix(base, rng.choice(("#f7ead2", "#8c4a2f", "#e6a93a")), 0.45)
    x = c.width * rng.uniform(0.3, 0.7)
    edge = [
        (x, -10),
        (c.width + 10, -10),
        (c.width + 10, c.height + 10),
        (x - rng.uniform(-200, 320), c.height + 10),
    ]
    c.soft(edge, dark(base, 0.6), 0.3, 10)
    c.fill(edge, Linear(((0, light(tone, 0.2)), (1, dark(tone, 0.12))), 60))
    _top_light(c, rng)
    return 0.0


def _flat_cloth(c, rng, motif, palette):
    turn = rng.uniform(-24, 24)
    with c.at(c.width / 2, c.height / 2, 1, turn):
        c.fill(rect(-900, -700, 1800, 1400), Texture(cloth(motif, palette, 1800, 1400)))
    for _ in range(6):
        x, y = rng.uniform(0, c.width), rng.uniform(0, c.height)
        with c.at(x, y, 1, rng.uniform(-70, -20)):
            c.soft(
                smooth([(-420, 0), (-100, -26), (240, -14), (420, 10), (120, 20), (-200, 14)], steps=4),
                (20, 8, 4),
                0.32,
                18,
            )
            c.soft(
                smooth([(-400, -34), (-100, -56), (240, -46), (400, -24), (120, -26), (-200, -24)], steps=4),
                GLOW,
                0.3,
                14,
            )
    _top_light(c, rng)
    return 0.0


def _top_light(c, rng):
    c.soft(ellipse(c.width * 0.2, c.height * 0.15, 420, 300), GLOW, 0.3, 150)
    c.fill(
        rect(0, 0, c.width, c.height), Linear(((0, GLOW, 0.10), (0.5, GLOW, 0.0), (1, (30, 14, 8), 0.30)), 40)
    )
    if rng.random() < 0.4:
        for _ in range(5):
            with c.at(
                rng.uniform(0.6, 1.05) * c.width,
                rng.uniform(-0.05, 0.3) * c.height,
                rng.uniform(1.0, 1.6),
                rng.uniform(60, 150),
            ):
                c.soft(
                    smooth([(0, 0), (70, -17), (170, -12), (240, 0), (170, 14), (70, 17)], steps=4),
                    (40, 20, 10),
                    0.22,
                    9,
                )


_STYLES = {
    "table": _studio_table,
    "window": _window_table,
    "stall": _stall,
    "sweep": _sweep,
    "batik": _batik_wall,
    "flat_wood": _flat_wood,
    "flat_plain": _flat_plain,
    "flat_cloth": _flat_cloth,
}
STANDING = ("table", "window", "stall", "sweep", "batik")
FLAT = ("flat_wood", "flat_plain", "flat_cloth")


@lru_cache(maxsize=4)
def _light_map(width: int, height: int, variant: int) -> Image.Image:
    """Return the final light: brighter at the upper left, darker in the corners."""
    small = Canvas(80, 60, (255, 255, 255))
    small.fill(
        rect(0, 0, 80, 60), Radial((255, 253, 247), (205, 184, 165), (0.36, 0.5, 0.62)[variant], 0.4, 0.95)
    )
    return small.image.filter(ImageFilter.GaussianBlur(6)).resize((width, height), Image.BICUBIC)


def grade(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return the picture with vignette and warmth, as a lens and a lamp would leave it."""
    return ImageChops.multiply(image, _light_map(image.width, image.height, rng.randrange(3)))
