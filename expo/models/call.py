"""The call for participants of an edition: when it is open, how many places each hall has, what is asked."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from expo.enums import QuestionKind

MOST_PLACES = 480
"""Places of one hall: 20 aisles. More is a slip of the finger."""


class CallFields(models.Model):
    """What an edition says of its call. Without both moments there is none."""

    call_opens = models.DateTimeField(_("pendaftaran dibuka"), null=True, blank=True)
    call_closes = models.DateTimeField(_("pendaftaran ditutup"), null=True, blank=True)
    reply_hours = models.PositiveSmallIntegerField(
        _("batas menjawab (jam)"),
        default=48,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 14)],
        help_text=_("Berapa jam lapak di daftar tunggu boleh menimbang tempat yang ditawarkan."),
    )

    call_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("call_opens"), FieldPanel("call_closes"), FieldPanel("reply_hours")]
                ),
                InlinePanel("capacities", label=_("hall"), heading=_("Tempat per hall")),
                InlinePanel("questions", label=_("pertanyaan"), heading=_("Pertanyaan"), max_num=12),
            ],
            heading=_("Pendaftaran peserta"),
        )
    ]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="expo_call_closes_after_it_opens",
                condition=models.Q(call_opens__isnull=True, call_closes__isnull=True)
                | models.Q(call_opens__isnull=False, call_closes__gt=models.F("call_opens")),
            ),
        ]

    def clean(self):
        """Explain a call of which one moment is missing or that ends before it begins."""
        super().clean()
        if bool(self.call_opens) != bool(self.call_closes):
            raise ValidationError({"call_closes": _("Isi kedua waktu pendaftaran, atau kosongkan keduanya.")})
        if self.call_opens and self.call_closes <= self.call_opens:
            raise ValidationError({"call_closes": _("Pendaftaran ditutup harus sesudah dibuka.")})

    def call_is_open(self, now: datetime.datetime) -> bool:
        """Tell whether merchants may apply at this moment."""
        return bool(self.live and self.call_opens and self.call_opens <= now < self.call_closes)


class HallCapacity(Orderable):
    """How many places an edition has in a hall. Halls without a row take no applications.

    Whoever gives away a place locks this row first, so that two people don't give away the same last one.
    """

    edition = ParentalKey("expo.ExpoPage", on_delete=models.CASCADE, related_name="capacities")
    hall = models.ForeignKey(
        "expo.HallPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("hall")
    )
    places = models.PositiveSmallIntegerField(
        _("jumlah tempat"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )

    panels = [FieldRowPanel([FieldPanel("hall", widget=forms.Select), FieldPanel("places")])]

    class Meta(Orderable.Meta):
        verbose_name = _("tempat per hall")
        verbose_name_plural = _("tempat per hall")
        constraints = [models.UniqueConstraint(fields=["edition", "hall"], name="expo_capacity_once")]

    def __str__(self):
        """Return hall and number."""
        return f"{self.hall}: {self.places}"


class CallQuestion(Orderable):
    """Something the organiser wants to know of who applies."""

    edition = ParentalKey("expo.ExpoPage", on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("pertanyaan"), max_length=200)
    kind = models.CharField(_("jawaban"), max_length=10, choices=QuestionKind, default=QuestionKind.SHORT)
    choices = models.TextField(
        _("pilihan"), blank=True, max_length=1000, help_text=_("Satu per baris, untuk “pilih satu”.")
    )
    is_required = models.BooleanField(_("wajib dijawab"), default=False)

    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("is_required")]),
        FieldPanel("choices"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("pertanyaan")
        verbose_name_plural = _("pertanyaan")

    def __str__(self):
        """Return the question."""
        return self.text

    def clean(self):
        """Ask for at least two different choices where one is to be chosen."""
        super().clean()
        if self.kind == QuestionKind.CHOICE and len(self.choice_list) < 2:
            raise ValidationError({"choices": _("Tulis sedikitnya dua pilihan, satu per baris.")})

    @property
    def choice_list(self) -> list[str]:
        """Return the choices, each once, in their order."""
        return list(dict.fromkeys(line.strip() for line in self.choices.splitlines() if line.strip()))
