"""The form of what a booth says of itself."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.phone import format_phone
from expo.domain.booth_details import PLACES
from expo.domain.handing_in import ChangedMeanwhileError
from expo.enums import Weekday
from expo.validators import phone_or_error
from lapak.seen import SeenForm
from merchants.models import Area, Market

_TIME = re.compile(r"\d\d:\d\d", re.ASCII)
USUAL_HOURS = ("08:00", "16:00")


def _text(label, most, help_text="", **attrs) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text, widget=widget)


class AboutForm(SeenForm, forms.Form):
    """Everything of the booth but its pictures, links and goods.

    `now` is the `snapshot` of the version the page shows; `seen` what stood there when somebody began to type.
    """

    title = _text(gettext_lazy("Nama lapak"), 255, gettext_lazy("Seperti di papan nama Anda."))
    title.required = True
    title.error_messages["required"] = gettext_lazy("Beri nama lapak ini.")
    tagline = _text(
        gettext_lazy("Kalimat pendek"), 160, gettext_lazy("Contoh: Keripik tempe renyah, digoreng tiap pagi.")
    )
    story = forms.CharField(
        label=gettext_lazy("Cerita usaha"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Sejak kapan, siapa yang membuat, apa yang istimewa. Tiga kalimat sudah cukup."
        ),
    )
    whatsapp = _text(
        gettext_lazy("WhatsApp"),
        24,
        gettext_lazy("Pembeli memesan lewat nomor ini. Contoh: 0812-3456-7890"),
        inputmode="tel",
    )
    phone = _text(gettext_lazy("Telepon lain"), 24, gettext_lazy("Bila ada."), inputmode="tel")
    market = forms.ModelChoiceField(
        label=gettext_lazy("Pasar"),
        queryset=Market.objects.all(),
        required=False,
        empty_label=gettext_lazy("Tidak di pasar"),
    )
    block = _text(gettext_lazy("Blok"), 20, gettext_lazy("Contoh: C"))
    stall = _text(gettext_lazy("Kios atau los"), 20, gettext_lazy("Contoh: 14"))
    area = forms.ModelChoiceField(
        label=gettext_lazy("Kota atau kabupaten"),
        queryset=Area.objects.all(),
        required=False,
        empty_label=gettext_lazy("Belum diisi"),
    )
    district = _text(gettext_lazy("Kecamatan"), 80)
    founded = forms.IntegerField(
        label=gettext_lazy("Berdiri tahun"),
        required=False,
        min_value=1800,
        help_text=gettext_lazy("Contoh: 1998"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    can_invoice = forms.BooleanField(
        label=gettext_lazy("Bisa menerbitkan invoice"),
        required=False,
        help_text=gettext_lazy("Supaya kantor dan instansi menemukan Anda."),
    )

    def __init__(self, data=None, *, now: dict):
        self.begin(data, now)
        super().__init__(data, initial=_shown(now))
        if now["story"] is None:
            del self.fields["story"]
        self.days = [Day(data, now["hours"], weekday) for weekday in Weekday]

    @property
    def values(self) -> dict:
        """Return what was typed, in the words of a snapshot."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name not in PLACES}
        typed |= {name: self.cleaned_data[name] and self.cleaned_data[name].pk for name in PLACES}
        typed["hours"] = {str(day.number): [day.opens, day.closes] for day in self.days if day.is_open}
        typed.setdefault("story", None)
        typed["story"] = typed["story"] and typed["story"].replace("\r\n", "\n")
        return typed

    def clean_whatsapp(self):
        """Recognise the number in any spelling."""
        return self.cleaned_data["whatsapp"] and phone_or_error(self.cleaned_data["whatsapp"])

    def clean_phone(self):
        """Recognise the number in any spelling."""
        return self.cleaned_data["phone"] and phone_or_error(self.cleaned_data["phone"])

    def clean(self):
        """Say which day's hours can't be."""
        wrong = [day.name for day in self.days if day.is_open and not day.is_right]
        if wrong:
            words = _("Jam tutup harus sesudah jam buka: %(days)s.") % {"days": ", ".join(wrong)}
            raise ValidationError(words, code="hours")
        return super().clean()

    def take_change(self, error: ChangedMeanwhileError) -> None:
        """Tell what somebody else changed meanwhile; the next save overrides what was told."""
        shown = _shown(error.now)
        for name in error.names:
            if name in self.fields:
                value = shown[name]
                if name in PLACES and value:
                    value = self.fields[name].queryset.get(pk=value)
                self.add_error(name, _("Sekarang tertulis: %(value)s") % {"value": value or _("kosong")})
        self.tell_change(error, hours=_("jam buka"))


class Day:
    """The hours of one weekday in the form."""

    def __init__(self, data, hours: dict, weekday: Weekday):
        self.number, self.name = weekday.value, str(weekday.label)
        stored = hours.get(str(self.number))
        if data is None:
            self.is_open = stored is not None
            self.opens, self.closes = stored or next(iter(hours.values()), USUAL_HOURS)
        else:
            self.is_open = str(self.number) in data.getlist("hari")
            self.opens = data.get(f"dari-{self.number}", "")[:5]
            self.closes = data.get(f"sampai-{self.number}", "")[:5]

    @property
    def is_right(self) -> bool:
        """Tell whether these are two times, the second later."""
        if not (_TIME.fullmatch(self.opens) and _TIME.fullmatch(self.closes)):
            return False
        try:
            opens, closes = (datetime.time.fromisoformat(text) for text in (self.opens, self.closes))
        except ValueError:
            return False
        return opens < closes


def _shown(values: dict) -> dict:
    phones = {name: values[name] and format_phone(values[name]) for name in ("whatsapp", "phone")}
    return {name: value for name, value in values.items() if name != "hours"} | phones
