"""Prices of participants for a part of an edition, which begin and end by themselves.

`ExpoOffer` is what the merchant said; the row of the product (`ProductListing.offers`) is what
visitors are shown: it holds every time that has not ended, and the price is chosen when the row is
read. So it is right to the second although nobody writes anything when an offer begins or ends;
pages that are kept learn of both moments by `offer_moments`. An offer holds only as far as its
edition does: rows are written anew when the edition is published with other days, or taken down.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.domain.offered_prices import put_offers
from catalog.models import ProductListing, ProductPage
from catalog.models.offered import Offered
from core.page_cache import changes_at
from expo.enums import ParticipationState
from expo.models import ExpoOffer, ExpoPage, Participation


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
    rows = Participation.objects.select_for_update(of=("self",)).select_related("edition", "booth")
    participation = rows.get(pk=participation.pk)
    if participation.state != ParticipationState.ACCEPTED:
        raise ValidationError(_("Harga expo hanya untuk lapak yang diterima."))
    (product,) = _locked([product.pk])
    if not product.is_child_of(participation.booth):
        raise ValidationError(_("Barang ini bukan dari lapak ini."))
    if product.price is None:
        raise ValidationError({"price": _("Isi dulu harga biasanya.")})
    if not 0 < price < product.price:
        raise ValidationError({"price": _("Harga expo harus lebih rendah dari harga biasa.")})
    first, last = window(participation.edition)
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
    _locked([product.pk])
    ExpoOffer.objects.filter(participation=participation, product=product).delete()
    write_rows(product_ids=[product.pk])


@transaction.atomic
def end_offers(*, participation: Participation) -> None:
    """Take every offer of a participant back: of one who takes no part after all."""
    offers = ExpoOffer.objects.filter(participation=participation)
    product_ids = list(offers.values_list("product", flat=True))
    if product_ids:
        _locked(product_ids)
        offers.delete()
        write_rows(product_ids=product_ids)


@transaction.atomic
def leave_former_booth(*, product: ProductPage) -> None:
    """Take back what another booth promised for a product that was moved away from it."""
    _locked([product.pk])
    ExpoOffer.objects.filter(product=product).exclude(participation__booth=product.get_parent().pk).delete()
    write_rows(product_ids=[product.pk])


@transaction.atomic
def follow_edition(*, edition: ExpoPage) -> None:
    """Let the offers of an edition hold on its days, and not at all while it is not public."""
    offers = ExpoOffer.objects.filter(participation__edition=edition).order_by()
    write_rows(product_ids=offers.values_list("product", flat=True))


def window(edition: ExpoPage) -> tuple[datetime.datetime, datetime.datetime]:
    """Return when an edition first opens and last closes: offers hold only between the two."""
    periods = edition.periods()
    if periods:
        return periods[0].opens, periods[-1].closes
    midnight = datetime.datetime.combine(edition.starts_on, datetime.time(), edition.tzinfo)
    return midnight, midnight


def _locked(product_ids: Iterable[int]) -> list[ProductPage]:
    """Return products whose offers nobody else writes until this transaction ends."""
    products = ProductPage.objects.select_for_update(of=("self",)).filter(pk__in=product_ids)
    return list(products.order_by("pk"))


def keep_offers(*, product_ids: Iterable[int]) -> None:
    """Bring rows that were just written in step: one query where no product has an offer."""
    having = ExpoOffer.objects.filter(product__in=product_ids).order_by()
    if having := set(having.values_list("product", flat=True)):
        write_rows(product_ids=having)


def write_rows(*, product_ids: Iterable[int]) -> None:
    """Bring the rows of these products in step with their offers.

    A query for the offers, two for each of their editions, one for the rows, and three for each that differs.
    """
    product_ids = list(product_ids)
    offers = ExpoOffer.objects.filter(product__in=product_ids, participation__edition__live=True)
    windows: dict[int, tuple] = {}
    wanted = defaultdict(list)
    for offer in offers.select_related("participation").order_by("starts_at", "pk"):
        edition = offer.participation.edition_id
        if edition not in windows:
            windows[edition] = window(ExpoPage.objects.get(pk=edition))
        first, last = windows[edition]
        start, end = max(first, offer.starts_at), min(last, offer.ends_at)
        if start < end:
            wanted[offer.product_id].append(Offered(offer.price, start, end))
    rows = ProductListing.objects.filter(page__in=product_ids).order_by().values_list("page", "offers")
    for page_id, offers in rows:
        if offers != [offer.stored() for offer in wanted[page_id]]:
            put_offers(page_id=page_id, offers=wanted[page_id])
