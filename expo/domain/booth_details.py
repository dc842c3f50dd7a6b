"""What a booth's people say of it on the phone: name, story, place, contact, hours, logo and cover.

Everything becomes a revision and goes live, or waits for the office, by the rules of
`expo.permissions` and `expo.domain.moderation`, as in the administration.
"""

import datetime
import re
from collections.abc import Callable
from html import unescape

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from core.forms import NOT_YOURS
from expo.domain.completeness import problems_before_publishing
from expo.domain.goods_photos import photos_for
from expo.domain.handing_in import (
    ChangedMeanwhileError,
    Saved,
    last_editor,
    locked,
    publish_or_hand_in,
    require_free,
    state_of,
)
from expo.models import BoothPage, OpeningHours

TEXTS = ("title", "tagline", "whatsapp", "phone", "block", "stall", "district", "founded", "can_invoice")
PLACES = ("market", "area")
VALUES = (*TEXTS, *PLACES, "story", "hours")
"""What `change_booth` changes, in the words of `snapshot`."""
PICTURES = ("logo", "cover")

_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>")


def snapshot(booth: BoothPage) -> dict:
    """Return what the phone's form shows of this version of a booth, in values that JSON knows.

    `story` is plain text, None where it is more than that and can't be changed as text; `hours` are
    {weekday: [opening, closing]} with Monday "0" and times as "08:00".
    """
    values = {name: getattr(booth, name) for name in TEXTS}
    values |= {name: getattr(booth, f"{name}_id") for name in PLACES}
    hours = {
        str(day.weekday): [f"{day.opens_at:%H:%M}", f"{day.closes_at:%H:%M}"]
        for day in sorted(booth.opening_hours.all(), key=lambda day: day.weekday)
    }
    return values | {"story": plain_story(booth), "hours": hours}


def plain_story(booth: BoothPage) -> str | None:
    """Return the story as text, None when it holds more than paragraphs."""
    if not booth.story:
        return ""
    if len(booth.story) > 1 or booth.story[0].block_type != "text":
        return None
    source = booth.story[0].value.source
    paragraphs = [_BREAK.sub("\n", text) for text in _PARAGRAPH.findall(source)]
    if _PARAGRAPH.sub("", source).strip() or any("<" in text for text in paragraphs):
        return None
    return unescape("\n\n".join(paragraphs)).strip()


@transaction.atomic
def change_booth(*, booth: BoothPage, by, values: dict, seen: dict | None) -> Saved:
    """Change what somebody typed, in the words of `snapshot`, and leave what others changed since it was `seen`.

    A booth that was public once is published or handed in at once, one that never was stays a draft.
    Raises PermissionDenied, UnderReviewError while it waits, ValidationError, and ChangedMeanwhileError
    where two people changed the same thing differently.
    """
    row, latest = _open(booth, by)
    now, seen = snapshot(latest), seen or {}
    touched = {name: values[name] for name in VALUES if name not in seen or values[name] != seen[name]}
    names = [name for name in touched if now[name] not in (seen.get(name), touched[name])]
    if names:
        raise ChangedMeanwhileError(now=now, names=names, by=last_editor(row, but=by))
    changes = {name: value for name, value in touched.items() if value != now[name]}

    def write(version: BoothPage) -> None:
        for name, value in changes.items():
            if name == "story":
                version.story = _story(value)
            elif name == "hours":
                version.opening_hours = _hours(value)
            else:
                setattr(version, f"{name}_id" if name in PLACES else name, value)

    return _save(row, latest, by, write if changes else None)


@transaction.atomic
def set_picture(*, booth: BoothPage, by, which: str, photo: int | None, seen: int | None) -> Saved:
    """Give a booth another logo or cover (`which` of PICTURES), by the photo's id; None takes it away.

    `seen` is the one that stood there when somebody chose. Raises what `change_booth` raises.
    """
    row, latest = _open(booth, by)
    now = getattr(latest, f"{which}_id")
    if now not in (seen, photo):
        raise ChangedMeanwhileError(now={which: now}, names=[which], by=last_editor(row, but=by))
    if photo not in (None, now) and not photos_for(by=by).filter(pk=photo).exists():
        raise ValidationError({"photos": NOT_YOURS})
    return _save(
        row, latest, by, None if photo == now else lambda version: setattr(version, f"{which}_id", photo)
    )


def _open(booth: BoothPage, by) -> tuple[BoothPage, BoothPage]:
    row = locked(booth, by=by)
    require_free(row, by=by)
    return row, row.get_latest_revision_as_object()


def _save(row: BoothPage, latest: BoothPage, by, write: Callable[[BoothPage], None] | None) -> Saved:
    if write is None:
        return Saved(row, state_of(row))
    write(latest)
    _check(latest)
    latest.save_revision(user=by, log_action=True)
    if row.first_published_at is None:
        return Saved(row, state_of(row))
    return Saved(row, publish_or_hand_in(page=row, by=by))


def _check(booth: BoothPage) -> None:
    if not booth.title.strip():
        raise ValidationError({"title": _("Beri nama lapak ini.")})
    others = {field.name for field in BoothPage._meta.concrete_fields} - {*TEXTS, *PLACES}
    BoothPage.clean(booth)
    booth.clean_fields(exclude=others)
    if booth.first_published_at and (problems := problems_before_publishing(page=booth)):
        raise ValidationError(problems)
    for day in booth.opening_hours.all():
        try:
            day.clean()
        except ValidationError as error:
            raise ValidationError(
                {"hours": [f"{day.get_weekday_display()}: {m}" for m in error.messages]}
            ) from None


def _story(text: str) -> list:
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    html = "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in paragraphs)
    return [("text", RichText(html))] if html else []


def _hours(days: dict) -> list[OpeningHours]:
    return [
        OpeningHours(
            weekday=int(day),
            opens_at=datetime.time.fromisoformat(opens),
            closes_at=datetime.time.fromisoformat(closes),
        )
        for day, (opens, closes) in days.items()
    ]
