"""Who is one visitor to everything that counts."""

import pytest

from core.addresses import network_of


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("unix", "unix"),
    ],
)
def test_an_address_or_the_network_of_one_connection(address, expected):
    assert network_of(address) == expected
