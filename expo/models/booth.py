"""A booth: the storefront of one merchant."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager

from catalog.models import CertificateFields
from core.live import hidden
from core.models import BasePage, BasePageQuerySet
from core.powers import CURATE
from expo.blocks import StoryBlock
from expo.enums import Weekday
from expo.stalls import new_short_code, stall_code
from expo.validators import phone_or_error
from marketplaces.models import LinkFields
from merchants.models import Area, Market, Merchant


class BoothPageQuerySet(BasePageQuerySet):
    """One word per audience."""

    def public(self):
        """Booths anyone may see. Booths and halls have no view restrictions, so none are asked for."""
        return self.live().exclude(hidden("path"))

    def telling_public(self):
        """Add to each booth `is_public`: whether anyone may see it."""
        return self.annotate(is_public=~hidden("path"))

    def for_merchant(self, user):
        """Booths of the businesses `user` is a member of, published or not."""
        return self.filter(merchant__memberships__user=user)


class BoothPage(BasePage):
    """A merchant's storefront; the page's title is the booth's name.

    `hall`, `stall_number`, `short_code`, `is_trusted` and `closed_on` belong to the office and to
    the day, not to the text a merchant edits: revisions never bring back older values of them.
    """

    merchant = models.ForeignKey(
        Merchant, on_delete=models.PROTECT, related_name="booths", verbose_name=_("pelaku usaha")
    )
    tagline = models.CharField(_("kalimat pendek"), max_length=160, blank=True)
    logo = models.ForeignKey(
        "core.Photo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    cover = models.ForeignKey(
        "core.Photo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("foto sampul"),
    )
    story = StreamField(StoryBlock(), blank=True, verbose_name=_("cerita"))
    market = models.ForeignKey(
        Market,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="booths",
        verbose_name=_("pasar"),
    )
    block = models.CharField(_("blok"), max_length=20, blank=True)
    stall = models.CharField(_("kios atau los"), max_length=20, blank=True)
    district = models.CharField(_("kecamatan"), max_length=80, blank=True)
    area = models.ForeignKey(
        Area,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="booths",
        verbose_name=_("kota atau kabupaten"),
    )
    whatsapp = models.CharField(
        _("WhatsApp"), max_length=24, blank=True, help_text=_("Contoh: 0812-3456-7890")
    )
    phone = models.CharField(_("telepon"), max_length=24, blank=True)
    closed_on = models.DateField(_("tutup pada"), null=True, blank=True)
    founded = models.PositiveSmallIntegerField(
        _("berdiri tahun"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1800), MaxValueValidator(2200)],
    )
    categories = ParentalManyToManyField(
        "catalog.Category", blank=True, related_name="booths", verbose_name=_("bidang produk")
    )
    can_invoice = models.BooleanField(
        _("bisa menerbitkan invoice"),
        default=False,
        help_text=_("Kantor dan instansi mencari lapak yang bisa memberi invoice atau kuitansi."),
    )
    is_trusted = models.BooleanField(_("tepercaya"), default=False)
    hall = models.ForeignKey(
        "expo.HallPage", on_delete=models.PROTECT, null=True, editable=False, related_name="booths"
    )
    stall_number = models.PositiveIntegerField(null=True, editable=False)
    short_code = models.SlugField(max_length=12, unique=True, editable=False, default=new_short_code)

    objects = PageManager.from_queryset(BoothPageQuerySet)()

    most_links = 20

    content_panels = [
        FieldPanel("title", heading=_("Nama lapak")),
        FieldPanel("merchant", permission=CURATE),
        FieldPanel("tagline"),
        FieldRowPanel([FieldPanel("logo"), FieldPanel("cover")]),
        FieldPanel("story"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("whatsapp"), FieldPanel("phone")])],
            heading=_("Kontak"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("market"), FieldPanel("block"), FieldPanel("stall")]),
                FieldRowPanel([FieldPanel("district"), FieldPanel("area")]),
            ],
            heading=_("Tempat"),
        ),
        InlinePanel("opening_hours", label=_("hari"), heading=_("Jam buka"), max_num=7),
        FieldRowPanel([FieldPanel("founded"), FieldPanel("categories")]),
        FieldPanel("can_invoice"),
        InlinePanel("certificates", label=_("sertifikat"), heading=_("Sertifikat"), max_num=12),
        InlinePanel("links", label=_("tautan"), heading=_("Tautan ke toko lain"), max_num=most_links),
    ]

    template = "pages/booth_page.html"
    shown_with = ("area", "market")
    parent_page_types = ["expo.HallPage"]
    subpage_types = ["catalog.ProductPage"]
    exclude_fields_in_copy = ["hall", "stall_number", "short_code", "is_trusted", "closed_on"]

    live_fields = ("hall_id", "stall_number", "short_code", "is_trusted", "closed_on")
    """Attributes that a revision never overrides."""

    class Meta:
        verbose_name = _("lapak")
        verbose_name_plural = _("lapak")
        permissions = [("curate", "Can curate the expo")]
        constraints = [
            models.UniqueConstraint(fields=["hall", "stall_number"], name="one_booth_per_stall"),
        ]

    @property
    def code(self) -> str:
        """Return the code on the booth's sign, such as "B-12", or "" before it has a stall."""
        return stall_code(self.stall_number) if self.stall_number else ""

    def clean(self):
        """Normalise the numbers and refuse a founding year to come."""
        super().clean()
        for name in ("whatsapp", "phone"):
            if value := getattr(self, name):
                try:
                    setattr(self, name, phone_or_error(value))
                except ValidationError as error:
                    raise ValidationError({name: error.messages}) from None
        if self.founded and self.founded > timezone.localdate().year:
            raise ValidationError({"founded": _("Tahun berdiri belum tiba.")})

    def save(self, *args, **kwargs):
        """Give a new booth its hall, stall and printed code before it is stored for the first time."""
        if self.pk is None and self.path:
            from expo.domain.stalls import place_in_hall

            place_in_hall(booth=self)
            while BoothPage.objects.filter(short_code=self.short_code).exists():
                self.short_code = new_short_code()
        return super().save(*args, **kwargs)

    def publish(self, revision, *args, **kwargs):
        """Publish a version that is complete enough; raises NotPublishable otherwise."""
        from expo.domain.completeness import require_publishable

        require_publishable(page=revision.as_object())
        return super().publish(revision, *args, **kwargs)

    def with_content_json(self, content):
        """Build the page from a revision without its older values of `live_fields`."""
        page = super().with_content_json(content)
        for name in self.live_fields:
            setattr(page, name, getattr(self, name))
        return page

    def get_context(self, request, *args, **kwargs):
        """Add what the page shows."""
        from expo.domain.readers import booth_page_context

        context = booth_page_context(booth=self, in_preview=getattr(request, "is_preview", False))
        return super().get_context(request, *args, **kwargs) | context

    def place_label(self) -> str:
        """Return market, block and stall, district and city in one line, leaving out what is not known."""
        stall = " ".join(filter(None, [self.block and f"Blok {self.block}", self.stall]))
        parts = [self.market and self.market.name, stall, self.district, self.area and self.area.name]
        return ", ".join(part for part in parts if part)


class OpeningHours(Orderable):
    """When a booth is open on one weekday; a weekday without hours is a closed day."""

    page = ParentalKey(BoothPage, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("hari"), choices=Weekday)
    opens_at = models.TimeField(_("buka"), default=datetime.time(8))
    closes_at = models.TimeField(_("tutup"), default=datetime.time(16))

    panels = [FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens_at"), FieldPanel("closes_at")])]

    class Meta(Orderable.Meta):
        verbose_name = _("jam buka")
        constraints = [models.UniqueConstraint(fields=["page", "weekday"], name="one_opening_per_weekday")]

    def clean(self):
        """Refuse hours that end before they begin."""
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("Jam tutup harus sesudah jam buka.")})


class BoothCertificate(CertificateFields, Orderable):
    """A certificate of the business."""

    page = ParentalKey(BoothPage, on_delete=models.CASCADE, related_name="certificates")

    class Meta(Orderable.Meta):
        verbose_name = _("sertifikat lapak")


class BoothLink(LinkFields, Orderable):
    """The merchant's shop elsewhere."""

    page = ParentalKey(BoothPage, on_delete=models.CASCADE, related_name="links")

    panels = LinkFields.panels

    class Meta(Orderable.Meta):
        verbose_name = _("tautan lapak")
