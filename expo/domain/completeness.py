"""What a booth or a product still lacks: to be published at all, and to be found and trusted."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

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


def completeness(*, booth: BoothPage, product_count: int, products_with_photo: int, products_with_price: int):
    """Return how complete a booth (its latest version) is; the points add up to 100.

    The weights follow what buyers look for first: somebody to write to, goods with photo and price.
    """
    story = any(block.block_type == "text" for block in booth.story)
    steps = [
        Step("contact", _("Isi nomor WhatsApp"), _("Tanpa nomor, pembeli tidak dapat memesan."), 20,
             bool(booth.whatsapp)),
        Step("products", _("Tambahkan tiga produk atau lebih"),
             _("Lapak dengan tiga produk atau lebih lebih sering dibuka."), 18, product_count >= 3),
        Step("photos", _("Beri setiap produk sebuah foto"), _("Orang membeli apa yang dapat dilihat."), 16,
             product_count > 0 and products_with_photo >= product_count),
        Step("prices", _("Beri setiap produk harga"), _("Produk berharga muncul saat pembeli menyaring harga."),
             12, product_count > 0 and products_with_price >= product_count),
        Step("cover", _("Pasang foto sampul"), _("Foto sampul adalah hal pertama yang terlihat di hall."), 10,
             booth.cover_id is not None),
        Step("story", _("Tulis cerita usaha Anda"), _("Cerita membuat pembeli percaya."), 8, story),
        Step("hours", _("Isi jam buka"), _("Pembeli tahu kapan boleh datang atau menelepon."), 6,
             booth.opening_hours.exists()),
        Step("place", _("Isi pasar atau kota"), _("Pembeli mencari yang dekat."), 4,
             bool(booth.market_id or booth.area_id)),
        Step("links", _("Tempel tautan toko daring"), _("Pembeli dapat langsung membeli di sana."), 4,
             booth.links.exists()),
        Step("tagline", _("Tulis kalimat pendek"), _("Tampil di bawah nama lapak di mana-mana."), 2,
             bool(booth.tagline)),
    ]  # fmt: skip
    return Completeness(score=sum(step.points for step in steps if step.is_done), steps=steps)
