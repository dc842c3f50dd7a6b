"""Buyers and guests of the demo's edition: requests in all states, a guestbook with words that wait and that show."""

import datetime
import uuid

from expo.domain import enquiries, guestbook
from expo.enums import BuyerKind, EnquiryState, Face, GuestState
from expo.models import BoothPage, Enquiry, ExpoPage, GuestEntry

HOUR = datetime.timedelta(hours=1)

ASKED = [
    (BuyerKind.OFFICE, "Rina (Kelurahan Contoh)", "Camilan untuk rapat, dibungkus satuan", "120 bungkus",
     "Kamis pagi", "Kantor kelurahan", 1_800_000, EnquiryState.AGREED),
    (BuyerKind.SHOP, "Toko Sumber Contoh", "Titip jual di toko kami, bisa retur?", "3 lusin", "Minggu ini",
     "Toko kami", None, EnquiryState.ANSWERED),
    (BuyerKind.PERSON, "Dimas", "Untuk syukuran, warna cerah kalau ada", "25", "Tanggal 12", "Diambil di lapak",
     500_000, EnquiryState.NEW),
]  # fmt: skip
"""Kind, name, what, how many, when, where, budget, and where it stands."""

GUESTS = [
    ("Wulan", "Semarang", "Senang bisa keliling pasar dari rumah. Lapaknya ramah-ramah!", GuestState.SHOWN),
    ("Pak Harto", "Solo", "Batiknya bagus, harganya jujur. Tahun depan diadakan lagi, ya.", GuestState.SHOWN),
    ("Nia", "Kudus", "Semoga tambah banyak lapak camilan.", GuestState.WAITING),
]
_NUMBERS = "+62812000090{:02d}"
"""Made-up numbers, as all of the demo's."""


def add_meetings(*, edition: ExpoPage, now: datetime.datetime) -> None:
    """Let buyers ask the first booths and guests write, as far as the edition's hours until `now` allow it."""
    if edition.face_at(now) == Face.BEFORE or Enquiry.objects.exists():
        return
    opened = edition.periods()[0].opens
    booths = BoothPage.objects.public().order_by("pk")[: len(ASKED) * 2]
    for number, booth in enumerate(booths):
        kind, name, what, quantity, needed, place, budget, state = ASKED[number % len(ASKED)]
        buyer = {
            "buyer_kind": kind,
            "name": name,
            "phone": _NUMBERS.format(number),
            "what": what,
            "quantity": quantity,
            "needed": needed,
            "place": place,
            "budget": budget,
        }
        made_at = min(opened + (number + 1) * HOUR, now)
        (row,) = enquiries.send(key=uuid.uuid4(), booths=[booth], buyer=buyer, now=made_at)
        if state != EnquiryState.NEW:
            enquiries.mark(enquiry=row, state=state, seen=row.state, now=min(made_at + 2 * HOUR, now))
    if GuestEntry.objects.exists():
        return
    for number, (name, town, words, state) in enumerate(GUESTS):
        values, at = {"name": name, "town": town, "words": words}, min(opened + (number + 2) * HOUR, now)
        if not guestbook.is_open(edition=edition, now=at):
            continue
        row = guestbook.write(edition=edition, key=uuid.uuid4(), values=values, now=at)
        if state != GuestState.WAITING:
            guestbook.decide(entries=[row.pk], state=state, by=None, now=at)
