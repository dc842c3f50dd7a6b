"""Programme and stage of the demo's edition, on whatever days it has."""

import datetime

from django.db import transaction

from expo.domain.programme import schedule
from expo.enums import SessionKind
from expo.models import ExpoPage, Room, Speaker, Stream

STREAM = "https://youtu.be/{:011}"
"""Addresses as YouTube's look; nobody's videos."""

MAIN, TALK = "Panggung utama", "Ruang bincang"
# Day of the edition (-1: the last), room, minutes after opening, minutes long, kind, title, text, speakers.
SESSIONS = [
    (0, MAIN, 0, 60, SessionKind.OPENING, "Pembukaan bersama Wakil Wali Kota",
     "Doa, lagu, dan pemukulan gong dari studio kecil di balai kota.",
     [("Ratna Wulandari", "Kepala Dinas Perindustrian dan Perdagangan (contoh)")]),
    (0, MAIN, 60, 60, SessionKind.HANDOVER, "Penyerahan polis asuransi kepada peserta",
     "Lima puluh pelaku usaha menerima polisnya secara simbolis.", [("Bagus Prakoso", "Pembawa acara")]),
    (0, MAIN, 150, 90, SessionKind.LIVE_SELLING, "Jualan langsung: batik dan tenun",
     "Pilih kainnya bersama pembuatnya; pesan lewat WhatsApp di lapak masing-masing.",
     [("Siti Aminah", "Pembatik"), ("Bagus Prakoso", "Pembawa acara")]),
    (0, TALK, 90, 90, SessionKind.TALK, "Masuk lokapasar tanpa bingung: foto, harga, ongkir",
     "Tiga hal yang paling sering membuat pembeli batal, dan cara membereskannya dalam satu sore.",
     [("Dewi Lestari", "Pendamping usaha")]),
    (-1, TALK, 210, 90, SessionKind.CONTEST, "Lomba kemasan terbaik",
     "Juri membuka sepuluh kemasan di depan kamera.", [("Yohanes Adi", "Juri")]),
    (-1, MAIN, 300, 90, SessionKind.LIVE_SELLING, "Jualan langsung: camilan dan kopi",
     "Dicicip dulu di layar, dikirim hari itu juga.", [("Maria Ulfah", "Pembuat keripik")]),
    (-1, MAIN, 480, 60, SessionKind.SPEECH, "Penutupan dan ucapan terima kasih",
     "Angka-angka pekan ini, dan apa yang tetap buka sesudahnya.", [("Ratna Wulandari", "Kepala Dinas (contoh)")]),
]  # fmt: skip


@transaction.atomic
def build_stage(*, edition: ExpoPage, now: datetime.datetime) -> None:
    """Give an edition without rooms two of them, a programme on its first and last day, streams and recordings.

    Sessions of days that are over by `now` have recordings.
    """
    periods = edition.periods()
    if edition.rooms.exists() or not periods:
        return
    rooms = {
        name: Room.objects.create(edition=edition, name=name, sort_order=order)
        for order, name in enumerate((MAIN, TALK))
    }
    for number, (day, room, after, minutes, kind, title, text, people) in enumerate(SESSIONS):
        starts = periods[day].opens + datetime.timedelta(minutes=after)
        ends = starts + datetime.timedelta(minutes=minutes)
        session = schedule(
            room=rooms[room],
            title=title,
            kind=kind,
            starts_at=starts,
            ends_at=ends,
            description=text,
            recording=STREAM.format(100 + number) if periods[day].closes <= now else "",
        )
        session.speakers = [
            Speaker(name=name, role=role, sort_order=place) for place, (name, role) in enumerate(people)
        ]
        session.save()
    for number, (period, room) in enumerate((period, room) for period in periods for room in rooms.values()):
        Stream.objects.create(
            room=room,
            date=period.opens.date(),
            first=STREAM.format(2 * number),
            backup=STREAM.format(2 * number + 1),
        )
