"""What the office sets for the whole site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="home")
class SiteSettings(BaseSiteSetting):
    """Who runs the site, as shown in the footer."""

    office_name = models.CharField(_("nama dinas"), max_length=160, blank=True)
    office_address = models.CharField(_("alamat dinas"), max_length=255, blank=True)

    panels = [FieldPanel("office_name"), FieldPanel("office_address")]

    class Meta:
        verbose_name = _("pengaturan situs")

    def __str__(self):
        """Return the office's name: settings that nobody filled in yet belong to no site."""
        return self.office_name
