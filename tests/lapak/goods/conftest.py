"""People and things of the pages of goods."""

from types import SimpleNamespace

import pytest

from tests.factories import PhotoFactory, ProductFactory


@pytest.fixture
def foreign(other_booth):
    """The neighbour's booth, product and photo."""
    neighbour = other_booth.merchant.memberships.get().user
    return SimpleNamespace(
        booth=other_booth.pk,
        product=ProductFactory(parent=other_booth).pk,
        photo=PhotoFactory(uploaded_by_user=neighbour).pk,
    )


@pytest.fixture
def owner(client, merchant_user):
    """The owner's browser."""
    client.force_login(merchant_user)
    return client
