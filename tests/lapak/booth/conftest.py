"""People and things of the merchant's pages."""

from types import SimpleNamespace

import pytest

from merchants.models import Membership
from tests.factories import BoothFactory, MerchantFactory, ProductFactory, UserFactory

ROLES = ("visitor", "outsider", "owner", "helper", "editor", "administrator")


@pytest.fixture
def helper(booth):
    """Somebody who helps in `booth`."""
    person = UserFactory(first_name="Budi")
    Membership.objects.create(merchant=booth.merchant, user=person, role="helper")
    return person


@pytest.fixture
def as_role(client, merchant_user, helper, editor, administrator):
    """Log the client in as a role towards `booth`."""
    people = {
        "owner": merchant_user,
        "helper": helper,
        "outsider": UserFactory(),
        "editor": editor,
        "administrator": administrator,
    }

    def log_in(role):
        if role in people:
            client.force_login(people[role])
        return client

    return log_in


@pytest.fixture
def foreign(other_booth):
    """The neighbour's booth and product."""
    return SimpleNamespace(booth=other_booth.pk, product=ProductFactory(parent=other_booth).pk)


@pytest.fixture
def second_booth(hall, merchant_user):
    """Another booth of `merchant_user`."""
    return BoothFactory(parent=hall, title="Kedai Sekar", merchant=MerchantFactory(owner=merchant_user))
