"""Whom a merchant can ask, with the words prepared."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

from core.page_cache import kept
from core.phone import is_mobile
from core.tree import TAX_PAGE_DEPTH, TAX_PAGE_SLUG
from expo.models import BoothPage
from marketplaces.domain import chat_address


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody to ask: what the button says, and the WhatsApp address with the message."""

    who: str
    url: str


def people_to_ask(*, booth: BoothPage | None, office_number: str) -> list[Ask]:
    """Return whom to ask: the coordinator of the booth's hall, who is near, then the office.

    Numbers are E.164; a landline and "" are left out, since WhatsApp does not answer there.
    """
    words = prepared_words(booth)
    found = []
    hall = booth.hall if booth is not None else None
    if hall is not None and is_mobile(hall.coordinator_phone):
        who = _("Tanya %(name)s, koordinator hall") % {"name": hall.coordinator_name or hall.title}
        found.append(Ask(who, chat_address(hall.coordinator_phone, words)))
    if is_mobile(office_number) and not (hall and hall.coordinator_phone == office_number):
        found.append(Ask(_("Tanya dinas lewat WhatsApp"), chat_address(office_number, words)))
    return found


def prepared_words(booth: BoothPage | None) -> str:
    """Return how the message begins: who asks, by the codes that stand on the booth's sign and on its paper."""
    if booth is None:
        return _("Halo, saya butuh bantuan dengan Lapak Saya: ")
    code = " / ".join(filter(None, [booth.code, booth.short_code]))
    return _("Halo, saya dari lapak %(booth)s (kode %(code)s). Saya butuh bantuan: ") % {
        "booth": booth.draft_title or booth.title,
        "code": code,
    }


def tax_page_path() -> str:
    """Return the path of the page about taxes that editors look after, "" while there is none."""

    def read() -> str:
        pages = Page.objects.live().filter(depth=TAX_PAGE_DEPTH, slug=TAX_PAGE_SLUG)
        return f"/{TAX_PAGE_SLUG}/" if pages.exists() else ""

    return kept("lapak:tax", read)
