"""What browsing and searching read: narrow rows, counts and words, apart from what cards show.

All three follow `ProductListing` (see `catalog.domain.search`), and all three can be rebuilt from it.
The full text itself stands in a table of the database's own kind, made by a migration.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.listing import ProductListing


class SearchEntry(models.Model):
    """One public product as numbers only, so that filtering and counting read few bytes.

    `category`, `category_group`, `hall` and `area` are primary keys, 0 for none. `certificates`, `bands`
    and `procurement` are bit masks (see `catalog.domain.facets`). A product without a price has `price` above and
    `price_top` below every price, so that it sorts last both ways and is in no range of prices.
    """

    shown_to_visitors = False

    page = models.OneToOneField(
        ProductListing, on_delete=models.CASCADE, primary_key=True, related_name="entry"
    )
    category = models.PositiveIntegerField(default=0)
    category_group = models.PositiveIntegerField(default=0)
    hall = models.PositiveIntegerField(default=0)
    area = models.PositiveIntegerField(default=0)
    certificates = models.PositiveIntegerField(default=0)
    bands = models.PositiveIntegerField(default=0)
    procurement = models.PositiveSmallIntegerField(default=0)
    shipping = models.PositiveSmallIntegerField(default=0)
    availability = models.PositiveSmallIntegerField(default=0)
    price = models.BigIntegerField()
    price_top = models.BigIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("entri pencarian")
        verbose_name_plural = _("entri pencarian")
        indexes = [
            models.Index(fields=["-published_at", "-page"], name="entry_newest"),
            models.Index(fields=["price", "page"], name="entry_cheapest"),
            models.Index(fields=["-price_top", "-page"], name="entry_dearest"),
            models.Index(fields=["hall", "-published_at", "-page"], name="entry_hall"),
            models.Index(fields=["area", "-published_at", "-page"], name="entry_area"),
            models.Index(fields=["category", "-published_at", "-page"], name="entry_category"),
            models.Index(fields=["category_group", "-published_at", "-page"], name="entry_group"),
        ]

    def __str__(self):
        """Return the product's number."""
        return str(self.pk)


class OfferedPrice(models.Model):
    """A price that holds from a moment until another, in seconds since 1970, beside `SearchEntry.price`.

    The same as `ProductListing.offers` as numbers only; `catalog.domain.offered_prices` writes both.
    """

    shown_to_visitors = False

    page = models.ForeignKey(ProductListing, on_delete=models.CASCADE, related_name="+")
    price = models.BigIntegerField()
    bands = models.PositiveIntegerField(default=0)
    begins = models.BigIntegerField()
    ends = models.BigIntegerField()

    class Meta:
        verbose_name = _("harga untuk suatu waktu")
        verbose_name_plural = _("harga untuk suatu waktu")

    def __str__(self):
        """Return product and price."""
        return f"{self.page_id}: {self.price}"


class FacetCount(models.Model):
    """How many public products have a value, as a sum of small steps.

    Every change of a product adds rows (+1 for what it now has, -1 for what it had), so that two
    merchants who save at the same moment never wait for each other; the sum per kind and value is
    the count. The rows are folded together once there are many.
    """

    kind = models.CharField(max_length=12)
    value = models.PositiveIntegerField()
    step = models.IntegerField()

    class Meta:
        verbose_name = _("hitungan penyaring")
        verbose_name_plural = _("hitungan penyaring")

    def __str__(self):
        """Return kind, value and step."""
        return f"{self.kind} {self.value}: {self.step:+}"


class SearchWord(models.Model):
    """A word that stands in the name, tags or place of a public product: where misspelt words are led to."""

    shown_to_visitors = False

    word = models.CharField(max_length=40, primary_key=True)
    uses = models.PositiveIntegerField(default=1)
    """Number of products with this word when the index was last rebuilt."""
    written_as = models.CharField(max_length=40, blank=True)
    """The word to show, where this one only says how a written word sounds; empty where it is written so."""

    class Meta:
        verbose_name = _("kata")
        verbose_name_plural = _("kata")

    def __str__(self):
        """Return the word."""
        return self.word
