"""Requests of buyers to booths. Who asked and what is read by the booth's people, and by nobody else."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from core.phone import format_phone
from expo.enums import BuyerKind, EnquiryState

LONGEST_KEPT = datetime.timedelta(days=365)
"""How long what a buyer wrote is kept at most, whether anybody closed the request or not."""

CLOSED = (EnquiryState.AGREED, EnquiryState.NOT_AGREED)


@register_setting(icon="mail")
class EnquirySettings(BaseGenericSetting):
    """How long what buyers wrote is kept."""

    shown_to_visitors = False

    kept_days = models.PositiveSmallIntegerField(
        _("hapus data pembeli sesudah (hari)"),
        default=180,
        validators=[MinValueValidator(7), MaxValueValidator(365)],
        help_text=_(
            "Dihitung sejak lapak mencatat sepakat atau tidak. Paling lama setahun sesudah permintaan dibuat."
        ),
    )

    panels = [FieldPanel("kept_days")]

    class Meta:
        verbose_name = _("permintaan pembeli")

    def __str__(self):
        """Return the period."""
        return f"{self.kept_days}"


class EnquiryQuerySet(models.QuerySet):
    """One word per audience; there is none for the public, and none for the office."""

    def for_people(self, user):
        """Requests to booths of the businesses `user` is a member of, while they are kept."""
        return self.filter(booth__merchant__memberships__user=user, forgotten_at=None)


class Enquiry(models.Model):
    """One request to one booth. What is forgotten loses everything about the buyer; state and times stay."""

    shown_to_visitors = False
    wagtail_reference_index_ignore = True

    request = models.UUIDField(_("permintaan"))
    """The same for all booths that were asked at once, and of each form that was shown."""
    booth = models.ForeignKey("expo.BoothPage", on_delete=models.CASCADE, related_name="enquiries")
    product = models.ForeignKey(
        "catalog.ProductPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    edition = models.ForeignKey(
        "expo.ExpoPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="enquiries"
    )
    """The edition that was on when it was made."""
    buyer_kind = models.CharField(max_length=10, choices=BuyerKind)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=24)
    """E.164."""
    what = models.CharField(max_length=1000)
    quantity = models.CharField(max_length=60, blank=True)
    needed = models.CharField(max_length=80, blank=True)
    """When it is needed, in the buyer's words; `place` is where, `budget` whole rupiah."""
    place = models.CharField(max_length=160, blank=True)
    budget = models.PositiveBigIntegerField(null=True, blank=True)
    consented_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=EnquiryState, default=EnquiryState.NEW)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("permintaan pembeli")
        verbose_name_plural = _("permintaan pembeli")
        default_permissions = ()
        indexes = [
            models.Index(fields=["booth", "-made_at"], name="enquiry_booth"),
            models.Index(fields=["phone", "made_at"], name="enquiry_phone"),
            models.Index(fields=["made_at"], name="enquiry_made"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request", "booth"], name="enquiry_once_per_booth"),
            models.CheckConstraint(
                name="enquiry_answered_unless_new",
                condition=models.Q(state=EnquiryState.NEW, answered_at__isnull=True)
                | (~models.Q(state=EnquiryState.NEW) & models.Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="enquiry_closed_with_an_outcome",
                condition=models.Q(state__in=CLOSED, closed_at__isnull=False)
                | (~models.Q(state__in=CLOSED) & models.Q(closed_at__isnull=True)),
            ),
        ]

    def __str__(self):
        """Return the number: who asked stands nowhere by accident."""
        return f"{self.pk}"

    @property
    def phone_label(self) -> str:
        """Return the number as people read it aloud."""
        return format_phone(self.phone)

    def forget_on(self, *, kept_days: int) -> datetime.datetime:
        """Return when what the buyer wrote is forgotten."""
        latest = self.made_at + LONGEST_KEPT
        return min(self.closed_at + datetime.timedelta(days=kept_days), latest) if self.closed_at else latest
