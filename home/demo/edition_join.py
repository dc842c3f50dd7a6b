"""The participants of the demo's edition: a call, accepted booths with their places, and prices for the expo."""

import datetime

from catalog.models import ProductPage
from expo.domain.allocation import arrange
from expo.domain.offers import set_offer, window
from expo.domain.participation import accept, apply
from expo.models import BoothPage, CallQuestion, ExpoPage, HallCapacity, HallPage

QUESTIONS = (
    {"text": "Apa yang Anda jual di expo?", "kind": "long", "is_required": True},
    {"text": "Butuh sambungan listrik?", "kind": "yes_no", "is_required": True},
    {"text": "Ukuran meja", "kind": "choice", "choices": "1 meter\n2 meter"},
)
EVERY_THIRD = 3
LESS = 10
"""Every third booth sells its first product for a tenth less."""


def fill_participants(*, edition: ExpoPage, by) -> int:
    """Let every public booth of the edition's halls take part; return how many. Harmless to repeat."""
    halls = list(edition.halls.all()) or list(HallPage.objects.live())
    _call(edition, halls)
    now = edition.call_opens + datetime.timedelta(days=1)
    known = set(edition.participations.values_list("booth", flat=True))
    count = 0
    for hall in halls:
        booths = BoothPage.objects.public().filter(hall=hall).exclude(pk__in=known).order_by("stall_number")
        for number, booth in enumerate(booths):
            answers = [[QUESTIONS[0]["text"], booth.tagline], [QUESTIONS[1]["text"], "Ya"]]
            row = apply(edition=edition, booth=booth, hall=hall, answers=answers, by=by, now=now)
            row = accept(participation=row, by=by, now=now)
            count += 1
            if number % EVERY_THIRD == 0:
                _offer(row)
        arrange(edition=edition, hall=hall)
    return count


def _call(edition: ExpoPage, halls: list[HallPage]) -> None:
    first = datetime.datetime.combine(edition.starts_on, datetime.time(8), edition.tzinfo)
    edition.call_opens = first - datetime.timedelta(days=45)
    edition.call_closes = first - datetime.timedelta(days=10)
    if not edition.capacities.count():
        for hall in halls:
            edition.capacities.add(HallCapacity(hall=hall, places=max(2, hall.booths.count() + 2)))
        for number, question in enumerate(QUESTIONS):
            edition.questions.add(CallQuestion(sort_order=number, **question))
    edition.save_revision().publish()
    edition.refresh_from_db()


def _offer(row) -> None:
    product = ProductPage.objects.child_of(row.booth).live().filter(price__gte=1000).order_by("path").first()
    if product is None:
        return
    starts_at, ends_at = window(row.edition)
    price = product.price * (100 - LESS) // 100 // 100 * 100
    set_offer(participation=row, product=product, price=price, starts_at=starts_at, ends_at=ends_at)
