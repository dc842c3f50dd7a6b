"""From the demo's texts to the values of the site's models. Pure: the same seed gives the same values."""

from __future__ import annotations

import datetime
import random
import re
import uuid

from django.utils.text import slugify

from catalog.enums import Availability
from catalog.models import ProductCertificate, ProductLink
from expo.models import BoothCertificate, BoothLink, OpeningHours
from home.demo.content import Booth, Hall, Product, site
from marketplaces.models import LinkFields

ART_PALETTES = {
    "indigo": "indigo",
    "sogan": "sogan",
    "mengkudu": "merah",
    "pandan": "hijau",
    "kunyit": "kunyit",
    "laut": "pesisir",
    "manggis": "ungu",
    "terakota": "bata",
}
"""The site's colour pairs and the drawings' cloths that go with them."""

CLOTH_KINDS = {"batik", "kain_lipat", "selendang", "kemeja", "blus", "blangkon"}
MOTIF_WORDS = {
    "kawung": "kawung", "parang": "parang", "mega mendung": "megamendung", "truntum": "truntum",
    "lurik": "lurik", "tenun": "tenun", "ceplok": "ceplok", "sekar jagad": "sekarjagad",
    "jlamprang": "ceplok", "rangrang": "tenun", "ombak": "megamendung", "serayuan": "megamendung",
}  # fmt: skip
COLOUR_WORDS = {
    "sogan": "sogan", "cokelat": "sogan", "biru": "indigo", "indigo": "indigo", "tarum": "indigo",
    "merah": "merah", "lasem": "merah", "naga": "merah", "secang": "mawar", "ungu": "ungu", "parijoto": "ungu",
    "pelangi": "pesisir", "jonasan": "arang", "banyumas": "arang", "mahoni": "bata", "kapal": "telaga",
}  # fmt: skip
"""Words in a cloth's name that its picture must agree with."""

CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
SOCIAL = {"instagram", "facebook", "youtube", "whatsapp"}


def rng_for(seed: int, *words: object) -> random.Random:
    """Return the random numbers of one thing: independent of what else is made."""
    return random.Random("|".join(str(word) for word in (seed, *words)))


def art_motif(motif: str) -> str:
    """Return the drawings' name of a hall's motif."""
    return motif.replace("_", "")


def short_code(rng: random.Random) -> str:
    """Return a booth's short code."""
    return "".join(rng.choice(CODE_LETTERS) for _ in range(5))


def key(rng: random.Random) -> uuid.UUID:
    """Return a UUID that follows from the seed."""
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def phone(number: int) -> str:
    """Return a number that is obviously made up: 0812-0000-0001 and on."""
    return f"+62812{number:08d}"


def hours_for(text: str) -> list[OpeningHours]:
    """Return unsaved opening hours from "1-6 08-16": weekdays (Monday 1), then full hours."""
    hours = []
    for part in text.split(","):
        days, times = part.split()
        first, last = (int(day) for day in days.split("-"))
        opens, closes = (datetime.time(int(hour)) for hour in times.split("-"))
        hours += [
            OpeningHours(weekday=weekday, opens_at=opens, closes_at=closes, sort_order=weekday)
            for weekday in range(first - 1, last)
        ]
    return hours


def certificates_for(words: str, rng: random.Random, today: datetime.date, model=BoothCertificate) -> list:
    """Return unsaved certificates: "halal+" is checked by an editor, "halal-" has run out."""
    result = []
    for order, word in enumerate(words.split()):
        kind, mark = word.rstrip("+-"), word[-1]
        ends = -rng.randrange(20, 200) if mark == "-" else rng.randrange(120, 1400)
        result.append(
            model(
                type=kind,
                number=certificate_number(kind, rng, today + datetime.timedelta(ends)),
                valid_until=today + datetime.timedelta(ends) if kind != "brand" else None,
                is_checked=mark == "+",
                sort_order=order,
            )
        )
    return result


def certificate_number(kind: str, rng: random.Random, ends: datetime.date) -> str:
    """Return a number of the right shape whose zeros show that it is made up."""
    serial = rng.randrange(1, 1000)
    return {
        "pirt": f"2063300000{serial:03d}-{ends:%y}",
        "halal": f"ID33000000{serial:09d}",
        "bpom": f"MD000000000{serial:03d}",
        "sni": f"SNI 0000:{2010 + serial % 15}",
        "svlk": f"VLK-0000-{serial:03d}",
        "batikmark": f"BM-0000-{serial:03d}",
        "brand": f"IDM000000{serial:03d}",
    }.get(kind, f"000-{serial:03d}")


def shop_text(platform: str, handle: str, rng: random.Random, number: str) -> str:
    """Return what the merchant pasted for a shop; accounts end in "contoh" so that none is real."""
    name = f"{handle}contoh"
    hexes = f"{rng.getrandbits(96):024x}"
    texts = {
        "tokopedia": (f"https://www.tokopedia.com/{name}", f"tokopedia.com/{name}?utm_source=salin"),
        "shopee": (f"https://shopee.co.id/{name}", f"Yuk mampir ke toko saya di Shopee! https://shopee.co.id/{name}"),
        "tiktok_shop": (f"https://www.tiktok.com/@{name}", f"www.tiktok.com/@{name}?lang=id-ID"),
        "blibli": (f"https://www.blibli.com/merchant/{name}/CTH-{rng.randrange(10000, 99999)}",),
        "lazada": (f"https://www.lazada.co.id/shop/{name}",),
        "bhinneka": (f"https://www.bhinneka.com/toko-{name}",),
        "padi_umkm": (f"https://padiumkm.id/store/{hexes}",),
        "e_katalog": (f"https://katalog.inaproc.id/{name}",),
        "gofood": (f"https://gofood.co.id/semarang/restaurant/{name}-{key(rng)}",),
        "grabfood": (f"https://food.grab.com/id/id/restaurant/{name}-delivery/6-CONTOH{rng.randrange(1000, 9999)}",),
        "instagram": (f"https://www.instagram.com/{name}/", f"instagram.com/{name}?igsh=abc"),
        "facebook": (f"https://www.facebook.com/{name}",),
        "youtube": (f"https://www.youtube.com/@{name}",),
        "whatsapp": (f"wa.me/{number.removeprefix('+')}",),
    }  # fmt: skip
    return rng.choice(texts[platform])


def product_text(platform: str, handle: str, title: str, rng: random.Random) -> str | None:
    """Return the address of a product on a marketplace, None where the platform has no products."""
    name, slug = f"{handle}contoh", slugify(title)
    serial = rng.randrange(10**9, 10**10)
    return {
        "tokopedia": f"https://www.tokopedia.com/{name}/{slug}?extParam=src%3Dshop",
        "shopee": f"https://shopee.co.id/{slug}-i.{serial // 10}.{serial}",
        "blibli": f"https://www.blibli.com/p/{slug}/ps--CTH-{serial % 90000 + 10000}-00001",
        "lazada": f"https://www.lazada.co.id/products/{slug}-i{serial}-s{serial + 1}.html",
        "tiktok_shop": f"https://shop-id.tokopedia.com/pdp/{slug}/17{serial}",
        "bhinneka": f"https://www.bhinneka.com/{slug}-sku{serial}",
        "padi_umkm": f"https://padiumkm.id/product/{slug}/{rng.getrandbits(96):024x}",
        "e_katalog": f"https://katalog.inaproc.id/{name}/{slug}",
    }.get(platform)


def link(model: type[LinkFields], pasted: str, order: int, rng: random.Random) -> LinkFields:
    """Return an unsaved, recognised link; raises ValidationError when the recogniser refuses it."""
    made = model(pasted=pasted, sort_order=order, key=key(rng))
    made.clean()
    return made


def booth_links(booth: Booth, rng: random.Random, number: str) -> list[BoothLink]:
    """Return the booth's links to its shops elsewhere."""
    return [
        link(BoothLink, shop_text(platform, booth.handle, rng, number), order, rng)
        for order, platform in enumerate(booth.platforms.split())
    ]


def product_links(booth: Booth, product: Product, rng: random.Random) -> list[ProductLink]:
    """Return links of one product: most stand on the first or the first two marketplaces of the booth."""
    shops = [platform for platform in booth.platforms.split() if platform not in SOCIAL]
    wanted = shops[: rng.choice((0, 1, 1, 2, 2))]
    texts = [text for platform in wanted if (text := product_text(platform, booth.handle, product.name, rng))]
    return [link(ProductLink, text, order, rng) for order, text in enumerate(texts)]


def description(booth: Booth, product: Product, rng: random.Random) -> str:
    """Return two or three sentences: the product's own, the booth's, and how to keep it."""
    care = rng.choice(site()["care"][site()["kinds"][product.kind][3]])
    return " ".join(part for part in (product.text, rng.choice(booth.detail), care) if part)


def product_fields(booth: Booth, product: Product, categories: dict, rng: random.Random) -> dict:
    """Return the plain values of a product page."""
    category, weight, shelf_life, _care, _alt, *_tags = site()["kinds"][product.kind]
    wholesale, _slash, least = (product.option("grosir") or "").partition("/")
    days = product.option("made")
    availability = Availability.IN_STOCK
    if product.option("out") is not None:
        availability = Availability.OUT_OF_STOCK
    elif days:
        availability = Availability.MADE_TO_ORDER
    to = product.option("to")
    is_shippable = product.option("local") is None
    return {
        "title": product.name,
        "slug": slugify(product.name),
        "price": product.price,
        "price_to": int(to) if to else None,
        "unit": product.unit,
        "min_order": int(product.option("min") or 1),
        "wholesale_price": int(wholesale) if wholesale else None,
        "wholesale_from": int(least) if least else None,
        "availability": availability,
        "made_in_days": int(days) if days else None,
        "is_shippable": is_shippable,
        "weight_grams": _about(weight, rng) if is_shippable else None,
        "shelf_life_days": shelf_life or None,
        "category": categories[product.option("cat") or category],
        "description": description(booth, product, rng),
        "sku": f"{booth.handle[:6].upper()}-{rng.randrange(100, 999)}" if rng.random() < 0.4 else "",
    }


def _about(weight: int, rng: random.Random) -> int:
    return max(50, round(weight * rng.uniform(0.8, 1.25) / 50) * 50)


def product_certificates(booth: Booth, product: Product, rng: random.Random, today) -> list:
    """Return the certificates of one product: some foods carry their own number."""
    food = site()["kinds"][product.kind][2] > 0
    words = [word for word in booth.certificates.split() if word.rstrip("+-") in {"pirt", "bpom", "halal"}]
    if not food or not words or rng.random() < 0.55:
        return []
    return certificates_for(rng.choice(words), rng, today, ProductCertificate)


def tags_for(product: Product, rng: random.Random) -> list[str]:
    """Return the words people may look for."""
    words = site()["kinds"][product.kind][5:]
    extra = rng.sample(
        ("oleh-oleh", "hadiah", "buatan tangan", "jawa tengah", "hampers"), rng.choice((0, 1, 2))
    )
    return list(dict.fromkeys([*words, *extra]))


def cloth_of(product: Product) -> dict[str, str]:
    """Return the motif and colours that a cloth's name promises, as far as it promises any."""
    if product.kind not in CLOTH_KINDS:
        return {}
    name, look = product.name.lower(), {}
    for key_word, words in (("motif", MOTIF_WORDS), ("palette", COLOUR_WORDS)):
        if found := next((value for word, value in words.items() if word in name), None):
            look[key_word] = found
    return look


def photo_count(product: Product, rng: random.Random) -> int:
    """Return how many photos a product has; a few have none, as in life."""
    if product.option("nophoto") is not None:
        return 0
    return int(product.option("photos") or 1)


def story(booth: Booth, hall: Hall, rng: random.Random, photo_id: int | None = None) -> list[dict]:
    """Return the story's blocks as StreamField data; `photo_id` puts a photo into the middle."""
    blocks = [{"type": "text", "value": f"<p>{paragraph}</p>"} for paragraph in booth.story]
    blocks.insert(rng.choice((1, 2)), {"type": "quote", "value": {"text": booth.quote, "name": booth.owner}})
    if photo_id:
        caption = rng.choice(("Suasana pagi di sekitar lapak", "Hari pasaran", "Jalan menuju lapak kami"))
        blocks.insert(
            2,
            {
                "type": "photo",
                "value": {
                    "photo": photo_id,
                    "alt": "Deretan kios beratap genting dengan orang berbelanja",
                    "caption": f"{caption}, {booth.district}",
                },
            },
        )
    return [{**block, "id": str(key(rng))} for block in blocks]


def slug_of(text: str) -> str:
    """Return an address without what slugify would glue together."""
    return slugify(re.sub(r"[&/]", " ", text))
