"""Slips and people for the tests of this room."""

import pytest
from django.test import Client

from lapak.domain.slips import make_slip

PASSWORD = "pasar-pagi-77"


@pytest.fixture
def owner_slip(booth, editor):
    """A slip, with its code, that makes somebody owner of `booth`."""
    return make_slip(booth=booth, role="owner", by=editor)


@pytest.fixture
def helper_slip(booth, merchant_user):
    """A slip, with its code, that makes somebody a helper of `booth`."""
    return make_slip(booth=booth, role="helper", by=merchant_user)


@pytest.fixture
def logged_in():
    """Return a client that is logged in as somebody."""

    def client_of(user):
        client = Client()
        client.force_login(user, backend="core.auth.PhoneOrEmailBackend")
        return client

    return client_of


@pytest.fixture
def with_open_slip(client):
    """Return a client of nobody in particular that has entered this code."""

    def entered(code):
        assert (
            client.post("/lapak-saya/slip/", {"code": code}).headers["Location"] == "/lapak-saya/slip/buka/"
        )
        return client

    return entered


@pytest.fixture
def claim_data():
    """What somebody without an account fills in."""
    return {"name": "Sri", "username": "0812 9999 0001", "password": PASSWORD}
