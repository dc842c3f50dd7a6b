"""What a booth or a product still lacks: to be published at all, and to be found and trusted."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import ProductPage
from expo.models import BoothPage


class NotPublishable(PermissionDenied):
    """Raised where an incomplete page would be published; `problems` holds plain sentences."""

    def __init__(self, problems):
        self.problems = problems
        super().__init__(" ".join(problems))


def problems_before_publishing(*, page) -> dict[str, str]:
    """Return {field: sentence} for what a page must have before the public may see it; empty when ready.

    A booth needs a name and a way to reach its people: WhatsApp or telephone. A product needs a
    name; a product without price says "ask the seller", one without photo shows its hall's motif.
    """
    problems = {}
    if isinstance(page, BoothPage):
        if not page.title.strip():
            problems["title"] = _("Beri nama lapak ini.")
        if not (page.whatsapp or page.phone):
            problems["whatsapp"] = _("Isi WhatsApp atau telepon, supaya pembeli dapat menghubungi.")
    elif isinstance(page, ProductPage) and not page.title.strip():
        problems["title"] = _("Beri nama produk ini.")
    return problems


def require_publishable(*, page) -> None:
    """Raise NotPublishable when `page` may not go live as it is."""
    if problems := problems_before_publishing(page=page):
        raise NotPublishable(list(problems.values()))


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that makes a booth better: what to do, why it matters, and the weight of it in points."""

    key: str
    todo: str
    why: str
    points: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete a booth is: `score` of 100, and the steps in the order of their use."""

    score: int
    steps: list[Step]

    @property
    def missing(self) -> list[Step]:
        """Return what is not done yet, the most useful first."""
        return sorted((step for step in self.steps if not step.is_done), key=lambda step: -step.points)

    @property
    def next_step(self) -> Step | None:
        """Return the one most useful next step, or None when everything is done."""
        return self.missing[0] if self.missing else None


_WORDS = {
    "contact": (
        gettext_lazy("Isi nomor WhatsApp"),
        gettext_lazy("Tanpa nomor, pembeli tidak dapat memesan."),
    ),
    "products": (
        gettext_lazy("Tambahkan tiga produk atau lebih"),
        gettext_lazy("Lapak dengan minimal tiga produk lebih sering dibuka."),
    ),
    "photos": (
        gettext_lazy("Beri setiap produk sebuah foto"),
        gettext_lazy("Orang membeli apa yang dapat dilihat."),
    ),
    "prices": (
        gettext_lazy("Beri setiap produk harga"),
        gettext_lazy("Produk berharga muncul saat pembeli menyaring harga."),
    ),
    "cover": (
        gettext_lazy("Pasang foto sampul"),
        gettext_lazy("Foto sampul adalah hal pertama yang terlihat di hall."),
    ),
    "story": (gettext_lazy("Tulis cerita usaha Anda"), gettext_lazy("Cerita membuat pembeli percaya.")),
    "hours": (gettext_lazy("Isi jam buka"), gettext_lazy("Pembeli tahu kapan boleh datang atau menelepon.")),
    "place": (gettext_lazy("Isi pasar atau kota"), gettext_lazy("Pembeli mencari yang dekat.")),
    "links": (
        gettext_lazy("Tempel tautan toko daring"),
        gettext_lazy("Pembeli dapat langsung membeli di sana."),
    ),
    "tagline": (
        gettext_lazy("Tulis kalimat pendek"),
        gettext_lazy("Tampil di bawah nama lapak di mana-mana."),
    ),
}


def why_of(key: str) -> str:
    """Return why a step matters, in words."""
    return str(_WORDS[key][1])


def completeness(*, booth: BoothPage, product_count: int, products_with_photo: int, products_with_price: int):
    """Return how complete a booth (its latest version) is; the points add up to 100.

    The weights follow what buyers look for first: somebody to write to, goods with photo and price.
    """
    story = any(block.block_type == "text" for block in booth.story)
    steps = [
        ("contact", 20, bool(booth.whatsapp)),
        ("products", 18, product_count >= 3),
        ("photos", 16, product_count > 0 and products_with_photo >= product_count),
        ("prices", 12, product_count > 0 and products_with_price >= product_count),
        ("cover", 10, booth.cover_id is not None),
        ("story", 8, story),
        ("hours", 6, booth.opening_hours.exists()),
        ("place", 4, bool(booth.market_id or booth.area_id)),
        ("links", 4, booth.links.exists()),
        ("tagline", 2, bool(booth.tagline)),
    ]
    found = [Step(key, *map(str, _WORDS[key]), points, is_done) for key, points, is_done in steps]
    return Completeness(score=sum(step.points for step in found if step.is_done), steps=found)
