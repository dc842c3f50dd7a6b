"""Click-to-chat addresses."""

from urllib.parse import quote


def chat_address(phone_e164, text=""):
    """The wa.me address of a number in E.164, with a prepared message that the buyer can edit.

    Form as WhatsApp documents it: digits only, no "+", the text percent-encoded (spaces as %20, since
    some WhatsApp versions show a "+" as it is). Raises ValueError when it is no E.164 number.
    """
    digits = phone_e164.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()) or digits.startswith("0"):
        raise ValueError(f"not an E.164 number: {phone_e164!r}")
    address = f"https://wa.me/{digits}"
    return f"{address}?text={quote(text, safe='')}" if text else address
