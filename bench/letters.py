"""What people send during an opening, what they were answered, and whether everything accepted is stored."""

import asyncio
import io
import json
import random
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bench.office import ADMINISTRATOR, Person
from bench.visitors import Answer, Crowd, Forms, Visitor

LETTERS = ("enquiry", "guestbook", "order", "log-in")
UPLOADS = ("photo", "document")
HEADINGS = [
    "sent",
    "tries",
    "accepted",
    "refused clearly",
    "broken off",
    "other answers",
    "given up",
    "stored",
]

READ = 6.0
"""Seconds somebody needs at least to fill in a form."""

UPLOAD_EVERY = 3.0
"""Seconds between two files of one person."""

AGAIN = 3.0
"""Seconds after which somebody whose connection broke sends a form again, and a script what was refused."""


@dataclass
class Post:
    """What was sent and answered, by kind."""

    crowd: Crowd
    facts: dict
    until: float
    """When, seconds after the start, people give up."""
    accepted: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Keys by which what was accepted is to be found; for orders any text."""
    answers: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    """By kind, how often "sent", "accepted", "refused", "broken", "other", "given up"."""
    others: Counter = field(default_factory=Counter)

    async def write(self, number: int, *, opened_at: float, sent_at: float) -> None:
        """Be a person who opens a form, fills it in and sends it until it is accepted."""
        kind = LETTERS[number % len(LETTERS)]
        person = Person(self.crowd.port, 1_000_000 + number)
        await self.crowd.until(opened_at)
        path, having, values = self._what(kind, number)
        form = None
        while form is None and self.crowd.now < self.until:
            answer = await person.get(path)
            form = Forms(answer.body).having(having)
            if form is None:
                await asyncio.sleep(self._wait(kind, answer))
        await asyncio.sleep(READ)
        await self.crowd.until(sent_at)
        if form is not None:
            form |= values(form)
            key = form.get("name", f"{kind} {number}")
            await self._deliver(kind, key, person, lambda: person.post(path, form))
        person.close()

    def _what(self, kind: str, number: int):
        """Return address, a field of the form, and a function from its fields to what is filled in."""
        facts = self.facts
        if kind == "enquiry":
            booth = facts["booths_asked"][number % len(facts["booths_asked"])]
            who = {"name": f"Pembeli {uuid.uuid4()}", "phone": f"0812{random.randrange(10**8):08}"}  # noqa: S311
            letter = who | {"what": "Nasi kotak untuk rapat", "buyer_kind": "person", "consent": "on"}
            return booth, "what", lambda form: letter
        if kind == "guestbook":
            letter = {"name": f"Tamu {uuid.uuid4()}", "words": "Selamat atas pembukaannya."}
            return facts["guestbook"], "words", lambda form: letter
        if kind == "order":
            order = facts["orders"][number % len(facts["orders"])]
            return f"{order['form']}?q{order['pk']}=1", f"q{order['pk']}", lambda form: {}
        login = {"username": facts["people"][number % len(facts["people"])], "password": facts["password"]}
        return facts["log_in"], "username", lambda form: login

    async def _deliver(self, kind: str, key: str, person: Visitor, send) -> None:
        """Send until it is accepted, as people do: again when they were told so, or when nothing came back."""
        self.answers[kind]["sent"] += 1
        while self.crowd.now < self.until:
            answer = await send()
            if self._is_accepted(kind, answer):
                self.answers[kind]["accepted"] += 1
                self.accepted[kind].append(person.cookies["sessionid"] if kind == "log-in" else key)
                return
            await asyncio.sleep(self._wait(kind, answer))
        self.answers[kind]["given up"] += 1

    @staticmethod
    def _is_accepted(kind: str, answer: Answer) -> bool:
        if kind == "log-in":
            return answer.status == 302
        if kind in UPLOADS:
            return answer.status == 200 and bool({"id", "doc_id"} & json.loads(answer.body).keys())
        return answer.status == 200

    def _wait(self, kind: str, answer: Answer) -> float:
        """Count an answer that is no "yes" and return how long somebody waits then."""
        if answer.is_told:
            self.answers[kind]["refused"] += 1
            if kind in UPLOADS:
                return AGAIN
            return min(float(answer.headers["retry-after"]), max(1.0, self.until - 5 - self.crowd.now))
        self.answers[kind]["other" if answer.status else "broken"] += 1
        self.others[kind, str(answer.status or answer.body)] += 1
        return AGAIN

    async def upload(self) -> None:
        """Let a merchant's phone send photos and the office papers, each one after the other, as scripts do."""
        facts = self.facts
        merchant = Person(self.crowd.port, 2_000_001)
        await merchant.log_in(facts["log_in"], facts["merchant"], facts["password"])
        office = Person(self.crowd.port, 2_000_002)
        await office.log_in(facts["office"], ADMINISTRATOR, facts["password"])
        await asyncio.gather(self._send_many("photo", merchant), self._send_many("document", office))

    async def _send_many(self, kind: str, person: Person) -> None:
        number = 0
        while self.crowd.now < self.until - UPLOAD_EVERY:
            key, send = (self._photo if kind == "photo" else self._paper)(person, number)
            await self._deliver(kind, key, person, send)
            await asyncio.sleep(UPLOAD_EVERY)
            number += 1

    def _photo(self, person: Person, number: int):
        key, picture = str(uuid.uuid4()), picture_of(number)

        def send():
            files = {"berkas": ("foto.jpg", "image/jpeg", picture)}
            return person.post(self.facts["photo"], {"kunci": key} | _token(person), files)

        return key, send

    def _paper(self, person: Person, _number: int):
        title = f"polis-{uuid.uuid4().hex}.pdf"

        def send():
            # Larger than what is held in memory: it goes through the folder for temporary files.
            files = {"files[]": (title, "application/pdf", b"%PDF-1.4\n" + bytes(3_000_000))}
            return person.post(self.facts["document"], {"title": title} | _token(person), files)

        return title, send

    def rows(self, before: dict, after: dict) -> list[list[str]]:
        """Return the rows of the table, with how many of what was accepted are stored."""
        rows = []
        for kind in (*LETTERS, *UPLOADS):
            if not (counts := self.answers.get(kind)):
                continue
            names = ("accepted", "refused", "broken", "other", "given up")
            tries = sum(counts[name] for name in names[:-1])
            there = after[kind] - before[kind] if kind == "order" else after[kind]
            rows.append([kind, *map(str, (counts["sent"], tries, *(counts[name] for name in names), there))])
        return rows


def _token(person: Visitor) -> dict[str, str]:
    return {"csrfmiddlewaretoken": person.cookies["csrftoken"]}


def picture_of(number: int) -> bytes:
    """Return a photo of its own of 1,600 by 1,200 pixels as a phone sends it."""
    from PIL import Image

    gradient = Image.radial_gradient("L").resize((1600, 1200)).rotate(number * 7)
    photo = Image.merge("RGB", (gradient, gradient.transpose(Image.Transpose.ROTATE_180), gradient))
    file = io.BytesIO()
    photo.save(file, "JPEG", quality=85, comment=uuid.uuid4().bytes)
    return file.getvalue()
