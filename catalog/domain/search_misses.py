"""Noting what visitors looked for in vain: the words and the day, never who."""

import datetime
import logging
import re

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from catalog.models import MissedSearch
from catalog.models.misses import MAX_MISS
from marketplaces.robots import is_person

logger = logging.getLogger(__name__)

MAX_TEXTS_A_DAY = 2_000
"""Different texts kept of one day, so that nobody fills the table; known texts are still counted."""

DAYS_KEPT = 400
"""Days after which notes are forgotten: a year, so that seasons can be compared, and a month."""

PERSONAL_DIGITS = 7
"""Digits from which on a text may hold a phone number, an identity number or an account."""

_MAIL = re.compile(
    r"@|\b(?:gmail|yahoo|ymail|hotmail|outlook|icloud)\b|\S\.(?:com|net|org|id)\b", re.IGNORECASE
)
_SPACE = re.compile(r"\s+")

# The ORM can insert or update on conflict, but not to "the stored value plus one". The WHERE is also
# what tells SQLite's parser that ON belongs to the INSERT.
_NOTE_ONE = """
    INSERT INTO catalog_missedsearch (text, day, "count")
    SELECT CAST(%s AS varchar(60)), CAST(%s AS {date}), 1
    WHERE (SELECT COUNT(*) FROM catalog_missedsearch WHERE day = %s) < %s
       OR EXISTS (SELECT 1 FROM catalog_missedsearch WHERE day = %s AND text = %s)
    ON CONFLICT (day, text) DO UPDATE SET "count" = catalog_missedsearch."count" + 1
"""


def noted_form(text: str) -> str:
    """Return a search text as it is kept, or "" when it is not: too long, or perhaps somebody's data.

    Phone and identity numbers, addresses of mail and of sites are typed into search fields too.
    """
    plain = _SPACE.sub(" ", text.replace("\0", " ")).strip().lower()
    digits = sum(letter.isdigit() for letter in plain)
    if len(plain) > MAX_MISS or digits >= PERSONAL_DIGITS or _MAIL.search(plain):
        return ""
    return plain if any(letter.isalpha() for letter in plain) else ""


def count_miss(*, text: str, day: datetime.date | None = None) -> None:
    """Add one to a kept text's count of a day (default: today, local date). One statement."""
    day = connection.ops.adapt_datefield_value(day or timezone.localdate())
    sql = _NOTE_ONE.format(date="date" if connection.vendor == "postgresql" else "text")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [text, day, day, MAX_TEXTS_A_DAY, day, text])


def note_missed_search(*, request, text: str) -> None:
    """Note a search that found nothing, when a person looked and the text says nothing about anybody.

    The note never stands in the visitor's way: when it fails, it is logged and skipped.
    """
    kept = noted_form(text)
    if not kept or not is_person(request):
        return
    try:
        count_miss(text=kept)
    except DatabaseError:
        logger.exception("A missed search was not noted")


def forget_misses(*, before: datetime.date) -> int:
    """Delete the notes of days before this one and return how many there were."""
    deleted, _by_model = MissedSearch.objects.filter(day__lt=before).delete()
    return deleted
