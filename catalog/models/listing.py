"""The public products as one flat table, kept in step by the domain functions.

A public page of products reads only this table: no joins over the page tree, no work at request
time that could be done when something changed. A row exists exactly while its product is public.
"""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.enums import Availability
from catalog.models.category import Category
from catalog.models.offered import Offered, offer_now
from core.money import format_price_range
from merchants.models import Area, Market

ON_COUNTER = ("sort_position", "-published_at", "-page")
"""The order of a booth's products: as its people put them, what is new and not yet put anywhere first."""


class ProductListing(models.Model):
    """What lists, cards and search show of one public product."""

    page = models.OneToOneField(
        "catalog.ProductPage", on_delete=models.CASCADE, primary_key=True, related_name="listing"
    )
    title = models.CharField(max_length=255)
    url = models.CharField(max_length=800)
    picture = models.JSONField(default=dict)
    picture_alt = models.CharField(max_length=160, blank=True)
    price = models.PositiveBigIntegerField(null=True)
    price_to = models.PositiveBigIntegerField(null=True)
    unit = models.CharField(max_length=60, blank=True)
    availability = models.CharField(max_length=20)
    made_in_days = models.PositiveSmallIntegerField(null=True)
    is_shippable = models.BooleanField(default=False)
    certificates = models.JSONField(default=list)
    """Valid certificates of product and booth: [[type, is_checked], …], checked ones first."""
    procurement = models.PositiveSmallIntegerField(default=0)
    """Bits of `catalog.enums.Procurement` that the booth offers to offices."""
    category = models.ForeignKey(Category, null=True, on_delete=models.SET_NULL, related_name="+")
    group = models.ForeignKey(Category, null=True, on_delete=models.SET_NULL, related_name="+")
    booth = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    booth_title = models.CharField(max_length=255)
    booth_url = models.CharField(max_length=800)
    booth_code = models.CharField(max_length=12)
    hall = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    hall_title = models.CharField(max_length=255)
    motif = models.CharField(max_length=20)
    palette = models.CharField(max_length=20)
    area = models.ForeignKey(Area, null=True, on_delete=models.SET_NULL, related_name="+")
    market = models.ForeignKey(Market, null=True, on_delete=models.SET_NULL, related_name="+")
    sort_position = models.PositiveIntegerField(default=0)
    """The place in the booth, 0 for what was never put anywhere: it comes first."""
    published_at = models.DateTimeField()
    card = models.CharField(max_length=80, blank=True, default="")
    """Name of the share card's file, "" while there is none. Written by a room above this one."""
    offers = models.JSONField(default=list)
    """[price, from, until] of each time in which another price holds, the next first; `offered_prices` writes it."""

    class Meta:
        verbose_name = _("produk tayang")
        verbose_name_plural = _("produk tayang")
        indexes = [
            models.Index(fields=["-published_at", "-page"], name="listing_newest"),
            models.Index(fields=["booth", "sort_position", "-published_at"], name="listing_counter"),
            models.Index(fields=["hall", "-published_at"], name="listing_hall"),
            models.Index(fields=["price"], name="listing_price"),
        ]

    def __str__(self):
        """Return the product's name."""
        return self.title

    @cached_property
    def offer(self) -> Offered | None:
        """Return the other price that holds now."""
        return offer_now(self)

    @property
    def price_label(self) -> str:
        """Return the price as shown now, or "ask the seller"."""
        return format_price_range(self.offer.price, None) if self.offer else self.usual_label

    @property
    def usual_label(self) -> str:
        """Return the usual price, or "ask the seller"."""
        return format_price_range(self.price, self.price_to) or gettext("Tanya penjual")

    @property
    def availability_label(self) -> str:
        """Return the availability in words, with the days a made-to-order product takes."""
        if self.availability == Availability.MADE_TO_ORDER and self.made_in_days:
            return gettext("Dibuat %(days)d hari") % {"days": self.made_in_days}
        return str(Availability(self.availability).label)

    @cached_property
    def checked(self) -> bool:
        """Tell whether an editor has checked at least one certificate."""
        return any(is_checked for _type, is_checked in self.certificates)
