"""The prices of one product as a form; of a page of products, one form each."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import ProductPage
from core.money import format_rupiah, parse_rupiah
from expo.domain.handing_in import ChangedMeanwhileError
from lapak.booth.changes import Change, change_price
from lapak.booth.prices import NAMES, Prices

LABELS = {
    "price": gettext_lazy("Harga"),
    "price_to": gettext_lazy("Harga tertinggi"),
    "wholesale_price": gettext_lazy("Harga grosir"),
}


class RupiahField(forms.CharField):
    """An amount in whole rupiah as people write it; empty is None."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "enterkeyhint": "done"}
        )
        super().__init__(required=False, max_length=40, widget=widget, **kwargs)

    def prepare_value(self, value):
        """Show "350.000"; the "Rp" stands before the field."""
        return format_rupiah(value).removeprefix("Rp") if isinstance(value, int) else value

    def clean(self, value):
        """Return the amount, or say how to write one."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse_rupiah(text)
        except ValueError:
            raise ValidationError(_("Tulis dengan angka, misalnya 15.000.")) from None
        if amount == 0:
            raise ValidationError(_("Harga nol? Kosongkan bila pembeli sebaiknya bertanya."))
        return amount


class PriceForm(forms.Form):
    """The price; the upper end of a range and the wholesale price where the product has one.

    `seen` are the prices that stood on the page when somebody began to type.
    """

    def __init__(self, data=None, *, product: ProductPage):
        self.product = product
        self.now = Prices.of(product)
        super().__init__(data, prefix=f"b{product.pk}")
        self.seen = self.now if data is None else Prices.from_token(data.get(self.add_prefix("seen"), ""))
        for name in NAMES:
            value = getattr(self.now, name)
            if name == "price" or value is not None or (data is not None and self.add_prefix(name) in data):
                self.fields[name] = RupiahField(label=LABELS[name], initial=value)

    @property
    def seen_name(self) -> str:
        """Return the name of the hidden field with what was seen."""
        return self.add_prefix("seen")

    @property
    def is_changed(self) -> bool:
        """Tell whether something else was typed than was seen, or something that can't be read."""
        return bool(self.errors) or self._typed() != self.seen

    def _typed(self) -> Prices:
        seen = self.seen or self.now
        new = {
            name: self.cleaned_data[name] if name in self.fields else getattr(seen, name) for name in NAMES
        }
        if new["price_to"] == new["price"]:
            new["price_to"] = None
        return Prices(**new)

    def save(self, *, by) -> Change | None:
        """Change the prices; None when there is nothing to change or `errors` say why it can't be."""
        if not self.is_valid() or not self.is_changed:
            return None
        try:
            return change_price(product=self.product, new=self._typed(), seen=self.seen, by=by)
        except ChangedMeanwhileError as error:
            self.seen = error.now
            self.add_error(None, _told(error))
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.add_error(name if name in self.fields else None, messages)
        return None


def _told(error: ChangedMeanwhileError) -> str:
    price = error.now.label or _("Tanya penjual")
    if error.by:
        text = _(
            "Baru saja diubah %(name)s menjadi %(price)s. Harga Anda belum disimpan: periksa, lalu simpan lagi."
        )
    else:
        text = _("Baru saja diubah menjadi %(price)s. Harga Anda belum disimpan: periksa, lalu simpan lagi.")
    return text % {"name": error.by, "price": price}
