"""What a merchant sees of the own numbers: a card on "my booth", and a page for each booth."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.ui.components import Component

from expo.models import BoothPage
from insights.admin.report import chart_data
from insights.domain.booths import BoothNumbers, days_of, numbers_of
from insights.domain.periods import WEEK, last_days

PERIODS = (WEEK, 30, 90)
PRODUCTS_ON_CARD = 5


class NumbersCard(Component):
    """The last seven days of one booth in plain words, with its most seen products."""

    template_name = "insights/admin/card.html"

    def __init__(self, numbers: BoothNumbers):
        """Show these numbers."""
        self.numbers = numbers

    def get_context_data(self, parent_context):
        """Add the numbers."""
        return {
            "numbers": self.numbers,
            "products": self.numbers.products[:PRODUCTS_ON_CARD],
            "days": len(self.numbers.period.days),
        }


def cards(request, booths) -> dict:
    """Return {booth id: its card} for the booths of the merchant's home."""
    return {
        pk: NumbersCard(numbers) for pk, numbers in numbers_of(booths=booths, period=last_days(WEEK)).items()
    }


def booth_numbers(request, page_id):
    """Show one booth's numbers per day, product and platform to its people and to the office.

    Somebody else's booth is answered like one that does not exist.
    """
    booth = get_object_or_404(BoothPage, pk=page_id)
    if not booth.permissions_for_user(request.user).can_edit():
        raise Http404
    asked = request.GET.get("hari", "")
    days = int(asked) if asked in map(str, PERIODS) else PERIODS[1]
    period = last_days(days)
    per_day = days_of(booth=booth, period=period)
    address = reverse("insights_booth", args=[booth.pk])
    context = {
        "booth": booth,
        "numbers": numbers_of(booths=[booth], period=period)[booth.pk],
        "days": days,
        "periods": [
            {
                "label": gettext("%(days)s hari") % {"days": number},
                "url": f"{address}?hari={number}",
                "is_current": number == days,
            }
            for number in PERIODS
        ],
        "chart": chart_data(
            {day: views for day, (views, _clicks) in per_day.items()},
            {day: clicks for day, (_views, clicks) in per_day.items()},
        ),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("Lapak saya")},
            {"url": "", "label": gettext("Dilihat pengunjung"), "sublabel": booth.draft_title},
        ],
    }
    return render(request, "insights/admin/booth.html", context)
