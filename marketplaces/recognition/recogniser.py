"""From a pasted text to a recognition: which address is meant, else a telephone number, else a name."""

import re
from dataclasses import replace

from core.phone import format_phone, is_mobile
from marketplaces.enums import LinkKind, PlatformSlug
from marketplaces.recognition.addresses import recognise_address, refused
from marketplaces.recognition.catalogue import shipped_catalogue
from marketplaces.recognition.messages import say
from marketplaces.recognition.names import recognise_name, words_in
from marketplaces.recognition.phones import SCIENTIFIC, phones_in
from marketplaces.recognition.result import Recognition
from marketplaces.recognition.text import MAX_LENGTH, addresses_in, tidy, with_repaired_schemes

_NOTHING = re.compile(
    r"[\W_]*|0|n/?a|nihil|kosong|null|none|nan|undefined|belum|(?:belum|tidak|tdk|gak?) (?:ada|punya)",
    re.IGNORECASE,
)
_DANGEROUS = re.compile(
    r"[\W_]*(?:javascript|vbscript|livescript|data|blob|file|filesystem|about|view-source|jar|chrome|mhtml):",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,30})://", re.IGNORECASE)
_WHATSAPP_APP = re.compile(r"whatsapp:/{0,2}send/?\?", re.IGNORECASE)
_INTENT = re.compile(r"intent:/{2}([^\s#]+)#Intent;", re.IGNORECASE)
_ONLY_SCHEME = re.compile(r"https?:?/*", re.IGNORECASE)
_EMAIL = re.compile(r"(?:mailto:)?[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_NETWORK_ADDRESS = re.compile(
    r"(?:localhost|\[[0-9a-f:.]*:[0-9a-f:.]*\]|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:[/?#].*)?", re.IGNORECASE
)
_ACCOUNT_AFTER_SLASH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
_SOME_DIGITS = re.compile(r"\+?(?:\d[\s().,/;-]*){5,}")
_DIGITS = re.compile(r"\d[\d ().-]*")
# A share text holds a link or two; more is no share text.
_CANDIDATES = 20
# Cleaning an address can lay bare something else to clean; real addresses settle in two rounds.
_ROUNDS = 6


def recognise(text, *, hint="", catalogue=None):
    """Say what a pasted text is: platform, kind and normalised address, or why it is refused.

    `hint` is what is known about the text from elsewhere (a column's heading, the button's label); it
    only decides which platform a bare account name belongs to. `catalogue` is the platform data, by default
    the shipped one. Never raises for a str, never touches the network or the database, and an address
    it answers is recognised as itself again.
    """
    catalogue = catalogue or shipped_catalogue()
    text = str(text)
    if len(text) > MAX_LENGTH:
        return refused("too_long", limit=MAX_LENGTH)
    found = _recognise_once(tidy(text), hint, catalogue)
    address = found.address
    for _round in range(_ROUNDS):
        if not address:
            break
        settled = _recognise_once(tidy(address), hint, catalogue)
        if settled.is_refused or len(settled.address) > MAX_LENGTH:
            return refused("broken")
        if settled.address == address:
            return found if address == found.address else replace(found, address=address)
        address = settled.address
    return refused("broken") if address else found


def _recognise_once(text, hint, catalogue):
    if _NOTHING.fullmatch(text):
        return refused("empty")
    if _DANGEROUS.match(re.sub(r"\s+", "", text)):
        return refused("dangerous")
    app = _recognise_app_address(text, catalogue)
    if app is not None:
        return app
    text = with_repaired_schemes(text)
    found = _recognise_addresses(text, hint, catalogue)
    if found is not None:
        return found
    if _NETWORK_ADDRESS.fullmatch(text):
        return recognise_address(f"https://{text}", catalogue)
    if _ONLY_SCHEME.fullmatch(text):
        return refused("broken")
    return _recognise_number(text, hint, catalogue) or recognise_name(text, hint, catalogue)


def _recognise_app_address(text, catalogue):
    """Addresses that only a telephone understands; None for everything else."""
    if _WHATSAPP_APP.match(text):
        return recognise_address(
            _WHATSAPP_APP.sub("https://api.whatsapp.com/send?", text, count=1), catalogue
        )
    intent = _INTENT.match(text)
    if intent:
        # An Android intent can start any app with any data, so it is never passed on, only hinted at.
        inner = recognise_address(f"https://{intent[1]}", catalogue)
        return refused("app_only", platform=inner.platform, suggestion=inner.address)
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https") and with_repaired_schemes(text) == text:
        if scheme[1].lower() in ("ftp", "ftps", "sftp", "ws", "wss", "ssh", "gopher", "ldap", "smb"):
            return refused("scheme", scheme=scheme[1].lower())
        return refused("app_only")
    if re.match(r"tel:", text, re.IGNORECASE):
        return _recognise_number(text[4:], "", catalogue) or refused("wa_number")
    return None


def _recognise_addresses(text, hint, catalogue):
    """The best address in the text: the first that leads to a known place, else the first accepted, else the first."""
    candidates = addresses_in(text)
    words = words_in(text, hint, catalogue)
    if (
        len(candidates) == 1
        and candidates[0][1]
        and words
        and _is_account_name(candidates[0][0], text, catalogue)
    ):
        # "IG: batik.id" names an account although it reads like a host.
        return None
    results = []
    for address, bare in candidates[:_CANDIDATES]:
        found = recognise_address(address, catalogue, is_own=any(word.slug == "website" for word in words))
        if found.is_refused and bare and found.platform == PlatformSlug.UNKNOWN and _EMAIL.search(text):
            continue
        results.append(found)
    if len(candidates) == 1:
        joined = _joined(candidates[0][0], text, catalogue)
        if joined is not None:
            return joined
    if not results:
        if _EMAIL.search(text):
            return refused("email")
        return None
    for is_good in (
        lambda r: not r.is_refused and r.kind != LinkKind.UNKNOWN and r.platform != PlatformSlug.UNKNOWN,
        lambda r: not r.is_refused and r.platform not in (PlatformSlug.UNKNOWN, PlatformSlug.WEBSITE),
        lambda r: not r.is_refused,
    ):
        for found in results:
            if is_good(found):
                return found
    return results[0]


def _is_account_name(address, text, catalogue):
    host = address.removeprefix("https://")
    if "/" in host or host.startswith("www.") or len(text.split()) > 3:
        return False
    return catalogue.at_host(host.lower())[0] is None


def _joined(address, text, catalogue):
    """ "https://www.tokopedia.com/ abaholot", "wa.me/0812 3456 7890": an address with a space inside; None if not."""
    before, _found, after = text.partition(address.removeprefix("https://"))
    after = after.strip()
    if before.strip().lower() not in ("", "https://", "http://"):
        return None
    if _DIGITS.fullmatch(after) and address[-1].isdigit():
        after = re.sub(r"\D", "", after)
    elif not (address.endswith("/") and _ACCOUNT_AFTER_SLASH.fullmatch(after)):
        return None
    found = recognise_address(address + after, catalogue)
    if found.is_refused or found.kind == LinkKind.UNKNOWN:
        return None
    return replace(
        found, warning=" ".join(filter(None, [say("glued", address=found.address), found.warning]))
    )


def _recognise_number(text, hint, catalogue):
    """A telephone number where a link was asked for; None when there is none."""
    platform = PlatformSlug.PHONE_ONLY.value
    if SCIENTIFIC.fullmatch(text):
        return refused("sci_phone", platform=platform, text=text.strip())
    numbers = phones_in(text)
    if not numbers and _SOME_DIGITS.fullmatch(text):
        return refused("bad_phone", platform=platform)
    if not numbers or "@" in text:
        return None
    number = numbers[0]
    words = {entry.slug for entry in words_in(text, hint, catalogue)}
    if words - {PlatformSlug.WHATSAPP, PlatformSlug.PHONE_ONLY} and not words & {PlatformSlug.WHATSAPP}:
        # "Shopee 081234567890": a number used as an account name is for the name rules.
        return None
    address = f"https://wa.me/{number.removeprefix('+')}"
    if PlatformSlug.WHATSAPP in words:
        return Recognition(PlatformSlug.WHATSAPP.value, LinkKind.CHAT, address)
    if not is_mobile(number):
        return refused("landline", platform=platform)
    return Recognition(platform, LinkKind.UNKNOWN, address, say("phone", phone=format_phone(number)))
