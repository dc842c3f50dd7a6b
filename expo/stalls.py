"""How stalls are numbered: aisles A, B, … Z, AA, AB, … of 24 stalls each."""

import secrets

STALLS_PER_AISLE = 24

_CODE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE_LENGTH = 5


def aisle_name(index: int) -> str:
    """Return the letters of the aisle with this zero-based index: 0 → "A", 25 → "Z", 26 → "AA"."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def aisle_index(name: str) -> int:
    """Return the zero-based index of an aisle's letters; raises ValueError on anything else."""
    name = name.upper()
    if not (1 <= len(name) <= 3 and name.isascii() and name.isalpha()):
        raise ValueError(f"not an aisle: {name!r}")
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def stall_code(number: int) -> str:
    """Return the code on the sign of the stall with this one-based number: 36 → "B-12"."""
    aisle, place = divmod(number - 1, STALLS_PER_AISLE)
    return f"{aisle_name(aisle)}-{place + 1}"


def new_short_code() -> str:
    """Return a random code for a booth's printed address, without letters that look alike."""
    return "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH))
