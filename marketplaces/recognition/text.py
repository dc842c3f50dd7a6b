"""Finding addresses in whatever was pasted."""

import re
import unicodedata

from marketplaces.recognition.hosts import has_public_suffix

MAX_LENGTH = 2000

_TYPED_SCHEME = re.compile(
    r"(?<![\w/.@%?=&#+-])(h+t+p+s*|ttps?)\s?(?:[:;]\s?[/\\]{1,4}|[/\\]{2,4})\s*", re.IGNORECASE
)
_DOUBLE_SCHEME = re.compile(r"(?:https?://)+(?=https?://)", re.IGNORECASE)
_WITH_SCHEME = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[^=/?&:%.])[;,|]*(?=https?://)|[;,|]+(?=(?:https?://|www\.))", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![@\w./%-])((?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,30})(?![\w@-])(?!\.\w)(:\d+)?([/?#][^\s<>\"“”«»]*)?"
)
_TRAILING = ".,;:!?…*~'’‘`|"


def tidy(text):
    """The text on one line, without invisible characters, with `&` unescaped."""
    text = "".join(
        " " if category[0] in "CZ" and category != "Cf" else character
        for character in text
        if (category := unicodedata.category(character)) not in ("Cf", "Cs", "Co", "Cn")
    )
    while "&amp;" in text:
        text = text.replace("&amp;", "&")
    return re.sub(r" {4,}", "   ", text).strip()


def with_repaired_schemes(text):
    """Scheme slips put right: "https:/x", "htps://x", "https;//x", "https:// x", "https://https://x"."""
    if text.startswith("//"):
        text = f"https:{text}"
    text = _TYPED_SCHEME.sub(lambda m: "https://" if m[1].lower().endswith("s") else "http://", text)
    return _DOUBLE_SCHEME.sub("", text)


def addresses_in(text):
    """The addresses in a tidied text in order, each with a scheme: (address, was typed without scheme).

    An address inside another address's query is part of that one, never a candidate of its own.
    """
    found, covered = [], []
    for match in _WITH_SCHEME.finditer(text):
        covered.append(match.span())
        start = match.start()
        for piece in _cut_glued(match.group()):
            found.append((start, trimmed(piece), False))
            start += 1
    for match in _BARE.finditer(text):
        if any(begin <= match.start() < end for begin, end in covered):
            continue
        host, port, rest = match[1], match[2] or "", match[3] or ""
        if has_public_suffix(host):
            piece = _cut_glued(f"{host}{port}{rest}")[0]
            found.append((match.start(), "https://" + trimmed(piece), True))
    return [(address, bare) for _, address, bare in sorted(found)]


def _cut_glued(address):
    """Links that were run together ("…;https://…"), taken apart."""
    pieces = [piece for piece in _GLUED.split(address) if piece]
    return pieces or [address]


def trimmed(address):
    """An address without the punctuation of the sentence around it."""
    while address and (address[-1] in _TRAILING or _is_loose_bracket(address)):
        address = address[:-1]
    return address


def _is_loose_bracket(address):
    opening = {")": "(", "]": "[", "}": "{"}.get(address[-1])
    return opening is not None and address.count(opening) < address.count(address[-1])
