"""What stands on a slip: its QR code, its address, and the message to send it with."""

from urllib.parse import quote

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.phone import format_phone
from lapak.domain.slips import NewSlip
from marketplaces.domain.chat import chat_address
from merchants.enums import MembershipRole


def slip_address(code: str = "") -> str:
    """Return the address a slip's QR code leads to.

    The code is the fragment: browsers send it to nobody, so it is in no log of this site, of a proxy or of a
    link preview, and in no Referer. A small script of the page puts it into the form; without
    JavaScript the person types the code, which stands beside the QR code.
    """
    with translation.override("id"):
        address = settings.SITE_URL + reverse("lapak:enter_slip")
    return f"{address}#{code}" if code else address


def qr_svg(text: str) -> SafeString:
    """Return a QR code as SVG without size and style, with its quiet zone; one in seven modules may be lost."""
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(omitsize=True, dark="#000", light="#fff", border=4, svgclass=None, lineclass=None)
    return mark_safe(svg)


def paper(new: NewSlip, *, back: str, tells_number: bool = True) -> dict:
    """Return what the template of a new slip shows; `back` is the address of the page it was made on.

    Without `tells_number` the message is for a number that the helper asks the merchant for.
    """
    slip, booth = new.slip, new.slip.booth
    until = date_format(localtime(slip.expires_at), "j F Y")
    for_owner = slip.role == MembershipRole.OWNER
    with translation.override("id"):
        sentence = (
            _("Slip untuk mengelola lapak %(booth)s.")
            if for_owner
            else _("Slip untuk membantu lapak %(booth)s.")
        )
        message = "\n".join(
            [
                sentence % {"booth": booth.draft_title},
                _("Buka %(address)s") % {"address": slip_address(new.code)},
                _("Kode: %(code)s") % {"code": new.code},
                _("Berlaku sampai %(day)s, untuk satu orang. Jangan diteruskan kepada orang lain.")
                % {"day": until},
            ]
        )
    number = booth.whatsapp if for_owner and tells_number else ""
    return {
        "slip": slip,
        "booth": booth,
        "back": back,
        "for_owner": for_owner,
        "code": new.code,
        "qr": qr_svg(slip_address(new.code)),
        "address": slip_address(),
        "until": until,
        "number": format_phone(number) if number else "",
        "whatsapp": chat_address(number, message)
        if number
        else f"https://wa.me/?text={quote(message, safe='')}",
    }
