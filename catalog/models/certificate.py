"""Certificates, as merchants report them and editors check them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from catalog.enums import CertificateType
from core.powers import CURATE


class CertificateFields(models.Model):
    """One certificate of a booth or a product. Shown as "reported" until an editor has checked it."""

    type = models.CharField(_("jenis"), max_length=20, choices=CertificateType)
    number = models.CharField(_("nomor"), max_length=60, blank=True)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    is_checked = models.BooleanField(_("sudah diperiksa dinas"), default=False)

    panels = [
        FieldRowPanel([FieldPanel("type"), FieldPanel("number"), FieldPanel("valid_until")]),
        FieldPanel("is_checked", permission=CURATE),
    ]

    class Meta:
        abstract = True

    def __str__(self):
        """Return type and number."""
        return f"{self.get_type_display()} {self.number}".strip()

    @property
    def is_valid(self) -> bool:
        """Tell whether the certificate has not run out."""
        return self.valid_until is None or self.valid_until >= timezone.localdate()
