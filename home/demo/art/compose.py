"""From a kind of goods and a seed to a finished photograph-like picture."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PIL import Image

from . import craft, food, gifts, leather, market, packed, wear, workshop
from .backdrops import FLAT, STANDING, backdrop, grade
from .canvas import SCALE, Canvas
from .motifs import MOTIFS, PALETTES


@dataclass(frozen=True)
class Thing:
    """A drawing that stands on its origin, its nominal width and height, and whether it wants cloth."""

    draw: Callable
    width: float
    height: float
    cloth: bool = False


POUCH = Thing(packed.pouch, 210, 320)
JAR = Thing(packed.jar, 205, 310)
BOTTLE = Thing(packed.bottle, 135, 420)
CARTON = Thing(packed.carton, 300, 190)
TEA_BOX = Thing(packed.tea_box, 215, 290)
COFFEE = Thing(packed.coffee_bag, 190, 320)
TUBE = Thing(packed.tube, 120, 400)
CHIPS = Thing(food.chips, 340, 230)
CRACKERS = Thing(food.crackers, 350, 270)
CAKES = Thing(food.cakes, 410, 160)
SQUARES = Thing(food.squares, 420, 180)
EGGS = Thing(food.eggs, 410, 140)
SPICES = Thing(market.spices, 440, 160)
CUP = Thing(market.cup, 310, 210)
SUGAR = Thing(market.sugar, 380, 140)
PRODUCE = Thing(market.produce, 410, 190)
BASKET = Thing(craft.basket, 310, 340)
TOTE = Thing(craft.tote, 310, 400)
VASE = Thing(craft.vase, 240, 360)
MASK = Thing(craft.mask, 250, 430)
CANDLE = Thing(gifts.candle, 270, 260)
SOAP = Thing(gifts.soap, 350, 140)
LAMP = Thing(gifts.lamp, 310, 390)
PLANT = Thing(gifts.plant, 330, 380)
COCK = Thing(gifts.shuttlecock, 260, 190)
TOY = Thing(gifts.toy, 370, 200)
STACK = Thing(wear.stack, 440, 380, True)
ROLLS = Thing(wear.rolls, 520, 380, True)
BAG = Thing(leather.handbag, 340, 400)
CAP = Thing(leather.cap, 310, 330, True)
CHAIR = Thing(workshop.chair, 300, 510)
STOOL = Thing(workshop.stool, 270, 270)
TABLE = Thing(workshop.table, 520, 330)
GEAR = Thing(workshop.gear, 440, 310)
WOK = Thing(workshop.wok, 500, 340)
KNIFE = Thing(workshop.knife, 400, 380)
EXHAUST = Thing(workshop.exhaust, 580, 190)
HONEY = Thing(partial(packed.jar, content="#e09a26"), 205, 310)
SAMBAL = Thing(partial(packed.jar, content="#b5301f"), 205, 310)
SYRUP = Thing(partial(packed.bottle, content="#a32638"), 135, 420)
SOY = Thing(partial(packed.bottle, content="#2b1a14"), 135, 420)
HERBAL = Thing(partial(packed.bottle, content="#d9961f"), 135, 420)

# A kind of goods is a choice of arrangements, each a row of things from left to right.
STANDING_KINDS: dict[str, tuple] = {
    "keripik": ((POUCH,), (POUCH, POUCH), (POUCH, CHIPS), (CHIPS,), (POUCH, POUCH, POUCH), (CHIPS, POUCH)),
    "kerupuk": ((CRACKERS,), (POUCH, CRACKERS), (CRACKERS, POUCH)),
    "sambal": ((SAMBAL,), (SAMBAL, SAMBAL), (SAMBAL, PRODUCE), (JAR, JAR, JAR), (PRODUCE, SAMBAL)),
    "madu": ((HONEY,), (HONEY, HONEY), (HONEY, HONEY, HONEY), (HONEY, BOTTLE)),
    "selai": ((JAR, JAR), (JAR, PRODUCE), (JAR, JAR, JAR)),
    "sirup": ((SYRUP, BOTTLE), (BOTTLE, BOTTLE, BOTTLE), (SYRUP,), (BOTTLE, PRODUCE)),
    "kecap": ((SOY,), (SOY, SOY), (SOY, SPICES), (SOY, SOY, SOY)),
    "jamu": ((HERBAL, HERBAL, BOTTLE), (HERBAL, SPICES), (SPICES, HERBAL), (HERBAL, CUP)),
    "bakpia": ((CARTON, CAKES), (CAKES,), (CAKES, CARTON), (CARTON, CARTON)),
    "wingko": ((SQUARES,), (CARTON, SQUARES), (SQUARES, CARTON)),
    "telur": ((EGGS,), (CARTON, EGGS), (EGGS, CARTON)),
    "teh": ((TEA_BOX, CUP), (TEA_BOX, TEA_BOX), (CUP,), (CUP, TEA_BOX), (TEA_BOX, TEA_BOX, CUP)),
    "kopi": ((COFFEE, CUP), (COFFEE, COFFEE), (COFFEE,), (CUP, COFFEE), (COFFEE, COFFEE, COFFEE)),
    "rempah": ((SPICES,), (JAR, SPICES), (POUCH, SPICES), (SPICES, BOTTLE)),
    "gula": ((SUGAR,), (POUCH, SUGAR), (SUGAR, JAR)),
    "buah": ((PRODUCE,), (PRODUCE, PRODUCE), (PRODUCE, JAR)),
    "keranjang": ((BASKET,), (BASKET, BASKET), (BASKET, PLANT)),
    "tas_anyam": ((TOTE,), (TOTE, TOTE), (TOTE, BASKET)),
    "lampu": ((LAMP,), (LAMP, VASE), (LAMP, LAMP)),
    "gerabah": ((VASE,), (VASE, VASE), (VASE, VASE, VASE), (VASE, PLANT)),
    "topeng": ((MASK,), (MASK, MASK), (MASK, VASE)),
    "lilin": ((CANDLE,), (CANDLE, SOAP), (CANDLE, VASE)),
    "sabun": ((SOAP,), (SOAP, BOTTLE), (SOAP, CANDLE)),
    "tanaman": ((PLANT,), (PLANT, PLANT), (PLANT, VASE)),
    "mainan": ((TOY,), (TOY, TOY)),
    "kok": ((TUBE, COCK), (COCK, COCK), (TUBE, TUBE, COCK), (COCK,)),
    "kain_lipat": ((STACK,), (ROLLS,), (STACK, STACK)),
    "tas_kulit": ((BAG,), (BAG, BAG)),
    "blangkon": ((CAP,), (CAP, CAP), (CAP, STACK)),
    "kursi": ((CHAIR,), (CHAIR, STOOL), (CHAIR, CHAIR), (CHAIR, PLANT)),
    "bangku": ((STOOL,), (STOOL, STOOL), (STOOL, PLANT)),
    "meja": ((TABLE,), (TABLE, STOOL), (TABLE, CHAIR)),
    "suku_cadang": ((GEAR,), (GEAR, GEAR)),
    "wajan": ((WOK,), (WOK, KNIFE)),
    "pisau": ((KNIFE,), (KNIFE, WOK)),
    "knalpot": ((EXHAUST,), (EXHAUST, GEAR)),
}
HANGING_KINDS = {"batik": wear.hanging, "kemeja": wear.shirt, "blus": wear.blouse}
FLAT_KINDS = {
    "jajan": market.tray,
    "kalung": gifts.necklace,
    "sandal": leather.sandals,
    "sabuk": leather.belt,
    "selendang": wear.shawl,
}
FLOOR_KINDS = {"kursi", "bangku", "meja"}
KINDS = (*STANDING_KINDS, *HANGING_KINDS, *FLAT_KINDS)
WOVEN_PALETTES = ("sogan", "indigo", "merah", "hijau", "arang", "telaga", "bata")


def picture(
    kind: str, seed: object, *, width: int = 1080, motif: str | None = None, palette: str | None = None
) -> Image.Image:
    """Return a picture of the goods, four to three. The same arguments always give the same pixels.

    ``motif`` and ``palette`` (see ``motifs``) dress cloth and surroundings; without them the seed decides.
    Raises KeyError for an unknown kind.
    """
    rng = random.Random(f"{kind}|{seed}")
    own_motif = motif or rng.choice(MOTIFS)
    own_palette = palette or rng.choice(list(PALETTES))
    c = Canvas(1200, 900, scale=SCALE * width / 1200)
    if kind in FLAT_KINDS:
        _flat(c, rng, kind, own_motif, own_palette)
    elif kind in HANGING_KINDS:
        _hanging(c, rng, kind, own_motif, own_palette)
    else:
        _standing(c, rng, STANDING_KINDS[kind], kind in FLOOR_KINDS, own_motif, own_palette)
    return grade(c.finish(), rng)


def _surroundings(rng, motif, palette):
    """Return motif and palette of the backdrop: another cloth than the goods are made of."""
    return rng.choice([m for m in MOTIFS if m != motif]), rng.choice([p for p in PALETTES if p != palette])


def _flat(c, rng, kind, motif, palette):
    styles = FLAT if kind not in {"selendang", "kalung"} else ("flat_wood", "flat_plain")
    backdrop(c, rng, rng.choice(styles), *_surroundings(rng, motif, palette))
    scale = c.height / 900 * rng.uniform(0.98, 1.12)
    with c.at(c.width * rng.uniform(0.44, 0.56), c.height * 0.5, scale, rng.uniform(-16, 16)):
        draw = FLAT_KINDS[kind]
        if kind == "selendang":
            draw(c, rng, motif, palette)
        else:
            draw(c, rng)


def _hanging(c, rng, kind, motif, palette):
    style = rng.choice(("sweep", "window", "table", "sweep", "stall"))
    backdrop(c, rng, style, *_surroundings(rng, motif, palette))
    k = c.height / 900
    if kind == "batik":
        if rng.random() < 0.3:
            return _standing_row(c, rng, rng.choice(STANDING_KINDS["kain_lipat"]), 0.6, motif, palette)
        with c.at(
            c.width * rng.uniform(0.45, 0.55),
            c.height * rng.uniform(0.11, 0.15),
            k * rng.uniform(1.02, 1.2),
            rng.uniform(-2, 2),
        ):
            wear.hanging(c, rng, motif, palette)
        return None
    with c.at(
        c.width * rng.uniform(0.44, 0.56), c.height * 0.51, k * rng.uniform(1.12, 1.26), rng.uniform(-3, 3)
    ):
        HANGING_KINDS[kind](c, rng, motif, palette)
    return None


def _standing(c, rng, recipes, on_floor, motif, palette):
    style = rng.choice(("sweep", "window", "sweep") if on_floor else STANDING)
    top = backdrop(c, rng, style, *_surroundings(rng, motif, palette))
    _standing_row(c, rng, rng.choice(recipes), top, motif, palette)


def _standing_row(c, rng, things, top, motif, palette):
    room = c.width * rng.uniform(0.78, 0.88)
    total = sum(t.width for t in things) * 0.93
    tallest = max(t.height for t in things)
    scale = min(room / total, c.height * 0.66 / tallest, 2.3 * c.height / 900)
    x = c.width * rng.uniform(0.47, 0.53) - total * scale / 2
    base = c.height * min(0.9, max(top + 0.2, 0.8)) + rng.uniform(-8, 14)
    places = []
    for i, thing in enumerate(things):
        wide = thing.width * 0.93 * scale
        depth = rng.uniform(-0.05, 0.045) * c.height + (
            0.02 * c.height if thing.height < tallest * 0.75 else 0
        )
        places.append((base + depth, x + wide / 2, thing, i))
        x += wide
    for y, px, thing, _ in sorted(places, key=lambda p: (p[0], p[3])):
        size = scale * (1 + (y - base) / c.height * 0.9)
        with c.at(px, y, size):
            if thing.cloth:
                thing.draw(c, rng, motif, palette)
            else:
                thing.draw(c, rng)
