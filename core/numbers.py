"""Numbers as strangers write them into addresses and hidden fields."""

from django.urls import register_converter
from django.urls.converters import IntConverter

MOST_DIGITS = 18
"""Digits of the largest number that every database here holds."""


def is_whole_number(text: str) -> bool:
    """Tell whether a text is a whole number from 0 on that `int` and the database take."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


class IdConverter(IntConverter):
    """An id in an address, `<id:…>`; unlike `<int:…>` never a number that no database holds."""

    regex = f"[0-9]{{1,{MOST_DIGITS}}}"


register_converter(IdConverter, "id")
