"""Prices of participants for a part of an edition, which begin and end by themselves.

`ExpoOffer` is what the merchant said; the row of the product (`ProductListing.offers`) is what
visitors are shown: it holds every time that has not ended, and the price is chosen when the row is
read. So it is right to the second although nobody writes anything when an offer begins or ends;
pages that are kept learn of both moments by `offer_moments`.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import ProductListing, ProductPage
from core.page_cache import changes_at
from expo.enums import ParticipationState
from expo.models import ExpoOffer, Participation


@changes_at
def offer_moments(day: datetime.date) -> Iterable[datetime.datetime]:
    """Return when offers begin and end on this day of the site."""
    start = datetime.datetime.combine(day, datetime.time(), timezone.get_default_timezone())
    today = (start, start + datetime.timedelta(days=1))
    offers = ExpoOffer.objects.filter(Q(starts_at__range=today) | Q(ends_at__range=today))
    times = offers.order_by().values_list("starts_at", "ends_at").distinct()
    yield from (moment for pair in times for moment in pair)


@transaction.atomic
def set_offer(
    *,
    participation: Participation,
    product: ProductPage,
    price: int,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
) -> ExpoOffer:
    """Give a product of an accepted participant another price from one moment until another.

    Raises ValidationError with the field that is wrong: the price must be lower than the usual one, which must
    be one price; both moments within the edition; two offers of one product never hold at the same time.
    """
    participation = Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
    if participation.state != ParticipationState.ACCEPTED:
        raise ValidationError(_("Harga expo hanya untuk lapak yang diterima."))
    # One writer of a product's offers at a time.
    product = ProductPage.objects.select_for_update(of=("self",)).get(pk=product.pk)
    if not product.is_child_of(participation.booth):
        raise ValidationError(_("Barang ini bukan dari lapak ini."))
    if product.price is None:
        raise ValidationError({"price": _("Isi dulu harga biasanya.")})
    if not 0 < price < product.price:
        raise ValidationError({"price": _("Harga expo harus lebih rendah dari harga biasa.")})
    first, last = window(participation)
    if starts_at < first:
        raise ValidationError({"starts_at": _("Mulai paling awal saat expo dibuka.")})
    if ends_at > last:
        raise ValidationError({"ends_at": _("Sampai paling akhir saat expo ditutup.")})
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": _("“Sampai” harus sesudah “mulai”.")})
    others = ExpoOffer.objects.filter(product=product).exclude(participation=participation)
    if others.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise ValidationError({"starts_at": _("Barang ini punya harga expo lain pada waktu itu.")})
    values = {"price": price, "starts_at": starts_at, "ends_at": ends_at}
    offer, _created = ExpoOffer.objects.update_or_create(
        participation=participation, product=product, defaults=values
    )
    write_rows(product_ids=[product.pk])
    return offer


@transaction.atomic
def remove_offer(*, participation: Participation, product: ProductPage) -> None:
    """Take a product's offer of this edition back at once."""
    ExpoOffer.objects.filter(participation=participation, product=product).delete()
    write_rows(product_ids=[product.pk])


@transaction.atomic
def end_offers(*, participation: Participation) -> None:
    """Take every offer of a participant back: of one who takes no part after all."""
    offers = ExpoOffer.objects.filter(participation=participation)
    product_ids = list(offers.values_list("product", flat=True))
    if product_ids:
        offers.delete()
        write_rows(product_ids=product_ids)


def window(participation: Participation) -> tuple[datetime.datetime, datetime.datetime]:
    """Return when the edition first opens and last closes: offers hold only between the two."""
    edition = participation.edition
    periods = edition.periods()
    if periods:
        return periods[0].opens, periods[-1].closes
    midnight = datetime.datetime.combine(edition.starts_on, datetime.time(), edition.tzinfo)
    return midnight, midnight


def keep_offers(*, product_ids: Iterable[int]) -> None:
    """Bring rows that were just written in step: one query where no product has an offer."""
    having = ExpoOffer.objects.filter(product__in=product_ids).order_by()
    if having := set(having.values_list("product", flat=True)):
        write_rows(product_ids=having)


def write_rows(*, product_ids: Iterable[int]) -> None:
    """Bring the rows of these products in step with their offers: two queries, and one for each that differs."""
    product_ids = list(product_ids)
    wanted = defaultdict(list)
    for offer in ExpoOffer.objects.filter(product__in=product_ids).order_by("starts_at", "pk"):
        wanted[offer.product_id].append([offer.price, offer.starts_at.isoformat(), offer.ends_at.isoformat()])
    rows = ProductListing.objects.filter(page__in=product_ids).order_by().values_list("page", "offers")
    for page_id, offers in rows:
        if offers != wanted[page_id]:
            ProductListing.objects.filter(page=page_id).update(offers=wanted[page_id])
