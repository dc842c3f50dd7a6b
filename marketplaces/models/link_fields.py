"""What every link that a merchant enters has in common."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from marketplaces.enums import LinkKind, PlatformSlug
from marketplaces.models.platform import Platform
from marketplaces.panels import RecognisedPanel
from marketplaces.recognition import recognise


class LinkFields(models.Model):
    """A link as pasted and as recognised. Abstract; children add the ParentalKey and the order.

    `key` names the link through drafts, revisions and publications, so that its outbound row and
    its click counts stay the same when the page is saved again.
    """

    pasted = models.TextField(
        _("tautan"),
        max_length=2000,
        help_text=_(
            "Tempel apa adanya: alamat toko atau produk, teks dari tombol Bagikan, nama akun seperti "
            "“Instagram @namatoko”, atau nomor WhatsApp."
        ),
    )
    address = models.CharField(_("alamat yang dikenali"), max_length=2000, blank=True, editable=False)
    platform = models.ForeignKey(
        "marketplaces.Platform",
        verbose_name=_("platform"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    kind = models.CharField(
        _("jenis"), max_length=12, choices=LinkKind, default=LinkKind.UNKNOWN, editable=False
    )
    label = models.CharField(
        _("tulisan pada tombol"),
        max_length=80,
        blank=True,
        help_text=_("Boleh kosong: nama platform yang dipakai."),
    )
    is_on = models.BooleanField(_("ditampilkan"), default=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    panels = [
        FieldPanel("pasted"),
        RecognisedPanel(),
        FieldPanel("label"),
        FieldPanel("is_on"),
    ]

    class Meta:
        abstract = True

    def __str__(self):
        return self.label or self.address or self.pasted[:60]

    @property
    def recognition(self):
        """What `pasted` is by today's platforms, None while it is empty. Computed, never stored."""
        return self._recognise() if self.pasted.strip() else None

    @property
    def warning(self):
        """The gentle remark about this link, "" when there is none."""
        found = self.recognition
        return found.warning if found else ""

    @property
    def recognised_name(self):
        """The name of the recognised platform, "" when there is none."""
        found = self.recognition
        entry = Platform.objects.catalogue().by_slug(found.platform) if found else None
        return entry.name if entry else ""

    def recognise(self):
        """Fill address, platform and kind from `pasted`; return the recognition, refused or not."""
        found = self._recognise()
        slug, self.address, self.kind = found.platform, found.address, found.kind
        if slug == PlatformSlug.PHONE_ONLY and found.address:
            # A mobile number typed where a link is asked is offered to buyers as a WhatsApp chat.
            slug, self.kind = PlatformSlug.WHATSAPP, LinkKind.CHAT
        self.platform_id = Platform.objects.id_of(slug)
        return found

    def clean(self):
        """Recognise what was pasted.

        Raises ValidationError on `pasted` with a sentence for the merchant when the link is refused.
        """
        super().clean()
        if not self.pasted.strip():
            self.address, self.kind, self.platform = "", LinkKind.UNKNOWN, None
            return
        found = self.recognise()
        if found.is_refused:
            raise ValidationError({"pasted": found.error})

    def _recognise(self):
        # The label ("Instagram") tells which platform a bare account name belongs to.
        return recognise(self.pasted, hint=self.label, catalogue=Platform.objects.catalogue())
