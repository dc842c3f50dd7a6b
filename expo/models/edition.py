"""Dated editions of the expo."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import PageManager

from core.models import BasePage, BasePageQuerySet


class ExpoPageQuerySet(BasePageQuerySet):
    """Words for choosing editions."""

    def running_or_next(self):
        """Editions that run now or will, the nearest first."""
        return self.filter(ends_on__gte=timezone.localdate()).order_by("starts_on", "pk")


class ExpoIndexPage(BasePage):
    """The archive of editions."""

    content_panels = BasePage.content_panels
    template = "pages/expo_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["expo.ExpoPage"]
    max_count = 1

    class Meta:
        verbose_name = _("daftar expo")

    def get_context(self, request, *args, **kwargs):
        """Add the editions, the newest first."""
        editions = ExpoPage.objects.child_of(self).public().order_by("-starts_on")
        return super().get_context(request, *args, **kwargs) | {"editions": editions}


class ExpoPage(BasePage):
    """One edition: name, theme, dates, and the halls that take part."""

    theme = models.CharField(_("tema"), max_length=200, blank=True)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    organiser = models.CharField(_("penyelenggara"), max_length=200, blank=True)
    introduction = models.TextField(_("pengantar"), blank=True, max_length=2000)
    halls = ParentalManyToManyField(
        "expo.HallPage", blank=True, related_name="+", verbose_name=_("hall yang ikut")
    )

    objects = PageManager.from_queryset(ExpoPageQuerySet)()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("theme"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("organiser"),
        FieldPanel("introduction"),
        FieldPanel("halls"),
    ]
    template = "pages/expo_page.html"
    parent_page_types = ["expo.ExpoIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("expo")
        verbose_name_plural = _("expo")
        constraints = [
            models.CheckConstraint(
                name="expo_ends_after_it_starts", condition=models.Q(ends_on__gte=models.F("starts_on"))
            )
        ]

    def clean(self):
        """Explain dates the wrong way round."""
        from django.core.exceptions import ValidationError

        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Tanggal selesai harus sesudah tanggal mulai.")})

    @property
    def is_running(self) -> bool:
        """Tell whether the edition runs today."""
        return self.starts_on <= timezone.localdate() <= self.ends_on

    @property
    def is_over(self) -> bool:
        """Tell whether the edition has ended."""
        return self.ends_on < timezone.localdate()

    def get_context(self, request, *args, **kwargs):
        """Add the halls that take part."""
        from expo.domain.readers import hall_tiles

        chosen = set(self.halls.values_list("pk", flat=True))
        halls = [tile for tile in hall_tiles() if not chosen or tile.pk in chosen]
        return super().get_context(request, *args, **kwargs) | {"halls": halls}
