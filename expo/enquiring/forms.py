"""The form of a request to one or several booths."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.money import parse_rupiah
from core.strangers import StrangersForm
from expo.domain.enquiries import BUYER
from expo.enums import BuyerKind
from expo.validators import phone_or_error


def _line(label, most, help_text="", *, required=False, **attrs) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
    )


class EnquiryForm(StrangersForm):
    """Who asks, what for, how many, when, where, for how much."""

    what = forms.CharField(
        label=_("Apa yang Anda perlukan?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Contoh: nasi kotak untuk rapat, tanpa udang, ada label halal."),
        error_messages={"required": _("Tulis apa yang Anda perlukan.")},
    )
    quantity = _line(_("Berapa banyak?"), 60, _("Contoh: 100 kotak"))
    needed = _line(_("Kapan diperlukan?"), 80, _("Contoh: 12 Desember, pukul 10"))
    place = _line(_("Di mana?"), 160, _("Alamat kirim, atau “diambil di lapak”."))
    budget = _line(_("Anggaran (rupiah)"), 30, _("Bila ada. Contoh: 2,5 juta"), inputmode="text")
    buyer_kind = forms.ChoiceField(
        label=_("Anda membeli untuk siapa?"),
        choices=BuyerKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )
    name = _line(
        _("Nama Anda"),
        120,
        _("Boleh dengan nama toko atau kantor."),
        required=True,
        autocomplete="name",
    )
    name.error_messages["required"] = _("Tulis nama Anda.")
    phone = _line(
        _("Nomor WhatsApp atau telepon"),
        24,
        _("Lapak menjawab ke nomor ini. Contoh: 0812-3456-7890"),
        required=True,
        inputmode="tel",
        autocomplete="tel",
    )
    phone.error_messages["required"] = _("Tulis nomor supaya lapak bisa menjawab.")
    consent = forms.BooleanField(
        label=_("Saya setuju isian ini dibaca lapak yang saya tanya, hanya untuk menjawab saya."),
        help_text=_(
            "Dihapus sesudah selesai, paling lambat satu tahun lagi. Dinas hanya melihat jumlah permintaan."
        ),
        error_messages={"required": _("Centang dulu persetujuannya.")},
    )

    def clean_phone(self) -> str:
        """Recognise the number in any spelling."""
        return phone_or_error(self.cleaned_data["phone"])

    def clean_budget(self) -> int | None:
        """Read the sum as people write it."""
        text = self.cleaned_data["budget"]
        try:
            return parse_rupiah(text) if text else None
        except ValueError:
            raise ValidationError(_("Tulis dengan angka, contoh: 2.500.000")) from None

    @property
    def buyer(self) -> dict:
        """Return what was filled in, in the words of `expo.domain.enquiries.send`."""
        return {name: self.cleaned_data[name] for name in BUYER}
