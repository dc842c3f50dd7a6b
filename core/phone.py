"""Indonesian telephone numbers: read in any form people write, stored as E.164, shown grouped.

Numbering: country code 62, trunk prefix 0; mobile national numbers are 8[1-35-9] followed by 7 to
10 digits (Kemkominfo numbering plan, as summarised in the project's facts).
"""

import re

import phonenumbers

_MOBILE = re.compile(r"^\+628[1-35-9][0-9]{7,10}$")
_SEPARATORS = re.compile(r"[\s.\-()/]+")


def normalise_phone(text: str) -> str:
    """Return the E.164 form (+62…) of one number written as 08…, 62…, +62…, 8…, +6208….

    Raises ValueError when `text` is not one possible Indonesian number.
    """
    digits = _SEPARATORS.sub("", str(text).strip().replace("\u00a0", " "))
    digits = re.sub(r"^(?:\+|00)?62", "0", digits) if re.match(r"^(?:\+|00)?62", digits) else digits
    digits = re.sub(r"^0+", "", digits)
    if not re.fullmatch(r"[0-9]{7,13}", digits):
        raise ValueError(f"not an Indonesian phone number: {text!r}")
    try:
        number = phonenumbers.parse(f"+62{digits}", "ID")
    except phonenumbers.NumberParseException as error:
        raise ValueError(f"not an Indonesian phone number: {text!r}") from error
    e164 = f"+62{digits}"
    if not (_MOBILE.match(e164) or phonenumbers.is_possible_number(number)):
        raise ValueError(f"not an Indonesian phone number: {text!r}")
    return e164


def is_mobile(e164: str) -> bool:
    """Tell whether an E.164 number is an Indonesian mobile number, so that WhatsApp may answer it."""
    return bool(_MOBILE.match(e164))


def format_phone(e164: str) -> str:
    """Return an E.164 number as people read it aloud: +6281234567890 → "0812-3456-7890"."""
    national = "0" + e164.removeprefix("+62")
    if not is_mobile(e164):
        return national
    return "-".join(filter(None, [national[:4], national[4:8], national[8:]]))


def whatsapp_digits(e164: str) -> str:
    """Return the digits that a wa.me address takes: no plus sign, no leading zero."""
    return e164.removeprefix("+")
