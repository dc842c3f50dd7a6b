"""Aid for merchants, such as insurance policies handed over at an expo. None of it is public."""

import datetime
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from expo.enums import AidKind
from merchants.enums import MembershipRole

LATEST = datetime.date(2100, 1, 1)
"""What begins later is a mistyped year."""


def private_storage():
    """Return where files lie that no public address leads to."""
    return storages["private"]


def document_path(grant, filename: str) -> str:
    """Return a name that tells nothing about whom the document is for; the kind of file stays."""
    return f"aid/{uuid.uuid4().hex}.{filename.rpartition('.')[2].lower()}"


class AidProgramme(models.Model):
    """What a provider gives: an insurer's policy, tools, capital."""

    shown_to_visitors = False

    name = models.CharField(
        _("nama program"), max_length=150, help_text=_("Misalnya: Asuransi mikro kebakaran kios")
    )
    kind = models.CharField(_("jenis"), max_length=10, choices=AidKind, default=AidKind.INSURANCE)
    provider = models.CharField(
        _("pemberi"), max_length=150, help_text=_("Misalnya nama perusahaan asuransi")
    )
    edition = models.ForeignKey(
        "expo.ExpoPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="aid_programmes",
        verbose_name=_("diserahkan di expo"),
    )
    amount = models.PositiveBigIntegerField(
        _("nilai untuk setiap penerima (rupiah)"),
        null=True,
        blank=True,
        help_text=_("Misalnya uang pertanggungan."),
    )
    months = models.PositiveSmallIntegerField(
        _("berlaku (bulan)"),
        null=True,
        blank=True,
        help_text=_("Dipakai untuk mengisi sendiri tanggal berakhir setiap bantuan."),
    )
    claim_papers = models.TextField(
        _("berkas untuk klaim"),
        blank=True,
        max_length=1500,
        help_text=_("Satu per baris. Dibaca penerima di Lapak Saya."),
    )
    claim_contact = models.CharField(
        _("kontak klaim"), max_length=200, blank=True, help_text=_("Nama dan nomor telepon pemberi.")
    )

    class Meta:
        verbose_name = _("program bantuan")
        verbose_name_plural = _("program bantuan")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="aid_lasts_a_month_or_more",
                condition=models.Q(months__isnull=True) | models.Q(months__range=(1, 600)),
            )
        ]

    def __str__(self):
        """Return name and provider."""
        return f"{self.name} ({self.provider})"


class AidGrantQuerySet(models.QuerySet):
    """One word per audience."""

    def for_merchant(self, user):
        """Aid of the businesses this person owns: a helper has no business with policies."""
        return self.filter(merchant__memberships__user=user, merchant__memberships__role=MembershipRole.OWNER)


class AidGrant(models.Model):
    """What one business got of a programme: number, days, document, and who took it when."""

    shown_to_visitors = False

    programme = models.ForeignKey(
        AidProgramme, on_delete=models.PROTECT, related_name="grants", verbose_name=_("program bantuan")
    )
    merchant = models.ForeignKey(
        "merchants.Merchant", on_delete=models.PROTECT, related_name="aid", verbose_name=_("pelaku usaha")
    )
    number = models.CharField(_("nomor polis atau bukti"), max_length=60, blank=True)
    starts_on = models.DateField(
        _("berlaku mulai"), validators=[MaxValueValidator(LATEST, _("Periksa tahunnya."))]
    )
    ends_on = models.DateField(
        _("sampai"),
        null=True,
        blank=True,
        help_text=_("Kosongkan: dihitung dari lama program, atau tanpa akhir."),
    )
    document = models.FileField(
        _("dokumen"),
        upload_to=document_path,
        storage=private_storage,
        blank=True,
        help_text=_("PDF atau foto, paling besar 10 MB. Hanya dibaca pemilik usaha dan dinas."),
    )
    received_on = models.DateField(_("diterima tanggal"), null=True, blank=True)
    received_by = models.CharField(_("diterima oleh"), max_length=120, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    objects = AidGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("bantuan")
        verbose_name_plural = _("bantuan")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["ends_on"], name="aid_ends")]
        constraints = [
            models.CheckConstraint(
                name="aid_ends_after_it_starts",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="aid_received_by_somebody_on_a_day",
                condition=models.Q(received_on__isnull=True, received_by="")
                | (models.Q(received_on__isnull=False) & ~models.Q(received_by="")),
            ),
            models.UniqueConstraint(
                fields=["programme", "number"], condition=~models.Q(number=""), name="aid_number_once"
            ),
        ]

    def __str__(self):
        """Return whose aid of what it is."""
        return f"{self.merchant} · {self.programme.name}"

    def clean(self):
        """Explain days the wrong way round and half a receipt."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Tanggal berakhir harus sesudah tanggal mulai.")})
        if bool(self.received_on) != bool(self.received_by):
            raise ValidationError(
                {"received_by": _("Isi tanggal dan nama penerima, atau kosongkan keduanya.")}
            )
