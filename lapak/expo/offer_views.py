"""Prices that hold during an edition, for the goods of a booth that takes part."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.money import format_rupiah
from expo.domain.offers import remove_offer, set_offer, window
from expo.domain.participation import is_over
from expo.enums import ParticipationState
from lapak.booth.doors import goods_of, of_own_booth, product_of
from lapak.booth.front import PRICES_ON_PAGE, page_of
from lapak.expo.forms import OfferForm
from lapak.expo.views import own_row
from lapak.news import take_news, tell


def accepted_row(booth, edition_id):
    """Return the participation of a booth that takes part in an edition that is not over; raises Http404."""
    row = own_row(booth, edition_id)
    if row.state != ParticipationState.ACCEPTED or is_over(row.edition, timezone.now()):
        raise Http404
    return row


@of_own_booth
def offers(request, booth, edition_id):
    """Show the goods with their usual price and the one for the expo."""
    row = accepted_row(booth, edition_id)
    page = page_of(goods_of(booth).defer("description"), request.GET.get("hal"), PRICES_ON_PAGE)
    known = {offer.product_id: offer for offer in row.offers.all()}
    first, last = window(row.edition)

    def why_not(product, offer) -> str:
        """Return why visitors don't get to see an offer, "" when they will."""
        if offer and (offer.ends_at <= first or offer.starts_at >= last):
            return _("Di luar hari expo, jadi tidak tampil. Ubah jamnya.")
        if offer and not (product.price and offer.price < product.price):
            return _("Tidak lebih rendah dari harga biasa, jadi tidak tampil.")
        return ""

    context = {
        "booth": booth,
        "edition": row.edition,
        "page": page,
        "goods": [
            (product, offer, why_not(product, offer)) for product in page for offer in [known.get(product.pk)]
        ],
        "news": take_news(request),
    }
    return render(request, "lapak/expo/offers.html", context)


@of_own_booth
def offer(request, booth, edition_id, product_id):
    """Set, change or take back the price of one product."""
    row = accepted_row(booth, edition_id)
    product = product_of(booth, product_id)
    standing = row.offers.filter(product=product).first()
    if request.method == "POST" and "hapus" in request.POST:
        remove_offer(participation=row, product=product)
        words = _("%(product)s kembali ke harga biasa.")
        return _back(request, booth, row, words % {"product": product.title})
    # Hours are typed and shown as the edition means them.
    with timezone.override(row.edition.tzinfo):
        form = OfferForm(request.POST or None, offer=standing, window=window(row.edition))
        if request.method == "POST" and form.is_valid():
            try:
                new = set_offer(participation=row, product=product, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                words = _("%(product)s: %(price)s selama expo.")
                values = {"product": product.title, "price": format_rupiah(new.price)}
                return _back(request, booth, row, words % values)
        context = {
            "booth": booth,
            "edition": row.edition,
            "product": product,
            "standing": standing,
            "form": form,
        }
        return render(request, "lapak/expo/offer.html", context, status=422 if form.errors else 200)


def _back(request, booth, row, words):
    tell(request, booth, words)
    return redirect("lapak:expo_offers", booth.pk, row.edition_id)
