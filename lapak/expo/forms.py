"""The form of a price for the expo."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from expo.models import ExpoOffer
from lapak.booth.forms import RupiahField

_FORMAT = "%Y-%m-%dT%H:%M"


def _moment(label: str) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORMAT)
    return forms.DateTimeField(
        label=label, widget=widget, error_messages={"required": _("Isi hari dan jamnya.")}
    )


class OfferForm(forms.Form):
    """Price, from and until; hours are those of the edition's zone, which the view activates."""

    price = RupiahField(label=_("Harga expo"))
    starts_at = _moment(_("Mulai"))
    ends_at = _moment(_("Sampai"))

    def __init__(
        self,
        data=None,
        *,
        offer: ExpoOffer | None,
        window: tuple[datetime.datetime, datetime.datetime],
    ):
        first, last = window
        super().__init__(data)
        self.fields["price"].required = True
        self.fields["price"].error_messages["required"] = _("Isi harga expo.")
        self.initial = {
            "price": offer and offer.price,
            "starts_at": offer.starts_at if offer else first,
            "ends_at": offer.ends_at if offer else last,
        }
