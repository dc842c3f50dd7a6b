"""What people of the office and a merchant do during an opening, through the pages they use, and who notices."""

import asyncio
from dataclasses import dataclass, field

from bench.visitors import Answer, Crowd, Forms, Visitor

EDITOR = "editor@gelarlapak.example"
ADMINISTRATOR = "admin@gelarlapak.example"
LONGEST = 60.0
"""Seconds for which a change of a page is waited for."""

LATEST = 20.0
"""Seconds for which a switch is waited for: longer than an open page takes to ask again."""


class Person(Visitor):
    """Somebody who logs in and fills in forms."""

    async def log_in(self, path: str, name: str, password: str) -> "Person":
        """Log in on this page; raises RuntimeError where that fails."""
        answer = await self.send(path, "username", username=name, password=password)
        if answer.status != 302:
            raise RuntimeError(f"{name} could not log in: {answer.status}")
        return self

    async def send(self, path: str, having: str, **values: str) -> Answer:
        """Open a page, fill in the form that has the field `having`, and send it to the same address."""
        page = await self.get(path)
        form = Forms(page.body).having(having)
        if form is None:
            return page
        return await self.post(path, form | values)


@dataclass(slots=True)
class Change:
    """Something that was changed. Times in seconds."""

    what: str
    at: float
    """When the button was tapped, from the start of the run."""
    answered: float = 0
    """When the answer was there, from the tap."""
    outcome: str = ""
    """"" for a change that was accepted, else what was said."""
    seen: list[float | None] = field(default_factory=list)
    """When each who watched had it, from the tap; None for who never had it."""

    async def send(self, crowd: Crowd, sending) -> bool:
        """Send it; return whether it was accepted."""
        answer = await sending
        self.answered = crowd.now - self.at
        if answer.status not in (200, 302):
            self.outcome = "refused clearly" if answer.is_told else f"failed: {answer.status or answer.body}"
        return not self.outcome


async def change_price(crowd: Crowd, facts: dict, person: Person, number: int) -> Change:
    """Let the merchant give the product a new price, and a visitor ask for its page until it is there."""
    price, name = 77_000 + number, f"b{facts['product']['pk']}-price"
    sending = person.send(facts["product"]["form"], name, **{name: str(price)})
    shown = f"Rp{price:,}".replace(",", ".")
    return await _watched(crowd, "price, by its merchant", sending, facts["product"]["url"], shown)


async def publish(crowd: Crowd, facts: dict, person: Person, number: int) -> Change:
    """Let the editor publish a page, and a visitor ask for it until it is there."""
    draft = facts["drafts"][number]
    sending = person.send(draft["form"], "csrfmiddlewaretoken")
    return await _watched(crowd, "page, published by the office", sending, draft["url"], "<h1")


async def _watched(crowd: Crowd, what: str, sending, url: str, shown: str) -> Change:
    change = Change(what, crowd.now)
    sent, watcher = asyncio.create_task(change.send(crowd, sending)), Visitor(crowd.port)
    while crowd.now < change.at + LONGEST and not (sent.done() and change.outcome):
        answer = await watcher.get(url)
        if answer.status == 200 and shown in answer.body:
            change.seen = [crowd.now - change.at]
            break
        await asyncio.sleep(0.1)
    await sent
    watcher.close()
    if not change.seen and not change.outcome:
        change.seen = [None]
    return change


async def switch_stream(crowd: Crowd, facts: dict, person: Person) -> Change:
    """Let the editor switch the stream over on the phone; all who are on the stage's page watch."""
    stream = facts["stream"]
    to = "first" if stream["on_backup"] else "backup"
    change = Change("stream, switched by the office", crowd.now)
    if await change.send(crowd, person.send(stream["form"], "stream", do="switch", to=to)):
        stream["on_backup"] = not stream["on_backup"]
        await asyncio.sleep(LATEST)
        change.seen = [
            next((at - change.at for at, videos in shown if at > change.at and stream[to] in videos), None)
            for shown in list(crowd.stages.values())
            if shown[0][0] < change.at
        ]
    return change
