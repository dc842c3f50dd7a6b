"""Dated editions of the expo."""

import datetime
from collections.abc import Callable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PageManager
from wagtail.url_routing import RouteResult

from core.models import BasePage, BasePageQuerySet
from expo.enums import Face, PartnerKind, Zone
from expo.models.call import CallFields

LONGEST = datetime.timedelta(days=92)
"""An edition of more days is a mistyped year."""

_parts: dict[str, Callable] = {}


def edition_part(name: str) -> Callable:
    """Register a view for /expo/<edition>/<name>/…: called with request, page and the components after `name`."""

    def register(view: Callable) -> Callable:
        _parts[name] = view
        return view

    return register


class Period(NamedTuple):
    """The hours of one day of an edition, as moments."""

    opens: datetime.datetime
    closes: datetime.datetime


def face_of(periods: list[Period], now: datetime.datetime) -> Face:
    """Return what an edition with these hours is at this moment."""
    if not periods or now >= periods[-1].closes:
        # Every day was taken out by hand: there is nothing to wait for.
        return Face.AFTER
    if now < periods[0].opens:
        return Face.BEFORE
    return Face.LIVE if any(opens <= now < closes for opens, closes in periods) else Face.BETWEEN


class ExpoPageQuerySet(BasePageQuerySet):
    """Words for choosing editions."""

    def running_or_next(self):
        """Editions that run now or will, the nearest first."""
        return self.filter(ends_on__gte=timezone.localdate()).order_by("starts_on", "pk")

    def not_over(self, day: datetime.date):
        """Editions that end on this day, later, or in another time zone on the day before."""
        return self.filter(ends_on__gte=day - datetime.timedelta(days=1))


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
        """Add the editions: those that are on or come, the nearest first, and those that are over by year."""
        editions = ExpoPage.objects.child_of(self).public().prefetch_related("other_days")
        editions = list(editions.order_by("-starts_on", "-pk"))
        coming = [edition for edition in reversed(editions) if edition.face != Face.AFTER]
        past = [edition for edition in editions if edition.face == Face.AFTER]
        return super().get_context(request, *args, **kwargs) | {"coming": coming, "past": past}


class ExpoPage(CallFields, BasePage):
    """One edition: name, theme, dates with their hours, organiser, and the halls that take part.

    What belongs to it (programme, stage, participants) stands at addresses below its own, each registered
    with `edition_part`.
    """

    theme = models.CharField(_("tema"), max_length=200, blank=True)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    opens_at = models.TimeField(
        _("buka pukul"), default=datetime.time(8), help_text=_("Setiap hari, menurut zona waktu di bawah.")
    )
    closes_at = models.TimeField(_("tutup pukul"), default=datetime.time(21))
    zone = models.CharField(_("zona waktu"), max_length=20, choices=Zone, default=Zone.WIB)
    organiser = models.CharField(_("penyelenggara"), max_length=200, blank=True)
    introduction = models.TextField(_("pengantar"), blank=True, max_length=2000)
    poster = models.ForeignKey(
        "core.Photo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("poster"),
    )
    host_name = models.CharField(_("nama tuan rumah"), max_length=120, blank=True)
    host_role = models.CharField(
        _("jabatan"), max_length=120, blank=True, help_text=_("Misalnya: Kepala Dinas Perindustrian")
    )
    host_words = models.TextField(_("sambutan"), blank=True, max_length=2000)
    legal_basis = models.TextField(
        _("dasar hukum"),
        blank=True,
        max_length=1000,
        help_text=_("Misalnya nomor surat keputusan atau peraturan daerah. Satu per baris."),
    )
    halls = ParentalManyToManyField(
        "expo.HallPage", blank=True, related_name="+", verbose_name=_("hall yang ikut")
    )

    objects = PageManager.from_queryset(ExpoPageQuerySet)()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("theme"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldPanel("zone"),
                InlinePanel("other_days", label=_("hari dengan jam lain")),
            ],
            heading=_("Hari dan jam"),
        ),
        FieldPanel("organiser"),
        FieldPanel("introduction"),
        FieldPanel("poster"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("host_name"), FieldPanel("host_role")]),
                FieldPanel("host_words"),
            ],
            heading=_("Sambutan tuan rumah"),
        ),
        FieldPanel("halls", widget=forms.CheckboxSelectMultiple),
        *CallFields.call_panels,
        InlinePanel("partners", label=_("sponsor atau mitra"), heading=_("Sponsor dan mitra")),
        FieldPanel("legal_basis"),
    ]
    template = "pages/expo_page.html"
    parent_page_types = ["expo.ExpoIndexPage"]
    subpage_types: list[str] = []
    shown_with = ("poster",)

    class Meta:
        verbose_name = _("expo")
        verbose_name_plural = _("expo")
        constraints = [
            *CallFields.Meta.constraints,
            models.CheckConstraint(
                name="expo_ends_after_it_starts", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(
                name="expo_closes_after_it_opens", condition=models.Q(closes_at__gt=models.F("opens_at"))
            ),
        ]

    def clean(self):
        """Explain dates and hours the wrong way round."""
        super().clean()
        if self.starts_on and self.ends_on:
            if self.ends_on < self.starts_on:
                raise ValidationError({"ends_on": _("Tanggal selesai harus sesudah tanggal mulai.")})
            if self.ends_on - self.starts_on > LONGEST:
                raise ValidationError(
                    {
                        "ends_on": _("Expo paling lama %(days)d hari. Periksa tahunnya.")
                        % {"days": LONGEST.days}
                    }
                )
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("Jam tutup harus sesudah jam buka.")})
        if self.pk and self._moves_sessions():
            raise ValidationError(
                {
                    "zone": _(
                        "Susunan acara sudah ditulis menurut zona waktu yang lama. "
                        "Hapus acaranya dulu, atau biarkan zona waktunya."
                    )
                }
            )

    def _moves_sessions(self) -> bool:
        """Tell whether another zone than before would show the sessions at other hours than were typed."""
        before = type(self).objects.filter(pk=self.pk, rooms__sessions__isnull=False)
        return before.exclude(zone=self.zone).exists()

    @property
    def tzinfo(self) -> ZoneInfo:
        """Return the zone in which dates and hours are meant."""
        return ZoneInfo(self.zone)

    @property
    def zone_name(self) -> str:
        """Return WIB, WITA or WIT."""
        return Zone(self.zone).name

    def periods(self) -> list[Period]:
        """Return the hours of every day on which the edition is open, in order. One query."""
        others = {day.date: day for day in self.other_days.all()}
        dates = [
            self.starts_on + datetime.timedelta(n) for n in range((self.ends_on - self.starts_on).days + 1)
        ]
        hours = [(date, others.get(date, self)) for date in dates]
        return [
            Period(
                *(datetime.datetime.combine(date, at, self.tzinfo) for at in (day.opens_at, day.closes_at))
            )
            for date, day in hours
            if day.opens_at
        ]

    def face_at(self, now: datetime.datetime) -> Face:
        """Return what the edition is at this moment. One query."""
        return face_of(self.periods(), now)

    @cached_property
    def face(self) -> Face:
        """Return what the edition is now, as of the first time it is asked."""
        return self.face_at(timezone.now())

    def route_below(self, request, path_components):
        """Serve what is registered for the first component below the edition's address; raises Http404."""
        if path_components[0] not in _parts:
            raise Http404
        return RouteResult(self, kwargs={"below": path_components})

    def serve(self, request, *args, below=(), **kwargs):
        """Serve the edition's page, or the part of it that the address names."""
        if below:
            name, *rest = below
            return _parts[name](request, self, *rest)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        """Add what the edition's face of this moment shows."""
        from expo.domain.edition import edition_context

        found = edition_context(edition=self, now=timezone.now())
        return super().get_context(request, *args, **kwargs) | found


class ExpoDay(models.Model):
    """A day of an edition with hours of its own, or without any: then it is closed."""

    edition = ParentalKey(ExpoPage, on_delete=models.CASCADE, related_name="other_days")
    date = models.DateField(_("tanggal"))
    opens_at = models.TimeField(_("buka pukul"), null=True, blank=True)
    closes_at = models.TimeField(
        _("tutup pukul"), null=True, blank=True, help_text=_("Kosongkan kedua jam bila hari itu libur.")
    )

    panels = [FieldRowPanel([FieldPanel("date"), FieldPanel("opens_at"), FieldPanel("closes_at")])]

    class Meta:
        verbose_name = _("hari dengan jam lain")
        verbose_name_plural = _("hari dengan jam lain")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "date"], name="expo_day_once"),
            models.CheckConstraint(
                name="expo_day_closes_after_it_opens",
                condition=models.Q(opens_at__isnull=True, closes_at__isnull=True)
                | models.Q(opens_at__isnull=False, closes_at__gt=models.F("opens_at")),
            ),
        ]

    def __str__(self):
        """Return the date."""
        return f"{self.date:%Y-%m-%d}"

    def clean(self):
        """Explain hours of which one is missing or that are the wrong way round."""
        super().clean()
        if bool(self.opens_at) != bool(self.closes_at):
            raise ValidationError(_("Isi jam buka dan jam tutup, atau kosongkan keduanya."))
        if self.opens_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("Jam tutup harus sesudah jam buka.")})


class ExpoPartner(Orderable):
    """A sponsor or partner named on an edition's page."""

    edition = ParentalKey(ExpoPage, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("nama"), max_length=120)
    kind = models.CharField(_("sebagai"), max_length=10, choices=PartnerKind, default=PartnerKind.PARTNER)
    url = models.URLField(_("situs"), blank=True)
    logo = models.ForeignKey(
        "core.Photo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]), FieldPanel("url"), FieldPanel("logo")]

    class Meta(Orderable.Meta):
        verbose_name = _("sponsor atau mitra")
        verbose_name_plural = _("sponsor dan mitra")

    def __str__(self):
        """Return the name."""
        return self.name
