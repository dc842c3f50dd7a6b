"""The registry behind `/ke/<id>/`: every published link that a visitor can leave through."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.live import hidden
from marketplaces.enums import LinkKind, PlatformState


class OutboundLinkQuerySet(models.QuerySet):
    """One word per audience."""

    def public(self):
        """Links a visitor may follow: switched on, on a page that can be seen, to a platform that still exists."""
        return self._on_visible_pages().open()

    def open(self):
        """Links that are switched on and lead to a platform that still exists, whoever may see their page."""
        return self.filter(is_on=True).exclude(platform__state=PlatformState.CLOSED)

    def dead(self):
        """Links that merchants still show but whose platform has closed: for the editors' list of dead links."""
        return self._on_visible_pages().filter(is_on=True, platform__state=PlatformState.CLOSED)

    def _on_visible_pages(self):
        # A product's links go with its booth, and a booth's with its hall.
        return self.filter(page__live=True).exclude(hidden("page__path"))

    def for_editor(self, user):
        """Every link, on or off. `user` is named for symmetry with other rooms."""
        return self


class OutboundLink(models.Model):
    """One link of one page as it was last published. Written only by `domain.links.sync_links`.

    Unique by (page, key), not by key alone: a copied page brings the keys of the original along and
    must get rows of its own instead of taking the original's.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    platform = models.ForeignKey(
        "marketplaces.Platform", verbose_name=_("platform"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("jenis"), max_length=12, choices=LinkKind, default=LinkKind.UNKNOWN)
    address = models.CharField(_("alamat"), max_length=2000)
    label = models.CharField(_("tulisan pada tombol"), max_length=80, blank=True)
    is_on = models.BooleanField(_("ditampilkan"), default=True)
    sort_order = models.PositiveSmallIntegerField(_("urutan"), default=0)

    objects = OutboundLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("tautan keluar")
        verbose_name_plural = _("tautan keluar")
        ordering = ["page", "sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="outboundlink_once_per_page"),
            # The view redirects to this value: nothing but a web address may ever be stored.
            models.CheckConstraint(
                condition=models.Q(address__startswith="https://"), name="outboundlink_address_https"
            ),
        ]

    def __str__(self):
        return self.label or self.address

    def get_absolute_url(self):
        """The counting address `/ke/<id>/` that public pages link to."""
        return reverse("marketplaces:leave", args=[self.pk])
