"""Which signed address of a catalogue is the current one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CatalogueScope(models.TextChoices):
    """What a catalogue for Google and Meta holds."""

    SITE = "situs", _("Seluruh situs")
    HALL = "hall", _("Satu hall")
    BOOTH = "lapak", _("Satu lapak")


class CatalogueAddress(models.Model):
    """How often the address of a catalogue was made anew; without a row, never."""

    shown_to_visitors = False

    scope = models.CharField(max_length=10, choices=CatalogueScope)
    object_id = models.PositiveIntegerField(default=0)
    """The page of the hall or booth, 0 for the whole site."""
    edition = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("alamat katalog")
        verbose_name_plural = _("alamat katalog")
        constraints = [
            models.UniqueConstraint(fields=["scope", "object_id"], name="one_catalogue_address_each")
        ]

    def __str__(self):
        """Return scope, page and edition."""
        return f"{self.scope} {self.object_id}: {self.edition}"
