"""Forms of two phones: each carries what stood there when somebody began to type."""

import json

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from expo.domain.handing_in import ChangedMeanwhileError

SEEN = "dilihat"
LONGEST_TOKEN = 50_000
"""Characters of what a form says was seen."""


class SeenForm:
    """Goes with a form: `seen` is the snapshot somebody had before the eyes, `told` what changed since."""

    def begin(self, data, now: dict | None) -> None:
        """Take what was seen from what was posted, or from the page as it is."""
        self.seen = now if data is None else _read(data.get(SEEN, ""))
        self.told: list[str] = []

    @property
    def token(self) -> str:
        """Return what was seen, as the form carries it."""
        return json.dumps(self.seen)

    def take_errors(self, error: ValidationError) -> list[str]:
        """Put what the domain refused beside its fields; return what is wrong with the photos."""
        messages = error.message_dict
        photos = messages.pop("photos", [])
        for name, words in messages.items():
            self.add_error(name if name in self.fields else None, words)
        return photos

    def tell_change(self, error: ChangedMeanwhileError, **others: str) -> None:
        """Say what somebody changed meanwhile; `others` name what is no field. The next save overrides it."""
        names = [
            str(self.fields[name].label).lower() if name in self.fields else others[name]
            for name in error.names
        ]
        words = _("%(name)s baru saja mengubah %(what)s.") if error.by else _("Baru saja berubah: %(what)s.")
        self.told = [
            words % {"name": error.by, "what": ", ".join(names)},
            _("Isian Anda belum disimpan. Periksa, lalu simpan lagi."),
        ]
        self.seen = error.now


def _read(token: str) -> dict | None:
    try:
        seen = json.loads(token) if len(token) <= LONGEST_TOKEN else None
    except (ValueError, RecursionError):
        return None
    return seen if isinstance(seen, dict) else None
