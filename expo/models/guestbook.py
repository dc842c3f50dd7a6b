"""The guestbook of an edition."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.enums import GuestState


class GuestEntryQuerySet(models.QuerySet):
    """One word per audience."""

    def public(self):
        """What visitors read, the newest first."""
        return self.filter(state=GuestState.SHOWN).order_by("-made_at", "-pk")


class GuestEntry(models.Model):
    """Words of a guest, shown once the office has read them.

    Waiting words change no page, so that writing them leaves kept pages alone; `expo.domain.guestbook`
    renews them when something is decided.
    """

    shown_to_visitors = False
    wagtail_reference_index_ignore = True

    edition = models.ForeignKey("expo.ExpoPage", on_delete=models.CASCADE, related_name="guests")
    key = models.UUIDField(unique=True, editable=False)
    name = models.CharField(_("nama"), max_length=80)
    town = models.CharField(_("kota"), max_length=80, blank=True)
    words = models.CharField(_("kesan dan pesan"), max_length=500)
    state = models.CharField(max_length=10, choices=GuestState, default=GuestState.WAITING)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = GuestEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("isi buku tamu")
        verbose_name_plural = _("buku tamu")
        default_permissions = ()
        indexes = [models.Index(fields=["edition", "state", "-made_at"], name="guest_state")]
        constraints = [
            models.CheckConstraint(
                name="guest_decided_unless_waiting",
                condition=models.Q(state=GuestState.WAITING, decided_at__isnull=True)
                | (~models.Q(state=GuestState.WAITING) & models.Q(decided_at__isnull=False)),
            )
        ]

    def __str__(self):
        """Return who wrote."""
        return self.name
