"""The site's words: one word for one thing, and no word that promises more than is so."""

import re

import pytest
from django.conf import settings

from expo.models import BoothPage
from tests.factories import BoothFactory


def test_what_the_office_speaks_of_is_a_lapak_and_no_booth():
    catalogue = (settings.BASE_DIR / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    said = re.findall(r'^msgid(?:_plural)? ((?:".*"\n)+)', catalogue, re.MULTILINE)
    assert len(said) > 500
    assert [text for text in said if re.search(r"(?<!%\()\bbooth", text)] == []


@pytest.mark.django_db
def test_visitors_are_not_promised_that_a_booth_can_be_trusted(client, hall):
    """Trust is about how edits are published; to a visitor it would read as a guarantee."""
    booth = BoothFactory(parent=hall, founded=1998)
    BoothPage.objects.filter(pk=booth.pk).update(is_trusted=True)
    said = client.get(booth.get_url()).content.decode()
    assert ("Sejak 1998" in said, "tepercaya" in said.lower()) == (True, False)
