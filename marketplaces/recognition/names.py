"""Account names and shop names that were typed instead of an address."""

import re

from marketplaces.enums import LinkKind, PlatformSlug
from marketplaces.recognition.addresses import refused
from marketplaces.recognition.messages import say
from marketplaces.recognition.result import Recognition

_FILLER = {
    "akun", "nama", "toko", "di", "kami", "saya", "username", "user", "id", "link", "follow", "ikuti", "cek",
    "kunjungi", "official", "store", "shop", "alamat", "lihat", "ya", "kak", "my", "our", "us", "on", "at", "the",
}  # fmt: skip
_ACCOUNT = re.compile(r"(?<![\w@.])@([\w.-]+)")


def words_in(text, hint, catalogue):
    """The platforms named in the text ("IG", "tokped"), else those named in the hint, in order of appearance."""
    return _named(text, catalogue)[0] or _named(hint, catalogue)[0]


def _named(text, catalogue):
    """The entries named in a text and the text without their names; names inside addresses do not count."""
    pattern = catalogue.word_pattern
    found = [catalogue.words[match.group().lower()] for match in pattern.finditer(text)]
    return found, pattern.sub(" ", text)


def recognise_name(text, hint, catalogue):
    """What a text without any address is: an account on a named platform, or why it can't be one."""
    entries, rest = _named(text, catalogue)
    account = _ACCOUNT.search(text)
    words = re.findall(r"[^\s:=|,;()\[\]\"“”]+", rest)
    words = [word for word in words if re.search(r"\w", word)]
    if entries and not words:
        return refused("platform_name", platform_name=entries[0].name)
    entry = entries[0] if entries else next(iter(_named(hint, catalogue)[0]), None)
    if account is not None:
        name = account[1].rstrip(".-")
    else:
        telling = [word for word in words if word.lower() not in _FILLER] or words
        name = telling[0].strip(".,!?'") if len(telling) == 1 else ""
    if entry is not None and name:
        return _account_on(entry, name)
    if account is not None and name:
        return refused("handle", name=name)
    if not name:
        return refused("display_name")
    instagram = catalogue.by_slug(PlatformSlug.INSTAGRAM.value)
    if instagram and "_" in name and len(words) == 1 and _fits(instagram, name):
        # Underscores are written in account names only, and a name without @ is mostly Instagram's.
        return _account_on(instagram, name)
    return refused("word", name=name[:40])


def _fits(entry, name):
    return (
        entry.handle_pattern is not None
        and entry.handle_pattern.fullmatch(name) is not None
        and re.search(r"[a-z]", name, re.IGNORECASE) is not None
        and ".." not in name
    )


def _account_on(entry, name):
    if entry.slug == PlatformSlug.WHATSAPP:
        return refused("wa_handle", platform=entry.slug)
    if entry.state == "closed":
        return refused("closed", platform=entry.slug, sentence=entry.note, platform_name=entry.name)
    if not _fits(entry, name):
        return refused("word", name=name[:40])
    address = entry.handle.format(handle=name.lower())
    warning = say("guess", platform=entry.name, address=address)
    return Recognition(entry.slug, LinkKind.SHOP, address, warning)
