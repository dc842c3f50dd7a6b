"""The goods of a booth, as its people keep them: add, change, copy, hide, put in order, take a change back.

Everything becomes a revision and goes live, or waits for the office, by the rules of
`expo.permissions` and `expo.domain.moderation`, as in the administration. Hiding, showing again what
was public, and the order need no review: nothing is shown that the office has not seen.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published, page_unpublished

from catalog.models import ProductListing, ProductPage, ProductPhoto
from core.forms import NOT_YOURS
from expo.domain.freshness import PRICE_CHANGED, set_price
from expo.domain.goods_photos import MOST_PHOTOS, photos_for
from expo.domain.handing_in import (
    DRAFT,
    ChangedMeanwhileError,
    Saved,
    last_editor,
    locked,
    publish_or_hand_in,
    require_free,
    state_of,
    take_back,
)
from expo.domain.hidden_links import hidden_among
from expo.domain.listing import refresh_booth
from expo.domain.moderation import publish_by_trusted
from expo.models import BoothPage, Received
from merchants.permissions import anew

GOODS_EDITED = "expo.goods_edited"
GOODS_HIDDEN = "expo.goods_hidden"
GOODS_SHOWN = "expo.goods_shown"
GOODS_ORDERED = "expo.goods_ordered"

DETAILS = ("price_to", "unit", "description", "category", "is_shippable", "weight_grams")
"""What may be said of a product beside photos, name and price."""
VALUES = ("title", "price", *DETAILS)
FRESH = ("price", "price_to", "wholesale_price", "wholesale_from", "availability", "made_in_days")
COPIED = ("title", *FRESH, "unit", "min_order", "description", "category", "is_shippable", "weight_grams",
          "shelf_life_days")  # fmt: skip
DOUBLE_TAP = timedelta(seconds=30)


def snapshot(product: ProductPage) -> dict:
    """Return what the phone's form shows of this version of a product, in values that JSON knows."""
    values = {name: getattr(product, name) for name in VALUES if name != "category"}
    photos = [item.photo_id for item in product.photos.all()]
    return values | {"category": product.category_id, "photos": photos}


@transaction.atomic
def add_product(
    *,
    booth: BoothPage,
    by,
    name: str,
    price: int | None,
    photos: Sequence[int] = (),
    details: dict | None = None,
    key: UUID | None = None,
    hands_in: bool = True,
) -> Saved:
    """Add a product to a booth: a page with its first revision, published or handed in for review.

    `price` is in whole rupiah, None for "ask the seller"; `photos` are ids in their order; `details`
    are some of `DETAILS`. With a `key` that came before, the product of that time is returned.
    `hands_in=False` leaves a draft. Raises PermissionDenied when `by` may not add products here,
    ValidationError for impossible values and for photos that are not theirs.
    """
    Page.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    booth = BoothPage.objects.get(pk=booth.pk)
    if not booth.permissions_for_user(anew(by)).can_add_subpage():
        raise PermissionDenied
    if key and (earlier := _received_product(by, key)):
        return Saved(earlier, state_of(earlier), is_new=False)
    product = ProductPage(owner=by, live=False, **_checked(details or {}, name=name, price=price))
    product.clean_fields(exclude=_NOT_TYPED)
    product.check_prices()
    _hang(product, photos, by)
    booth.add_child(instance=product)
    product.save_revision(user=by)
    if key:
        Received.objects.create(user=by, key=key, page=product)
    state = publish_or_hand_in(page=product, by=by) if hands_in else DRAFT
    return Saved(ProductPage.objects.get(pk=product.pk), state)


@transaction.atomic
def change_product(
    *, product: ProductPage, by, values: dict, photos: Sequence[int], seen: dict | None, hands_in: bool = True
) -> Saved:
    """Give a product other values and photos, when it still is as it was `seen` (a `snapshot`).

    `values` has all of `VALUES`. A published product's price is public at once; the rest goes the way
    of every edit. A draft that is left a draft (`hands_in=False`) is none the less a revision. Raises
    PermissionDenied, UnderReviewError while it waits, ChangedMeanwhileError, ValidationError.
    """
    row = locked(product, by=by)
    require_free(row, by=by)
    latest = row.get_latest_revision_as_object()
    now = snapshot(latest)
    details = {name: values[name] for name in DETAILS}
    new = _checked(details, name=values["title"], price=values["price"])
    typed = {name: new.get(name) for name in VALUES} | {"photos": list(photos)}
    typed["category"] = new["category"].pk if new["category"] else None
    if seen != now and typed != now:
        names = [name for name in now if (seen or {}).get(name) != now[name]]
        raise ChangedMeanwhileError(now=now, names=names, by=last_editor(row, but=by, also=(PRICE_CHANGED,)))
    entries = []
    is_known = row.live or row.is_hidden
    if is_known and (row.price, row.price_to) != (typed["price"], typed["price_to"]):
        set_price(product=row, price=typed["price"], price_to=typed["price_to"], by=by)
        entries.append(PageLogEntry.objects.filter(page=row.pk, action=PRICE_CHANGED).latest("pk").pk)
        row = ProductPage.objects.get(pk=row.pk)
        latest = row.get_latest_revision_as_object()
        now = snapshot(latest)
    if typed == now and (is_known or not hands_in) and not row.has_unpublished_changes:
        return Saved(row, state_of(row), tuple(entries))
    for name, value in new.items():
        setattr(latest, name, value)
    latest.clean_fields(exclude=_NOT_TYPED)
    latest.check_prices()
    if typed["photos"] != now["photos"]:
        _hang(latest, photos, by)
    before = row.latest_revision_id
    revision = latest.save_revision(user=by, log_action=True)
    old, new = {"latest_revision_id": before}, {"latest_revision_id": revision.pk}
    entries.append(_note(row, GOODS_EDITED, by, old, new))
    state = publish_or_hand_in(page=row, by=by) if hands_in else DRAFT
    return Saved(ProductPage.objects.get(pk=row.pk), state, tuple(entries))


@transaction.atomic
def copy_product(*, product: ProductPage, by) -> ProductPage:
    """Return a draft with the values, photos and words of a product's latest version, to be changed.

    Certificates, links and the merchant's own code belong to the one product and stay there. A second
    tap on the same button gets the same copy. Raises PermissionDenied when `by` may not add products.
    """
    booth = BoothPage.objects.get(path=product.path[: -product.steplen])
    Page.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    tester = booth.permissions_for_user(anew(by))
    if not tester.can_add_subpage():
        raise PermissionDenied
    original = ProductPage.objects.get(pk=product.pk).get_latest_revision_as_object()
    title = _("%(product)s (salinan)") % {"product": original.title[:240]}
    lately = timezone.now() - DOUBLE_TAP
    copies = ProductPage.objects.child_of(booth).filter(owner=by, live=False, draft_title=title)
    if double := copies.filter(latest_revision_created_at__gte=lately, first_published_at=None).first():
        return double
    copy = ProductPage(
        owner=by, live=False, **{name: getattr(original, name) for name in COPIED} | {"title": title}
    )
    copy.photos = [
        ProductPhoto(photo_id=item.photo_id, alt=item.alt, sort_order=position)
        for position, item in enumerate(original.photos.all())
    ]
    copy.tags.set(original.tags.all())
    booth.add_child(instance=copy)
    copy.save_revision(user=by)
    return copy


@transaction.atomic
def set_hidden(*, product: ProductPage, is_hidden: bool, by) -> int | None:
    """Take a public product off the counter, or put a hidden one back as it was, at once and without review.

    Returns the entry of the log, None when it is so already. What waits for review goes on waiting.
    Raises PermissionDenied: the office's takedown is not undone here.
    """
    row = ProductPage.objects.select_for_update(of=("self",)).get(pk=product.pk)
    tester = row.permissions_for_user(anew(by))
    if row.is_hidden == is_hidden and (row.is_hidden or row.live):
        return None
    if not (tester.can_hide() if is_hidden else tester.can_show()):
        raise PermissionDenied
    row.live, row.hidden_at = not is_hidden, timezone.now() if is_hidden else None
    names = ["live", "hidden_at"]
    if not is_hidden:
        row.last_published_at = timezone.now()
        names.append("last_published_at")
    row.save(update_fields=names, clean=False)
    old, new = {"is_hidden": not is_hidden}, {"is_hidden": is_hidden}
    entry = _note(row, GOODS_HIDDEN if is_hidden else GOODS_SHOWN, by, old, new)
    if is_hidden:
        page_unpublished.send(sender=ProductPage, instance=row)
    else:
        page_published.send(sender=ProductPage, instance=row, revision=row.live_revision)
    return entry


def counter_order(booth: BoothPage) -> list[int]:
    """Return the ids of what stands on a booth's counter, public or hidden by its people, in its order."""
    return list(on_counter(booth).values_list("pk", flat=True))


def on_counter(booth: BoothPage):
    """Return the products on a booth's counter, public or hidden by its people, in the order visitors see."""
    goods = ProductPage.objects.child_of(booth)
    shown = goods.live() | goods.filter(hidden_at__isnull=False)
    return shown.order_by("sort_position", "-first_published_at", "-pk")


@transaction.atomic
def put_in_order(*, booth: BoothPage, order: Sequence[int], by) -> int | None:
    """Put a booth's products in this order at once; those not named stay before them, as new ones do.

    Returns the entry of the log, None when they stand so already. Raises PermissionDenied when `by` may
    not order this booth's products or one of the ids is not on its counter.
    """
    Page.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    booth = BoothPage.objects.get(pk=booth.pk)
    if not booth.permissions_for_user(anew(by)).can_order_products():
        raise PermissionDenied
    old = counter_order(booth)
    if set(order) - set(old) or len(set(order)) != len(order):
        raise PermissionDenied
    if [pk for pk in old if pk not in set(order)] + list(order) == old:
        return None
    places = {pk: place for place, pk in enumerate(order, start=1)}
    for model, key in ((ProductPage, "pk"), (ProductListing, "page_id")):
        rows = list(model.objects.filter(**{f"{key}__in": old}).only(key))
        for row in rows:
            row.sort_position = places.get(row.pk, 0)
        model.objects.bulk_update(rows, ["sort_position"], batch_size=200)
    refresh_booth(booth=booth, with_products=False)
    return _note(booth, GOODS_ORDERED, by, {"order": old}, {"order": counter_order(booth)})


@transaction.atomic
def restore_version(*, product: ProductPage, revision_id: int, by) -> None:
    """Make an older version of a product the latest again, at the price and the stock of now.

    Links that were hidden since stay hidden. Where its people publish themselves it is public at once;
    elsewhere what waits is taken back.
    """
    row = locked(product, by=by)
    version, latest = row.revisions.get(pk=revision_id).as_object(), row.get_latest_revision_as_object()
    for name in FRESH:
        setattr(version, name, getattr(latest, name))
    shown, links = {link.key: link.is_on for link in latest.links.all()}, version.links.all()
    hidden = hidden_among(page=row, addresses=[link.address for link in links])
    for link in links:
        link.is_on = shown.get(link.key, link.is_on) and link.address not in hidden
    was_handed_in = not row.has_unpublished_changes
    take_back(page=row, by=by)
    version.save_revision(user=by, log_action=True)
    row = ProductPage.objects.get(pk=row.pk)
    if was_handed_in and row.permissions_for_user(anew(by)).can_publish():
        publish_by_trusted(page=row, by=by)
    elif revision_id == row.live_revision_id:
        ProductPage.objects.filter(pk=row.pk).update(has_unpublished_changes=False)


@transaction.atomic
def discard(*, product: ProductPage, by) -> None:
    """Delete a draft that the public has never seen; raises PermissionDenied for anything else."""
    row = ProductPage.objects.select_for_update(of=("self",)).get(pk=product.pk)
    if row.first_published_at is not None or not row.permissions_for_user(anew(by)).can_delete():
        raise PermissionDenied
    require_free(row, by=by)
    row.delete(user=by)


_NOT_TYPED = {field.name for field in ProductPage._meta.concrete_fields} - {*VALUES, "category"}


def _checked(details: dict, *, name: str, price: int | None) -> dict:
    if unknown := set(details) - set(DETAILS):
        raise TypeError(f"not among a product's details: {unknown}")
    if not name.strip():
        raise ValidationError({"title": _("Beri nama produk ini.")})
    values = {"title": name.strip(), "price": price, **details}
    if values.get("price_to") == price:
        values["price_to"] = None
    return values


def _hang(product: ProductPage, photos: Iterable[int], by) -> None:
    """Put these photos on a version, in their order; what is said of a photo that stands there stays."""
    wanted = list(dict.fromkeys(photos))
    if len(wanted) > MOST_PHOTOS:
        raise ValidationError({"photos": _("Paling banyak %(most)d foto.") % {"most": MOST_PHOTOS}})
    allowed = set(photos_for(by=by, product=product).filter(pk__in=wanted).values_list("pk", flat=True))
    if len(allowed) != len(wanted):
        raise ValidationError({"photos": NOT_YOURS})
    known = {item.photo_id: item for item in product.photos.all()}
    product.photos = [known.get(pk) or ProductPhoto(photo_id=pk) for pk in wanted]
    for position, item in enumerate(product.photos.all()):
        item.sort_order = position


def _note(page, action: str, by, old: dict, new: dict) -> int:
    return log(instance=page, action=action, user=by, data={"old": old, "new": new}).pk


def _received_product(by, key: UUID) -> ProductPage | None:
    pages = Received.objects.filter(user=by, key=key, page__isnull=False).values("page")
    return ProductPage.objects.filter(pk__in=pages).first()
