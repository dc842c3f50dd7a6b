"""What the front page of a booth shows."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from core.tree import site_path
from expo.domain.aid import aid_in_short
from expo.domain.goods import on_counter
from expo.domain.my_booth import WEEK_IN_WORDS, MyBooth, my_booth
from expo.domain.readers import unpublished_row
from expo.models import BoothListing, BoothPage
from expo.permissions import is_unpublished
from lapak.booth.forms import PriceForm
from lapak.links.next_step import NextStep, dead_link_step

GOODS_ON_PAGE = 24
PRICES_ON_PAGE = 60
ABOUT_ANCHORS = {"contact": "#kontak", "place": "#tempat", "hours": "#jam", "story": "#id_story"}
"""Where on the page "about the booth" each missing step is done."""


@dataclass(slots=True)
class Good:
    """A product on the counter, with the form of its price."""

    product: object
    form: PriceForm

    @property
    def is_open(self) -> bool:
        """Tell whether the form stands open because something is wrong in it."""
        return self.form.is_bound and bool(self.form.errors)


def counter(goods) -> list[Good]:
    """Return products with the forms of their prices. No query."""
    return [Good(product, PriceForm(product=product)) for product in goods]


def page_of(goods, number, size: int):
    """Return one page of products; a number that is none leads to the nearest page."""
    return Paginator(goods, size).get_page(number)


def stall_row(booth: BoothPage) -> BoothListing:
    """Return what visitors see of the booth on its card, or would see if it were published now."""
    row = BoothListing.objects.filter(page=booth.pk).first()
    return row or unpublished_row(booth.get_latest_revision_as_object())


def next_step(*, mine: MyBooth) -> NextStep | None:
    """Return the most useful step that is missing, with the way to it; None when nothing is."""
    booth = mine.booth.pk
    dead = dead_link_step(mine.booth)
    if dead is not None:
        return dead
    step = mine.completeness.next_step
    if step is None:
        return None
    if step.key == "links":
        return NextStep(step, reverse("lapak:links", args=[booth]), _("Tempel tautan"))
    if step.key == "products":
        return NextStep(step, new_product_url(mine.booth), _("Tambah produk"))
    if step.key == "prices":
        return NextStep(step, reverse("lapak:prices", args=[booth]), _("Isi harga"))
    if step.key == "photos":
        bare = next((product for product in mine.products if not product.has_photo), None)
        if bare:
            url = reverse("lapak:product", args=[booth, bare.pk])
            return NextStep(step, url, _("Tambah foto %(product)s") % {"product": bare.draft_title})
        return NextStep(step, reverse("lapak:booth", args=[booth]) + "#barang", _("Pilih produk"))
    if step.key == "cover":
        return NextStep(step, reverse("lapak:cover", args=[booth]), _("Pilih foto"))
    anchor = ABOUT_ANCHORS.get(step.key, "")
    return NextStep(step, reverse("lapak:about", args=[booth]) + anchor, _("Isi sekarang"))


def new_product_url(booth: BoothPage) -> str:
    """Return where a product is added."""
    return reverse("lapak:new_product", args=[booth.pk])


def week_in_words(booth: BoothPage) -> str:
    """Return this week's numbers in a sentence, "" where no room counts."""
    sentences = (tell(booths=[booth]).get(booth.pk, "") for tell in hooks.get_hooks(WEEK_IN_WORDS))
    return " ".join(filter(None, sentences))


def front_context(*, booth: BoothPage, user, page_number) -> dict:
    """Return everything the front page of a booth shows to one of its people."""
    mine = my_booth(booth=booth)
    page = page_of(on_counter(booth).defer("description"), page_number, GOODS_ON_PAGE)
    return {
        "booth": booth,
        "mine": mine,
        "is_being_opened": is_unpublished(booth) and booth in mine.drafts,
        "row": stall_row(booth),
        "url": site_path(booth),
        "next_step": next_step(mine=mine),
        "new_product_url": new_product_url(booth),
        "week": week_in_words(booth),
        "aid": aid_in_short(booth=booth, user=user, today=timezone.localdate()),
        "page": page,
        "goods": counter(page),
    }
