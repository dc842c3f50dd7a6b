"""What must never wait: price, availability, "closed today", and hiding a link.

These change the published page at once, and every version that is still to come (the latest draft
and the one under review), so that publishing that version later does not bring the old value back.
They start no review, end none, and never take a page off the site.
"""

import datetime
import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from catalog.enums import Availability
from catalog.models import ProductPage
from core.money import MAX_PRICE
from expo.domain.handing_in import locked
from expo.domain.hidden_links import hidden_among, last_hidings, note
from expo.domain.listing import refresh_booth, refresh_product
from expo.models import BoothPage
from merchants.permissions import anew, is_curator

PRICE_CHANGED = "expo.price"
AVAILABILITY_CHANGED = "expo.availability"
CLOSED_ON_CHANGED = "expo.closed_on"


@dataclass(frozen=True, slots=True)
class Wholesale:
    """The wholesale price in whole rupiah and the quantity it begins at; None where there is none."""

    price: int | None
    from_quantity: int | None


@transaction.atomic
def set_price(
    *, product: ProductPage, price: int | None, price_to: int | None, by, wholesale: Wholesale | None = None
) -> None:
    """Set the price in whole rupiah; None means "ask the seller", `price_to` is the upper end of a range.

    The wholesale price travels along when given, because it must never be above the price.

    Raises PermissionDenied when `by` may not edit the product, ValidationError for impossible prices.
    """
    product = locked(product, by=by)
    new = {"price": price, "price_to": None if price_to == price else price_to}
    if wholesale:
        new |= {"wholesale_price": wholesale.price, "wholesale_from": wholesale.from_quantity}
    old = _set(product, new)
    for name in new:
        if name != "wholesale_from" and new[name] is not None and not 0 <= new[name] <= MAX_PRICE:
            raise ValidationError({name: _("Harga ini tidak mungkin.")})
    product.check_prices()
    _change_now(product, new, old, by, PRICE_CHANGED)
    refresh_product(product=product)


@transaction.atomic
def set_availability(*, product: ProductPage, availability: str, by, made_in_days: int | None = None) -> None:
    """Say whether a product can be had now; `made_in_days` goes with "made to order" and is ignored otherwise.

    What else a version says of the days stays, so that a product made to order that was sold out
    takes as long as before.

    Raises PermissionDenied when `by` may not edit the product, ValidationError for an unknown state.
    """
    if availability not in Availability.values:
        raise ValidationError({"availability": _("Pilih persediaan yang ada dalam daftar.")})
    product = locked(product, by=by)
    new = {"availability": str(availability)}
    if availability == Availability.MADE_TO_ORDER:
        new["made_in_days"] = made_in_days
    old = _set(product, new)
    _change_now(product, new, old, by, AVAILABILITY_CHANGED)
    refresh_product(product=product)


@transaction.atomic
def set_closed_on(*, booth: BoothPage, day: datetime.date | None, by) -> None:
    """Say that a booth is closed on one day (local date), usually today; None opens it again.

    Raises PermissionDenied when `by` may not edit the booth. Revisions never carry this field.
    """
    booth = locked(booth, by=by)
    old = {"closed_on": booth.closed_on and booth.closed_on.isoformat()}
    BoothPage.objects.filter(pk=booth.pk).update(closed_on=day)
    booth.closed_on = day
    _log(booth, by, CLOSED_ON_CHANGED, old, {"closed_on": day and day.isoformat()})
    refresh_booth(booth=booth, with_products=False)


@transaction.atomic
def hide_link(*, page, key: uuid.UUID, by) -> None:
    """Take one link of a booth or product off the site, and out of every version still to come.

    It only removes, so nobody looks at it first. Raises PermissionDenied when `by` may not edit the
    page, LookupError when the page has no such link.
    """
    page = locked(page, by=by)
    _switch_link(page, key, False, by)


@transaction.atomic
def show_link_again(*, page, key: uuid.UUID, by) -> None:
    """Bring back a link as the public had it when it was hidden.

    Raises PermissionDenied when `by` may not edit the page or the office hid it
    (`expo.domain.hidden_links`), or when it leads elsewhere by now or was never public: that goes
    through review like anything new. LookupError when the page has no such link.
    """
    page = locked(page, by=by)
    hiding = last_hidings(page=page).get(str(key))
    link = page.links.filter(key=key).first()
    as_it_was = hiding and link and hiding.data["was_public"] and hiding.data["address"] == link.address
    if not as_it_was:
        raise PermissionDenied
    if hidden_among(page=page, addresses=[link.address]) and not is_curator(anew(by)):
        raise PermissionDenied
    _switch_link(page, key, True, by)


def _switch_link(page, key, is_on, by) -> None:
    rows = list(page.links.filter(key=key))
    row = rows[0] if rows else None
    # In a draft the same link may lead elsewhere: hiding takes that away, too, showing does not bring it.
    versions = [
        (revision, link)
        for revision in pending_revisions(page)
        for link in revision.content.get("links", ())
        if link["key"] == str(key) and (not is_on or link["address"] == row.address)
    ]
    if not rows and not versions:
        raise LookupError(key)
    was_public = bool(page.live and row and row.is_on)
    changed = any(row.is_on != is_on for row in rows) or any(link["is_on"] != is_on for _r, link in versions)
    for revision, link in versions:
        link["is_on"] = is_on
        revision.save(update_fields=["content"])
    # The address that is public comes last: it is what can come back as it was.
    addresses = {link["address"] for _revision, link in versions} | {row.address for row in rows}
    addresses = sorted(addresses, key=lambda address: bool(row) and address == row.address)
    if not changed:
        if not is_on and is_curator(by):
            _note_for_office(page, key, addresses, by)
        return
    page.links.filter(key=key).update(is_on=is_on)
    if page.live and row:
        type(page).objects.filter(pk=page.pk).update(last_published_at=timezone.now())
    for address in addresses:
        note(page=page, key=key, address=address, is_on=is_on, was_public=was_public, by=by)
    if isinstance(page, ProductPage):
        refresh_product(product=page)
    else:
        refresh_booth(booth=page, with_products=False)


def _note_for_office(page, key, addresses: list[str], by) -> None:
    """Put on record that the office hides as well what the page's people have hidden."""
    hidden, last = hidden_among(page=page, addresses=addresses), last_hidings(page=page).get(str(key))
    for address in addresses:
        if address not in hidden:
            was_public = bool(last and last.data["was_public"] and last.data["address"] == address)
            note(page=page, key=key, address=address, is_on=False, was_public=was_public, by=by)


def _set(product: ProductPage, new: dict) -> dict:
    """Set the values on the product and return the old ones."""
    old = {name: getattr(product, name) for name in new}
    for name, value in new.items():
        setattr(product, name, value)
    return old


def _change_now(page, new: dict, old: dict, by, action: str) -> None:
    """Write the values into the row and into every version that may still be published."""
    # What visitors see of the page changed: maps of the site and the API tell its date.
    published = {"last_published_at": timezone.now()} if page.live and new != old else {}
    type(page).objects.filter(pk=page.pk).update(**new, **published)
    for revision in pending_revisions(page):
        revision.content = {**revision.content, **new}
        revision.save(update_fields=["content"])
    if new != old:
        _log(page, by, action, old, new)


def pending_revisions(page) -> list[Revision]:
    """Return the versions of a page that may still be published: latest, live, under review, scheduled."""
    state = page.current_workflow_state
    ids = {page.latest_revision_id, page.live_revision_id}
    if state and state.current_task_state:
        ids.add(state.current_task_state.revision_id)
    ids |= set(page.revisions.filter(approved_go_live_at__isnull=False).values_list("pk", flat=True))
    return list(Revision.objects.filter(pk__in=ids - {None}))


def _log(page, by, action, old, new):
    log(instance=page, action=action, user=by, data={"old": old, "new": new})
