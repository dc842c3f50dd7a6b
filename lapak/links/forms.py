"""The box to paste into, and the form of one link."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 8000


class PasteForm(forms.Form):
    """A box for anything: addresses, names, numbers, an app's share text; one or many."""

    teks = forms.CharField(
        label=_("Tempel tautan di sini"),
        required=False,
        help_text=_("Satu atau banyak, satu per baris. Contoh: https://shopee.co.id/namatoko"),
        widget=forms.Textarea(
            attrs={"rows": 3, "maxlength": LONGEST, "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    @property
    def text(self) -> str:
        """Return what was pasted, as it was pasted."""
        return str(self.data.get("teks", ""))[:LONGEST].replace("\x00", "")


class LinkForm(forms.Form):
    """One link: its address as pasted, and the words on its button."""

    alamat = forms.CharField(
        label=_("Tautan"),
        max_length=2000,
        help_text=_(
            "Tempel apa adanya. Contoh: https://www.tokopedia.com/namatoko, atau Instagram @namatoko"
        ),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    tulisan = forms.CharField(
        label=_("Tulisan pada tombol"),
        max_length=80,
        required=False,
        help_text=_("Boleh kosong: nama tokonya yang dipakai. Contoh: Shopee cabang Pekalongan"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    @property
    def text(self) -> str:
        """Return the address as it was typed."""
        return str(self.data.get("alamat", ""))[:4000].replace("\x00", "")

    @property
    def label(self) -> str:
        """Return the words as they were typed."""
        return str(self.data.get("tulisan", ""))[:80].replace("\x00", "")
