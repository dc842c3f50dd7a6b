"""Halls: themed groups of booths."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from core.enums import Motif, Palette
from core.models import BasePage
from expo.panels import HallLookPanel


class HallIndexPage(BasePage):
    """The entrance from which all halls are reached."""

    introduction = models.TextField(_("pengantar"), blank=True, max_length=600)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    template = "pages/hall_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["expo.HallPage"]
    max_count = 1

    class Meta:
        verbose_name = _("daftar hall")

    def get_context(self, request, *args, **kwargs):
        """Add the halls."""
        from expo.domain.readers import hall_tiles

        return super().get_context(request, *args, **kwargs) | {"halls": hall_tiles()}


class HallPage(BasePage):
    """A hall: its motif and colours carry through banner, awnings and cards of its booths."""

    introduction = models.TextField(_("pengantar"), blank=True, max_length=600)
    motif = models.CharField(_("motif"), max_length=20, choices=Motif, default=Motif.KAWUNG)
    palette = models.CharField(_("warna"), max_length=20, choices=Palette, default=Palette.INDIGO)
    coordinator_name = models.CharField(_("nama koordinator"), max_length=120, blank=True)
    coordinator_phone = models.CharField(_("WhatsApp koordinator"), max_length=16, blank=True)
    showcase = models.ForeignKey(
        "expo.ShowcasePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pilihan dinas di hall ini"),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldRowPanel([FieldPanel("motif"), FieldPanel("palette")]),
        HallLookPanel(heading=_("Rupa hall")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("coordinator_name"), FieldPanel("coordinator_phone")])],
            heading=_("Koordinator hall"),
        ),
        FieldPanel("showcase"),
    ]
    template = "pages/hall_page.html"
    parent_page_types = ["expo.HallIndexPage"]
    subpage_types = ["expo.BoothPage"]

    class Meta:
        verbose_name = _("hall")
        verbose_name_plural = _("hall")

    def clean(self):
        """Check the contrast of the colours and normalise the coordinator's number."""
        from django.core.exceptions import ValidationError

        from core.phone import normalise_phone
        from expo.validators import palette_or_error

        super().clean()
        if self.palette in Palette.values:  # The field itself refuses anything else.
            try:
                palette_or_error(self.palette)
            except ValidationError as error:
                raise ValidationError({"palette": error}) from None
        if self.coordinator_phone:
            try:
                self.coordinator_phone = normalise_phone(self.coordinator_phone)
            except ValueError:
                raise ValidationError(
                    {"coordinator_phone": _("Nomor ini tidak dikenali. Contoh: 0812-3456-7890")}
                ) from None

    def get_context(self, request, *args, **kwargs):
        """Add the aisle asked for, its stalls and the filters."""
        from expo.domain.hall import hall_page_context

        return super().get_context(request, *args, **kwargs) | hall_page_context(hall=self, query=request.GET)


class StallCounter(models.Model):
    """The highest stall number a hall ever gave, so that a code seen on a sign never becomes another booth's.

    A row of its own and no field of the hall: neither an older version of the hall nor somebody who
    saves the hall while a booth opens sets it back. Written only under the lock on the hall's row.
    """

    shown_to_visitors = False

    wagtail_reference_index_ignore = True

    hall = models.OneToOneField(
        HallPage, on_delete=models.CASCADE, primary_key=True, related_name="stall_counter"
    )
    highest = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("nomor stan terakhir")
        default_permissions = ()

    def __str__(self):
        return f"{self.hall_id}: {self.highest}"
