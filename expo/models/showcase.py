"""The editors' pick."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable

from core.models import BasePage
from expo.panels import PicksPanel


class ShowcaseIndexPage(BasePage):
    """All showcases that are on."""

    content_panels = BasePage.content_panels
    template = "pages/showcase_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["expo.ShowcasePage"]
    max_count = 1

    class Meta:
        verbose_name = _("daftar pilihan dinas")

    def get_context(self, request, *args, **kwargs):
        """Add the showcases."""
        showcases = ShowcasePage.objects.child_of(self).public().order_by("-first_published_at")
        return super().get_context(request, *args, **kwargs) | {"showcases": showcases}


class ShowcasePage(BasePage):
    """A showcase ("pilihan dinas"): chosen products and booths, topped up to `size` by the rule in the domain."""

    introduction = models.TextField(_("kata kurator"), blank=True, max_length=1200)
    curator = models.CharField(_("kurator"), max_length=120, blank=True)
    size = models.PositiveSmallIntegerField(_("jumlah yang tampil"), default=8)
    starts_on = models.DateField(_("tampil mulai"), null=True, blank=True)
    ends_on = models.DateField(_("tampil sampai"), null=True, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldRowPanel([FieldPanel("curator"), FieldPanel("size")]),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        HelpPanel(
            content=_(
                "Yang tampil: pilihan di bawah ini menurut urutannya, selama tanggalnya berlaku dan halamannya tayang. "
                "Bila kurang dari jumlah yang tampil, sisanya diisi sendiri dengan produk terbaru yang berfoto, "
                "berharga, dan tidak habis, satu dari setiap lapak yang belum tampil."
            )
        ),
        PicksPanel(heading=_("Yang tampil sekarang")),
        InlinePanel("items", label=_("pilihan"), heading=_("Pilihan")),
    ]
    template = "pages/showcase_page.html"
    parent_page_types = ["expo.ShowcaseIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("pilihan dinas")
        verbose_name_plural = _("pilihan dinas")

    def get_context(self, request, *args, **kwargs):
        """Add what is shown today."""
        from expo.domain.showcase import showcase_entries

        return super().get_context(request, *args, **kwargs) | {"entries": showcase_entries(showcase=self)}


class ShowcaseItem(Orderable):
    """One pick: a product or a booth, with the curator's note and the dates it is shown."""

    showcase = ParentalKey(ShowcasePage, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("halaman")
    )
    note = models.CharField(_("catatan kurator"), max_length=300, blank=True)
    starts_on = models.DateField(_("mulai"), null=True, blank=True)
    ends_on = models.DateField(_("sampai"), null=True, blank=True)

    page_types = ("catalog.ProductPage", "expo.BoothPage")

    panels = [
        PageChooserPanel("page", page_type=page_types),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("pilihan")

    def clean(self):
        """Refuse pages that cannot be shown: the chooser offers none, but an address in a form can be any."""
        super().clean()
        if self.page_id and self.page.cached_content_type.model_class()._meta.label not in self.page_types:
            raise ValidationError({"page": _("Pilih produk atau lapak.")})
