"""Choices that several rooms share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Motif(models.TextChoices):
    """Batik and woven motifs the project draws; the value names the tile in static/img/motifs/."""

    KAWUNG = "kawung", _("Kawung")
    PARANG = "parang", _("Parang")
    MEGA_MENDUNG = "mega_mendung", _("Mega mendung")
    TRUNTUM = "truntum", _("Truntum")
    LURIK = "lurik", _("Lurik")
    TENUN = "tenun", _("Tenun")
    SEKAR_JAGAD = "sekar_jagad", _("Sekar jagad")
    CEPLOK = "ceplok", _("Ceplok")


class Palette(models.TextChoices):
    """Colour pairs with checked contrast; the value names a pair in static/css/tokens.css."""

    INDIGO = "indigo", _("Nila")
    SOGAN = "sogan", _("Sogan")
    MENGKUDU = "mengkudu", _("Mengkudu")
    PANDAN = "pandan", _("Pandan")
    KUNYIT = "kunyit", _("Kunyit")
    LAUT = "laut", _("Laut")
    MANGGIS = "manggis", _("Manggis")
    TERAKOTA = "terakota", _("Terakota")
