"""Codes that visitors earned by walking through every hall of an edition, and the draws among them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StampCode(models.Model):
    """A code that takes part in the draws. `device` is a hash of the device's secret, one code for each."""

    shown_to_visitors = False
    wagtail_reference_index_ignore = True

    edition = models.ForeignKey("expo.ExpoPage", on_delete=models.CASCADE, related_name="stamp_codes")
    device = models.CharField(max_length=64)
    code = models.CharField(max_length=12)
    issued_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kode stempel")
        verbose_name_plural = _("kode stempel")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edition", "device"], name="stamp_code_per_device"),
            models.UniqueConstraint(fields=["edition", "code"], name="stamp_code_once"),
        ]

    def __str__(self):
        """Return the code."""
        return self.code

    @property
    def hint(self) -> str:
        """Return what is published of a code that won: who has the rest has won."""
        return f"{self.code[:4]}-••••"


class StampDraw(models.Model):
    """One draw, as it is put on record: when, by whom, how many of how many."""

    edition = models.ForeignKey("expo.ExpoPage", on_delete=models.CASCADE, related_name="stamp_draws")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    among = models.PositiveIntegerField()
    """Codes that took part: all of the edition without those that had won before."""

    class Meta:
        verbose_name = _("undian stempel")
        verbose_name_plural = _("undian stempel")
        default_permissions = ()
        ordering = ["made_at", "pk"]

    def __str__(self):
        """Return when it was."""
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class StampWinner(models.Model):
    """A code that won; none wins twice."""

    draw = models.ForeignKey(StampDraw, on_delete=models.CASCADE, related_name="winners")
    code = models.OneToOneField(StampCode, on_delete=models.RESTRICT, related_name="won")
    place = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("pemenang")
        verbose_name_plural = _("pemenang")
        default_permissions = ()
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["draw", "place"], name="stamp_place_once")]

    def __str__(self):
        """Return place and code."""
        return f"{self.place}. {self.code}"
