"""What somebody without an account has answered so far."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.money import MAX_PRICE
from expo.domain.opening import Answers


class BoothOpeningQuerySet(models.QuerySet):
    """Which openings are going on, and which wait for the office."""

    def unsent(self):
        """Openings that are still being filled in, and not too old for that."""
        return self.filter(sent_at=None, expires_at__gt=timezone.now())

    def unknown(self):
        """Openings that were sent by somebody the office has not confirmed yet."""
        return self.filter(sent_at__isnull=False, confirmed_at=None)


class BoothOpening(models.Model):
    """A booth that somebody opens who has no account: the answers, and later who it was.

    The code by which it is found again is stored nowhere; `code_hash` is its keyed hash, `sender` that of
    the address it was begun from. Pages are made when it is sent, the account when the office says who it is.
    """

    shown_to_visitors = False

    code_hash = models.CharField(max_length=64, unique=True)
    sender = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    name = models.CharField(_("nama lapak"), max_length=100, blank=True)
    sold = models.CharField(_("yang dijual"), max_length=160, blank=True)
    hall = models.ForeignKey("expo.HallPage", on_delete=models.SET_NULL, null=True, related_name="+")
    whatsapp = models.CharField(_("nomor untuk pembeli"), max_length=24, blank=True)
    product = models.CharField(_("produk pertama"), max_length=160, blank=True)
    price = models.PositiveBigIntegerField(_("harga"), null=True, validators=[MaxValueValidator(MAX_PRICE)])
    photo = models.ForeignKey("core.Photo", on_delete=models.SET_NULL, null=True, related_name="+")
    links = models.JSONField(_("tautan"), default=list)

    person = models.CharField(_("nama orangnya"), max_length=150, blank=True)
    phone = models.CharField(_("nomor HP"), max_length=24, blank=True)
    password = models.CharField(max_length=128, blank=True)
    """Hashed as an account's; emptied when the account is made."""
    booth = models.OneToOneField(
        "expo.BoothPage", on_delete=models.CASCADE, null=True, related_name="opening"
    )
    sent_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = BoothOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("pembukaan lapak")
        verbose_name_plural = _("pembukaan lapak")
        indexes = [
            models.Index(fields=["sender"], name="openings_of_sender"),
            models.Index(fields=["expires_at"], name="openings_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_opening_says_who",
                condition=models.Q(sent_at__isnull=True) | ~models.Q(phone=""),
            ),
            models.CheckConstraint(
                name="confirmed_opening_keeps_no_password",
                condition=models.Q(confirmed_at__isnull=True) | models.Q(password=""),
            ),
        ]

    def __str__(self):
        """Name the booth."""
        return f"{self.name} · {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def answers(self) -> Answers:
        """Return what was answered, as of a draft's pages."""
        return Answers(
            name=self.name,
            sold=self.sold,
            hall=self.hall,
            phone=self.whatsapp,
            product=self.product,
            price=self.price,
            photo=self.photo,
            links=list(self.links),
        )
