"""Stall numbers: given once, whatever becomes of the booth."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from expo.domain.stall_moves import move_to_stall
from expo.models import BoothPage, HallPage, StallCounter
from tests.factories import BoothFactory, HallFactory

pytestmark = pytest.mark.django_db


def counters():
    """Return {hall: highest number}."""
    return dict(StallCounter.objects.values_list("hall__slug", "highest"))


def test_the_number_of_a_deleted_booth_is_not_given_again(hall, booth, other_booth):
    BoothPage.objects.get(pk=other_booth.pk).delete()
    assert (BoothFactory(parent=hall).code, counters()) == ("A-3", {"batik": 3})


def test_the_number_of_a_moved_booth_is_not_given_again(tree, hall, booth, other_booth):
    target = HallFactory(parent=tree.halls, slug="makanan")
    other_booth.move(target, pos="last-child")
    assert BoothPage.objects.get(pk=other_booth.pk).code == "A-1"
    assert BoothFactory(parent=hall).code == "A-3"
    BoothPage.objects.get(pk=other_booth.pk).move(HallPage.objects.get(pk=hall.pk), pos="last-child")
    assert BoothPage.objects.get(pk=other_booth.pk).code == "A-4"
    assert counters() == {"batik": 4, "makanan": 1}


def test_a_number_the_office_gave_counts(editor, hall, booth):
    move_to_stall(booth=booth, number=20, by=editor)
    move_to_stall(booth=booth, number=1, by=editor)
    assert (BoothFactory(parent=hall).code, counters()) == ("A-21", {"batik": 21})


def test_saving_an_older_hall_gives_no_number_back(hall, booth):
    older = HallPage.objects.get(pk=hall.pk)
    draft = older.save_revision()
    BoothFactory(parent=hall).delete()
    older.save()
    draft.publish()
    assert BoothFactory(parent=hall).code == "A-3"


def test_an_emptied_and_deleted_hall_leaves_no_counter(hall, booth):
    booth.delete()
    HallPage.objects.get(pk=hall.pk).delete()
    assert counters() == {}


def test_halls_from_before_count_on_from_their_highest_number(tree, hall, booth, other_booth):
    HallFactory(parent=tree.halls, slug="kosong")
    StallCounter.objects.all().delete()
    migration = import_module("expo.migrations.0005_stall_counter")
    migration.start_from_what_is_given(apps, SimpleNamespace(connection=connection))
    assert counters() == {"batik": 2}


def test_a_printed_code_drawn_twice_is_drawn_again(hall, booth):
    assert BoothFactory(parent=hall, short_code=booth.short_code).short_code != booth.short_code
