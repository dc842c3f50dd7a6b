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
