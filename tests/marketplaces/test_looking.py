"""Looking at one link: what counts as there, missing or unclear, and where a look never goes.

The server is real and on this machine. The check of addresses would refuse it, so these tests hand
`Network` another look-up of names (`Shops.network`); the check itself is tried below without a network.
"""

import time

import pytest

from marketplaces.looking import network as reach
from marketplaces.looking.look import BUSY, MISSING, THERE, UNCLEAR, host_to_ask, look
from marketplaces.looking.network import NotReachableError, is_public_address, public_addresses
from marketplaces.recognition import shipped_catalogue
from tests.marketplaces.shops import open_shops

SHOP = "https://shopee.co.id/batiksekar"
CATALOGUE = shipped_catalogue()


@pytest.fixture
def shops():
    """The server."""
    with open_shops() as running:
        yield running


def found(shops, address=SHOP, **network):
    seen = look(address, catalogue=CATALOGUE, network=shops.network(**network))
    return seen.result, seen.reason


def test_a_shop_that_answers_is_asked_once_by_name(shops, settings):
    shops.say("/batiksekar", 200)
    assert found(shops) == (THERE, "200")
    assert shops.asked == [("HEAD", "shopee.co.id", "/batiksekar")]
    assert shops.agents == {f"GelarLapak-LinkCheck/1.0 (+{settings.SITE_URL}/)"}


@pytest.mark.parametrize(
    ("status", "head", "expected", "methods"),
    [
        (200, 405, (THERE, "200"), ["HEAD", "GET"]),
        (206, 403, (THERE, "206"), ["HEAD", "GET"]),
        (200, 404, (THERE, "200"), ["HEAD", "GET"]),
        (404, 404, (MISSING, "404"), ["HEAD", "GET"]),
        (410, 410, (MISSING, "410"), ["HEAD", "GET"]),
        (403, 403, (UNCLEAR, "403"), ["HEAD", "GET"]),
        (500, 500, (UNCLEAR, "500"), ["HEAD", "GET"]),
        (404, 500, (MISSING, "404"), ["HEAD", "GET"]),
        (404, 429, (UNCLEAR, "429"), ["HEAD"]),
        (404, 503, (UNCLEAR, "503"), ["HEAD"]),
        (401, 401, (UNCLEAR, "401"), ["HEAD", "GET"]),
    ],
)
def test_only_404_and_410_to_a_get_are_missing(shops, status, head, expected, methods):
    shops.say("/batiksekar", status, head=head)
    assert found(shops) == expected
    assert [method for method, _host, _path in shops.asked] == methods


def test_a_server_in_trouble_says_how_long_to_wait(shops):
    shops.say("/batiksekar", 429, Retry_After="7200")
    seen = look(SHOP, catalogue=CATALOGUE, network=shops.network())
    assert (seen.in_trouble, seen.retry_after) == (True, "7200")


def test_redirects_between_the_platforms_hosts_are_followed(shops):
    shops.say("/abc", 302, Location="https://shopee.co.id/batiksekar")
    shops.say("/batiksekar", 301, Location="/shop/1")
    shops.say("/shop/1", 200)
    assert found(shops, "https://s.shopee.co.id/abc") == (THERE, "200")
    assert [host for _method, host, _path in shops.asked] == [
        "s.shopee.co.id",
        "shopee.co.id",
        "shopee.co.id",
    ]


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("https://evil.example/", "elsewhere"),
        ("http://shopee.co.id/x", "elsewhere"),
        ("https://shopee.co.id:8443/x", "elsewhere"),
        ("https://root@shopee.co.id/x", "elsewhere"),
        ("https://127.0.0.1/", "elsewhere"),
        ("https://[::1]/", "elsewhere"),
        ("https://2130706433/", "elsewhere"),
        ("https://169.254.169.254/latest/meta-data/", "elsewhere"),
        ("file:///etc/passwd", "elsewhere"),
        ("https://shopee.co.id/buyer/login?next=x", "login"),
        ("https://shopee.co.id/verify/captcha", "login"),
        ("/batiksekar", "loop"),
        ("/", "front_page"),
    ],
)
def test_a_redirect_elsewhere_proves_nothing_and_is_not_followed(shops, location, reason):
    shops.say("/batiksekar", 302, Location=location)
    shops.say("/", 200)
    assert found(shops) == (UNCLEAR, reason)
    assert {host for _method, host, _path in shops.asked} == {"shopee.co.id"}
    assert len(shops.asked) == (2 if reason == "front_page" else 1)


def test_a_long_chain_ends(shops):
    for step in range(9):
        shops.say(f"/toko{step}", 302, Location=f"/toko{step + 1}")
    assert found(shops, "https://shopee.co.id/toko0") == (UNCLEAR, "redirects")
    assert len(shops.asked) == 5


def test_a_redirect_to_a_host_that_is_at_home_is_not_followed(shops):
    """A platform's name that somebody lets point to a private address."""

    def addresses(host):
        if host == "s.shopee.co.id":
            return ["127.0.0.1"]
        raise NotReachableError(host)

    shops.say("/abc", 302, Location="https://shopee.co.id/batiksekar")
    assert found(shops, "https://s.shopee.co.id/abc", addresses=addresses) == (UNCLEAR, "no_address")
    assert [host for _method, host, _path in shops.asked] == ["s.shopee.co.id"]


def test_the_connection_goes_to_the_address_that_was_checked(shops):
    """The name is looked up once: a second answer, after the check, would never be used."""
    asked = []

    def addresses(host):
        asked.append(host)
        return ["127.0.0.1"]

    shops.say("/batiksekar", 404, head=405)
    assert found(shops, addresses=addresses) == (MISSING, "404")
    assert asked == ["shopee.co.id"]


@pytest.mark.parametrize("values", [{"slow": 1.6}, {"drip": 0.3}])
def test_slow_answers_are_not_waited_for(shops, values):
    shops.say("/batiksekar", 200, **values)
    started = time.monotonic()
    assert found(shops, most_seconds=1.5) == (UNCLEAR, "no_answer")
    assert time.monotonic() - started < 4


def test_of_a_huge_answer_hardly_anything_is_taken(shops):
    shops.say("/batiksekar", 200, head=405, size=50_000_000)
    started = time.monotonic()
    assert found(shops) == (THERE, "200")
    assert time.monotonic() - started < 2
    time.sleep(0.2)
    assert shops.sent < 5_000_000


def test_a_server_that_is_not_there(shops):
    seen = look(SHOP, catalogue=CATALOGUE, network=shops.network(port=1))
    assert (seen.result, seen.reason, seen.in_trouble) == (UNCLEAR, "no_answer", True)


def test_every_host_on_the_way_is_asked_for_leave(shops):
    shops.say("/abc", 302, Location=SHOP)
    leave = []

    def may_ask(host):
        leave.append(host)
        return host != "shopee.co.id"

    seen = look("https://s.shopee.co.id/abc", catalogue=CATALOGUE, network=shops.network(), may_ask=may_ask)
    assert (seen.result, leave) == (BUSY, ["s.shopee.co.id", "shopee.co.id"])


@pytest.mark.parametrize(
    ("address", "host"),
    [
        (SHOP, "shopee.co.id"),
        ("https://www.tokopedia.com/sekar", "www.tokopedia.com"),
        ("http://shopee.co.id/x", ""),
        ("https://tokosekar.com/", ""),
        ("https://shopee.co.id.evil.example/x", ""),
        ("https://localhost/x", ""),
        ("https://10.0.0.1/x", ""),
        ("https://www.jd.id/x", ""),
        ("https://u:p@shopee.co.id/x", ""),
        ("not an address", ""),
    ],
)
def test_only_open_platforms_are_asked(address, host):
    assert host_to_ask(address, catalogue=CATALOGUE) == host


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
        ("2001:db8::1", False),
        ("localhost", False),
        ("", False),
    ],
)
def test_addresses_of_the_open_internet(address, is_public):
    assert is_public_address(address) is is_public


def test_this_machine_is_never_reachable_by_name():
    for name in ("localhost", "127.0.0.1", "no-such-name.invalid"):
        with pytest.raises(NotReachableError):
            public_addresses(name)


def test_one_private_address_among_others_is_enough_to_refuse(monkeypatch):
    """The resolver is replaced: no name of the open internet answers so on purpose."""
    answers = [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", ("127.0.0.1", 443))]
    monkeypatch.setattr(reach.socket, "getaddrinfo", lambda *args, **kwargs: answers)
    with pytest.raises(NotReachableError):
        public_addresses("shopee.co.id")
    monkeypatch.setattr(reach.socket, "getaddrinfo", lambda *args, **kwargs: answers[:1])
    assert public_addresses("shopee.co.id") == ["8.8.8.8"]


def test_the_usual_network_is_the_safe_one(shops):
    """Without the tests' override nothing on this machine is asked."""
    usual = reach.Network()
    assert (usual.scheme, usual.port, usual.addresses) == ("https", 443, public_addresses)
