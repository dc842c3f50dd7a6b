"""Whether links still lead somewhere, as far as a look from outside can tell."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplaces.enums import LinkState


class LinkHealth(models.Model):
    """What was found at one link's address. Written only by `domain.health`.

    `address` is the one that was looked at: what is known of it does not pass to another address that
    the link gets later.
    """

    shown_to_visitors = False

    link = models.OneToOneField(
        "marketplaces.OutboundLink",
        verbose_name=_("tautan keluar"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="health",
    )
    address = models.CharField(max_length=2000)
    state = models.CharField(
        _("keadaan"), max_length=10, choices=LinkState, default=LinkState.UNKNOWN, db_index=True
    )
    reason = models.CharField(_("sebab"), max_length=20, blank=True)
    looked_at = models.DateTimeField(_("dilihat"))
    missing_since = models.DateField(_("tidak ditemukan sejak"), null=True, blank=True)
    unclear = models.PositiveSmallIntegerField(default=0)
    next_look_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("keadaan tautan")
        verbose_name_plural = _("keadaan tautan")
        default_permissions = ()

    def __str__(self):
        return f"{self.link_id}: {self.state}"


class HostRest(models.Model):
    """Until when one host is left in peace, for all processes together. Written only by `domain.health`."""

    shown_to_visitors = False

    host = models.CharField(max_length=255, primary_key=True)
    rest_until = models.DateTimeField()
    troubles = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("jeda situs")
        verbose_name_plural = _("jeda situs")
        default_permissions = ()

    def __str__(self):
        return self.host
