"""An editor's import on its way from the upload to the result."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """Where an import is."""

    READING = "reading", _("Sedang diperiksa")
    PLANNED = "planned", _("Menunggu persetujuan")
    RUNNING = "running", _("Sedang disimpan")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Gagal")


class ImportJobQuerySet(models.QuerySet):
    """One word per audience."""

    def for_editor(self, user):
        """The imports of this person: nobody else sees a file that was uploaded."""
        return self.filter(user=user)


class ImportJob(models.Model):
    """One uploaded file. The file itself and the plan lie in DATA_DIR, see `expo.importing.store`.

    `key` names the address and the folder. `counts` are rows by state. `outcomes` says by booth id
    what was done to each booth already: it is written in the transaction that did it, so that an
    import that was interrupted goes on where it stopped. `leased_until` keeps two runners apart.
    """

    shown_to_visitors = False

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    booth = models.ForeignKey("expo.BoothPage", on_delete=models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    photos_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    counts = models.JSONField(default=dict)
    booth_count = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list)
    outcomes = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    leased_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("impor produk")
        verbose_name_plural = _("impor produk")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "-created_at"], name="importjob_user")]

    def __str__(self):
        """Return the name of the file."""
        return self.file_name

    def stored(self) -> dict[str, int]:
        """Return how many products were made, changed and left, over all booths done so far."""
        totals = {"new": 0, "changed": 0, "same": 0}
        for outcome in self.outcomes.values():
            for state in totals:
                totals[state] += outcome.get(state, 0)
        return totals
