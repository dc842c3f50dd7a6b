"""The public booths as one flat table, as `catalog.ProductListing` is for products."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.stalls import stall_code
from merchants.models import Area, Market


class BoothListingQuerySet(models.QuerySet):
    """Words for choosing booths."""

    def open_on(self, day: datetime.date):
        """Booths whose hours name this day's weekday and that are not closed on it."""
        rows = self.filter(open_days__contains=str(day.weekday()))
        return rows.filter(models.Q(closed_on__isnull=True) | ~models.Q(closed_on=day))

    def offering(self, offices: int):
        """Booths that offer all of this to offices (bits of `catalog.enums.Procurement`)."""
        if not offices:
            return self
        return self.annotate(offered=models.F("procurement").bitand(offices)).filter(offered=offices)


class BoothListing(models.Model):
    """What halls, cards and search show of one public booth. A row exists exactly while it is public."""

    page = models.OneToOneField(
        "expo.BoothPage", on_delete=models.CASCADE, primary_key=True, related_name="listing"
    )
    hall = models.ForeignKey("expo.HallPage", on_delete=models.CASCADE, related_name="booth_listings")
    stall_number = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    tagline = models.CharField(max_length=160, blank=True)
    url = models.CharField(max_length=800)
    picture = models.JSONField(default=dict)
    logo = models.JSONField(default=dict)
    place_label = models.CharField(max_length=255, blank=True)
    area = models.ForeignKey(Area, null=True, on_delete=models.SET_NULL, related_name="+")
    market = models.ForeignKey(Market, null=True, on_delete=models.SET_NULL, related_name="+")
    open_days = models.CharField(max_length=7, blank=True)
    """Digits of the weekdays with opening hours, Monday 0; empty when the merchant gave none."""
    closed_on = models.DateField(null=True)
    hours = models.JSONField(default=list)
    """[weekday, opening, closing] of each day with opening hours: [0, "08.00", "16.00"]."""
    certificates = models.JSONField(default=list)
    papers = models.JSONField(default=list)
    """What the booth's own page says of its certificates: type, number, valid_until, is_checked."""
    procurement = models.PositiveSmallIntegerField(default=0)
    """Bits of `catalog.enums.Procurement`."""
    category_ids = models.JSONField(default=list)
    has_shippable = models.BooleanField(default=False)
    product_count = models.PositiveIntegerField(default=0)
    hall_title = models.CharField(max_length=255)
    motif = models.CharField(max_length=20)
    palette = models.CharField(max_length=20)
    published_at = models.DateTimeField()
    card = models.CharField(max_length=80, blank=True, default="")
    """Name of the share card's file, "" while there is none (`expo.sharing`)."""

    objects = BoothListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("lapak tayang")
        verbose_name_plural = _("lapak tayang")
        indexes = [
            models.Index(fields=["hall", "stall_number"], name="booth_listing_aisle"),
            models.Index(fields=["-published_at", "-page"], name="booth_listing_newest"),
        ]

    def __str__(self):
        """Return the booth's name."""
        return self.title

    @property
    def code(self) -> str:
        """Return the stall's code, such as "B-12"."""
        return stall_code(self.stall_number) if self.stall_number else ""

    @property
    def open_today(self) -> bool | None:
        """Tell whether the booth is open today; None when the merchant gave no hours."""
        today = timezone.localdate()
        if self.closed_on == today:
            return False
        if not self.open_days:
            return None
        return str(today.weekday()) in self.open_days

    @property
    def checked(self) -> bool:
        """Tell whether an editor has checked at least one certificate."""
        return any(is_checked for _type, is_checked in self.certificates)
