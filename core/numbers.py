"""Numbers as strangers write them into addresses and hidden fields."""

MOST_DIGITS = 18
"""Digits of the largest number that every database here holds."""


def is_whole_number(text: str) -> bool:
    """Tell whether a text is a whole number from 0 on that `int` and the database take."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
