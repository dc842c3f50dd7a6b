"""A small painter on top of Pillow: filled outlines, gradients, textures, soft shadows.

Everything is drawn at twice the size and reduced at the end, which gives smooth edges for a
fraction of what a vector renderer costs. Coordinates are those of the finished picture; y grows
downwards; angles are degrees. Nothing here is random: the same calls give the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
SCALE = 2
INK = (38, 22, 16)
GLOW = (255, 245, 222)


def rgb(value: str | Sequence[int]) -> Colour:
    """Return an (r, g, b) tuple for "#rrggbb" or pass a tuple through."""
    if isinstance(value, str):
        value = value.lstrip("#")
        return int(value[0:2], 16), int(value[2:4], 16), int(value[4:6], 16)
    return int(value[0]), int(value[1]), int(value[2])


def mix(first, second, share: float) -> Colour:
    """Return the colour that lies ``share`` (0..1) of the way from first to second."""
    a, b = rgb(first), rgb(second)
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))


def dark(colour, share: float = 0.3) -> Colour:
    """Return a colour in warm shade."""
    r, g, b = rgb(colour)
    k = 1 - share
    return mix((r * k, g * k * 0.97, b * k), INK, share * 0.25)


def light(colour, share: float = 0.3) -> Colour:
    """Return a colour in warm light."""
    return mix(colour, GLOW, share)


@dataclass(frozen=True)
class Linear:
    """A linear gradient over the outline's box; stops are (offset, colour) or (offset, colour, alpha)."""

    stops: tuple
    angle: float = 0.0


@dataclass(frozen=True)
class Radial:
    """From ``inner`` in the middle (cx, cy as shares of the box) to ``outer`` at the radius."""

    inner: Colour
    outer: Colour
    cx: float = 0.4
    cy: float = 0.35
    radius: float = 0.75


@dataclass(frozen=True, eq=False)
class Texture:
    """An image laid into the outline's box, or into ``quad`` (four corners, clockwise from top left)."""

    image: Image.Image
    quad: tuple | None = None


def across(colour, *, lit: float = 0.28, shade: float = 0.42, angle: float = 0.0) -> Linear:
    """Return the gradient of a round thing lit from the upper left."""
    return Linear(
        (
            (0, dark(colour, shade * 0.55)),
            (0.16, rgb(colour)),
            (0.34, light(colour, lit)),
            (0.6, rgb(colour)),
            (0.9, dark(colour, shade)),
            (1, dark(colour, shade * 0.8)),
        ),
        angle,
    )


@lru_cache(maxsize=4096)
def _strip(stops: tuple) -> Image.Image:
    """Return a 256×3 RGBA strip for the stops."""
    row = bytearray()
    index = 0
    for x in range(256):
        t = x / 255
        while index < len(stops) - 2 and t > stops[index + 1][0]:
            index += 1
        a, b = stops[index], stops[min(index + 1, len(stops) - 1)]
        span = (b[0] - a[0]) or 1
        share = min(1, max(0, (t - a[0]) / span))
        colour = mix(a[1], b[1], share)
        alpha_a = a[2] if len(a) > 2 else 1
        alpha_b = b[2] if len(b) > 2 else 1
        row += bytes((*colour, round(255 * (alpha_a + (alpha_b - alpha_a) * share))))
    return Image.frombytes("RGBA", (256, 3), bytes(row * 3))


def perspective(quad, width: int, height: int) -> tuple:
    """Return Pillow's eight coefficients mapping the quad (target) onto a width × height source."""
    source = ((0, 0), (width, 0), (width, height), (0, height))
    rows = []
    for (x, y), (u, v) in zip(quad, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    n = 8
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        lead = rows[i][i] or 1e-9
        rows[i] = [value / lead for value in rows[i]]
        for r in range(n):
            if r != i and rows[r][i]:
                factor = rows[r][i]
                rows[r] = [x - factor * y for x, y in zip(rows[r], rows[i], strict=True)]
    return tuple(row[8] for row in rows)


class Canvas:
    """A picture in the making."""

    def __init__(self, width: int, height: int, base=(236, 224, 204), scale: float = SCALE):
        """Take a size in units; `scale` is how many pixels are drawn for one unit."""
        self.width, self.height, self.scale = width, height, scale
        self._matrix = (float(scale), 0.0, 0.0, float(scale), 0.0, 0.0)
        self.lay(Image.new("RGB", (round(width * scale), round(height * scale)), rgb(base)))

    def lay(self, image: Image.Image) -> None:
        """Take an image of the drawn size as everything painted so far."""
        self.image = image
        self._bind()

    def _bind(self) -> None:
        self._draw = ImageDraw.Draw(self.image)
        self._blend = ImageDraw.Draw(self.image, "RGBA")

    @contextmanager
    def at(self, x: float, y: float, scale: float = 1.0, turn: float = 0.0, flip: bool = False):
        """Draw inside with the origin at (x, y), scaled, turned clockwise and perhaps mirrored."""
        before = self._matrix
        a, b, c, d, e, f = before
        cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
        sx = -1 if flip else 1
        m0, m1, m2, m3 = cos * sx, sin * sx, -sin, cos
        self._matrix = (
            a * m0 + c * m1,
            b * m0 + d * m1,
            a * m2 + c * m3,
            b * m2 + d * m3,
            a * x + c * y + e,
            b * x + d * y + f,
        )
        try:
            yield self
        finally:
            self._matrix = before

    @property
    def unit(self) -> float:
        """Return how many drawn pixels one local unit is."""
        a, b = self._matrix[:2]
        return math.hypot(a, b)

    def to_pixels(self, points: Iterable) -> list:
        """Return local points as pixels of the large picture."""
        a, b, c, d, e, f = self._matrix
        return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]

    def fill(self, points: Iterable, paint, alpha: float = 1.0) -> None:
        """Fill an outline with a colour, a gradient or a texture."""
        pixels = self.to_pixels(points)
        if isinstance(paint, Linear | Radial | Texture):
            self._fill_paint(pixels, paint, alpha)
        elif alpha >= 1:
            self._draw.polygon(pixels, fill=rgb(paint))
        else:
            self._blend.polygon(pixels, fill=(*rgb(paint), round(alpha * 255)))

    def _fill_paint(self, pixels: list, paint, alpha: float) -> None:
        xs, ys = [p[0] for p in pixels], [p[1] for p in pixels]
        full = (math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)) + 1, math.ceil(max(ys)) + 1)
        box = (
            max(0, full[0]),
            max(0, full[1]),
            min(self.image.width, full[2]),
            min(self.image.height, full[3]),
        )
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        size = (box[2] - box[0], box[3] - box[1])
        mask = Image.new("L", size)
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in pixels], fill=round(255 * alpha))
        shift = (box[0] - full[0], box[1] - full[1])
        span = (full[2] - full[0], full[3] - full[1])
        if isinstance(paint, Texture):
            colour, own = self._texture(paint, size, box, span), None
        else:
            colour, own = _gradient(paint, size, span, shift)
        if own is not None:
            mask = ImageChops.multiply(mask, own)
        self.image.paste(colour, box, mask)

    def _texture(self, paint: Texture, size, box, span) -> Image.Image:
        source = paint.image
        if paint.quad is None:
            return source.resize(span, Image.BILINEAR).crop((0, 0, *size))
        quad = [(x - box[0], y - box[1]) for x, y in self.to_pixels(paint.quad)]
        return source.transform(
            size, Image.PERSPECTIVE, perspective(quad, source.width, source.height), Image.BILINEAR
        )

    def line(self, points: Iterable, colour, width: float = 2.0, alpha: float = 1.0) -> None:
        """Stroke a line of the given local width."""
        pixels = self.to_pixels(points)
        thick = max(1, round(width * self.unit))
        if alpha >= 1:
            self._draw.line(pixels, fill=rgb(colour), width=thick, joint="curve")
        else:
            self._blend.line(pixels, fill=(*rgb(colour), round(alpha * 255)), width=thick, joint="curve")

    def dot(self, x: float, y: float, radius: float, colour, alpha: float = 1.0) -> None:
        """Fill a small circle (its transform may only scale evenly)."""
        ((px, py),) = self.to_pixels([(x, y)])
        r = radius * self.unit
        pen, fill = (
            (self._draw, rgb(colour)) if alpha >= 1 else (self._blend, (*rgb(colour), round(alpha * 255)))
        )
        pen.ellipse((px - r, py - r, px + r, py + r), fill=fill)

    def soft(self, points: Iterable, colour=INK, alpha: float = 0.35, blur: float = 18.0) -> None:
        """Fill an outline with a blurred edge: a shadow or a light patch; blur in local units."""
        pixels = self.to_pixels(points)
        spread = blur * self.unit
        step = 16 if spread >= 40 else 8 if spread >= 14 else 4
        margin = spread * 2.6
        xs, ys = [p[0] for p in pixels], [p[1] for p in pixels]
        left, top = int(min(xs) - margin) // step * step, int(min(ys) - margin) // step * step
        w = int((max(xs) + margin - left) / step) + 1
        h = int((max(ys) + margin - top) / step) + 1
        if w < 1 or h < 1:
            return
        mask = Image.new("L", (w, h))
        ImageDraw.Draw(mask).polygon(
            [((x - left) / step, (y - top) / step) for x, y in pixels], fill=round(255 * alpha)
        )
        mask = mask.filter(ImageFilter.GaussianBlur(max(0.6, spread / step)))
        mask = mask.resize((w * step, h * step), Image.BILINEAR)
        box = (max(0, left), max(0, top))
        end = (min(self.image.width, left + w * step), min(self.image.height, top + h * step))
        if end[0] <= box[0] or end[1] <= box[1]:
            return
        mask = mask.crop((box[0] - left, box[1] - top, end[0] - left, end[1] - top))
        self.image.paste(rgb(colour), (*box, *end), mask)

    def finish(self) -> Image.Image:
        """Return the picture reduced to its real size."""
        return self.image.reduce(SCALE)


def _gradient(paint, size, span, shift):
    """Return (colours, own alpha or None) of the given size; large ones are grown from small ones."""
    make = _radial if isinstance(paint, Radial) else _linear
    if size[0] * size[1] < 60_000:
        return make(paint, size, span, shift)
    k = 6
    small = (max(2, size[0] // k), max(2, size[1] // k))
    fx, fy = small[0] / size[0], small[1] / size[1]
    colour, own = make(paint, small, (span[0] * fx, span[1] * fy), (shift[0] * fx, shift[1] * fy))
    return colour.resize(size, Image.BILINEAR), own and own.resize(size, Image.BILINEAR)


def _linear(paint: Linear, size, span, shift):
    strip = _strip(paint.stops)
    opaque = all(len(stop) < 3 for stop in paint.stops)
    angle = paint.angle % 360
    if angle in (0, 180, 90, 270):
        turned = strip if angle in (0, 90) else strip.transpose(Image.FLIP_LEFT_RIGHT)
        if angle in (90, 270):
            turned = turned.transpose(Image.TRANSPOSE)
        whole = turned.convert("RGB") if opaque else turned
        box = None
        if span != size:
            kx, ky = whole.width / span[0], whole.height / span[1]
            box = (shift[0] * kx, shift[1] * ky, (shift[0] + size[0]) * kx, (shift[1] + size[1]) * ky)
        grown = whole.resize(size, Image.BILINEAR, box=box)
    else:
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        w, h = span
        corners = [x * cos + y * sin for x in (0, w) for y in (0, h)]
        low, high = min(corners), max(corners)
        k = 253 / (high - low)
        start = (shift[0] * cos + shift[1] * sin - low) * k + 1
        source = strip.convert("RGB") if opaque else strip
        grown = source.transform(size, Image.AFFINE, (cos * k, sin * k, start, 0, 0, 1.5), Image.BILINEAR)
    if opaque:
        return grown, None
    return grown.convert("RGB"), grown.getchannel("A")


def _radial(paint: Radial, size, span, shift):
    wheel = Image.radial_gradient("L")
    rx, ry = max(1.0, paint.radius * span[0]), max(1.0, paint.radius * span[1])
    x0, y0 = paint.cx * span[0] - shift[0], paint.cy * span[1] - shift[1]
    kx, ky = 127 / rx, 127 / ry
    share = wheel.transform(
        size, Image.AFFINE, (kx, 0, 127.5 - x0 * kx, 0, ky, 127.5 - y0 * ky), Image.BILINEAR, fillcolor=255
    )
    result = Image.new("RGB", size, rgb(paint.inner))
    result.paste(rgb(paint.outer), (0, 0, *size), share)
    return result, None


# Outlines ---------------------------------------------------------------------------------------


def rect(x: float, y: float, w: float, h: float) -> list:
    """Return a rectangle."""
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]


def round_rect(x: float, y: float, w: float, h: float, r: float) -> list:
    """Return a rectangle with round corners."""
    r = min(r, w / 2, h / 2)
    points = []
    for cx, cy, start in (
        (x + w - r, y + r, -90),
        (x + w - r, y + h - r, 0),
        (x + r, y + h - r, 90),
        (x + r, y + r, 180),
    ):
        points += arc(cx, cy, r, r, start, start + 90, 7)
    return points


def arc(cx, cy, rx, ry, start: float, end: float, steps: int = 24) -> list:
    """Return points of an elliptic arc from start to end (degrees, clockwise on screen)."""
    return [
        (cx + rx * math.cos(math.radians(a)), cy + ry * math.sin(math.radians(a)))
        for a in (start + (end - start) * i / (steps - 1) for i in range(steps))
    ]


def ellipse(cx, cy, rx, ry, steps: int = 48) -> list:
    """Return an ellipse."""
    return arc(cx, cy, rx, ry, 0, 360, steps)


def smooth(points: Sequence, closed: bool = True, steps: int = 8) -> list:
    """Return a curve (Catmull-Rom) through the points."""
    n = len(points)
    result = []
    for i in range(n if closed else n - 1):
        p0 = points[(i - 1) % n] if closed else points[max(0, i - 1)]
        p1, p2 = points[i % n], points[(i + 1) % n]
        p3 = points[(i + 2) % n] if closed else points[min(n - 1, i + 2)]
        for s in range(steps):
            t = s / steps
            result.append(tuple(_catmull(a, b, c, d, t) for a, b, c, d in zip(p0, p1, p2, p3, strict=True)))
    if not closed:
        result.append(tuple(points[-1]))
    return result


def _catmull(a, b, c, d, t):
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def profile(half_widths: Sequence, tilt: float = 0.09, steps: int = 6) -> list:
    """Return the outline of a turned thing from (y, half width) pairs, top first, with round ends."""
    right = smooth([(w, y) for y, w in half_widths], closed=False, steps=steps)
    top_y, top_w = half_widths[0]
    low_y, low_w = half_widths[-1]
    bottom = arc(0, low_y, low_w, low_w * tilt, 0, 180, 16)
    top = arc(0, top_y, top_w, top_w * tilt, 180, 360, 16)
    return right + bottom + [(-x, y) for x, y in reversed(right)] + top


def jpeg(image: Image.Image, quality: int = 82) -> bytes:
    """Return the picture as JPEG bytes."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=False)
    return out.getvalue()
