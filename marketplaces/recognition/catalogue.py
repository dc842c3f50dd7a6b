"""The platform data in the form that recognition works with."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from marketplaces.enums import LinkKind

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data" / "platforms"
# In the order in which platforms are listed.
DATA_FILES = ("marketplaces", "food_and_procurement", "chat_and_social", "other")


@dataclass(frozen=True)
class Shape:
    """One form of address on a host group.

    `path` must match the whole path (without trailing slash), `query` names parameters and the
    pattern each must match whole. `address` is filled from the named groups of both; without it the
    path stays as it is. `keep` names the query parameters that identify the thing ("*": all but tracking).
    """

    kind: LinkKind
    path: re.Pattern
    query: dict[str, re.Pattern] = field(default_factory=dict)
    address: str = ""
    keep: tuple[str, ...] = ()
    lower: bool = False
    phone: bool = False
    warning: str = ""
    slug: str = ""
    unwrap: str = ""

    def match(self, path, query):
        """The values found in path and query (a list of pairs), or None when the shape does not fit."""
        found = self.path.fullmatch(path)
        if found is None:
            return None
        values = {name: value for name, value in found.groupdict().items() if value is not None}
        given = dict(query)
        for name, pattern in self.query.items():
            if pattern.fullmatch(given.get(name, "")) is None:
                return None
            values[name] = given[name]
        return values


@dataclass(frozen=True)
class HostGroup:
    """Hosts of one platform that share their URL shapes; `*.x` names every host below x."""

    names: tuple[str, ...]
    canonical: str
    shapes: tuple[Shape, ...]
    only_path: re.Pattern | None = None
    keep: tuple[str, ...] = ()
    warning: str = ""


@dataclass(frozen=True)
class PlatformEntry:
    """One platform as recognition sees it."""

    slug: str
    name: str
    kind: str
    state: str
    note: str
    groups: tuple[HostGroup, ...]
    brands: tuple[str, ...]
    words: tuple[str, ...]
    handle: str
    handle_pattern: re.Pattern | None
    foreign_hosts: tuple[str, ...]


def _whole(pattern):
    return re.compile(pattern, re.IGNORECASE)


def _shape(data, reserved):
    own_pages = "|".join(map(re.escape, reserved))
    return Shape(
        kind=LinkKind(data["kind"]),
        path=_whole(data["path"].replace("<reserved>", f"(?!(?:{own_pages})(?:/|$))")),
        query={name: _whole(pattern) for name, pattern in data.get("query", {}).items()},
        address=data.get("address", ""),
        keep=tuple(data.get("keep", ())),
        lower=data.get("lower", False),
        phone=data.get("phone", False),
        warning=data.get("warning", ""),
        slug=data.get("slug", ""),
        unwrap=data.get("unwrap", ""),
    )


def _group(data):
    names = tuple(data["names"])
    return HostGroup(
        names=names,
        canonical=data.get("canonical", ""),
        shapes=tuple(_shape(shape, data.get("reserved", ())) for shape in data.get("shapes", ())),
        only_path=_whole(data["only_path"]) if data.get("only_path") else None,
        keep=tuple(data.get("keep", ())),
        warning=data.get("warning", ""),
    )


def _entry(data):
    pattern = data.get("handle_pattern", "")
    return PlatformEntry(
        slug=data["slug"],
        name=data["name"],
        kind=data["kind"],
        state=data.get("state", "open"),
        note=data.get("note", ""),
        groups=tuple(_group(group) for group in data.get("hosts", ())),
        brands=tuple(data.get("brands", ())),
        words=tuple(data.get("words", ())),
        handle=data.get("handle", ""),
        handle_pattern=_whole(pattern) if pattern else None,
        foreign_hosts=tuple(data.get("foreign_hosts", ())),
    )


class Catalogue:
    """All platforms, compiled once, with the look-ups that recognition needs."""

    def __init__(self, entries):
        self.entries = tuple(entries)
        self._exact, self._below = {}, {}
        for entry in self.entries:
            for group in entry.groups:
                for name in group.names:
                    if name.startswith("*."):
                        self._below[name[2:]] = (entry, group)
                    else:
                        self._exact[name] = (entry, group)

    @classmethod
    def from_entries(cls, entries):
        """Build from dictionaries in the form of the data files. Raises KeyError or re.error on bad data."""
        return cls(_entry(entry) for entry in entries)

    def by_slug(self, slug):
        """The entry of a platform, None when there is none."""
        return self._by_slug.get(slug)

    @cached_property
    def _by_slug(self):
        return {entry.slug: entry for entry in self.entries}

    def at_host(self, host, path="/"):
        """The (entry, host group) that owns a host, (None, None) when no platform does."""
        found = self._owner(host)
        if found and (found[1].only_path is None or found[1].only_path.match(path)):
            return found
        return None, None

    def _owner(self, host):
        found = self._exact.get(host)
        parent = host
        while found is None and "." in parent:
            parent = parent.partition(".")[2]
            found = self._below.get(parent)
        return found

    def foreign_at(self, host):
        """The entry whose branch in another country is at this host, None when there is none.

        Asked after `at_host` said no: a host that is still owned serves other countries on other paths.
        """
        owner = self._owner(host)
        return owner[0] if owner else self._foreign.get(host.removeprefix("www.").removeprefix("m."))

    @cached_property
    def _foreign(self):
        return {host: entry for entry in self.entries for host in entry.foreign_hosts}

    @cached_property
    def own_domains(self):
        """Bare host names that belong to a platform, for finding them inside other hosts."""
        return {
            name.removeprefix("*.").removeprefix("www."): entry
            for entry in self.entries
            if entry.brands
            for group in entry.groups
            for name in group.names
        }

    @cached_property
    def brands(self):
        """Brand name → entry, for look-alikes."""
        return {brand: entry for entry in self.entries for brand in entry.brands}

    @cached_property
    def words(self):
        """What people call a platform in front of a name ("ig") → entry."""
        return {word: entry for entry in self.entries for word in entry.words}

    @cached_property
    def word_pattern(self):
        """Finds what people call platforms in a text, not inside addresses and account names."""
        longest_first = sorted(self.words, key=len, reverse=True)
        words = "|".join(map(re.escape, longest_first)) or "(?!)"
        return re.compile(rf"(?<![\w@./-])(?:{words})(?![\w/@-]|\.\w)", re.IGNORECASE)


@cache
def shipped_entries():
    """The platforms of the data files as dictionaries, in file order. Do not change them."""
    entries = []
    for name in DATA_FILES:
        with (DATA_FOLDER / f"{name}.toml").open("rb") as file:
            entries += tomllib.load(file)["platforms"]
    return entries


@cache
def shipped_catalogue():
    """The catalogue of the data files alone."""
    return Catalogue.from_entries(shipped_entries())


# Parameters that only tell how somebody came here; dropped from every address.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|ttclid|twclid|yclid|igsh|igshid|mibextid|"
    r"_branch_match_id|_branch_referrer|mc_[ce]id|_ga|_gl|spm|scm|pvid|stm_\w+|dtm_\w+|share_?channel|"
    r"deep_and_deferred|sp_atk|xptdk|ref_?src|si|_rdc|_rdr|_hs\w+|li_fat_id|srsltid|feature|fb_\w+",
    re.IGNORECASE,
)


def clean_query(query, keep=("*",)):
    """Keep only what identifies the thing: the named parameters, or with "*" all but known tracking.

    `query` is the raw query without "?"; the result is one too, with the order of the parameters kept.
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    if "*" in keep:
        kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
        if len(kept) == len(pairs):
            # Untouched, byte for byte: some sites sign their query strings.
            return query
    else:
        kept = [(name, value) for name, value in pairs if name in keep and value]
    return urlencode(kept)
