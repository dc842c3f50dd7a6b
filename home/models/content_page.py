"""Plain pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from core.models import BasePage


class ContentPage(BasePage):
    """A page of text: about, how to buy."""

    introduction = models.TextField(_("pengantar"), blank=True, max_length=400)
    body = RichTextField(_("isi"), blank=True, features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    template = "pages/content_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    show_in_menus_default = True

    class Meta:
        verbose_name = _("halaman isi")
        verbose_name_plural = _("halaman isi")


class JoinPage(BasePage):
    """How to open a stall, with the way to reach the office."""

    introduction = models.TextField(_("pengantar"), blank=True, max_length=400)
    body = RichTextField(_("isi"), blank=True, features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])
    whatsapp = models.CharField(_("WhatsApp dinas"), max_length=24, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("whatsapp"),
        FieldPanel("body"),
    ]
    template = "pages/join_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    show_in_menus_default = True

    class Meta:
        verbose_name = _("halaman buka lapak")

    def clean(self):
        """Normalise the office's number."""
        from django.core.exceptions import ValidationError

        from expo.validators import phone_or_error

        super().clean()
        if self.whatsapp:
            try:
                self.whatsapp = phone_or_error(self.whatsapp)
            except ValidationError as error:
                raise ValidationError({"whatsapp": error.messages}) from None
