"""What visitors of an edition see and read while it is on: streams, notes typed along, announcements."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.models.edition import ExpoPage
from expo.models.programme import Room
from expo.validators import audio_host, youtube_id


class Stream(models.Model):
    """What a room sends on one day: first address, backup, and afterwards the recording."""

    room = models.ForeignKey(
        Room, on_delete=models.CASCADE, related_name="streams", verbose_name=_("panggung")
    )
    date = models.DateField(_("tanggal"))
    first = models.URLField(
        _("siaran"),
        validators=[youtube_id],
        help_text=_("Alamat siaran langsung di YouTube. Contoh: https://youtube.com/live/abcdefghijk"),
    )
    backup = models.URLField(
        _("siaran cadangan"),
        blank=True,
        validators=[youtube_id],
        help_text=_("Siaran kedua di YouTube, untuk berjaga-jaga."),
    )
    on_backup = models.BooleanField(_("memakai cadangan"), default=False)
    audio = models.URLField(
        _("siaran suara"),
        blank=True,
        validators=[audio_host],
        help_text=_("Boleh kosong. Siaran suara saja, misalnya dari radio kota."),
    )
    recording = models.URLField(
        _("rekaman"),
        blank=True,
        validators=[youtube_id],
        help_text=_("Boleh kosong: siaran di YouTube menjadi rekaman dengan sendirinya."),
    )

    class Meta:
        verbose_name = _("siaran")
        verbose_name_plural = _("siaran")
        ordering = ["date", "room"]
        constraints = [
            models.UniqueConstraint(fields=["room", "date"], name="expo_stream_once"),
            models.CheckConstraint(
                name="expo_stream_has_its_backup",
                condition=models.Q(on_backup=False) | ~models.Q(backup=""),
            ),
        ]

    def __str__(self):
        """Return room and day."""
        return f"{self.room} {self.date:%Y-%m-%d}"

    def clean(self):
        """Refuse a switch to a backup that is not there, and one that is the same stream."""
        super().clean()
        if self.on_backup and not self.backup:
            raise ValidationError({"backup": _("Isi alamat cadangan, atau kembalikan ke siaran pertama.")})
        if self.backup and self.first and youtube_id(self.backup) == youtube_id(self.first):
            raise ValidationError({"backup": _("Cadangan sama dengan siaran pertama.")})

    def video_at(self, now: datetime.datetime, *, closes: datetime.datetime | None = None) -> str:
        """Return the id of what is to be played: the stream in use, and after the day's end the recording."""
        if self.recording and closes is not None and now >= closes:
            return youtube_id(self.recording)
        return youtube_id(self.backup if self.on_backup else self.first)


class StageNote(models.Model):
    """What is being said in a room, typed along for those who read."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="notes")
    text = models.CharField(_("catatan"), max_length=400)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["room", "at"], name="expo_note_by_clock")]

    def __str__(self):
        """Return the beginning of the text."""
        return self.text[:60]


class Announcement(models.Model):
    """A sentence for everybody on the site while an edition is on; the newest one counts."""

    edition = models.ForeignKey(ExpoPage, on_delete=models.CASCADE, related_name="announcements")
    text = models.CharField(_("pengumuman"), max_length=200)
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(_("sampai"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["edition", "until"], name="expo_announcement_by_clock")]

    def __str__(self):
        """Return the text."""
        return self.text
