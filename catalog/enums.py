"""Choices of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Availability(models.TextChoices):
    """Whether a product can be had now."""

    IN_STOCK = "in_stock", _("Ada")
    MADE_TO_ORDER = "made_to_order", _("Dibuat setelah dipesan")
    OUT_OF_STOCK = "out_of_stock", _("Habis")


class CertificateType(models.TextChoices):
    """Certificates and registrations that merchants of small industries hold."""

    HALAL = "halal", _("Halal")
    PIRT = "pirt", _("P-IRT")
    BPOM = "bpom", _("BPOM")
    SNI = "sni", _("SNI")
    SVLK = "svlk", _("SVLK")
    BATIKMARK = "batikmark", _("Batikmark")
    BRAND = "brand", _("Merek terdaftar")
    OTHER = "other", _("Lainnya")


class Procurement(models.TextChoices):
    """What an office asks of a seller before it may buy there. The order counts: each is a bit; append only."""

    INVOICE = "invoice", _("Bisa menerbitkan invoice")
    NIB = "nib", _("Punya NIB")
    E_KATALOG = "e-katalog", _("Ada di e-Katalog")
    PADI = "padi", _("Ada di PaDi UMKM")

    @property
    def bit(self) -> int:
        """Return the bit that stands for it in `procurement` of listings."""
        return 1 << list(type(self)).index(self)
