"""Where the embedded server listens and what it is called."""

import pytest

from config.address import address_of, names_of, network_address

LOCAL = ["127.0.0.1", "localhost", "[::1]"]


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("127.0.0.1", LOCAL),
        ("localhost", LOCAL),
        ("::1", LOCAL),
        ("192.168.1.7", [*LOCAL, "192.168.1.7"]),
        ("Pasar.local", [*LOCAL, "pasar.local"]),
        ("fd00::7", [*LOCAL, "[fd00::7]"]),
    ],
)
def test_the_host_it_listens_on_is_an_allowed_name(host, names):
    assert names_of(host) == names


def test_listening_everywhere_allows_this_machine_only():
    names = names_of("0.0.0.0")
    assert names[:3] == LOCAL
    assert "*" not in names
    assert "0.0.0.0" not in names


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        ("127.0.0.1", 8000, "http://127.0.0.1:8000"),
        ("0.0.0.0", 8080, "http://127.0.0.1:8080"),
        ("::", 8080, "http://127.0.0.1:8080"),
        ("::1", 8080, "http://[::1]:8080"),
        ("pasar.local", 80, "http://pasar.local"),
    ],
)
def test_the_address_people_open(host, port, address):
    assert address_of(host, port) == address


def test_the_network_address_is_never_the_loopback():
    address = network_address()
    assert address is None or not address.startswith("127.")
