"""Wider pictures: a booth's cover (its stall), the market street, and a booth's mark."""

from __future__ import annotations

import math
import random

from PIL import Image

from . import compose
from .backdrops import _bokeh, _soft_layer, grade, planks
from .canvas import (
    GLOW,
    INK,
    SCALE,
    Canvas,
    Linear,
    Radial,
    Texture,
    across,
    dark,
    ellipse,
    light,
    mix,
    rect,
    round_rect,
    smooth,
)
from .marks import BRIGHT, CREAM, emblem
from .motifs import MOTIFS, PALETTES, cloth

SKIES = (
    ("#f6d9a8", "#e9a86a"),
    ("#cfe0dc", "#f3e3c3"),
    ("#f3c9a0", "#c97b62"),
    ("#bcd3d6", "#f6e8cf"),
    ("#2a3350", "#7a4a52"),
)


def stall(seed: object, kinds, *, motif: str, palette: str, width: int = 1280) -> Image.Image:
    """Return a booth's stall: awning and bunting in the hall's cloth, lamps, and its goods on the counter."""
    rng = random.Random(f"stall|{seed}")
    c = Canvas(1600, 900, scale=SCALE * width / 1600)
    _ground, main, second, accent = PALETTES[palette]
    w, h = c.width, c.height
    wall = rng.choice(
        (
            mix(main, "#e6c497", 0.62),
            mix(second, "#f3e3c3", 0.66),
            "#e3c79a",
            "#cfd3bd",
            "#dba883",
            mix(accent, "#efe0c4", 0.7),
        )
    )
    inner = Canvas(w, h, scale=c.scale / 2)
    _soft_layer(inner, lambda small: _back(small, inner, rng, wall, palette), 2.4)
    counter = h * 0.66
    c.lay(inner.image.resize(c.image.size, Image.BILINEAR))
    c.soft(ellipse(w * 0.5, h * 0.34, w * 0.36, h * 0.25), "#ffe3a5", 0.38, 120)
    for x in (0.055, 0.945):
        wood = "#7a4a2c"
        c.fill(rect(w * x - 15, h * 0.1, 30, h * 0.7), across(wood, lit=0.3, shade=0.5))
    # the shelf at the back
    shelf = h * 0.42
    rows = [rng.choice(compose.STANDING_KINDS.get(k, compose.STANDING_KINDS["kain_lipat"])) for k in kinds]
    c.soft(rect(w * 0.1, shelf + 8, w * 0.8, 40), INK, 0.35, 16)
    small_things = [t for row in rows for t in row if t.height < 440 and t.width < 460] or [compose.STACK]
    x = w * 0.14
    while x < w * 0.84:
        thing = rng.choice(small_things)
        size = min(0.52, 150 / thing.height)
        with c.at(x + thing.width * size / 2, shelf, size):
            thing.draw(c, rng, motif, palette) if thing.cloth else thing.draw(c, rng)
        x += thing.width * size * 1.06 + rng.uniform(0, 40)
    c.fill(rect(w * 0.07, shelf, w * 0.86, 16), across("#9a6238", angle=90, lit=0.35))
    c.fill(rect(0, 0, w, h * 0.66), Linear(((0, INK, 0.34), (0.5, GLOW, 0.05), (1, INK, 0.0)), 90))
    # the counter
    c.soft(rect(-40, counter - 46, w + 80, 60), INK, 0.3, 26)
    c.fill(
        [(w * 0.02, counter), (w * 0.98, counter), (w + 40, counter + 74), (-40, counter + 74)],
        Texture(
            planks("#b07a4a", 0),
            ((w * 0.02, counter), (w * 0.98, counter), (w + 40, counter + 74), (-40, counter + 74)),
        ),
    )
    front = rect(-10, counter + 72, w + 20, h - counter)
    c.fill(front, Texture(cloth(motif, palette, 1600, 340)))
    for k in range(15):
        x = w * k / 14
        c.fill(rect(x, counter + 72, w / 28, h), INK, 0.12)
    c.fill(front, Linear(((0, INK, 0.45), (0.16, GLOW, 0.10), (1, INK, 0.42)), 90))
    _counter_goods(c, rng, rows, counter, motif, palette)
    _awning(c, rng, motif, palette)
    _lamps(c, rng)
    return grade(c.finish(), rng)


def _back(small, c, rng, wall, palette):
    small.fill(
        rect(-20, -20, c.width + 40, c.height + 40), Radial(light(wall, 0.4), dark(wall, 0.4), 0.5, 0.3, 0.8)
    )
    for _ in range(7):
        x = rng.uniform(0, c.width)
        small.fill(
            rect(x, rng.uniform(120, 300), rng.uniform(40, 120), 400),
            mix(wall, rng.choice((*PALETTES[palette], "#6f8a6a")), 0.45),
            0.5,
        )
    _bokeh(small, c, rng, 9, 0.5)


def _counter_goods(c, rng, rows, counter, motif, palette):
    things = [t for row in rows for t in row][:7]
    while len(things) < 5:
        things.append(rng.choice([t for row in rows for t in row]))
    rng.shuffle(things)
    sizes = [min(0.98, 250 / t.height, 320 / t.width) for t in things]
    total = sum(t.width * s for t, s in zip(things, sizes, strict=True))
    k = min(1.15, c.width * 0.86 / total)
    gap = (c.width * 0.9 - total * k) / len(things)
    x = c.width * 0.05 + gap / 2
    for thing, size in zip(things, sizes, strict=True):
        wide = thing.width * size * k
        with c.at(x + wide / 2, counter + rng.uniform(36, 58), size * k):
            thing.draw(c, rng, motif, palette) if thing.cloth else thing.draw(c, rng)
        x += wide + gap


def _awning(c, rng, motif, palette):
    ground, main, _second, accent = PALETTES[palette]
    w = c.width
    n = rng.choice((12, 14, 16))
    step, low = w / n, 128.0
    c.soft(rect(0, 60, w, 130), INK, 0.5, 30)
    fabric = cloth(motif, palette, 1000, 300, 0.8)
    plain = mix(ground, "#fff4dc", 0.4) if sum(light(ground, 0)) > 380 else mix(main, "#fff4dc", 0.55)
    for i in range(n):
        x = i * step
        lobe = [
            (x, -5),
            (x + step, -5),
            (x + step, low),
            *[
                (x + step / 2 + step / 2 * math.cos(a), low + step * 0.42 * math.sin(a))
                for a in [k * math.pi / 12 for k in range(13)]
            ],
            (x, low),
        ]
        if i % 2:
            c.fill(lobe, plain)
        else:
            c.fill(lobe, Texture(fabric, ((x, -5), (x + step * 3, -5), (x + step * 3, 220), (x, 220))))
        c.fill(lobe, Linear(((0, GLOW, 0.22), (0.5, GLOW, 0.0), (1, INK, 0.22))))
    c.fill(
        rect(0, -5, w, 215), Linear(((0, INK, 0.4), (0.45, GLOW, 0.12), (0.6, INK, 0.10), (1, INK, 0.0)), 90)
    )
    c.line([(0, low), (w, low)], light(accent, 0.3), 5)


def _lamps(c, rng):
    for k in range(rng.choice((2, 3, 4))):
        x = c.width * (0.16 + 0.24 * k + rng.uniform(-0.03, 0.03))
        y = rng.uniform(236, 290)
        c.line([(x, 120), (x, y - 40)], INK, 3)
        c.soft(ellipse(x, y, 100, 90), "#ffd98a", 0.55, 46)
        c.fill(
            smooth([(x - 12, y - 40), (x + 12, y - 40), (x + 46, y + 4), (x - 46, y + 4)], steps=3),
            across("#b98848", lit=0.5),
        )
        c.fill(ellipse(x, y + 4, 40, 9, 30), "#fff3c9")
        c.fill(ellipse(x, y + 10, 15, 12, 24), "#fffbe8")


def street(seed: object, *, palette: str = "sogan", motif: str = "kawung", width: int = 1080) -> Image.Image:
    """Return a market street: roofs, a row of stalls, hills and passers-by in the distance."""
    rng = random.Random(f"street|{seed}")
    c = Canvas(1200, 900, scale=SCALE * width / 1200)
    w, h = c.width, c.height
    high, low = rng.choice(SKIES)
    c.fill(rect(0, 0, w, h), Linear(((0, high), (0.62, low), (1, low)), 90))
    c.soft(ellipse(w * rng.uniform(0.2, 0.8), h * 0.3, 90, 90), "#fff0c4", 0.9, 30)
    for tone, base, rise in ((mix(low, "#5f7a7a", 0.35), 0.52, 150), (mix(low, "#5a7a5a", 0.5), 0.58, 95)):
        ridge = [(w * k / 8, h * base - rise * rng.uniform(0.2, 1)) for k in range(9)]
        c.fill(
            [*smooth([(-60, h * base), *ridge, (w + 60, h * base)], False, 5), (w + 60, h), (-60, h)], tone
        )
    road = "#c9a57c"
    c.fill(rect(0, h * 0.6, w, h * 0.4), Linear(((0, light(road, 0.25)), (1, dark(road, 0.3))), 90))
    x = -60.0
    while x < w:
        wide = rng.uniform(210, 300)
        _shop(
            c,
            rng,
            x,
            wide,
            h * rng.uniform(0.665, 0.69),
            rng.choice((palette, *rng.sample(list(PALETTES), 2))),
            motif,
        )
        x += wide + rng.uniform(-4, 16)
    _bunting(c, rng, palette)
    for _ in range(rng.choice((4, 6, 7))):
        y = h * rng.uniform(0.74, 0.92)
        with c.at(w * rng.uniform(0.05, 0.95), y, 0.55 + (y / h - 0.7) * 2.3):
            person(c, rng)
    return grade(c.finish(), rng)


def _shop(c, rng, x, w, base, palette, motif):
    ground, main, second, _accent = PALETTES[palette]
    wall = rng.choice(("#e9d3ae", "#dcb98f", "#d9c8a8", "#c9d0b4", "#e7bfa2"))
    top = base - rng.uniform(270, 330)
    c.fill(rect(x, top, w, base - top), Linear(((0, light(wall, 0.2)), (1, dark(wall, 0.15)))))
    tile = rng.choice(("#a8523a", "#8f4a35", "#b5653f"))
    roof = [(x - 16, top + 8), (x + w * 0.16, top - 84), (x + w * 0.84, top - 84), (x + w + 16, top + 8)]
    c.fill(roof, Linear(((0, light(tile, 0.2)), (1, dark(tile, 0.3))), 80))
    for k in range(1, 7):
        c.line(
            [(x - 16 + k * 6, top + 8 - k * 13), (x + w + 16 - k * 6, top + 8 - k * 13)],
            dark(tile, 0.4),
            2,
            0.5,
        )
    inside = rect(x + 16, top + 96, w - 32, base - top - 140)
    c.fill(inside, Radial("#f3c47a", "#5a3a26", 0.5, 0.4, 0.8))
    for _ in range(9):
        gx, gh = x + rng.uniform(24, w - 60), rng.uniform(24, 70)
        c.fill(rect(gx, base - 44 - gh, rng.uniform(18, 34), gh), rng.choice((*BRIGHT, CREAM)))
    counter = rect(x + 6, base - 48, w - 12, 50)
    c.fill(counter, Texture(cloth(rng.choice((motif, *MOTIFS)), palette, 420, 90, 0.4)))
    c.fill(counter, Linear(((0, GLOW, 0.2), (1, INK, 0.4)), 90))
    c.soft(rect(x, base, w, 14), INK, 0.45, 10)
    n = 6
    step = (w + 20) / n
    for i in range(n):
        px = x - 10 + i * step
        lobe = [
            (px + 8, top + 50),
            (px + step + (0 if i < n - 1 else -8), top + 50),
            (px + step, top + 100),
            *[
                (px + step / 2 + step / 2 * math.cos(a), top + 100 + step * 0.34 * math.sin(a))
                for a in [k * math.pi / 8 for k in range(9)]
            ],
            (px, top + 100),
        ]
        c.fill(lobe, (main, light(ground, 0.4))[i % 2])
        c.fill(lobe, Linear(((0, GLOW, 0.25), (1, INK, 0.25)), 90))
    c.soft(rect(x + 6, top + 112, w - 12, 22), INK, 0.35, 9)
    c.fill(round_rect(x + w * 0.3, top + 14, w * 0.4, 30, 5), across(dark(second, 0.2), angle=90))
    c.fill(round_rect(x + w * 0.36, top + 25, w * 0.28, 7, 3), CREAM, 0.85)


def _bunting(c, rng, palette):
    for row in range(2):
        y = c.height * (0.1 + 0.09 * row)
        line = smooth(
            [(-10, y), (c.width * 0.3, y + 60), (c.width * 0.62, y + 44), (c.width + 10, y - 20)], False, 12
        )
        c.line(line, INK, 2, 0.7)
        for i, (x, yy) in enumerate(line[::2]):
            c.fill(
                [(x - 15, yy), (x + 15, yy), (x, yy + 38)], (*PALETTES[palette][1:], *BRIGHT[:3])[i % 6], 0.95
            )


def person(c: Canvas, rng: random.Random) -> None:
    """A passer-by, seen from far: standing on (0, 0), about 260 tall."""
    shirt = rng.choice((*BRIGHT, "#e9dcc0"))
    skirt = rng.choice(("#3a2a22", "#31527a", "#5a2f1c", "#2f4a3f", "#7a2f4f"))
    skin = rng.choice(("#b5805a", "#9c6a48", "#c8946a"))
    c.soft(ellipse(30, 2, 62, 12), INK, 0.45, 8)
    if rng.random() < 0.5:
        c.fill([(-34, -128), (34, -128), (42, -4), (-42, -4)], across(skirt))
    else:
        c.fill([(-30, -128), (30, -128), (28, -2), (6, -2), (0, -90), (-6, -2), (-28, -2)], across(skirt))
    c.fill(
        smooth([(-34, -122), (-44, -190), (-22, -214), (22, -214), (44, -190), (34, -122)], steps=4),
        across(shirt),
    )
    for s in (-1, 1):
        c.line([(s * 36, -196), (s * 48, -150), (s * 40, -108)], dark(shirt, 0.15), 17)
        c.dot(s * 40, -102, 8, skin)
    if rng.random() < 0.5:
        c.fill(
            smooth([(-30, -206), (-27, -252), (0, -270), (27, -252), (30, -206), (0, -196)], steps=4),
            across(rng.choice((*BRIGHT, CREAM, "#d9a98a"))),
        )
        c.fill(ellipse(-4, -234, 16, 19, 20), skin)
    else:
        c.fill(ellipse(0, -238, 21, 25, 24), Radial(light(skin, 0.25), dark(skin, 0.25)))
        c.fill(
            smooth([(-22, -236), (-20, -262), (0, -268), (20, -262), (22, -240), (0, -252)], steps=4),
            "#2a1f1a",
        )
    if rng.random() < 0.5:
        c.line([(40, -108), (46, -70)], "#7a4a2c", 3)
        c.fill(round_rect(26, -76, 42, 46, 8), rng.choice(BRIGHT))


def logo(seed: object, *, palette: str, size: int = 512) -> Image.Image:
    """Return a booth's mark: an emblem on a ground in the hall's colours, without letters."""
    rng = random.Random(f"logo|{seed}")
    ground, main, second, accent = PALETTES[palette]
    c = Canvas(size, size, ground)
    k = size / 512
    base, ink = rng.choice(
        (
            (main, ground),
            (ground, main),
            (second, "#fff6e2"),
            (mix(main, "#1d1410", 0.3), accent),
            ("#f7ecd6", main),
        )
    )
    if abs(sum(light(base, 0)) - sum(light(ink, 0))) < 190:
        ink = "#fff6e2" if sum(light(base, 0)) < 390 else "#3a2118"
    with c.at(size / 2, size / 2, k):
        c.fill(rect(-260, -260, 520, 520), Radial(light(base, 0.2), dark(base, 0.12), 0.4, 0.3, 0.9))
        frame = rng.randrange(4)
        if frame == 0:
            for r, thick in ((212, 10), (192, 4)):
                c.line(ellipse(0, 0, r, r, 90), ink, thick)
        elif frame == 1:
            for i in range(24):
                with c.at(0, 0, 1, i * 15):
                    c.fill(smooth([(0, -232), (15, -204), (0, -176), (-15, -204)], steps=4), ink)
        elif frame == 2:
            for i in range(4):
                with c.at(0, 0, 1, i * 90):
                    c.line(
                        smooth([(-206, -206), (-60, -190), (0, -214), (60, -190), (206, -206)], False, 8),
                        ink,
                        9,
                    )
        else:
            c.fill(ellipse(0, 0, 206, 206, 80), ink)
            base, ink = ink, base
        emblem(c, rng, 118, ink, base)
    return c.finish()
