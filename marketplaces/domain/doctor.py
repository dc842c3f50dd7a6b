"""The link doctor: what a pasted text holds, what is wrong with it, and what to do. No database write, no network."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from core.phone import format_phone
from marketplaces.enums import LinkKind, PlatformSlug
from marketplaces.models import Platform
from marketplaces.recognition import Recognition, recognise
from marketplaces.recognition.how_to import HowTo, how_to
from marketplaces.recognition.names import words_in
from marketplaces.recognition.text import addresses_in, tidy, with_repaired_schemes

MOST_LINES = 60
"""Lines of one paste that are looked at; nobody has more shops, and a longer paste is refused."""
SENTENCE_WORDS = 5
"""A refused line of so many words right before a link is the sentence of an app's share text, no shop's name."""
_OWN_WORDS = {
    "id", "shop", "store", "merchant", "u", "view", "p", "pdp", "product", "products", "restaurant", "user",
    "universal-link", "now-food", "en", "toko", "pages", "people", "profile.php", "channel", "c", "maps",
}  # fmt: skip
_SCHEME = re.compile(r"[^\s:]+:\S")
_CODE = re.compile(r"[\d.-]+|\d-[A-Z0-9]{4,}|[0-9a-f]{16,}|(?:ps|is)--.*|[A-Z]{3}-\d+")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One pasted link, examined.

    `text` is what will be kept, `name` the shop's, account's or product's name as far as its address
    tells it, `how_to` the way to a better one: None where nothing is wrong.
    """

    text: str
    found: Recognition
    platform: str
    platform_name: str
    name: str
    how_to: HowTo | None

    @property
    def is_refused(self) -> bool:
        """Tell whether this can't be a link; `found.error` says why."""
        return self.found.is_refused

    @property
    def kind_label(self) -> str:
        """Return what it leads to ("Toko"), "" when that is not known."""
        return str(self.found.kind.label) if self.found.kind != LinkKind.UNKNOWN else ""


@dataclass(frozen=True, slots=True)
class Paste:
    """Everything in one paste: `links` in order, `talk` the lines around them that were passed over.

    A paste that `is_too_long` was not looked at.
    """

    links: list[Diagnosis]
    talk: list[str]
    is_too_long: bool = False

    @property
    def good(self) -> list[Diagnosis]:
        """Return what can be kept."""
        return [link for link in self.links if not link.is_refused]

    @property
    def bad(self) -> list[Diagnosis]:
        """Return what can't, each with the reason."""
        return [link for link in self.links if link.is_refused]


def examine(text: str, *, hint: str = "") -> Diagnosis:
    """Say what one pasted text is and, where it is wrong or doubtful, what to do."""
    catalogue = Platform.objects.catalogue()
    found = recognise(text, hint=hint, catalogue=catalogue)
    slug = str(found.platform)
    if slug == PlatformSlug.PHONE_ONLY and found.address:
        slug = PlatformSlug.WHATSAPP.value
    meant = slug
    if found.is_refused and slug == PlatformSlug.UNKNOWN:
        # "Tokopedia Batik Sekar" is no address, but tells where to look for one.
        named = words_in(tidy(text[:500]), hint, catalogue)
        meant = named[0].slug if named else ""
    entry = catalogue.by_slug(slug)
    needs_help = found.is_refused or (found.kind == LinkKind.UNKNOWN and slug not in _FINE_WITHOUT_KIND)
    return Diagnosis(
        text=text.strip(),
        found=found,
        platform=slug,
        platform_name=str(PlatformSlug(slug).label) if entry is None else entry.name,
        name=name_in(found),
        how_to=how_to(meant) if needs_help else None,
    )


_FINE_WITHOUT_KIND = {PlatformSlug.WHATSAPP, PlatformSlug.WEBSITE}


def examine_paste(text: str, *, hint: str = "") -> Paste:
    """Examine a paste of one link, of many, or of an app's share text with talk around the link.

    Lines without anything that leads somewhere are passed over as talk when the rest holds a link, and so is
    the sentence above a shared link ("Cek toko saya di Shopee!").
    """
    lines = dict.fromkeys(line.strip() for line in text.splitlines() if line.strip())
    if len(lines) > MOST_LINES:
        return Paste([], [], is_too_long=True)
    links, seen = [], set()
    for line in lines or [""]:
        for piece in _pieces(line):
            link = examine(piece, hint=hint)
            if link.found.address in seen:
                continue
            seen |= {link.found.address} - {""}
            links.append(link)
    if all(link.is_refused for link in links):
        return Paste(links, [])
    talk = [link for link, after in zip(links, [*links[1:], None], strict=True) if _is_talk(link, after)]
    return Paste([link for link in links if link not in talk], [link.text for link in talk])


def _pieces(line: str) -> list[str]:
    """Return the addresses of a line that holds several, else the whole line: its words tell the platform."""
    addresses = [address for address, _bare in addresses_in(with_repaired_schemes(tidy(line[:2000])))]
    return addresses if len(addresses) > 1 else [line]


def _is_talk(link: Diagnosis, after: Diagnosis | None) -> bool:
    """Tell whether a refused line was never meant as a link: no address, no account, no platform, no number."""
    text = tidy(link.text[:500])
    if (
        not link.is_refused
        or link.platform != PlatformSlug.UNKNOWN
        or "@" in text
        or _SCHEME.match(text)
        or addresses_in(text)
    ):
        return False
    if not words_in(text, "", Platform.objects.catalogue()):
        return True
    is_sentence = len(text.split()) >= SENTENCE_WORDS or link.text.endswith((":", "!", "👇"))
    return is_sentence and after is not None and not after.is_refused


def name_in(found: Recognition) -> str:
    """Return the name that an address tells: of the shop or account, of the product; a chat's number; else ""."""
    path = found.address.removeprefix("https://").partition("/")[2].partition("?")[0].partition("#")[0]
    parts = [unquote(part) for part in path.split("/") if part]
    if found.kind == LinkKind.CHAT or found.platform == PlatformSlug.PHONE_ONLY:
        digits = parts[-1] if parts else ""
        return format_phone(f"+{digits}") if digits.startswith("62") else digits
    if found.kind not in (LinkKind.SHOP, LinkKind.PRODUCT):
        return ""
    words = [part for part in parts if part.lower() not in _OWN_WORDS and not _CODE.fullmatch(part)]
    if not words:
        return ""
    if found.kind == LinkKind.SHOP:
        return _shop_name(words)
    # The longest part is the product's: shops' names are short, and codes are gone already.
    slug = re.sub(r"(?:-i\d+.*|-i\.\d+\.\d+|-sku\d+|\.html)$", "", max(words, key=len))
    return slug.replace("-", " ").replace("_", " ").strip()


def _shop_name(words: list[str]) -> str:
    name = words[-1] if len(words) > 1 and words[0].islower() and "-" in words[-1] else words[0]
    name = re.sub(r"-[0-9a-f]{8}-[0-9a-f-]{20,}$|-delivery$", "", name).removeprefix("@")
    return re.sub(r"^\d+-|^toko-", "", name)
