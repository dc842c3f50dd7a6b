"""People and things of the merchant's pages."""

from types import SimpleNamespace

import pytest

from tests.factories import BoothFactory, MerchantFactory, ProductFactory

ROLES = ("visitor", "outsider", "owner", "helper", "editor", "administrator")


@pytest.fixture
def foreign(other_booth):
    """The neighbour's booth and product."""
    return SimpleNamespace(booth=other_booth.pk, product=ProductFactory(parent=other_booth).pk)


@pytest.fixture
def second_booth(hall, merchant_user):
    """Another booth of `merchant_user`."""
    return BoothFactory(parent=hall, title="Kedai Sekar", merchant=MerchantFactory(owner=merchant_user))
