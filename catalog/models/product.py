"""One product of a booth."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from catalog.enums import Availability
from catalog.models.category import Category
from catalog.models.certificate import CertificateFields
from core.models import BasePage
from core.money import MAX_PRICE, format_price_range
from marketplaces.models import LinkFields


class ProductTag(TaggedItemBase):
    """A word a merchant gives a product, so that people find it."""

    content_object = ParentalKey("catalog.ProductPage", on_delete=models.CASCADE, related_name="tagged_items")


def price_field(label, **kwargs):
    """Return an optional amount in whole rupiah."""
    return models.PositiveBigIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(MAX_PRICE)], **kwargs
    )


class ProductPage(BasePage):
    """A product: the page's title is its name.

    No price means "ask the seller". Prices are whole rupiah, weight is in grams, shelf life and
    making time in days.
    """

    price = price_field(_("harga"), help_text=_("Rupiah utuh, tanpa titik. Kosongkan untuk “Tanya penjual”."))
    price_to = price_field(_("harga tertinggi"), help_text=_("Isi bila harganya berkisar."))
    unit = models.CharField(_("satuan"), max_length=60, blank=True, help_text=_("Contoh: per bungkus 250 g"))
    min_order = models.PositiveIntegerField(
        _("pesanan paling sedikit"), default=1, validators=[MinValueValidator(1)]
    )
    wholesale_price = price_field(_("harga grosir"))
    wholesale_from = models.PositiveIntegerField(_("grosir mulai"), null=True, blank=True)
    availability = models.CharField(
        _("persediaan"), max_length=20, choices=Availability, default=Availability.IN_STOCK
    )
    made_in_days = models.PositiveSmallIntegerField(_("dibuat dalam (hari)"), null=True, blank=True)
    is_shippable = models.BooleanField(_("bisa dikemas dan dikirim"), default=False)
    weight_grams = models.PositiveIntegerField(_("berat kirim (gram)"), null=True, blank=True)
    shelf_life_days = models.PositiveSmallIntegerField(_("tahan (hari)"), null=True, blank=True)
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("kategori"),
    )
    description = models.TextField(_("keterangan"), blank=True, max_length=4000)
    sku = models.CharField(
        _("kode produk"), max_length=60, blank=True, help_text=_("Kode Anda sendiri, untuk impor berikutnya.")
    )
    tags = ClusterTaggableManager(through=ProductTag, blank=True, verbose_name=_("kata kunci"))
    sort_position = models.PositiveIntegerField(default=0, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)

    most_links = 12

    content_panels = [
        FieldPanel("title", heading=_("Nama produk")),
        InlinePanel("photos", label=_("foto"), heading=_("Foto"), max_num=12),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("price"), FieldPanel("price_to")]),
                FieldPanel("unit"),
                FieldRowPanel(
                    [FieldPanel("min_order"), FieldPanel("wholesale_price"), FieldPanel("wholesale_from")]
                ),
            ],
            heading=_("Harga"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("availability"), FieldPanel("made_in_days")]),
                FieldPanel("is_shippable"),
                FieldRowPanel([FieldPanel("weight_grams"), FieldPanel("shelf_life_days")]),
            ],
            heading=_("Persediaan dan pengiriman"),
        ),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("category"), FieldPanel("sku")]),
        FieldPanel("tags"),
        InlinePanel("certificates", label=_("sertifikat"), heading=_("Sertifikat"), max_num=8),
        InlinePanel(
            "links", label=_("tautan"), heading=_("Tautan ke produk ini di toko lain"), max_num=most_links
        ),
    ]

    template = "pages/product_page.html"
    shown_with = ("category__parent", "listing")
    parent_page_types = ["expo.BoothPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["sort_position", "hidden_at"]

    live_fields = ("sort_position", "hidden_at")
    """Attributes that a revision never overrides.

    `sort_position` is the place in the booth, 0 for what was never put anywhere: it comes first.
    `hidden_at` is when the booth's own people hid the product.
    """

    class Meta:
        verbose_name = _("produk")
        verbose_name_plural = _("produk")
        constraints = [
            models.CheckConstraint(
                name="product_price_range_ascends",
                condition=Q(price_to__isnull=True) | Q(price__isnull=False, price_to__gte=F("price")),
            ),
            models.CheckConstraint(name="product_min_order_at_least_one", condition=Q(min_order__gte=1)),
        ]

    @property
    def is_hidden(self) -> bool:
        """Tell whether the booth's own people took the product off the counter for a while."""
        return self.hidden_at is not None and not self.live

    def with_content_json(self, content):
        """Build the product from a revision without its older values of `live_fields`."""
        product = super().with_content_json(content)
        for name in self.live_fields:
            setattr(product, name, getattr(self, name))
        return product

    def clean(self):
        """Check the address within the booth and the prices."""
        super().clean()
        self.check_prices()

    def check_prices(self):
        """Explain impossible prices in plain words; raises ValidationError. Costs no query."""
        if self.price_to is not None and (self.price is None or self.price_to < self.price):
            raise ValidationError({"price_to": _("Harga tertinggi harus lebih besar dari harga.")})
        if self.wholesale_price is not None and self.price is not None and self.wholesale_price > self.price:
            raise ValidationError(
                {"wholesale_price": _("Harga grosir tidak boleh lebih mahal dari harga biasa.")}
            )

    @property
    def price_label(self) -> str:
        """Return the price as shown, or "ask the seller"."""
        return format_price_range(self.price, self.price_to) or str(_("Tanya penjual"))

    def get_context(self, request, *args, **kwargs):
        """Add what the page shows."""
        from catalog.domain.pages import product_page_context

        context = product_page_context(product=self, in_preview=getattr(request, "is_preview", False))
        return super().get_context(request, *args, **kwargs) | context


class ProductPhoto(Orderable):
    """One photo in a product's gallery."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(
        "core.Photo", on_delete=models.CASCADE, related_name="+", verbose_name=_("foto")
    )
    alt = models.CharField(
        _("isi foto"),
        max_length=160,
        blank=True,
        help_text=_("Ceritakan isi foto untuk orang yang tidak dapat melihatnya."),
    )

    panels = [FieldPanel("photo"), FieldPanel("alt")]

    class Meta(Orderable.Meta):
        verbose_name = _("foto produk")


class ProductCertificate(CertificateFields, Orderable):
    """A certificate of one product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="certificates")

    class Meta(Orderable.Meta):
        verbose_name = _("sertifikat produk")


class ProductLink(LinkFields, Orderable):
    """The same product on a marketplace."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="links")

    panels = LinkFields.panels

    class Meta(Orderable.Meta):
        verbose_name = _("tautan produk")
