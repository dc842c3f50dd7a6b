"""From one address to a recognition."""

import re
from urllib.parse import parse_qsl, unquote

from ada_url import URL

from marketplaces.enums import LinkKind, PlatformSlug
from marketplaces.recognition.catalogue import clean_query
from marketplaces.recognition.hosts import (
    has_public_suffix,
    imitated,
    is_public_suffix,
    letters_problem,
    private_problem,
    to_unicode,
)
from marketplaces.recognition.messages import say
from marketplaces.recognition.phones import chat_digits
from marketplaces.recognition.result import Recognition

MAX_ADDRESS = 2000


def refused(
    name,
    /,
    *,
    platform=PlatformSlug.UNKNOWN.value,
    kind=LinkKind.UNKNOWN,
    suggestion="",
    sentence="",
    **values,
):
    """A refusal with the sentence called `name`; `sentence` stands in its place when given."""
    if "platform_name" in values:
        values["platform"] = values.pop("platform_name")
    error = sentence or say(name, suggestion=suggestion, **values)
    if suggestion and name != "insecure":
        error = f"{error} {say('suggestion', suggestion=suggestion)}"
    return Recognition(str(platform), kind, error=error, suggestion=suggestion)


def recognise_address(address, catalogue, *, is_own=False):
    """Recognise one address with a scheme. `is_own`: the person said that it is their own website.

    It is read the way browsers read it (WHATWG URL standard), so that what is checked here is where
    a tap will lead: numbers written in hex or octal, backslashes, user names and foreign letters included.
    """
    try:
        url = URL(address)
    except ValueError:
        return refused("broken")
    host = url.hostname.rstrip(".")
    if url.protocol not in ("http:", "https:") or not host:
        return refused("broken")
    if url.username or url.password:
        return refused("user_info", host=to_unicode(host))
    problem = private_problem(host)
    if problem:
        return refused(problem, host=host)
    if url.port:
        return refused("port", port=url.port)
    path = re.sub(r"/{2,}", "/", url.pathname)
    entry, group = catalogue.at_host(host, path)
    query = url.search.removeprefix("?")
    if entry is None:
        return _recognise_stranger(url, host, path, query, catalogue, is_own)
    return _recognise_known(entry, group, host, path.rstrip("/"), query, catalogue)


def mark_of(address, catalogue):
    """What addresses share that lead to the same page, for comparing two of them; nothing to link to.

    Servers show a page whatever stands in fragment or query, and mostly with any case and a slash too many. The
    query counts only where the platform names the parameters that identify a page.
    """
    try:
        url = URL(address)
    except ValueError:
        return address
    host, path = url.hostname.rstrip("."), unquote(re.sub(r"/{2,}", "/", url.pathname)).rstrip("/")
    query = url.search.removeprefix("?")
    _entry, group = catalogue.at_host(host, path)
    if group is None:
        host, keep = host.removeprefix("www."), ("*",)
    else:
        shape, _values = _shape_of(group, path, parse_qsl(query, keep_blank_values=True))
        keep = shape.keep if shape else group.keep
    kept = "" if "*" in keep else clean_query(query, keep)
    return f"https://{host}{path}{'?' + kept if kept else ''}".casefold()


def _shape_of(group, path, pairs):
    """The first shape that fits and its values, (None, {}) when none does."""
    for shape in group.shapes:
        values = shape.match(path, pairs)
        if values is not None:
            return shape, values
    return None, {}


def _recognise_known(entry, group, host, path, query, catalogue):
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=None)
    shape, values = _shape_of(group, path, pairs)
    if shape is not None and shape.slug:
        entry = catalogue.by_slug(shape.slug) or entry
    if shape is not None and shape.unwrap:
        # A platform's own redirect, which may lead anywhere: what counts is where.
        inner = dict(pairs)[shape.unwrap]
        nested = f"{shape.unwrap}=" in inner or not re.match(r"https?://", inner, re.IGNORECASE)
        return refused("broken") if nested else recognise_address(inner, catalogue)
    kind = shape.kind if shape else LinkKind.UNKNOWN
    if entry.state == "closed":
        return refused(
            "closed", platform=entry.slug, kind=kind, sentence=entry.note, platform_name=entry.name
        )
    if (not path and not (shape or query)) or (entry.slug == PlatformSlug.WHATSAPP and not shape):
        name = "wa_number" if entry.slug == PlatformSlug.WHATSAPP else "home"
        return refused(name, platform=entry.slug, platform_name=entry.name)
    warnings = []
    if shape is not None and shape.phone:
        try:
            values["phone"] = chat_digits(values["phone"])
        except ValueError:
            return refused("wa_number", platform=entry.slug)
        if not values["phone"].startswith("62"):
            warnings.append(say("foreign_phone"))
    address = _address(shape, values, group, host, path)
    kept = clean_query(query, shape.keep if shape else group.keep)
    if kept:
        address = f"{address}?{kept}"
    if len(address) > MAX_ADDRESS:
        return refused("too_long", limit=MAX_ADDRESS)
    remark = (shape.warning if shape else "") or group.warning
    if remark:
        warnings.append(say(remark, platform=entry.name, host=host))
    elif kind == LinkKind.UNKNOWN:
        warnings.append(say("unknown_page", platform=entry.name))
    if entry.state == "limited":
        warnings.append(entry.note or say("limited", platform=entry.name))
    return Recognition(entry.slug, kind, address, " ".join(warnings))


def _address(shape, values, group, host, path):
    if shape is not None and shape.address:
        address = shape.address.format(host=host, **values)
        if not shape.lower:
            return address
        # Escapes keep their usual upper case, so that the result is the same when read again.
        return re.sub(r"%[0-9a-f]{2}", lambda escape: escape.group().upper(), address.lower())
    return f"https://{group.canonical or host}{path or '/'}"


def _recognise_stranger(url, host, path, query, catalogue, is_own):
    """An address on a host that is no platform's: refused when it pretends, otherwise accepted with a warning."""
    if is_public_suffix(host):
        return refused("broken")
    foreign = catalogue.foreign_at(host)
    letters = letters_problem(host)
    if letters == "letters":
        return refused("letters", host=to_unicode(host))
    if foreign is None:
        entry = imitated(host, catalogue)
        if entry is not None:
            return _look_alike(entry, host, path, query, catalogue)
    fragment = "" if url.hash.startswith("#:~:") else url.hash
    kept = clean_query(query)
    address = f"https://{host}{path}{'?' + kept if kept else ''}{fragment}"
    if len(address) > MAX_ADDRESS:
        return refused("too_long", limit=MAX_ADDRESS)
    if url.protocol == "http:":
        return refused("insecure", suggestion=address)
    if foreign is not None:
        return Recognition(address=address, warning=say("foreign", platform=foreign.name, host=host))
    if letters or not has_public_suffix(host):
        return Recognition(address=address, warning=say(letters or "ending", host=to_unicode(host)))
    if is_own or (path == "/" and not kept and not fragment):
        return Recognition(PlatformSlug.WEBSITE.value, LinkKind.UNKNOWN, address, say("website"))
    return Recognition(address=address, warning=say("unknown", host=host))


def _look_alike(entry, host, path, query, catalogue):
    home = next((g.canonical or g.names[0] for g in entry.groups), "")
    suggestion = ""
    owner, group = catalogue.at_host(home, path)
    if owner is not None:
        meant = _recognise_known(owner, group, home, path.rstrip("/"), query, catalogue)
        suggestion = meant.address if meant.kind in (LinkKind.SHOP, LinkKind.PRODUCT) else ""
    return refused(
        "look_alike", platform_name=entry.name, host=to_unicode(host), home=home, suggestion=suggestion
    )
