"""What is sold, in two levels."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Motif

RESERVED_SLUGS = frozenset({"saran"})
"""What stands below /katalog/ and is no category."""


class CategoryQuerySet(models.QuerySet):
    """Words for choosing categories."""

    def groups(self):
        """Categories of the first level, in the editors' order."""
        return self.filter(parent__isnull=True)


class CategoryManager(models.Manager.from_queryset(CategoryQuerySet)):
    """Reads the group along: a category's name tells it, in every form that offers categories."""

    def get_queryset(self):
        """Return categories with their groups."""
        return super().get_queryset().select_related("parent")


class Category(models.Model):
    """A category of the first level (a group) or of the second."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("kelompok"),
        help_text=_("Kosongkan untuk kelompok besar."),
    )
    name = models.CharField(_("nama"), max_length=80)
    slug = models.SlugField(_("alamat"), max_length=80, unique=True)
    motif = models.CharField(_("motif"), max_length=20, choices=Motif, default=Motif.KAWUNG)
    sort_order = models.PositiveSmallIntegerField(_("urutan"), default=0)

    objects = CategoryManager()

    class Meta:
        verbose_name = _("kategori")
        verbose_name_plural = _("kategori")
        ordering = ["sort_order", "name"]

    def __str__(self):
        """Return the name with its group."""
        return f"{self.parent.name} › {self.name}" if self.parent_id else self.name

    def clean(self):
        """Keep the tree at two levels and the addresses below the catalogue apart."""
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("Alamat ini dipakai situs. Pilih yang lain.")})
        if not self.parent_id:
            return
        if self.parent_id == self.pk or self.parent.parent_id:
            raise ValidationError({"parent": _("Pilih kelompok besar: kategori hanya dua tingkat.")})
        if self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("Kategori ini masih punya isi, jadi harus tetap kelompok besar.")}
            )
