"""Where merchants trade."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    """A city or regency (kota or kabupaten)."""

    name = models.CharField(_("nama"), max_length=80, unique=True, help_text=_("Contoh: Kota Pekalongan"))
    slug = models.SlugField(_("alamat"), max_length=80, unique=True)
    code = models.CharField(
        _("kode wilayah"), max_length=5, blank=True, help_text=_("Kode Kemendagri, contoh: 33.75")
    )

    class Meta:
        verbose_name = _("kota atau kabupaten")
        verbose_name_plural = _("kota dan kabupaten")
        ordering = ["name"]

    def __str__(self):
        """Return the name."""
        return self.name


class Market(models.Model):
    """A traditional market (pasar rakyat) or another named place of trade."""

    name = models.CharField(_("nama"), max_length=120)
    slug = models.SlugField(_("alamat"), max_length=120, unique=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="markets", verbose_name=_("kota atau kabupaten")
    )
    district = models.CharField(_("kecamatan"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("pasar")
        verbose_name_plural = _("pasar")
        ordering = ["name"]

    def __str__(self):
        """Return the name."""
        return self.name
