"""A hall's colours are refused where they can't be read, whoever saves the hall."""

import copy

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from core import palettes
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def faint(monkeypatch):
    """A stylesheet in which the dark scheme of one palette has gone wrong."""
    changed = copy.deepcopy(palettes.tokens())
    changed["dark"]["laut"]["on-hall"] = "#2a6a70"
    monkeypatch.setattr(palettes, "tokens", lambda: changed)


MESSAGE = "Warna Laut sulit dibaca di tampilan gelap: kontrasnya hanya 1,3 banding 1. Pilih warna lain."


def test_a_hall_with_colours_that_cannot_be_read_is_not_saved(tree, faint):
    with translation.override("id"), pytest.raises(ValidationError) as refused:
        make.HallFactory(parent=tree.halls, palette="laut")
    assert refused.value.message_dict == {"palette": [MESSAGE]}


def test_the_other_palettes_are_still_taken(tree, faint):
    assert make.HallFactory(parent=tree.halls, palette="indigo").palette == "indigo"


def test_a_palette_that_does_not_exist_is_refused_too(tree):
    with pytest.raises(ValidationError) as refused:
        make.HallFactory(parent=tree.halls, palette="ungu")
    assert list(refused.value.message_dict) == ["palette"]


def test_an_editor_is_told_beside_the_field(client, tree, editor, faint):
    hall = make.HallFactory(parent=tree.halls, palette="indigo")
    client.force_login(editor)
    address = reverse("wagtailadmin_pages:edit", args=[hall.pk])
    data = {"title": hall.title, "slug": hall.slug, "introduction": "", "motif": "kawung", "palette": "laut"}
    data |= {"coordinator_name": "", "coordinator_phone": "", "showcase": "", "action-publish": "1"}
    answer = client.post(address, data)
    assert answer.context["form"].errors["palette"] == [MESSAGE]
    hall.refresh_from_db()
    assert hall.palette == "indigo"
