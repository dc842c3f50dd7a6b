"""Codes on slips: made, read as people type them, hashed.

Ten characters out of 24 are 6.3e13 codes (45.8 bits). Wrong codes are limited to ten in ten minutes
per address and sixty a minute for the whole site, in the database, for all processes together. Somebody
with any number of addresses can try 1.2 million codes in the 14 days a slip lives; with 1,000 slips open
at once that opens one with a chance of 2 in 100,000, with 50,000 open ones 1 in 1,000, while the
site tells everybody "too many wrong codes" for two weeks.
"""

import re
import secrets

from django.utils.crypto import salted_hmac

ALPHABET = "23456789CDFHJKMNPQRTVWXY"
"""No vowels, so that no words appear; none of the pairs 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V."""

GROUP = 5
LOOKS_LIKE = str.maketrans("ZSGBU", "2568V")
_NEITHER = re.compile(r"[\s\-–—_.·]+")


def new_code() -> str:
    """Return a new code in two groups, "C7KXM-2PQRT", from the system's source of randomness."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(2 * GROUP))
    return f"{text[:GROUP]}-{text[GROUP:]}"


def read_code(text: str) -> str:
    """Return a code as it was made, from what somebody typed: any case, spaces, without the dash.

    Raises ValueError when it can't be a code.
    """
    plain = _NEITHER.sub("", text).upper().translate(LOOKS_LIKE)
    if len(plain) != 2 * GROUP or set(plain) - set(ALPHABET):
        raise ValueError("not a code")
    return f"{plain[:GROUP]}-{plain[GROUP:]}"


def hash_code(code: str) -> str:
    """Return the keyed hash of a code (HMAC-SHA-256 with the site's secret), 64 hexadecimal digits.

    A plain hash could be tried out by whoever gets a copy of the database: the codes are short.
    """
    return salted_hmac("lapak.ClaimSlip", code, algorithm="sha256").hexdigest()
