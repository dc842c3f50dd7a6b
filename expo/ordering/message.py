"""The one message an order is sent as. It is Indonesian, whatever language the buyer reads: the seller reads it."""

import secrets
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from core.money import format_price_range, format_rupiah
from expo.models import BoothPage
from expo.ordering.order import Line, Order
from marketplaces.domain.chat import chat_address

LONGEST_TEXT = 4_096
"""Characters WhatsApp takes in one text message: "text.body, maximum length: 4096 characters" in the reference of
Meta's Cloud API (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages). The apps take up
to 65,536, but sellers who answer through a service only get the first. Counted in UTF-16 units, the stricter way."""

LONGEST_ADDRESS = 8_000
"""Octets of the whole address: what every recipient of an address is to support at least (RFC 9110, 4.1). WhatsApp
documents no limit of its own for click to chat (https://faq.whatsapp.com/5913398998672934)."""

LONGEST_BOOTH = 60

READ_ALOUD = "23456789CDFHJKMNPQRTVWXY"
"""No vowels, and none of the pairs that look or sound alike: 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V."""


class Step(NamedTuple):
    """How much of each line is told."""

    name_length: int
    has_links: bool = False
    has_prices: bool = True
    has_units: bool = False


STEPS = (
    Step(120, has_links=True, has_units=True),
    Step(120, has_units=True),
    Step(40),
    Step(40, has_prices=False),
    Step(14, has_prices=False),
)
"""Tried in turn until the message fits: first the links of products give way to one to the booth, then units and
the ends of long names, then the prices of lines; the total stays. With the last one MOST_LINES lines
always fit, also if names are made of nothing but signs of four octets."""


class Message(NamedTuple):
    """What is sent, and the address that opens WhatsApp with it."""

    text: str
    address: str
    code: str


def new_order_code(booth: BoothPage) -> str:
    """Return a code for two people to speak about one order: the stall and four signs, "B12-C7KX". Stored nowhere."""
    stall = booth.code.replace("-", "") or booth.short_code.upper()
    return f"{stall}-{''.join(secrets.choice(READ_ALOUD) for _sign in range(4))}"


def message_of(order: Order, *, code: str) -> Message:
    """Return the message of an order, shortened by `STEPS` as far as it needs to be."""
    with translation.override("id"):
        for step in STEPS:
            text = _text(order, code, step)
            address = chat_address(order.booth.whatsapp, text)
            if len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT and len(address) <= LONGEST_ADDRESS:
                break
    return Message(text, address, code)


def _text(order: Order, code: str, step: Step) -> str:
    lines = order.ordered
    parts = [f"Halo {_cut(order.booth.title, LONGEST_BOOTH)}, saya mau pesan:"]
    if step.has_prices:
        parts += ["\n".join(_rows(number, line, step)) for number, line in enumerate(lines, 1)]
    else:
        parts.append(
            "\n".join(f"{line.quantity} × {_cut(line.product.title, step.name_length)}" for line in lines)
        )
    end = [f"*Total: {order.total_label}*", f"Kode pesanan: {code}"]
    if not step.has_links:
        end.append(settings.SITE_URL + reverse("booth_short", args=[order.booth.short_code]))
    return "\n\n".join([*parts, "\n".join(end)])


def _rows(number: int, line: Line, step: Step):
    yield f"{number}. {_cut(line.product.title, step.name_length)}"
    each, cost = line.terms.each(line.quantity), line.cost
    unit = f" {line.product.unit}" if step.has_units and line.product.unit else ""
    if each is None:
        yield f"{line.quantity} × tanya penjual{unit}"
    else:
        price = format_price_range(*each)
        if line.terms.is_wholesale(line.quantity):
            price = f"{format_rupiah(each[0])} harga grosir"
        yield f"{line.quantity} × {price}{unit} = {format_price_range(*cost)}"
    if step.has_links:
        yield settings.SITE_URL + line.product.url


def _cut(text: str, length: int) -> str:
    """Return a name on one line, at most so long, with an ellipsis where the rest is missing."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
