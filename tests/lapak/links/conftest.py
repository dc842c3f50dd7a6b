"""Links of booths and products."""

import pytest

from tests.links import fresh_catalogue, linked, trusted, with_links

__all__ = ["fresh_catalogue", "linked", "trusted", "with_links"]


@pytest.fixture(autouse=True)
def always_fresh(fresh_catalogue):
    """No test starts with another one's platforms."""
