"""Choices of the expo."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Weekday(models.IntegerChoices):
    """Days of the week, numbered as Python numbers them."""

    MONDAY = 0, _("Senin")
    TUESDAY = 1, _("Selasa")
    WEDNESDAY = 2, _("Rabu")
    THURSDAY = 3, _("Kamis")
    FRIDAY = 4, _("Jumat")
    SATURDAY = 5, _("Sabtu")
    SUNDAY = 6, _("Minggu")


class Face(models.TextChoices):
    """What an edition is at a moment; its page shows another face for each."""

    BEFORE = "before", _("Belum dibuka")
    LIVE = "live", _("Sedang berlangsung")
    BETWEEN = "between", _("Jeda antarhari")
    AFTER = "after", _("Sudah selesai")


class Zone(models.TextChoices):
    """Indonesia's three time zones (Keppres 41/1987), by the city that names them in the tz database."""

    WIB = "Asia/Jakarta", _("WIB (Waktu Indonesia Barat)")
    WITA = "Asia/Makassar", _("WITA (Waktu Indonesia Tengah)")
    WIT = "Asia/Jayapura", _("WIT (Waktu Indonesia Timur)")


class PartnerKind(models.TextChoices):
    """Why a name stands on an edition's page."""

    SPONSOR = "sponsor", _("Sponsor")
    PARTNER = "partner", _("Mitra")
    MEDIA = "media", _("Media")


class AidKind(models.TextChoices):
    """What somebody gets; two of one kind at once are warned about."""

    INSURANCE = "insurance", _("Asuransi")
    EQUIPMENT = "equipment", _("Alat")
    CAPITAL = "capital", _("Modal")
    TRAINING = "training", _("Pelatihan")
    PERMIT = "permit", _("Izin atau sertifikat")
    OTHER = "other", _("Lainnya")


class SessionKind(models.TextChoices):
    """What happens in a session of an edition's programme."""

    OPENING = "opening", _("Pembukaan")
    SPEECH = "speech", _("Sambutan")
    TALK = "talk", _("Bincang")
    LIVE_SELLING = "live_selling", _("Jualan langsung")
    HANDOVER = "handover", _("Penyerahan")
    CONTEST = "contest", _("Lomba")


class QuestionKind(models.TextChoices):
    """How a question to those who apply is answered."""

    SHORT = "short", _("satu baris")
    LONG = "long", _("beberapa kalimat")
    YES_NO = "yes_no", _("ya atau tidak")
    CHOICE = "choice", _("pilih satu")


class ParticipationState(models.TextChoices):
    """Where a booth stands on the way to a place in an edition."""

    APPLIED = "applied", _("Mendaftar")
    ACCEPTED = "accepted", _("Diterima")
    WAITING = "waiting", _("Daftar tunggu")
    OFFERED = "offered", _("Ditawari tempat")
    DECLINED = "declined", _("Ditolak")
    WITHDRAWN = "withdrawn", _("Mundur")


class BuyerKind(models.TextChoices):
    """Who asks a booth for an offer."""

    PERSON = "person", _("Perorangan")
    SHOP = "shop", _("Toko atau usaha")
    OFFICE = "office", _("Kantor atau instansi")


class EnquiryState(models.TextChoices):
    """What became of a request to a booth."""

    NEW = "new", _("Baru")
    ANSWERED = "answered", _("Sudah dijawab")
    AGREED = "agreed", _("Sepakat")
    NOT_AGREED = "not_agreed", _("Tidak sepakat")


class GuestState(models.TextChoices):
    """Whether words in a guestbook are shown."""

    WAITING = "waiting", _("Menunggu")
    SHOWN = "shown", _("Ditampilkan")
    REFUSED = "refused", _("Ditolak")
