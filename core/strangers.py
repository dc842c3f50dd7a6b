"""Forms that anybody fills in without an account, kept from machines without asking another site.

Three things hold machines up: a field that people don't see, a signed moment at which the page was made (a
form that comes back within seconds was not read), and limits by address (`core.limits`).
"""

import datetime
import uuid

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FASTEST = datetime.timedelta(seconds=4)
"""Nobody reads and fills in a form faster."""

LONGEST = datetime.timedelta(hours=12)
"""How long a page may stand open before it is sent."""

_LONGEST_STAMP = 120


class StrangersForm(forms.Form):
    """A form for everybody; `key` of a valid one is its own, so that what is sent twice arrives once.

    It says what was filled in as well: who goes back, changes something and sends again has sent something else.
    """

    website = forms.CharField(
        label=_("Biarkan kolom ini kosong"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    key: uuid.UUID

    def __init__(self, data=None, *, now: datetime.datetime, **kwargs):
        super().__init__(data, **kwargs)
        self.now = now
        self.initial["stamp"] = self._new_stamp()

    @property
    def questions(self) -> list[forms.BoundField]:
        """Return the fields that people fill in."""
        return [self[name] for name in self.fields if name not in StrangersForm.base_fields]

    def clean(self):
        """Refuse what no person sent, in words that help a person none the less."""
        cleaned = super().clean()
        if cleaned.get("website"):
            raise ValidationError(
                _("Ada kolom yang seharusnya kosong. Muat ulang halaman ini, lalu isi lagi.")
            )
        made_at, page = self._read_stamp(cleaned.get("stamp", ""))
        self.key = uuid.uuid5(page, self.data.urlencode())
        if not datetime.timedelta() <= self.now - made_at <= LONGEST:
            # The old one is of no use any more: the form comes back with another.
            self.data = self.data.copy()
            self.data[self.add_prefix("stamp")] = self._new_stamp()
            raise ValidationError(_("Halaman ini terlalu lama terbuka. Periksa lagi isinya, lalu kirim."))
        if self.now - made_at < FASTEST and not self.errors:
            raise ValidationError(_("Tunggu beberapa detik, lalu kirim lagi."))
        return cleaned

    def _signer(self) -> signing.Signer:
        return signing.Signer(salt=f"strangers:{type(self).__name__}")

    def _new_stamp(self) -> str:
        return self._signer().sign(f"{int(self.now.timestamp())}.{uuid.uuid4().hex}")

    def _read_stamp(self, stamp: str) -> tuple[datetime.datetime, uuid.UUID]:
        try:
            seconds, _dot, key = self._signer().unsign(stamp[:_LONGEST_STAMP]).partition(".")
        except signing.BadSignature:
            return datetime.datetime.min.replace(tzinfo=datetime.UTC), uuid.UUID(int=0)
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC), uuid.UUID(hex=key)
