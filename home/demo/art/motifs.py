"""Cloth: batik and woven motifs as repeating tiles, and sheets of cloth made of them."""

from __future__ import annotations

import math
import random
from functools import lru_cache

from PIL import Image

from .canvas import Canvas, arc, dark, ellipse, light, mix, rect, smooth

# name: (ground, main, second, accent)
PALETTES = {
    "sogan": ("#f0dcb4", "#5b2f18", "#9a5b2a", "#2b2a3d"),
    "indigo": ("#eee6d3", "#1f3157", "#4a6a99", "#b98a4a"),
    "merah": ("#f5e3c6", "#8c1f22", "#c8553d", "#2e4a52"),
    "pesisir": ("#f7ead2", "#0f5f66", "#d9643a", "#e6a93a"),
    "hijau": ("#eee7c8", "#2f5233", "#7c9a4e", "#a8552a"),
    "ungu": ("#f3e2d6", "#57294f", "#a15a86", "#d39a3e"),
    "malam": ("#1d2138", "#e8c98b", "#8a5a34", "#c9d3dd"),
    "bata": ("#70261c", "#f2d7a2", "#c97b3d", "#f7efdf"),
    "telaga": ("#12474e", "#f0dcae", "#6fb0a5", "#e49a52"),
    "kunyit": ("#e8b23a", "#6b2a16", "#b2601f", "#fff3d6"),
    "mawar": ("#f6d9d0", "#9c2f4b", "#d77a84", "#3f4f3a"),
    "arang": ("#2a211d", "#d9b27a", "#7d4a2b", "#efe2c8"),
}
MOTIFS = ("kawung", "parang", "megamendung", "truntum", "lurik", "tenun", "ceplok", "sekarjagad")


@lru_cache(maxsize=48)
def cloth(motif: str, palette: str, width: int = 1000, height: int = 1000, zoom: float = 1.0) -> Image.Image:
    """Return a sheet of cloth covered with the motif (shared: do not draw on it)."""
    tile = _tile(motif, palette)
    if zoom != 1.0:
        tile = tile.resize(
            (max(8, round(tile.width * zoom)), max(8, round(tile.height * zoom))), Image.LANCZOS
        )
    sheet = Image.new("RGB", (width, height))
    for x in range(0, width, tile.width):
        for y in range(0, height, tile.height):
            sheet.paste(tile, (x, y))
    return sheet


def sheet(motif: str, palette: str, seed: int, width: int = 1000, height: int = 1000) -> Image.Image:
    """Return cloth with a border strip (tumpal) along the lower edge, as a sarong has."""
    image = cloth(motif, palette, width, height).copy()
    _, main, second, accent = PALETTES[palette]
    band = Canvas(width // 2, height // 12, main)
    step = band.width / round(band.width / 46)
    x = 0.0
    while x < band.width + 1:
        band.fill([(x, band.height), (x + step / 2, 8), (x + step, band.height)], second)
        band.fill(
            [(x + step * 0.22, band.height), (x + step / 2, 18), (x + step * 0.78, band.height)], accent
        )
        x += step
    band.fill(rect(0, 0, band.width, 5), PALETTES[palette][0])
    strip = band.image.resize((width, height // 6), Image.BILINEAR)
    image.paste(strip, (0, height - strip.height))
    return image


@lru_cache(maxsize=96)
def _tile(motif: str, palette: str) -> Image.Image:
    return _DRAW[motif](*PALETTES[palette])


def _kawung(ground, main, second, accent):
    c = Canvas(120, 120, ground)
    for ox, oy in ((60, 60), (0, 0), (120, 0), (0, 120), (120, 120)):
        for turn in (45, 135, 225, 315):
            with c.at(ox, oy, 1, turn):
                c.fill(ellipse(0, -40, 18, 33), main)
                c.fill(ellipse(0, -40, 13.5, 28), mix(second, ground, 0.25))
                c.fill(ellipse(0, -40, 11, 25), main)
                for k in (-52, -40, -28):
                    c.dot(0, k, 2.6, ground)
        c.fill([(ox, oy - 8), (ox + 8, oy), (ox, oy + 8), (ox - 8, oy)], accent)
    for ox, oy in ((60, 0), (0, 60), (120, 60), (60, 120)):
        c.dot(ox, oy, 6, second)
        c.dot(ox, oy, 2.4, ground)
    return c.finish()


def _parang(ground, main, second, accent):
    # Slanting bands of hooked blades, every band between two fine ridges.
    n, s = 2, 84
    c = Canvas(n * s, n * s, main)
    blade = smooth(
        [
            (-17, -15),
            (-2, -19),
            (13, -12),
            (17, 2),
            (10, 14),
            (-2, 18),
            (5, 8),
            (5, 0),
            (-3, -5),
            (-12, 0),
            (-8, -8),
        ],
        steps=5,
    )
    inner = smooth([(-8, -12), (2, -14), (11, -6), (11, 4), (7, 0), (1, -8)], steps=4)
    for band in range(-2 * n, 2 * n + 1):
        for i in range(-1, 4 * n):
            with c.at(i * s * 0.5 + band * s * 0.5, i * s * 0.5 - band * s * 0.5, 1.28, 45):
                c.fill(blade, ground)
                c.fill(inner, second)
                c.dot(-14, 9, 3.4, accent)
    for k in range(-2 * n, 2 * n + 1):
        x = (k + 0.5) * s
        c.line([(x - 400, -400), (x + 700, 700)], main, 11)
        c.line([(x - 400, -400), (x + 700, 700)], ground, 3)
    return c.finish()


def _megamendung(ground, main, second, accent):
    c = Canvas(260, 180, main)
    shades = [mix(ground, second, t) for t in (0.0, 0.3, 0.6, 0.95)]
    shades += [mix(second, main, t) for t in (0.45, 0.95)]

    def cloud(x, y, size, flip):
        outline = [
            (-100, 18),
            (-82, -8),
            (-60, -2),
            (-52, -34),
            (-18, -30),
            (-2, -58),
            (34, -46),
            (44, -16),
            (72, -24),
            (100, 2),
            (84, 22),
            (50, 14),
            (30, 32),
            (2, 20),
            (-26, 36),
            (-52, 20),
            (-76, 32),
        ]
        with c.at(x, y, size, 0, flip):
            for i, colour in enumerate(shades):
                k = 1 - i * 0.14
                c.fill(smooth([(px * k, py * k - i * 0.6) for px, py in outline], steps=5), colour)
            c.fill(smooth([(px * 0.13, py * 0.13 - 7) for px, py in outline], steps=3), accent)

    for dx in (-260, 0, 260):
        for dy in (-180, 0, 180):
            cloud(70 + dx, 48 + dy, 1.02, False)
            cloud(200 + dx, 138 + dy, 1.02, True)
            for x, y in ((196, 56), (66, 146)):
                c.dot(x + dx, y + dy, 7, accent)
                c.dot(x + dx, y + dy, 3, ground)
                c.dot(x + 17 + dx, y + 9 + dy, 3, ground)
                c.dot(x - 17 + dx, y - 7 + dy, 3, ground)
    return c.finish()


def _truntum(ground, main, second, accent):
    c = Canvas(96, 96, main)
    for ox, oy, big in ((24, 24, True), (72, 72, True), (72, 24, False), (24, 72, False)):
        petals, r = (8, 17) if big else (6, 10)
        for i in range(petals):
            with c.at(ox, oy, 1, i * 360 / petals):
                c.fill(ellipse(0, -r * 0.62, r * 0.24, r * 0.52, 14), ground if big else second)
                if big:
                    c.dot(0, -r * 1.25, 1.4, second)
        c.dot(ox, oy, r * 0.24, accent)
    for k in range(0, 97, 12):
        c.dot(k, 0, 1.3, second)
        c.dot(k, 96, 1.3, second)
        c.dot(0, k, 1.3, second)
        c.dot(96, k, 1.3, second)
        c.dot(48, k, 1.3, second)
        c.dot(k, 48, 1.3, second)
    return c.finish()


def _lurik(ground, main, second, accent):
    c = Canvas(160, 160, main)
    rng = random.Random(str((ground, main)))
    x = 0.0
    while x < 160:
        w = rng.choice((2, 3, 3, 4, 6, 10, 14))
        c.fill(
            rect(x, 0, min(w, 160 - x), 160),
            rng.choice((main, main, second, dark(main, 0.3), ground, accent)),
        )
        x += w
    for y in range(0, 160, 2):  # the weft, thread by thread
        c.line([(0, y + 0.5), (160, y + 0.5)], "#000000", 1, 0.10 + 0.05 * (y % 4 == 0))
    for x in range(0, 160, 3):
        c.line([(x + 0.5, 0), (x + 0.5, 160)], "#ffffff", 1, 0.06)
    return c.finish()


def _tenun(ground, main, second, accent):
    c = Canvas(180, 240, main)
    steps = 9
    for ox, oy in ((90, 80), (0, 80), (180, 80)):
        for colour, size in ((ground, 1.0), (second, 0.8), (main, 0.6), (accent, 0.42), (ground, 0.2)):
            half_w, half_h = 42 * size, 66 * size
            for i in range(steps):
                t = (i + 0.5) / steps
                w = half_w * (1 - abs(2 * t - 1))
                y = oy - half_h + 2 * half_h * i / steps
                c.fill(rect(ox - w, y, 2 * w, 2 * half_h / steps + 0.6), colour)
    c.fill(rect(0, 156, 180, 84), dark(main, 0.25))
    for y, colour, h in ((160, second, 5), (168, ground, 3), (222, ground, 3), (228, second, 5)):
        c.fill(rect(0, y, 180, h), colour)
    for i in range(12):
        x = i * 15
        c.fill([(x, 218), (x + 7.5, 178), (x + 15, 218)], accent if i % 2 else ground)
        c.fill([(x + 4, 218), (x + 7.5, 196), (x + 11, 218)], main)
    for y in range(0, 240, 3):
        c.line([(0, y), (180, y)], "#000000", 1, 0.10)
    for x in range(0, 180, 3):
        c.line([(x, 0), (x, 240)], "#fff6e0", 1, 0.07)
    return c.finish()


def _ceplok(ground, main, second, accent):
    c = Canvas(140, 140, ground)
    for ox, oy in ((70, 70), (0, 0), (140, 0), (0, 140), (140, 140)):
        c.fill(ellipse(ox, oy, 46, 46), main)
        c.fill(ellipse(ox, oy, 40, 40), ground)
        for i in range(8):
            with c.at(ox, oy, 1, i * 45):
                c.fill(smooth([(0, -4), (9, -20), (0, -37), (-9, -20)], steps=5), second if i % 2 else main)
                c.fill(ellipse(0, -22, 2.6, 8, 12), ground)
        c.dot(ox, oy, 9, accent)
        c.dot(ox, oy, 4, ground)
    for ox, oy in ((70, 0), (0, 70), (140, 70), (70, 140)):
        c.fill([(ox, oy - 17), (ox + 17, oy), (ox, oy + 17), (ox - 17, oy)], main)
        c.fill([(ox, oy - 9), (ox + 9, oy), (ox, oy + 9), (ox - 9, oy)], accent)
    return c.finish()


def _sekarjagad(ground, main, second, accent):
    c = Canvas(240, 240, ground)
    rng = random.Random(f"jagad{main}")
    colours = (main, second, accent, mix(main, second, 0.5), ground, dark(second, 0.3))
    spots = [(40, 46), (122, 30), (204, 60), (70, 126), (160, 122), (30, 200), (112, 206), (206, 190)]
    for i, (x, y) in enumerate(spots):
        ring = [
            (math.cos(a) * rng.uniform(38, 50), math.sin(a) * rng.uniform(36, 48))
            for a in [k * math.tau / 9 for k in range(9)]
        ]
        colour = colours[i % len(colours)]
        ink = ground if colour != ground else main
        for dx in (-240, 0, 240):
            for dy in (-240, 0, 240):
                with c.at(x + dx, y + dy):
                    c.fill(smooth(ring, steps=5), light(ground, 0.5))
                    c.fill(smooth([(a * 0.9, b * 0.9) for a, b in ring], steps=5), colour)
                    if i % 3 == 0:
                        for k in range(7):
                            with c.at(0, 0, 1, k * 360 / 7):
                                c.fill(smooth([(0, -3), (7, -14), (0, -27), (-7, -14)], steps=4), ink)
                        c.dot(0, 0, 5, accent if colour != accent else ground)
                    elif i % 3 == 1:
                        for k in range(-3, 4):
                            c.line(arc(0, 50 + k * 11, 40, 40, 220, 320, 9), ink, 2.4)
                    else:
                        for u in range(-2, 3):
                            for v in range(-2, 3):
                                if u * u + v * v < 7:
                                    c.dot(u * 13, v * 13, 3.2, ink)
    return c.finish()


_DRAW = {
    "kawung": _kawung,
    "parang": _parang,
    "megamendung": _megamendung,
    "truntum": _truntum,
    "lurik": _lurik,
    "tenun": _tenun,
    "ceplok": _ceplok,
    "sekarjagad": _sekarjagad,
}
