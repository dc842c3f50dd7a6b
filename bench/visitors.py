"""Visitors of an opening: each a browser of its own, with one connection, its cookies and an address."""

import asyncio
import gzip
import json
import random
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

PAUSE = 4.0
"""Seconds between two pages of one visitor."""

EVERY = 8.0
"""Seconds between two questions of an open page (static/js/live.js), a tenth more or less."""

PICTURES = 4
"""Pictures a phone shows before anybody scrolls."""

PATIENCE = 30.0
AGENT = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
UNAVAILABLE = 503


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; a `status` of 0 when the connection broke, whose name is then the body."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def is_told(self) -> bool:
        """Tell whether the site said clearly that it can't now: 503, when to try again, in words people read."""
        is_page = "Belum tersimpan" in self.body or "Sedang kami bereskan" in self.body
        return self.status == UNAVAILABLE and "retry-after" in self.headers and is_page


class Visitor:
    """One browser with one connection, opened again when it was closed."""

    def __init__(self, port: int, number: int = 0):
        self.port = port
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.cookies: dict[str, str] = {}
        self.etags: dict[str, str] = {}
        self.reader = self.writer = None

    async def get(self, path: str) -> Answer:
        """Ask for `path`; once more on a new connection when an old one had been closed, as browsers do."""
        was_open = self.writer is not None
        answer = await self.ask("GET", path)
        return await self.ask("GET", path) if was_open and answer.body == "ConnectionResetError" else answer

    async def post(self, path: str, form: dict, files: dict[str, tuple] | None = None) -> Answer:
        """Send a form, with files as {name: (file name, type, bytes)}."""
        if files is None:
            return await self.ask("POST", path, urlencode(form).encode(), "application/x-www-form-urlencoded")
        edge = "opening-7f3a"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in form.items()
        ]
        for name, (file_name, kind, content) in files.items():
            head = f'form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: {kind}'
            parts.append(
                f"--{edge}\r\nContent-Disposition: {head}\r\n\r\n".encode() + bytes(content) + b"\r\n"
            )
        body = b"".join([*parts, f"--{edge}--\r\n".encode()])
        return await self.ask("POST", path, body, f"multipart/form-data; boundary={edge}")

    async def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answer:
        """Send one request and read its answer."""
        try:
            return await asyncio.wait_for(self._ask(method, path, body, kind), PATIENCE)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            self.close()
            # A connection that ends while an answer is awaited is one event, whichever end it is noticed at.
            name = "TimeoutError" if isinstance(error, TimeoutError) else "ConnectionResetError"
            return Answer(0, name)

    async def _ask(self, method: str, path: str, body: bytes, kind: str) -> Answer:
        if self.writer is not None and self.reader.at_eof():
            # The server hung up meanwhile; a browser notices, too.
            self.close()
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"User-Agent: {AGENT}"]
        lines += [f"X-Forwarded-For: {self.address}", "Accept-Encoding: gzip", "Sec-Fetch-Site: same-origin"]
        lines += ["X-Requested-With: XMLHttpRequest"] if "boundary" in kind else []
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "GET" and path in self.etags:
            lines.append(f"If-None-Match: {self.etags[path]}")
        if method == "POST":
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await self.writer.drain()
        status, headers = await self._head()
        has_body = status not in (204, 304)
        content = await self._body(headers) if has_body else b""
        if headers.get("content-encoding") == "gzip" and content:
            content = gzip.decompress(content)
        if headers.get("connection") == "close":
            self.close()
        return Answer(status, content.decode(errors="replace"), headers)

    async def _head(self) -> tuple[int, dict[str, str]]:
        first, *lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {}
        for line in lines:
            name, _colon, value = line.partition(": ")
            if name.lower() == "set-cookie":
                cookie, _equals, rest = value.partition("=")
                self.cookies[cookie.strip()] = rest.split(";")[0]
            headers[name.lower()] = value
        return int(first.split(" ", 2)[1]), headers

    async def _body(self, headers: dict[str, str]) -> bytes:
        if "content-length" in headers:
            return await self.reader.readexactly(int(headers["content-length"]))
        body = b""
        while size := int((await self.reader.readline()).strip() or b"0", 16):
            body += await self.reader.readexactly(size)
            await self.reader.readline()
        await self.reader.readline()
        return body

    def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


@dataclass
class Crowd:
    """What the visitors of one run met. Times are seconds; moments count from the start."""

    port: int
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    told: Counter = field(default_factory=Counter)
    """Answers of each kind that said clearly that the site can't now."""
    errors: Counter = field(default_factory=Counter)
    """(kind, what) of everything else."""
    troubles: list[tuple[float, str]] = field(default_factory=list)
    """When something failed, and what."""
    views: int = 0
    """Page views that the site took."""
    started: float = field(default_factory=time.perf_counter)
    stages: dict[int, list[tuple[float, str]]] = field(default_factory=lambda: defaultdict(list))
    """By visitor, each stage page that was shown: when, and its HTML's videos."""

    @property
    def now(self) -> float:
        """Return the seconds since the start."""
        return time.perf_counter() - self.started

    async def until(self, moment: float) -> None:
        """Wait for a moment."""
        await asyncio.sleep(max(0.0, moment - self.now))

    def note(self, kind: str, answer: Answer, seconds: float) -> None:
        """Count an answer."""
        if answer.status in (200, 204, 304):
            self.times[kind].append(seconds)
            return
        if answer.is_told:
            self.told[kind] += 1
        else:
            self.errors[kind, str(answer.status or answer.body)] += 1
        self.troubles.append((self.now, f"{kind} {answer.status or answer.body}"))

    async def see(self, visitor: Visitor, kind: str, path: str) -> str:
        """Let a visitor ask for `path` and count the answer; return its text, "" for anything but a page."""
        start = time.perf_counter()
        answer = await visitor.get(path)
        self.note(kind, answer, time.perf_counter() - start)
        if "etag" in answer.headers and kind == "news":
            visitor.etags[path] = answer.headers["etag"]
        return answer.body if answer.status == 200 else ""

    async def visit(self, number: int, paths: dict[str, str], *, after: float, until: float) -> None:
        """Come `after` seconds, look at pages, given by kind, one after the other; stay on the last one, the stage."""
        await self.until(after)
        visitor = Visitor(self.port, number)
        for place, (kind, path) in enumerate(paths.items()):
            if place:
                await asyncio.sleep(PAUSE)
            html = await self.see(visitor, kind, path)
            for thing in needed(html, first=not place):
                await self.see(visitor, "file", thing)
            await self._tell_of_view(visitor, html)
        await self._stay(number, visitor, paths["stage"], html, until)
        visitor.close()

    async def _tell_of_view(self, visitor: Visitor, html: str) -> None:
        if page := re.search(r'data-seen="([^"]+)"', html):
            start = time.perf_counter()
            answer = await visitor.ask("POST", "/dilihat/", page[1].encode(), "text/plain;charset=UTF-8")
            self.views += answer.status == 204
            self.note("view", answer, time.perf_counter() - start)

    async def _stay(self, number: int, visitor: Visitor, path: str, html: str, until: float) -> None:
        """Do what the page's scripts do: ask for news, and for the stage when it shows something else."""
        self._note_stage(number, html)
        while self.now < until - EVERY * 1.1:
            await asyncio.sleep(EVERY * random.uniform(0.9, 1.1))  # noqa: S311
            news = await self.see(visitor, "news", "/siaran/")
            shown = re.search(r'data-stages="(\w+)" data-edition="(\d+)"', html)
            if not shown or (news and json.loads(news)["stages"].get(shown[2]) != shown[1]):
                html = await self.see(visitor, "stage", path) or html
                self._note_stage(number, html)

    def _note_stage(self, number: int, html: str) -> None:
        if html:
            self.stages[number].append((self.now, " ".join(re.findall(r'data-video="([^"]+)"', html))))


def needed(html: str, *, first: bool) -> list[str]:
    """Return the files a browser asks for: on the first page stylesheets and scripts, always the first pictures."""
    found = re.findall(r'<img[^>]* src="(/media/[^"]+)"', html)[:PICTURES]
    if first:
        found += re.findall(
            r'<(?:link rel="stylesheet" href|script type="module" src)="(/static/[^"]+)"', html
        )
    return found


class Forms(HTMLParser):
    """The forms of a page with what they would send, buttons excepted."""

    def __init__(self, html: str):
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._text = self._select = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note a field."""
        given = dict(attrs)
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif not self.forms:
            return
        elif tag == "input" and name:
            is_choice = given.get("type") in ("checkbox", "radio")
            if given.get("type") not in ("submit", "file") and (not is_choice or "checked" in given):
                self.forms[-1][name] = given.get("value") or ""
        elif tag == "textarea":
            self._text = name
            self.forms[-1][name] = ""
        elif tag == "select":
            self._select = name
            self.forms[-1][name] = ""
        elif tag == "option" and self._select and "selected" in given:
            self.forms[-1][self._select] = given.get("value", "")

    def handle_endtag(self, tag):
        """Leave a field."""
        if tag in ("textarea", "select"):
            self._text = self._select = None

    def handle_data(self, data):
        """Note what stands in a field of several lines."""
        if self._text:
            self.forms[-1][self._text] += data.removeprefix("\n")

    def having(self, name: str) -> dict[str, str] | None:
        """Return the first form with this field."""
        return next((form for form in self.forms if name in form), None)
