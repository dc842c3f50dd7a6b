"""The platforms that merchants link to, as data."""

import time

from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _

from marketplaces.enums import PlatformKind, PlatformState
from marketplaces.recognition import Catalogue, shipped_catalogue

CATALOGUE_SECONDS = 30
_cache = {}


class PlatformQuerySet(models.QuerySet):
    """One word per audience."""

    def for_editor(self, user):
        """Every platform: editors look after all of them. `user` is named for symmetry with other rooms."""
        return self

    def public(self):
        """Platforms whose links a visitor may see: all that have not closed."""
        return self.exclude(state=PlatformState.CLOSED)


class PlatformManager(models.Manager):
    """Reads the table as the catalogue that recognition works with."""

    def catalogue(self):
        """The catalogue of what the table holds; the shipped one while the table is empty.

        Kept per process for up to CATALOGUE_SECONDS, so that cleaning a form of ten links costs one
        query; another process sees an editor's change after that time, this one at once.
        """
        return self._cached()[0]

    def id_of(self, slug):
        """The primary key of the platform with this slug, None when the table lacks it."""
        return self._cached()[1].get(str(slug))

    def forget_catalogue(self):
        """Read the table afresh next time."""
        _cache.clear()

    def _cached(self):
        fresh = _cache.get(self.db)
        if fresh is None or fresh[2] < time.monotonic():
            rows = list(self.all())
            catalogue = (
                Catalogue.from_entries(row.as_entry() for row in rows) if rows else shipped_catalogue()
            )
            fresh = (catalogue, {row.slug: row.pk for row in rows}, time.monotonic() + CATALOGUE_SECONDS)
            if rows:
                _cache[self.db] = fresh
        return fresh


class Platform(models.Model):
    """A marketplace, chat service or social network.

    Hosts, URL shapes and hints come from `marketplaces/data/platforms/` and are rewritten by
    `domain.platforms.sync_platforms`; name, state, note and order belong to the editors once the row exists.
    """

    slug = models.SlugField(_("kode"), max_length=32, unique=True, editable=False)
    name = models.CharField(_("nama"), max_length=60)
    kind = models.CharField(_("jenis"), max_length=20, choices=PlatformKind, editable=False)
    state = models.CharField(
        _("keadaan"),
        max_length=10,
        choices=PlatformState,
        default=PlatformState.OPEN,
        help_text=_("Tautan ke platform yang tutup hilang dari halaman umum dan tidak bisa ditambah lagi."),
    )
    state_since = models.DateField(_("sejak"), null=True, blank=True)
    note = models.CharField(
        _("kalimat untuk pedagang"),
        max_length=300,
        blank=True,
        help_text=_("Ditampilkan saat pedagang menempel tautan ke platform ini. Tulis dengan ramah."),
    )
    hosts = models.JSONField(_("alamat dan bentuk tautan"), default=list, editable=False)
    hints = models.JSONField(_("petunjuk pengenalan"), default=dict, editable=False)
    sort_order = models.PositiveSmallIntegerField(_("urutan"), default=100)

    objects = PlatformManager.from_queryset(PlatformQuerySet)()

    class Meta:
        verbose_name = _("platform")
        verbose_name_plural = _("platform")
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name

    @property
    def host_names(self):
        """All host names of the platform, in the order of the data file."""
        return [name for group in self.hosts for name in group["names"]]

    @property
    def shown_hosts(self):
        """The first few hosts, for a listing."""
        names = [name for name in self.host_names if not name.startswith(("www.", "m."))]
        return ", ".join(names[:4]) + (", …" if len(names) > 4 else "")

    def as_entry(self):
        """This row in the form of the data files, with the editors' values."""
        return {
            "slug": self.slug,
            "name": self.name,
            "kind": self.kind,
            "state": self.state,
            "note": self.note,
            "hosts": self.hosts,
            **self.hints,
        }


def _forget(sender, **kwargs):
    Platform.objects.forget_catalogue()


post_save.connect(_forget, sender=Platform, dispatch_uid="marketplaces.forget_saved")
post_delete.connect(_forget, sender=Platform, dispatch_uid="marketplaces.forget_deleted")
