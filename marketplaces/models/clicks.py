"""Clicks per link and day: a number, and nothing about who clicked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClickCountQuerySet(models.QuerySet):
    """One word per audience."""

    def for_editor(self, user):
        """All counts. `user` is named for symmetry with other rooms."""
        return self


class ClickCount(models.Model):
    """How often one link was followed on one day (local date). Written only by `domain.clicks`."""

    shown_to_visitors = False

    link = models.ForeignKey(
        "marketplaces.OutboundLink",
        verbose_name=_("tautan keluar"),
        on_delete=models.CASCADE,
        related_name="clicks",
    )
    day = models.DateField(_("tanggal"))
    count = models.PositiveIntegerField(_("klik"), default=0)

    objects = ClickCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("jumlah klik")
        verbose_name_plural = _("jumlah klik")
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["link", "day"], name="clickcount_once_per_day")]
        indexes = [models.Index(fields=["day"], name="clickcount_day")]

    def __str__(self):
        return f"{self.link_id} {self.day:%Y-%m-%d}: {self.count}"
