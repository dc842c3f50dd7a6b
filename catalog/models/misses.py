"""Searches that found nothing: the words and the day, and nothing about who looked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_MISS = 60
"""Characters of a search that are kept; a longer one is nobody's wish for a product."""


class MissedSearch(models.Model):
    """How often one text found nothing on one day (local date). Written only by `domain.misses`."""

    shown_to_visitors = False

    text = models.CharField(_("kata yang dicari"), max_length=MAX_MISS)
    day = models.DateField(_("tanggal"))
    count = models.PositiveIntegerField(_("kali"), default=0)

    class Meta:
        verbose_name = _("pencarian tanpa hasil")
        verbose_name_plural = _("pencarian tanpa hasil")
        default_permissions = ()
        ordering = ["-day", "text"]
        constraints = [models.UniqueConstraint(fields=["day", "text"], name="missedsearch_once_per_day")]

    def __str__(self):
        """Return text, day and count."""
        return f"{self.text} {self.day:%Y-%m-%d}: {self.count}"
