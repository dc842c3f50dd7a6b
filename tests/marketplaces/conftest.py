"""Fixtures of the marketplaces room."""

import uuid

import pytest

from marketplaces.models import OutboundLink, Platform


@pytest.fixture(autouse=True)
def fresh_catalogue():
    """What one test changes in the table must not stay in the process."""
    Platform.objects.forget_catalogue()
    yield
    Platform.objects.forget_catalogue()


@pytest.fixture
def make_link(booth):
    """Make a stored link of the public booth, on by default."""

    def make(address="https://shopee.co.id/kopikita", platform="shopee", **values):
        values = {"page": booth, "is_on": True, "kind": "shop"} | values
        return OutboundLink.objects.create(
            key=uuid.uuid4(), address=address, platform=Platform.objects.get(slug=platform), **values
        )

    return make
