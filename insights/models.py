"""Views per page and day, viewers per stage and minute: numbers, and nothing about who looked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from insights.edition.models import BoothScore, EditionReport

__all__ = ["BoothScore", "EditionReport", "ViewCount", "ViewerCount"]


class ViewCountQuerySet(models.QuerySet):
    """One word per audience, and the period."""

    def for_editor(self, user):
        """All counts. `user` is named for symmetry with other rooms."""
        return self

    def within(self, period):
        """Counts of the days of an `insights.domain.periods.Period`."""
        return self.filter(day__gte=period.first, day__lte=period.last)


class ViewCount(models.Model):
    """How often one page was opened on one day (local date). Written only by `domain.counting`.

    A page that is deleted takes its counts along; a page that is taken down keeps them.
    """

    shown_to_visitors = False
    wagtail_reference_index_ignore = True

    pk = models.CompositePrimaryKey("page_id", "day")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField(_("tanggal"))
    count = models.PositiveIntegerField(_("dilihat"), default=0)

    objects = ViewCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("jumlah dilihat")
        verbose_name_plural = _("jumlah dilihat")
        default_permissions = ()
        indexes = [
            # Sums per page and sums per day are read from the index alone.
            models.Index(fields=["page", "day", "count"], name="viewcount_page_sums"),
            models.Index(fields=["day", "count"], name="viewcount_day_sums"),
        ]

    def __str__(self):
        """Return page, day and count."""
        return f"{self.page_id} {self.day:%Y-%m-%d}: {self.count}"


class ViewerCount(models.Model):
    """How many devices were at the stage of a room in one minute (its first moment). Written only by `domain.viewers`.

    A room that is deleted takes its counts along.
    """

    shown_to_visitors = False
    wagtail_reference_index_ignore = True

    pk = models.CompositePrimaryKey("room_id", "minute")
    room = models.ForeignKey("expo.Room", on_delete=models.CASCADE, related_name="+", db_index=False)
    minute = models.DateTimeField(_("menit"))
    count = models.PositiveIntegerField(_("penonton"), default=0)

    class Meta:
        verbose_name = _("jumlah penonton")
        verbose_name_plural = _("jumlah penonton")
        default_permissions = ()

    def __str__(self):
        """Return room, minute and count."""
        return f"{self.room_id} {self.minute:%Y-%m-%d %H:%M}: {self.count}"
