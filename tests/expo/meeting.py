"""What tests of requests, guestbooks and stamps share."""

import datetime
import uuid
from zoneinfo import ZoneInfo

import time_machine

from expo.domain import enquiries
from expo.models import ExpoPage

FIRST, LAST = datetime.date(2026, 11, 27), datetime.date(2026, 11, 28)
OWN_PAGE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
BUYER = {
    "buyer_kind": "office",
    "name": "Bu Tri, Kelurahan Contoh",
    "phone": "+6281234567890",
    "what": "Nasi kotak untuk rapat",
    "quantity": "100 kotak",
    "needed": "12 Desember",
    "place": "Jalan Contoh 1",
    "budget": 2_500_000,
}
TYPED = BUYER | {"phone": "0812-3456-7890", "budget": "2,5 juta", "consent": "on"}


def at(day, hour=12, minute=0, second=0):
    """Return a moment of November 2026 in Jakarta."""
    return datetime.datetime(2026, 11, day, hour, minute, second, tzinfo=ZoneInfo("Asia/Jakarta"))


def address_of(booth) -> str:
    """Return where a booth is asked."""
    return f"/tanya/{booth.short_code}/"


def make_edition(tree, *, halls=(), **values) -> ExpoPage:
    """Return a public edition of 27 and 28 November, 8 to 21 o'clock."""
    tree.expos.refresh_from_db()
    page = ExpoPage(**{"title": "Pesta Lapak", "starts_on": FIRST, "ends_on": LAST} | values)
    tree.expos.add_child(instance=page)
    page.halls.set(halls)
    page.save()
    page.save_revision().publish()
    return ExpoPage.objects.get(pk=page.pk)


def asked(*booths, now, key=None, **buyer):
    """Return requests to these booths."""
    return enquiries.send(key=key or uuid.uuid4(), booths=booths, buyer=BUYER | buyer, now=now)


def send_form(client, address, typed, *, after=10, now=None):
    """Open a form, wait some seconds, and send it; return the answer."""
    opened = now or at(27)
    with time_machine.travel(opened, tick=False):
        stamp = client.get(address).context["form"].initial["stamp"]
    with time_machine.travel(opened + datetime.timedelta(seconds=after), tick=False):
        return client.post(address, {"stamp": stamp} | typed, **OWN_PAGE)
