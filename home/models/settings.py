"""What the office sets for the whole site."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="home")
class SiteSettings(BaseSiteSetting):
    """Who runs the site, as shown in the footer, and who answers merchants' questions."""

    office_name = models.CharField(_("nama dinas"), max_length=160, blank=True)
    office_address = models.CharField(_("alamat dinas"), max_length=255, blank=True)

    help_whatsapp = models.CharField(
        _("WhatsApp bantuan"),
        max_length=24,
        blank=True,
        help_text=_(
            "Dibuka tombol “Butuh bantuan?” di Lapak Saya. Contoh: 0812-3456-7890. "
            "Kosong: nomor di halaman buka lapak yang dipakai."
        ),
    )

    panels = [FieldPanel("office_name"), FieldPanel("office_address"), FieldPanel("help_whatsapp")]

    class Meta:
        verbose_name = _("pengaturan situs")

    def __str__(self):
        """Return the office's name: settings that nobody filled in yet belong to no site."""
        return self.office_name

    @property
    def help_number(self) -> str:
        """Return the number that merchants' questions go to, E.164, or "" while the office named none."""
        from core.page_cache import kept
        from home.models.content_page import JoinPage

        def of_join_page() -> str:
            return JoinPage.objects.live().values_list("whatsapp", flat=True).first() or ""

        return self.help_whatsapp or kept("home:join-number", of_join_page)

    def clean(self):
        """Normalise the number."""
        from django.core.exceptions import ValidationError

        from expo.validators import phone_or_error

        super().clean()
        if self.help_whatsapp:
            try:
                self.help_whatsapp = phone_or_error(self.help_whatsapp)
            except ValidationError as error:
                raise ValidationError({"help_whatsapp": error.messages}) from None
