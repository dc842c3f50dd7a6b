"""The demo's edition before, while and after it is on."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from catalog.models import ProductListing
from expo.enums import Face
from expo.models import Enquiry, ExpoOffer, ExpoPage, GuestEntry, ProgrammeSession
from home.demo.edition import hold_edition
from tests.factories import BoothFactory, ProductFactory

pytestmark = pytest.mark.django_db
JAKARTA = ZoneInfo("Asia/Jakarta")
FACES = {"before": Face.BEFORE, "live": Face.LIVE, "after": Face.AFTER}


def at(hour, minute=0):
    """Return a moment of 28 November 2026 in Jakarta."""
    return datetime.datetime(2026, 11, 28, hour, minute, tzinfo=JAKARTA)


@pytest.fixture
def booths(hall):
    """Three public booths with a product each."""
    booths = [BoothFactory(parent=hall) for _number in range(3)]
    for booth in booths:
        ProductFactory(parent=booth, price=50_000)
    return booths


@pytest.mark.parametrize("stage", FACES)
@pytest.mark.parametrize("hour", [0, 1, 9, 14, 23])
def test_an_edition_is_at_its_stage_at_any_hour(booths, editor, stage, hour):
    edition = hold_edition(stage=stage, now=at(hour), by=editor)
    assert edition.face_at(at(hour)) == FACES[stage]
    assert edition.participations.accepted().count() == 3
    assert edition.participations.filter(place=None).count() == 0
    sessions = ProgrammeSession.objects.filter(room__edition=edition)
    assert sessions.count() == 7
    assert (sessions.exclude(recording="").count() == 7) == (stage == "after")


def test_the_same_stage_again_changes_nothing(booths, editor):
    first = hold_edition(stage="live", now=at(10), by=editor)
    again = hold_edition(stage="live", now=at(10, 30), by=editor)
    assert (again.pk, ExpoPage.objects.count()) == (first.pk, 1)


def test_another_stage_is_held_anew(booths, editor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hold_edition(stage="live", now=at(10), by=editor)
    assert (Enquiry.objects.count(), GuestEntry.objects.exists()) == (3, True)
    with django_capture_on_commit_callbacks(execute=True):
        edition = hold_edition(stage="before", now=at(10), by=editor)
    assert list(ExpoPage.objects.values_list("pk", flat=True)) == [edition.pk]
    # Prices of the edition that was taken down are gone from the rows, those of the new one stand there.
    offers = dict(ExpoOffer.objects.values_list("product", "starts_at"))
    rows = {row.pk: row.offers for row in ProductListing.objects.exclude(offers=[])}
    assert set(rows) == set(offers)
    assert all(len(row) == 1 for row in rows.values())
