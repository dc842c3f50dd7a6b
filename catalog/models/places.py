"""Booths and halls as the search shows them beside products.

Booths and halls live in a room above this one, which hands their rows down (see
`catalog.domain.search_places`).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    """What a place is."""

    BOOTH = "booth", _("Lapak")
    HALL = "hall", _("Hall")


class SearchPlace(models.Model):
    """What the search shows of one public booth or hall. A row exists exactly while it is public.

    `url` is a path without language prefix; `weight` is the number of products: of equally good
    names the larger comes first.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    kind = models.CharField(max_length=5, choices=PlaceKind)
    title = models.CharField(max_length=255)
    url = models.CharField(max_length=800)
    code = models.CharField(max_length=12, blank=True)
    hall_title = models.CharField(max_length=255, blank=True)
    motif = models.CharField(max_length=20)
    palette = models.CharField(max_length=20)
    weight = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tempat di pencarian")
        verbose_name_plural = _("tempat di pencarian")
        default_permissions = ()

    def __str__(self):
        """Return the name."""
        return self.title
