"""The line "Butuh bantuan?" at the end of every page of the merchants."""

from django import template

from expo.models import BoothPage
from lapak.help.asking import people_to_ask, tax_page_path

register = template.Library()


@register.inclusion_tag("lapak/help/ask.html", takes_context=True)
def ask_for_help(context):
    """Offer people to ask and pages to read; the page's `booth`, if it has one, stands in the message.

    The office's number comes with the `office` that every template has (`home.context_processors`).
    """
    booth = context.get("booth")
    office = context.get("office")
    number = getattr(office, "help_number", "") if office else ""
    path = tax_page_path()
    return {
        "asks": people_to_ask(booth=booth if isinstance(booth, BoothPage) else None, office_number=number),
        "tax_url": f"{context.get('L', '')}{path}" if path else "",
    }
