"""Whether a host name may be linked to: private networks, addresses in digits, look-alikes."""

import ipaddress
import unicodedata
from functools import cache

from ada_url import idna
from publicsuffixlist import PublicSuffixList

# Names that never lead anywhere public (RFC 6761, RFC 6762, RFC 8375, RFC 7686, and usual local names).
_LOCAL_ENDINGS = {
    "localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "arpa",
    "onion", "invalid",
}  # fmt: skip
# Public names that answer with any address, private ones too.
_WILDCARD_DNS = {
    "nip.io",
    "sslip.io",
    "xip.io",
    "localtest.me",
    "lvh.me",
    "vcap.me",
    "lacolhost.com",
    "traefik.me",
}
# Scripts whose letters can be mistaken for Latin ones (Unicode TR 39, whole-script confusables).
_CONFUSABLE_SCRIPTS = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "GEORGIAN", "DESERET"}
_DIGIT_LETTERS = str.maketrans("01345789", "oleastbg")
# From this length on a name is long enough that one changed letter is a misspelling and not another name.
_LONG_BRAND = 7


@cache
def public_suffixes():
    """The Public Suffix List as shipped with the library; read once, never fetched."""
    return PublicSuffixList(accept_unknown=False)


def has_public_suffix(host):
    """Whether the host ends like a name on the internet ("….co.id"), so that bare text can be an address."""
    return public_suffixes().privatesuffix(to_ascii(host)) is not None


def is_public_suffix(host):
    """Whether the host is an ending that many share ("co.id") and nobody's own site."""
    return public_suffixes().publicsuffix(host) == host


def to_ascii(host):
    """The host in lower case and punycode; "" when it can't be written so."""
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host).decode()
    except (ValueError, UnicodeError):
        return ""


def to_unicode(host):
    """The host as people read it, for messages and comparisons."""
    if "xn--" not in host:
        return host
    try:
        return idna.decode(host)
    except (ValueError, UnicodeError):
        return host


def private_problem(host):
    """ "private", "ip", "broken" or "" for an ASCII host as a browser reads it (digits already resolved)."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    else:
        return "ip" if address.is_global else "private"
    labels = host.split(".")
    if len(labels) == 1 or labels[-1] in _LOCAL_ENDINGS:
        return "private"
    if any(host == name or host.endswith(f".{name}") for name in _WILDCARD_DNS):
        return "private"
    well_formed = all(
        0 < len(label) <= 63 and label.replace("-", "a").replace("_", "a").isalnum() and label[0] != "-"
        for label in labels
    )
    if len(host) > 253 or not well_formed or labels[-1].isdigit():
        return "broken"
    return ""


def letters_problem(host):
    """ "letters" when a label mixes scripts or is written in one that imitates Latin, "idn" when merely unusual."""
    readable = to_unicode(host)
    if readable.isascii():
        return ""
    for label in readable.split("."):
        scripts = {unicodedata.name(letter, "?").partition(" ")[0] for letter in label if letter.isalpha()}
        if len(scripts) > 1 or scripts & _CONFUSABLE_SCRIPTS or "FULLWIDTH" in scripts:
            return "letters"
    return "idn"


def imitated(host, catalogue):
    """The platform entry that a host not belonging to any platform imitates, None when there is none."""
    readable = to_unicode(host)
    for domain, entry in catalogue.own_domains.items():
        if f".{domain}." in f".{host}.":
            return entry
    suffix = public_suffixes().publicsuffix(host) or host.rpartition(".")[2]
    labels = readable.split(".")[: -(suffix.count(".") + 1)]
    for position, label in enumerate(labels):
        is_name = position == len(labels) - 1
        for spelling in _spellings(label):
            for brand, entry in catalogue.brands.items():
                if _imitates(spelling, brand, is_name=is_name):
                    return entry
            nickname = catalogue.words.get(spelling) if is_name and len(spelling) >= 5 else None
            if nickname is not None and nickname.brands:
                return nickname
    return None


def _spellings(label):
    """A label and what it may be read as: accents dropped, digits and pairs of letters that look like others."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", label.lower()) if not unicodedata.combining(c))
    yield plain
    folded = plain.translate(_DIGIT_LETTERS)
    yield folded
    yield folded.replace("rn", "m").replace("vv", "w")


def _imitates(label, brand, *, is_name):
    # "l" and "i" are told apart by nobody: both sides are compared without the difference.
    label, brand = label.replace("i", "l"), brand.replace("i", "l")
    parts = label.split("-")
    if label.startswith(brand) or brand in parts or "".join(parts) == brand:
        return True
    if len(brand) > _LONG_BRAND and brand in label:
        return True
    # Misspellings only count in the registered name itself: deeper labels are anybody's choice.
    return is_name and any(_one_slip_apart(part, brand) for part in parts)


def _one_slip_apart(word, brand):
    """Whether one slip of the finger lies between them: a letter too many, missing, swapped or (long names) changed."""
    if word[:1] != brand[:1] or abs(len(word) - len(brand)) > 1:
        return False
    start = 0
    while start < min(len(word), len(brand)) and word[start] == brand[start]:
        start += 1
    rest, expected = word[start:], brand[start:]
    if len(word) > len(brand):
        return rest[1:] == expected
    if len(word) < len(brand):
        return rest == expected[1:]
    swapped = rest[:2] == expected[:2][::-1] and rest[2:] == expected[2:]
    changed = len(brand) >= _LONG_BRAND and rest[1:] == expected[1:]
    return swapped or changed
