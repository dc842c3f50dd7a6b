"""A booth that takes part in an edition, or wants to."""

import datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expo.enums import ParticipationState
from expo.stalls import stall_code

HOLDING = (ParticipationState.ACCEPTED, ParticipationState.OFFERED)
"""States that take up one of the hall's places."""


class ParticipationQuerySet(models.QuerySet):
    """Words for choosing participations."""

    def holding(self):
        """Those that take up a place."""
        return self.filter(state__in=HOLDING)

    def accepted(self):
        """Those that take part."""
        return self.filter(state=ParticipationState.ACCEPTED)

    def queue(self):
        """The waiting list, the first one first."""
        return self.filter(state=ParticipationState.WAITING).order_by("waiting_since", "pk")

    def before(self, row: "Participation"):
        """Those of a waiting list who come before one of it."""
        since = row.waiting_since
        return self.filter(Q(waiting_since__lt=since) | Q(waiting_since=since, pk__lt=row.pk))

    def lapsed(self, now: datetime.datetime):
        """Offered places whose deadline has passed."""
        return self.filter(state=ParticipationState.OFFERED, offered_until__lte=now)


class Participation(models.Model):
    """One booth in one edition: where it stands on the way to a place, and which place it has.

    Only `expo.domain.participation` and `expo.domain.allocation` write it.
    """

    edition = models.ForeignKey(
        "expo.ExpoPage", on_delete=models.CASCADE, related_name="participations", verbose_name=_("expo")
    )
    booth = models.ForeignKey(
        "expo.BoothPage", on_delete=models.CASCADE, related_name="participations", verbose_name=_("lapak")
    )
    hall = models.ForeignKey(
        "expo.HallPage", on_delete=models.PROTECT, related_name="+", verbose_name=_("hall")
    )
    state = models.CharField(
        _("keadaan"),
        max_length=10,
        choices=ParticipationState,
        default=ParticipationState.APPLIED,
    )
    answers = models.JSONField(_("jawaban"), default=list, blank=True)
    """[[question, answer], …] as they stood when somebody applied; a question changed later changes no answer."""
    reason = models.TextField(_("alasan"), blank=True, max_length=1000)
    """The words of the last step, for the merchant."""
    place = models.PositiveSmallIntegerField(
        _("tempat"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    applied_at = models.DateTimeField(_("mendaftar"))
    waiting_since = models.DateTimeField(null=True, blank=True)
    offered_until = models.DateTimeField(_("dijawab paling lambat"), null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("didaftarkan oleh"),
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("peserta expo")
        verbose_name_plural = _("peserta expo")
        constraints = [
            models.UniqueConstraint(fields=["edition", "booth"], name="participation_once"),
            models.UniqueConstraint(fields=["edition", "hall", "place"], name="participation_place_once"),
            models.CheckConstraint(
                name="participation_place_is_of_accepted",
                condition=Q(place__isnull=True) | Q(place__gt=0, state=ParticipationState.ACCEPTED),
            ),
            models.CheckConstraint(
                name="participation_offer_has_deadline",
                condition=Q(state=ParticipationState.OFFERED, offered_until__isnull=False)
                | (~Q(state=ParticipationState.OFFERED) & Q(offered_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="participation_waits_since",
                condition=Q(state=ParticipationState.WAITING, waiting_since__isnull=False)
                | (~Q(state=ParticipationState.WAITING) & Q(waiting_since__isnull=True)),
            ),
            models.CheckConstraint(
                name="participation_declined_with_reason",
                condition=~Q(state=ParticipationState.DECLINED) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["edition", "hall", "state"], name="participation_hall_state")]

    def __str__(self):
        """Return booth and edition."""
        return f"{self.booth} · {self.edition}"

    @property
    def code(self) -> str:
        """Return the code of the place, such as "A-7", "" while there is none."""
        return stall_code(self.place) if self.place else ""


class ParticipationStep(models.Model):
    """One step on the way: who did what when, in whose words. `by` is empty for what the clock did."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_state = models.CharField(max_length=10, choices=ParticipationState, blank=True)
    to_state = models.CharField(max_length=10, choices=ParticipationState)
    words = models.TextField(blank=True, max_length=1000)

    shown_to_visitors = False

    class Meta:
        verbose_name = _("langkah peserta")
        verbose_name_plural = _("langkah peserta")
        ordering = ["at", "pk"]

    def __str__(self):
        """Return the step in words."""
        return f"{self.at:%Y-%m-%d %H:%M} {self.from_state} → {self.to_state}"


class ExpoOffer(models.Model):
    """A participant's price of one product for a part of the edition; it begins and ends by itself.

    The catalogue's rows carry it (`catalog.ProductListing.offers`); only `expo.domain.offers` writes both.
    """

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="offers")
    product = models.ForeignKey(
        "catalog.ProductPage", on_delete=models.CASCADE, related_name="expo_offers", verbose_name=_("produk")
    )
    price = models.PositiveBigIntegerField(_("harga expo"))
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("sampai"))

    class Meta:
        verbose_name = _("harga expo")
        verbose_name_plural = _("harga expo")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["participation", "product"], name="expo_offer_once"),
            models.CheckConstraint(
                name="expo_offer_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(name="expo_offer_costs_something", condition=Q(price__gt=0)),
        ]
        indexes = [models.Index(fields=["ends_at"], name="expo_offer_end")]

    def __str__(self):
        """Return product and price."""
        return f"{self.product}: {self.price}"
