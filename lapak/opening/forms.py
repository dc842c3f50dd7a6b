"""One form a step."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.numbers import is_whole_number
from core.phone import format_phone, normalise_phone
from expo.models import BoothPage, HallPage
from lapak.booth.forms import RupiahField
from lapak.entry.forms import number_or_error, password_field, phone_field
from lapak.goods.photos import ChosenPhotos
from lapak.opening import steps
from lapak.opening.photos import UnknownPhotoField
from marketplaces.domain import examine_paste
from marketplaces.recognition.phones import phones_in


class NameForm(forms.Form):
    """The name of the booth, and what is sold in it."""

    name = forms.CharField(
        label=gettext_lazy("Apa nama lapak Anda?"),
        max_length=100,
        help_text=gettext_lazy("Seperti di papan nama. Contoh: Keripik Bu Sri"),
        widget=forms.TextInput(attrs={"autocomplete": "organization", "enterkeyhint": "next"}),
    )
    sold = forms.CharField(
        label=gettext_lazy("Anda menjual apa?"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Tulis singkat. Contoh: keripik tempe dan sambal botol"),
        widget=forms.TextInput(attrs={"enterkeyhint": "next"}),
    )


class HallField(forms.ModelChoiceField):
    """One of the public halls, by its number."""

    def to_python(self, value):
        """Refuse what no database takes for a number."""
        if value and not is_whole_number(str(value)):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class HallForm(forms.Form):
    """The hall the booth will stand in."""

    hall = HallField(
        HallPage.objects.none(),
        error_messages={
            "required": gettext_lazy("Pilih satu hall."),
            "invalid_choice": gettext_lazy("Pilih satu hall."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hall"].queryset = HallPage.objects.public()


class ContactForm(forms.Form):
    """The number buyers write to, in any form."""

    phone = forms.CharField(
        label=gettext_lazy("Nomor WhatsApp untuk pembeli"),
        max_length=120,
        help_text=gettext_lazy("Tulis dengan cara apa pun. Contoh: 0812-3456-7890"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "enterkeyhint": "next"}),
    )

    def __init__(self, *args, initial=None, **kwargs):
        shown = (initial or {}).get("phone") or ""
        super().__init__(*args, initial={"phone": format_phone(shown) if shown else ""}, **kwargs)

    def clean_phone(self):
        """Return the number (E.164); of several the first that may be on WhatsApp."""
        text = self.cleaned_data["phone"]
        try:
            return normalise_phone(text)
        except ValueError:
            return next(iter(phones_in(text)), None) or number_or_error(text)


class ProductForm(forms.Form):
    """The first product: its name and its price. The forms below add the photo, each in its way."""

    photo_help = gettext_lazy("Siang hari, dekat jendela, satu barang, latar polos.")

    product = forms.CharField(
        label=gettext_lazy("Nama produk"),
        max_length=160,
        help_text=gettext_lazy("Contoh: Keripik tempe pedas"),
        widget=forms.TextInput(attrs={"enterkeyhint": "next"}),
    )
    price = RupiahField(
        label=gettext_lazy("Harga"),
        help_text=gettext_lazy("Kosongkan bila pembeli sebaiknya bertanya dulu."),
    )


class UnknownProductForm(ProductForm):
    """Of somebody without an account: the photo comes with the form, made small on the phone."""

    photo = UnknownPhotoField(
        label=gettext_lazy("Foto produk"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "data-shrink": True}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The field names formats and sizes by itself, which a phone's camera takes care of.
        self.fields["photo"].help_text = self.photo_help


class BoothProductForm(ProductForm):
    """Of a booth's own people: `photos` came before the form, or with it, as for every product."""

    def __init__(self, *args, photos: ChosenPhotos, **kwargs):
        super().__init__(*args, **kwargs)
        self.photos = photos

    def is_valid(self):
        """Tell whether all is right, and the button was not one beside the photo."""
        return super().is_valid() and not (self.photos.errors or self.photos.is_moved)

    def clean(self):
        """Add the photo, None for none."""
        photo = self.photos.photos[0] if self.photos.photos else None
        return super().clean() | {"photo": photo}


class LinksForm(forms.Form):
    """Shops elsewhere, pasted as they come, one a line; `paste` is what the link doctor says of them."""

    paste = None

    links = forms.CharField(
        label=gettext_lazy("Toko dan akun Anda di tempat lain"),
        required=False,
        max_length=8000,
        help_text=gettext_lazy("Satu baris satu tautan. Tempel apa adanya dari tombol Bagikan."),
        widget=forms.Textarea(
            attrs={"rows": 5, "autocapitalize": "off", "spellcheck": "false", "autocomplete": "off"}
        ),
    )

    def __init__(self, *args, initial=None, **kwargs):
        lines = (initial or {}).get("links") or []
        super().__init__(*args, initial={"links": "\n".join(lines)}, **kwargs)

    def clean_links(self):
        """Return the links as pasted, without the talk around them; what is wrong stays in `paste`."""
        text = self.cleaned_data["links"]
        if not text.strip():
            return []
        self.paste = examine_paste(text)
        if self.paste.is_too_long:
            raise forms.ValidationError(_("Terlalu banyak baris. Tempel tautannya saja, satu baris satu."))
        if self.paste.bad:
            raise forms.ValidationError(_("Ada yang belum bisa dipakai. Perbaiki, atau hapus barisnya."))
        kept = list(dict.fromkeys(link.text for link in self.paste.good))
        if len(kept) > BoothPage.most_links:
            raise forms.ValidationError(
                _("Paling banyak %(count)d tautan.") % {"count": BoothPage.most_links}
            )
        return kept


class SendForm(forms.Form):
    """Who opens the booth. The fields' names are those whose values are never written down."""

    person = forms.CharField(
        label=gettext_lazy("Nama Anda"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = phone_field()
    password = password_field(
        label=gettext_lazy("Kata sandi baru"),
        autocomplete="new-password",
        help_text=gettext_lazy("Paling sedikit 8 huruf atau angka. Dengan ini Anda masuk nanti."),
    )

    def clean_username(self):
        """Turn the number into its stored form."""
        return number_or_error(self.cleaned_data["username"])

    def clean_password(self):
        """Hold the password to the site's rules. Nobody looks whether the number is registered."""
        password = self.cleaned_data["password"]
        given = {
            "username": self.cleaned_data.get("username", ""),
            "first_name": self.cleaned_data.get("person", ""),
        }
        validate_password(password, get_user_model()(**given))
        return password


FORMS = {
    steps.NAME: NameForm,
    steps.HALL: HallForm,
    steps.CONTACT: ContactForm,
    steps.PRODUCT: UnknownProductForm,
    steps.LINKS: LinksForm,
}
