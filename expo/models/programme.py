"""What happens at an edition, where and when."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from expo.enums import SessionKind
from expo.models.edition import ExpoPage
from expo.validators import youtube_id


class Room(models.Model):
    """A stage or room of an edition, in which one thing happens at a time."""

    edition = models.ForeignKey(
        ExpoPage, on_delete=models.CASCADE, related_name="rooms", verbose_name=_("expo")
    )
    name = models.CharField(_("nama"), max_length=80, help_text=_("Misalnya: Panggung utama"))
    sort_order = models.PositiveSmallIntegerField(_("urutan"), default=0)

    class Meta:
        verbose_name = _("panggung")
        verbose_name_plural = _("panggung")
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="expo_room_name_once")]

    def __str__(self):
        """Return the name."""
        return self.name


class ProgrammeSessionQuerySet(models.QuerySet):
    """Words for choosing sessions."""

    def of(self, edition: ExpoPage):
        """Sessions of an edition in the order of the clock, with their rooms."""
        return (
            self.filter(room__edition=edition.pk)
            .select_related("room")
            .order_by("starts_at", "room__sort_order", "pk")
        )

    def during(self, start: datetime.datetime, end: datetime.datetime):
        """Sessions of which at least a moment lies between two moments."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)


class ProgrammeSession(ClusterableModel):
    """Something of the programme: an opening, a talk, a hand-over.

    Two sessions in one room never overlap; `expo.domain.programme` sees to it.
    """

    room = models.ForeignKey(
        Room, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("panggung")
    )
    title = models.CharField(_("judul"), max_length=160)
    kind = models.CharField(_("jenis"), max_length=12, choices=SessionKind, default=SessionKind.TALK)
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"))
    description = models.TextField(_("keterangan"), blank=True, max_length=4000)
    hall = models.ForeignKey(
        "expo.HallPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hall"),
    )
    booth = models.ForeignKey(
        "expo.BoothPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lapak"),
    )
    recording = models.URLField(
        _("rekaman"),
        blank=True,
        validators=[youtube_id],
        help_text=_("Alamat YouTube, diisi sesudah acara. Contoh: https://youtu.be/abcdefghijk"),
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProgrammeSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("acara")
        verbose_name_plural = _("acara")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="expo_session_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            )
        ]
        indexes = [models.Index(fields=["room", "starts_at"], name="expo_session_by_clock")]

    def __str__(self):
        """Return the title."""
        return self.title

    def is_on(self, now: datetime.datetime) -> bool:
        """Tell whether it takes place at this moment."""
        return self.starts_at <= now < self.ends_at

    @property
    def recording_id(self) -> str:
        """Return the id of the recording at YouTube, "" before there is one."""
        return youtube_id(self.recording) if self.recording else ""


class Speaker(Orderable):
    """Somebody who speaks in a session."""

    session = ParentalKey(ProgrammeSession, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("nama"), max_length=120)
    role = models.CharField(_("jabatan"), max_length=160, blank=True)
    photo = models.ForeignKey(
        "core.Photo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("foto"),
    )

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("role")]), FieldPanel("photo")]

    class Meta(Orderable.Meta):
        verbose_name = _("pembicara")
        verbose_name_plural = _("pembicara")

    def __str__(self):
        """Return the name."""
        return self.name


class Material(Orderable):
    """Something to read along or afterwards: a link or a document."""

    session = ParentalKey(ProgrammeSession, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("judul"), max_length=120)
    url = models.URLField(_("tautan"), blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dokumen"),
    )

    panels = [FieldPanel("title"), FieldRowPanel([FieldPanel("url"), FieldPanel("document")])]

    class Meta(Orderable.Meta):
        verbose_name = _("materi")
        verbose_name_plural = _("materi")
        constraints = [
            models.CheckConstraint(
                name="expo_material_is_one_thing",
                condition=models.Q(url="", document__isnull=False)
                | (~models.Q(url="") & models.Q(document__isnull=True)),
            )
        ]

    def __str__(self):
        """Return the title."""
        return self.title

    def clean(self):
        """Ask for a link or a document, one of the two."""
        super().clean()
        if bool(self.url) == bool(self.document_id):
            raise ValidationError({"url": _("Isi tautan atau pilih dokumen, salah satu.")})

    @property
    def address(self) -> str:
        """Return where it is found."""
        return self.document.url if self.document_id else self.url
