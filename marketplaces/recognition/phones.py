"""Telephone numbers inside pasted text."""

import re

import phonenumbers

from core.phone import is_mobile, normalise_phone

_NUMBER = re.compile(r"(?<![\w])\+?\(?\d[\d\s().\-–]{5,22}\d(?!\w)")
_SPLIT = re.compile(r"[/,;|&\n]|\b(?:atau|dan|or)\b|\s{3,}", re.IGNORECASE)
# What a spreadsheet makes of a long number: 8.12346E+11 or 6,28123E+12.
SCIENTIFIC = re.compile(r"\s*\+?\d(?:[.,]\d+)?E\+?\d{1,2}\s*", re.IGNORECASE)


def phones_in(text):
    """The Indonesian numbers in a text as E.164, mobile ones first, otherwise in order of appearance."""
    found = []
    for part in _SPLIT.split(text):
        for match in _NUMBER.finditer(part):
            try:
                number = normalise_phone(match.group().replace("–", "-"))
            except ValueError:
                continue
            if number not in found:
                found.append(number)
    return sorted(found, key=lambda number: not is_mobile(number))


def chat_digits(text):
    """The digits a WhatsApp address takes (country code first), from any form; ValueError when there are none.

    Numbers that begin like Indonesian ones (0, 62, 8) are read as such; others must be valid
    international numbers, since wa.me takes the country code first.
    """
    text = text.replace("%2B", "+").replace("%2b", "+").replace("%20", " ").strip()
    digits = re.sub(r"\D", "", text)
    if digits.startswith(("0", "62")) or (digits.startswith("8") and not text.startswith("+")):
        number = normalise_phone(text)
        # A wa.me number is tapped, not dialled: a landline may be on WhatsApp Business, a fragment is not.
        if not is_mobile(number) and not _is_valid(number):
            raise ValueError(f"not a telephone number: {text!r}")
        return number.removeprefix("+")
    if not _is_valid("+" + digits):
        raise ValueError(f"not a telephone number: {text!r}")
    return digits


def _is_valid(number):
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
