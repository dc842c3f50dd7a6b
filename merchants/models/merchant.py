"""A business and the people who may act for it."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from merchants.enums import MembershipRole


class Merchant(models.Model):
    """A small industry or trader (IKM/UMKM). Nothing here is public; a booth shows what the public may see."""

    name = models.CharField(_("nama usaha"), max_length=150, db_index=True)
    owner_name = models.CharField(_("nama pemilik"), max_length=150, blank=True)
    nib = models.CharField(
        _("NIB"),
        max_length=13,
        blank=True,
        validators=[RegexValidator(r"^\d{13}$", _("NIB terdiri atas 13 angka."))],
        help_text=_("13 angka, boleh dikosongkan. Tidak ditampilkan kepada pengunjung."),
    )
    note = models.TextField(_("catatan dinas"), blank=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="merchants", verbose_name=_("anggota")
    )
    created_at = models.DateTimeField(_("didaftarkan"), auto_now_add=True)

    class Meta:
        verbose_name = _("pelaku usaha")
        verbose_name_plural = _("pelaku usaha")
        ordering = ["name", "pk"]

    def __str__(self):
        """Return the name of the business."""
        return self.name


class Membership(models.Model):
    """One person acting for one business, as its owner or as a helper."""

    shown_to_visitors = False

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("orang"),
    )
    role = models.CharField(_("peran"), max_length=10, choices=MembershipRole, default=MembershipRole.OWNER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("keanggotaan")
        verbose_name_plural = _("keanggotaan")
        constraints = [
            models.UniqueConstraint(fields=["merchant", "user"], name="one_membership_per_merchant")
        ]

    def __str__(self):
        """Name the person and the business."""
        return f"{self.user} · {self.merchant}"
