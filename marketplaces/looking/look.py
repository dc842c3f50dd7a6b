"""Looking at one address: is anything there?

HEAD first, since it costs nobody anything, then GET for servers that know no HEAD. Redirects are
followed a few steps, each checked like the first address. What a log-in page, a robots' wall or a
server in trouble answers proves nothing: only 404 and 410 to a GET say "not there".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from ada_url import URL

from marketplaces.enums import PlatformState
from marketplaces.looking.asking import Answer, NoAnswerError, ask
from marketplaces.looking.network import Network, NotReachableError

MOST_REDIRECTS = 4
THERE, MISSING, UNCLEAR, BUSY = "there", "missing", "unclear", "busy"
_WALL = re.compile(
    r"/(?:[\w-]*log-?in|sign-?in|masuk|auth|oauth|verify|captcha|challenge|checkpoint|blocked)(?:[/.?]|$)",
    re.I,
)
_MISSING = {404, 410}
_REDIRECTS = {301, 302, 303, 307, 308}
_TROUBLE = {429, 503}


@dataclass(frozen=True, slots=True)
class Look:
    """What was found. `reason` is a status or a word; `in_trouble` asks to leave the host alone for a while."""

    result: str
    reason: str
    in_trouble: bool = False
    retry_after: str = ""


def host_to_ask(address: str, *, catalogue) -> str:
    """Return the host of an address that may be looked at, "" when it may not.

    It must be https, without port, user name or digits for a host, and belong to an open platform of the
    catalogue: the site never knocks at doors that merchants name.
    """
    try:
        url = URL(address)
    except ValueError:
        return ""
    host = url.hostname.rstrip(".")
    if url.protocol != "https:" or url.port or url.username or url.password or not host:
        return ""
    entry, _group = catalogue.at_host(host, url.pathname)
    if entry is None or entry.state == PlatformState.CLOSED:
        return ""
    return host


def look(
    address: str, *, catalogue, network: Network, may_ask: Callable[[str], bool] = lambda host: True
) -> Look:
    """Look at one address. Never raises; what can't be judged is UNCLEAR.

    `may_ask` is asked once for every host on the way; where it says no, the answer is BUSY.
    """
    seen, hosts = set(), set()
    for _step in range(MOST_REDIRECTS + 1):
        host = host_to_ask(address, catalogue=catalogue)
        if not host:
            return Look(UNCLEAR, "elsewhere")
        if address in seen:
            return Look(UNCLEAR, "loop")
        seen.add(address)
        if host not in hosts and not may_ask(host):
            return Look(BUSY, "busy")
        hosts.add(host)
        try:
            answer = _answer(address, host, network)
        except NotReachableError:
            return Look(UNCLEAR, "no_address", in_trouble=True)
        except NoAnswerError:
            return Look(UNCLEAR, "no_answer", in_trouble=True)
        if answer.status not in _REDIRECTS or not answer.location:
            return _judged(answer, moved=len(seen) > 1, address=address)
        try:
            address = URL(answer.location, base=address).href
        except ValueError:
            return Look(UNCLEAR, "redirect")
        if _WALL.search(address):
            return Look(UNCLEAR, "login")
    return Look(UNCLEAR, "redirects")


def _answer(address: str, host: str, network: Network) -> Answer:
    url = URL(address)
    target = quote(url.pathname + url.search, safe="/?&=%:@!$'()*+,;~[]")
    where = network.addresses(host)[0]
    question = {"host": host, "target": target, "address": where, "network": network}
    answer = ask(method="HEAD", **question)
    knows_head = 200 <= answer.status < 400 or answer.status in _TROUBLE
    return answer if knows_head else ask(method="GET", **question)


def _judged(answer: Answer, *, moved: bool, address: str) -> Look:
    status = answer.status
    if status in _MISSING:
        return Look(MISSING, str(status))
    if status in (200, 203, 206):
        # A shop that is gone is often led to the platform's front page.
        if moved and URL(address).pathname.strip("/") == "":
            return Look(UNCLEAR, "front_page")
        return Look(THERE, str(status))
    in_trouble = status in _TROUBLE or status >= 500 or status == 403
    return Look(UNCLEAR, str(status), in_trouble=in_trouble, retry_after=answer.retry_after)
