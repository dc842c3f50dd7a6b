"""What a merchant says of a product on the phone."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Category
from core.money import format_rupiah
from expo.domain.goods import VALUES
from expo.domain.handing_in import ChangedMeanwhileError
from lapak.booth.forms import RupiahField
from lapak.seen import SeenForm

KEY = "kunci"


def _categories():
    groups: dict = {}
    for category in Category.objects.order_by("sort_order", "name"):
        group = category.parent or category
        groups.setdefault(group.name, []).append((category.pk, category.name))
    return [("", _("Belum tahu")), *groups.items()]


class CategoryField(forms.ModelChoiceField):
    """A category; the form lists them below their groups."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Category.objects.all(), required=False, **kwargs)


class ProductForm(SeenForm, forms.Form):
    """Name and price; everything else is optional.

    `seen` is the product as it stood on the page when somebody began to type.
    """

    title = forms.CharField(
        label=gettext_lazy("Nama produk"),
        max_length=255,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "placeholder": gettext_lazy("Keripik tempe pedas")}
        ),
        error_messages={"required": gettext_lazy("Beri nama produk ini.")},
    )
    price = RupiahField(
        label=gettext_lazy("Harga"), help_text=gettext_lazy("Kosongkan bila pembeli sebaiknya bertanya.")
    )
    price_to = RupiahField(
        label=gettext_lazy("Harga tertinggi"), help_text=gettext_lazy("Isi bila harganya berkisar.")
    )
    unit = forms.CharField(
        label=gettext_lazy("Satuan"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Misalnya: per bungkus 250 g"),
    )
    description = forms.CharField(
        label=gettext_lazy("Keterangan"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Bahan, ukuran, rasa, cara menyimpan."),
    )
    category = CategoryField(label=gettext_lazy("Kategori"))
    is_shippable = forms.BooleanField(label=gettext_lazy("Bisa dikirim"), required=False)
    weight_grams = forms.IntegerField(
        label=gettext_lazy("Berat kirim (gram)"),
        required=False,
        min_value=1,
        max_value=2_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, data=None, *, now: dict | None = None):
        """`now` is a snapshot of the product, None for a new one."""
        super().__init__(data, initial=now)
        self.fields["category"].choices = _categories()
        self.begin(data, now)
        self.key = _uuid(data.get(KEY, "")) if data is not None else uuid.uuid4()

    @property
    def more(self):
        """Return the fields behind "add details"."""
        return [
            self[name]
            for name in ("unit", "description", "category", "price_to", "weight_grams", "is_shippable")
        ]

    @property
    def has_more(self) -> bool:
        """Tell whether something behind "add details" is filled in or wrong."""
        return any(field.value() or field.errors for field in self.more)

    @property
    def values(self) -> dict:
        """Return the checked values."""
        return {name: self.cleaned_data[name] for name in VALUES}

    def take_change(self, error: ChangedMeanwhileError) -> None:
        """Tell what somebody else changed meanwhile; what this person did not touch is taken over."""
        data, seen = self.data.copy(), self.seen or {}
        typed = _plain(self.values)
        for name in error.names:
            if name == "photos":
                continue
            value = error.now[name]
            if name in seen and typed[name] == seen[name]:
                data[name] = "" if value in (None, False) else self.fields[name].prepare_value(value)
            elif typed[name] != value:
                shown = value if value not in (None, "", False) else _("kosong")
                shown = format_rupiah(value) if name in ("price", "price_to") and value else shown
                if name == "category" and value:
                    shown = Category.objects.get(pk=value)
                self.add_error(name, _("Sekarang tertulis: %(value)s") % {"value": shown})
        self.data = data
        self.tell_change(error, photos=_("foto"))


def _plain(values: dict) -> dict:
    return values | {"category": values["category"].pk if values["category"] else None}


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()
