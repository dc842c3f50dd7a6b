"""The changes of a tap, and taking them back. All of them go through `expo.domain.freshness`."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from catalog.enums import Availability
from catalog.models import ProductPage
from expo.domain.freshness import (
    AVAILABILITY_CHANGED,
    CLOSED_ON_CHANGED,
    PRICE_CHANGED,
    Wholesale,
    set_availability,
    set_closed_on,
    set_price,
)
from expo.domain.goods import (
    GOODS_EDITED,
    GOODS_HIDDEN,
    GOODS_ORDERED,
    GOODS_SHOWN,
    counter_order,
    put_in_order,
    restore_version,
    set_hidden,
)
from expo.domain.handing_in import ChangedMeanwhileError, name_of
from expo.models import BoothPage
from lapak.booth.prices import NAMES, Prices

ACTIONS = (
    PRICE_CHANGED, AVAILABILITY_CHANGED, CLOSED_ON_CHANGED, GOODS_HIDDEN, GOODS_SHOWN, GOODS_ORDERED, GOODS_EDITED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What happened, in a sentence, and the entry of the log by which it is taken back."""

    words: str
    entry: int


@transaction.atomic
def change_price(*, product: ProductPage, new: Prices, seen: Prices | None, by) -> Change | None:
    """Give a product new prices, when it still has those that were `seen`; None when it has the new ones already.

    Raises ChangedMeanwhileError when it has others by now, and what `set_price` raises.
    """
    product = _locked(ProductPage, product)
    now = Prices.of(product)
    if new == now:
        return None
    if seen != now:
        raise ChangedMeanwhileError(now=now, by=_who_changed(product, now))
    wholesale = None
    if new.wholesale_price != now.wholesale_price:
        since = None if new.wholesale_price is None else product.wholesale_from
        wholesale = Wholesale(new.wholesale_price, since)
    set_price(product=product, price=new.price, price_to=new.price_to, wholesale=wholesale, by=by)
    words = _("%(product)s sekarang %(price)s.") if new.label else _("%(product)s sekarang “Tanya penjual”.")
    return _change(words % {"product": product.title, "price": new.label}, product, PRICE_CHANGED)


@transaction.atomic
def say_availability(*, product: ProductPage, is_there: bool, by) -> Change | None:
    """Say that a product is there or sold out; None when that was said already.

    One that was made to order before it was sold out is made to order again.
    """
    product = _locked(ProductPage, product)
    if is_there == (product.availability != Availability.OUT_OF_STOCK):
        return None
    state = _before_sold_out(product) if is_there else Availability.OUT_OF_STOCK
    set_availability(product=product, availability=state, made_in_days=product.made_in_days, by=by)
    words = _("%(product)s ada lagi.") if is_there else _("%(product)s ditandai habis.")
    return _change(words % {"product": product.title}, product, AVAILABILITY_CHANGED)


@transaction.atomic
def say_closed_today(*, booth: BoothPage, is_closed: bool, by) -> Change | None:
    """Close a booth for today or open it again; None when that was said already."""
    booth = _locked(BoothPage, booth)
    today = timezone.localdate()
    if is_closed == (booth.closed_on == today):
        return None
    set_closed_on(booth=booth, day=today if is_closed else None, by=by)
    words = _("Lapak ditandai tutup hari ini.") if is_closed else _("Lapak buka lagi.")
    return _change(words, booth, CLOSED_ON_CHANGED)


def say_hidden(*, product: ProductPage, is_hidden: bool, by) -> Change | None:
    """Hide a product from the buyers or show it again; None when that was said already."""
    entry = set_hidden(product=product, is_hidden=is_hidden, by=by)
    words = _("%(product)s disembunyikan dari pembeli.") if is_hidden else _("%(product)s tampil lagi.")
    return None if entry is None else Change(words % {"product": product.title}, entry)


def say_order(*, booth: BoothPage, order: list[int], by) -> Change | None:
    """Put the goods in this order; None when they stand so already."""
    entry = put_in_order(booth=booth, order=order, by=by)
    return None if entry is None else Change(_("Urutan produk sudah tayang."), entry)


@dataclass(slots=True)
class Undone:
    """Which products got their old values back, whether the booth did, and how many had changed since.

    `is_all` says that more of the page is different than these rows.
    """

    products: list[int]
    is_booth: bool = False
    is_all: bool = False
    too_late: int = 0


@transaction.atomic
def undo(*, booth: BoothPage, entries: Iterable[int], by) -> Undone:
    """Take own changes of this booth and its products back, each only while nobody changed it since.

    Raises Http404 unless every entry is of this person, this booth and one of the known actions.
    """
    wanted = set(entries)
    found = PageLogEntry.objects.filter(pk__in=wanted, action__in=ACTIONS, user=by).order_by("-pk")
    products = {
        page.pk: page for page in ProductPage.objects.child_of(booth).filter(pk__in=found.values("page"))
    }
    steps = [(entry, booth if entry.page_id == booth.pk else products.get(entry.page_id)) for entry in found]
    if not wanted or len(steps) != len(wanted) or any(page is None for _entry, page in steps):
        raise Http404
    undone = Undone(products=[])
    for entry, page in steps:
        page = _locked(type(page), page)
        if any(_stored(page, name) != value for name, value in entry.data["new"].items()):
            undone.too_late += 1
            continue
        try:
            with transaction.atomic():
                _put_back(page, entry.action, entry.data["old"], by)
        except ValidationError:
            # Another price of the product was changed since, and the old one does not go with it.
            undone.too_late += 1
            continue
        if entry.action in (GOODS_ORDERED, GOODS_EDITED):
            undone.is_all = True
        elif page.pk == booth.pk:
            undone.is_booth = True
        else:
            undone.products.append(page.pk)
    return undone


def _put_back(page, action: str, old: dict, by) -> None:
    if action in (GOODS_HIDDEN, GOODS_SHOWN):
        set_hidden(product=page, is_hidden=old["is_hidden"], by=by)
    elif action == GOODS_ORDERED:
        there = set(counter_order(page))
        put_in_order(booth=page, order=[pk for pk in old["order"] if pk in there], by=by)
    elif action == GOODS_EDITED:
        restore_version(product=page, revision_id=old["latest_revision_id"], by=by)
    elif action == CLOSED_ON_CHANGED:
        day = old["closed_on"]
        set_closed_on(booth=page, day=day and timezone.datetime.fromisoformat(day).date(), by=by)
    elif action == AVAILABILITY_CHANGED:
        days = old.get("made_in_days", page.made_in_days)
        set_availability(product=page, availability=old["availability"], made_in_days=days, by=by)
    else:
        wholesale = None
        if "wholesale_price" in old:
            wholesale = Wholesale(old["wholesale_price"], old["wholesale_from"])
        set_price(product=page, price=old["price"], price_to=old["price_to"], wholesale=wholesale, by=by)


def _stored(page, name: str):
    if name == "order":
        return counter_order(page)
    value = getattr(page, name)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _locked(model, page):
    return model.objects.select_for_update(of=("self",)).get(pk=page.pk)


def _latest(page, action: str) -> PageLogEntry | None:
    return (
        PageLogEntry.objects.filter(page=page.pk, action=action)
        .select_related("user")
        .order_by("-pk")
        .first()
    )


def _change(words: str, page, action: str) -> Change:
    # The page is locked: the latest entry is the one just written.
    return Change(words, _latest(page, action).pk)


def _who_changed(product: ProductPage, now: Prices) -> str:
    entry = _latest(product, PRICE_CHANGED)
    # A price published in the administration leaves no such entry: then nobody is named.
    if entry is None or any(
        getattr(now, name) != entry.data["new"].get(name, getattr(now, name)) for name in NAMES
    ):
        return ""
    return name_of(entry.user)


def _before_sold_out(product: ProductPage) -> str:
    entry = _latest(product, AVAILABILITY_CHANGED)
    if entry and entry.data["new"]["availability"] == Availability.OUT_OF_STOCK:
        return entry.data["old"]["availability"]
    return Availability.MADE_TO_ORDER if product.made_in_days else Availability.IN_STOCK
