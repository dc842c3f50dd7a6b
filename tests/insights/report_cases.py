"""What tests of the report of an edition share."""

import datetime

from django.utils import timezone

from expo.enums import ParticipationState
from expo.models import ExpoPage, Participation
from insights.edition.jobs import start_report
from insights.edition.tasks import make_report_job
from insights.models import ViewCount

FIRST, LAST = datetime.date(2026, 11, 27), datetime.date(2026, 11, 28)
CLOSED = datetime.datetime(2026, 11, 28, 15, tzinfo=datetime.UTC)
"""The last day, an hour after the doors have closed."""
AFTER = datetime.datetime(2026, 11, 29, 9, tzinfo=datetime.UTC)
DURING = datetime.datetime(2026, 11, 28, 5, tzinfo=datetime.UTC)


def new_edition(tree, title="Pesta", first=FIRST, last=LAST):
    tree.expos.refresh_from_db()
    return tree.expos.add_child(
        instance=ExpoPage(title=title, starts_on=first, ends_on=last, organiser="Dinas Contoh")
    )


def take_part(edition, booth, state=ParticipationState.ACCEPTED):
    return Participation.objects.create(
        edition=edition, booth=booth, hall=booth.hall, state=state, applied_at=timezone.now()
    )


def seen(page, day, count):
    ViewCount.objects.create(page_id=page.pk, day=day, count=count)


def table(figures, key):
    return next(one for one in figures["tables"] if one["key"] == key)


def make(edition, editor, now=AFTER):
    report = start_report(edition=edition, by=editor, now=now)
    make_report_job.enqueue(report.pk)
    report.refresh_from_db()
    return report
