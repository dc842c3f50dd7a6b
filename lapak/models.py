"""Slips that let people in, and the attempts that failed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lapak.opening.models import BoothOpening
from merchants.enums import MembershipRole

__all__ = ["BoothOpening", "ClaimSlip", "FailedAttempt", "LogInCode"]


class ClaimSlipQuerySet(models.QuerySet):
    """Which slips still let somebody in."""

    def open(self):
        """Slips that were neither used nor revoked, closed themselves after wrong tries, or expired."""
        return self.filter(
            used_at=None,
            revoked_at=None,
            wrong_tries__lt=ClaimSlip.MOST_WRONG_TRIES,
            expires_at__gt=timezone.now(),
        )


class ClaimSlip(models.Model):
    """A slip of paper, or a screen, that makes one person owner or helper of a booth's business.

    The code on it is stored nowhere; `code_hash` is its keyed hash.
    """

    MOST_WRONG_TRIES = 5
    """Times a slip's holder may give a password that does not fit the number; then the slip is closed."""

    shown_to_visitors = False

    booth = models.ForeignKey("expo.BoothPage", on_delete=models.CASCADE, related_name="claim_slips")
    merchant = models.ForeignKey("merchants.Merchant", on_delete=models.CASCADE, related_name="claim_slips")
    role = models.CharField(_("peran"), max_length=10, choices=MembershipRole)
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    used_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    objects = ClaimSlipQuerySet.as_manager()

    class Meta:
        verbose_name = _("slip lapak")
        verbose_name_plural = _("slip lapak")
        ordering = ["-made_at", "-pk"]
        permissions = [("canvass", "Can make slips for booths without an owner")]
        constraints = [
            models.CheckConstraint(
                name="slip_is_used_or_revoked_not_both",
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
            ),
        ]

    def __str__(self):
        """Name the slip without its code."""
        return f"{self.booth_id} · {self.get_role_display()} · {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Tell whether the slip still lets somebody in."""
        return not (
            self.used_at
            or self.revoked_at
            or self.wrong_tries >= self.MOST_WRONG_TRIES
            or self.expires_at <= timezone.now()
        )


class FailedAttempt(models.Model):
    """One wrong code, kept for the minutes in which it counts; who sent it is a keyed hash."""

    shown_to_visitors = False

    action = models.CharField(max_length=20)
    sender = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("percobaan gagal")
        verbose_name_plural = _("percobaan gagal")
        indexes = [models.Index(fields=["action", "at", "sender"], name="failed_attempts")]

    def __str__(self):
        """Name action and moment."""
        return f"{self.action} · {self.at:%Y-%m-%d %H:%M:%S}"


class LogInCode(models.Model):
    """A code a person may log in with for the next minutes, as its keyed hash.

    It works only with the ticket of the browser that asked for it, so that nobody else's wrong tries end it.
    """

    shown_to_visitors = False

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ticket = models.CharField(max_length=43, unique=True)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("kode masuk")
        verbose_name_plural = _("kode masuk")

    def __str__(self):
        """Name whose it is."""
        return f"{self.user_id}"


class PaperState(models.TextChoices):
    """Where a print job is."""

    RUNNING = "running", _("Sedang dibuat")
    READY = "ready", _("Siap diunduh")
    TAKEN = "taken", _("Sudah diunduh")
    FAILED = "failed", _("Gagal")


class PaperJobQuerySet(models.QuerySet):
    """One word per audience."""

    def for_editor(self, user):
        """The print jobs of this person: nobody else takes slips whose codes are shown once."""
        return self.filter(user=user)


class PaperJob(models.Model):
    """Slips and posters of many booths as one PDF, which lies in DATA_DIR until it is taken or a day old.

    `key` names address and folder; `booths` are ids in the order of printing; `refused` is what was left
    out, as [name, why]; `slips` are the ids of the slips made, so that those nobody got can be revoked.
    """

    shown_to_visitors = False
    wagtail_reference_index_ignore = True

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    booths = models.JSONField(default=list)
    sheets = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.RUNNING)
    done = models.PositiveIntegerField(default=0)
    slips = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    objects = PaperJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("cetakan lapak")
        verbose_name_plural = _("cetakan lapak")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        """Name the moment and how many booths."""
        return f"{self.made_at:%Y-%m-%d %H:%M} · {len(self.booths)}"

    @property
    def steps(self) -> int:
        """Return how many steps the job has: each booth once for each kind of sheet. `done` counts them."""
        return len(self.booths) * len(self.sheets)
