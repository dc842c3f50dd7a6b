"""Reports of editions, and what participants' booths were like when they joined."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.models.aid import private_storage


class BoothScore(models.Model):
    """How complete a participant's booth was when it was first looked at, 0 to 100 (`expo.domain.completeness`)."""

    shown_to_visitors = False

    participation = models.OneToOneField(
        "expo.Participation", on_delete=models.CASCADE, primary_key=True, related_name="first_score"
    )
    score = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("kelengkapan saat mendaftar")
        verbose_name_plural = _("kelengkapan saat mendaftar")
        default_permissions = ()

    def __str__(self):
        """Return the score."""
        return f"{self.score}"


class ReportState(models.TextChoices):
    """Where a report is."""

    RUNNING = "running", _("Sedang dihitung")
    READY = "ready", _("Siap")
    FAILED = "failed", _("Gagal")


class EditionReport(models.Model):
    """One report: its figures as they were counted, kept as they are, and the files made of them."""

    STEPS = 4
    """Counting, spreadsheet, PDF, storing."""

    shown_to_visitors = False

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("expo.ExpoPage", on_delete=models.CASCADE, related_name="reports")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.RUNNING)
    done = models.PositiveSmallIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now)
    is_final = models.BooleanField(default=False)
    """Whether it was counted after the edition had closed."""
    figures = models.JSONField(default=dict)
    """`insights.edition.figures.edition_figures`."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    xlsx = models.FileField(upload_to="reports", storage=private_storage, blank=True)
    pdf = models.FileField(upload_to="reports", storage=private_storage, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("laporan expo")
        verbose_name_plural = _("laporan expo")
        ordering = ["-made_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=Q(state=ReportState.RUNNING), name="one_report_at_a_time"
            )
        ]

    def __str__(self):
        """Return edition and moment."""
        return f"{self.edition_id} · {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def percent(self) -> int:
        """Return how far it is."""
        return 100 * self.done // self.STEPS
