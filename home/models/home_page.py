"""The front page and the way into the tree."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.models import BasePage


class HomePage(BasePage):
    """What is on now, search, halls, the editors' pick, new booths, how it works."""

    introduction = models.CharField(_("kalimat sambutan"), max_length=200, blank=True)
    showcase = models.ForeignKey(
        "expo.ShowcasePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pilihan dinas di beranda"),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("showcase")]
    template = "pages/home_page.html"
    shown_with = ("showcase",)
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("beranda")

    def get_context(self, request, *args, **kwargs):
        """Add what the page shows."""
        from home.readers import home_page_context

        return super().get_context(request, *args, **kwargs) | home_page_context(home=self)
