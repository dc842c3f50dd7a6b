"""What must never become a link."""

import pytest

from marketplaces.recognition import recognise


def assert_refused(pasted, words):
    found = recognise(pasted)
    assert found.address == ""
    assert found.platform == "unknown"
    assert words in found.error


@pytest.mark.parametrize(
    "pasted",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x00javascript:alert(1)",
        "java\u200bscript:alert(1)",
        "javascript://shopee.co.id/%0aalert(1)",
        "javascript:https://shopee.co.id/kopikita",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "blob:https://shopee.co.id/1",
        "view-source:https://shopee.co.id/kopikita",
    ],
)
def test_commands(pasted):
    assert_refused(pasted, "perintah")


@pytest.mark.parametrize("pasted", ["ftp://shopee.co.id/x", "ssh://shopee.co.id"])
def test_other_schemes(pasted):
    assert_refused(pasted, "tidak bisa dipakai")


@pytest.mark.parametrize(
    "pasted", ["shopeeid://home", "fb://profile/1", "line://ti/p/x", "market://details?id=x"]
)
def test_addresses_for_apps(pasted):
    assert_refused(pasted, "di dalam aplikasi")


def test_intent_is_not_passed_on_but_its_address_is_suggested():
    found = recognise("intent://spf.shopee.co.id/7fYP#Intent;scheme=https;package=com.shopee.id;end;")
    assert (found.platform, found.kind.value, found.address) == ("shopeefood", "unknown", "")
    assert found.suggestion == "https://spf.shopee.co.id/7fYP"


@pytest.mark.parametrize(
    "pasted",
    [
        "https://tokopedia.com@evil.tld",
        "https://www.tokopedia.com@evil.tld/kopikita",
        "https://tokopedia.com:x@evil.tld/",
        "https://user@shopee.co.id/kopikita",
        "https://user:password@shopee.co.id/kopikita",
        "https://tokopedia.com%2Fkopikita@evil.tld/",
        "https:/tokopedia.com@evil.tld",
    ],
)
def test_user_info_tricks(pasted):
    assert_refused(pasted, "menyamar")


def test_user_info_without_scheme_is_no_address():
    assert recognise("tokopedia.com@evil.tld").is_refused


def test_backslash_is_read_as_browsers_read_it():
    found = recognise("https://evil.example\\@shopee.co.id/kopikita")
    assert (found.platform, found.address) == ("unknown", "https://evil.example/@shopee.co.id/kopikita")


@pytest.mark.parametrize(
    ("pasted", "platform"),
    [
        ("https://tokopedia.com.evil.tld/kopikita", "Tokopedia"),
        ("https://www.tokopedia.com.promo-umkm.xyz/kopikita", "Tokopedia"),
        ("https://wa.me.evil.tld/6281234567890", "WhatsApp"),
        ("https://tok0pedia.com/kopikita", "Tokopedia"),
        ("https://toko-pedia.com/kopikita", "Tokopedia"),
        ("https://tokopdia.com", "Tokopedia"),
        ("https://tokopedla.com", "Tokopedia"),
        ("https://tokoepdia.com", "Tokopedia"),
        ("https://tökopedia.com", "Tokopedia"),
        ("https://tokopedıa.com", "Tokopedia"),
        ("https://tokopedia.co.id/kopikita", "Tokopedia"),
        ("https://tokopedia-promo.com", "Tokopedia"),
        ("https://shopee.evil.tld/kopikita", "Shopee"),
        ("https://shopee.com/kopikita", "Shopee"),
        ("https://shoppe.co.id", "Shopee"),
        ("https://sh0pee.co.id", "Shopee"),
        ("https://shopeee.co.id", "Shopee"),
        ("https://login-shopee.xyz", "Shopee"),
        ("https://instragram.com/kopikita", "Instagram"),
        ("https://lnstagram.com/kopikita", "Instagram"),
        ("https://faceb00k.com/kopikita", "Facebook"),
        ("https://whatsapp-promo.xyz", "WhatsApp"),
        ("https://g0food.co.id", "GoFood"),
        ("https://b1ibli.com", "Blibli"),
    ],
)
def test_look_alike_hosts(pasted, platform):
    assert_refused(pasted, f"bukan alamat {platform}")


def test_look_alike_suggests_the_real_address():
    found = recognise("https://www.shopee.com/kopikita")
    assert found.suggestion == "https://shopee.co.id/kopikita"
    assert found.error.endswith("Mungkin maksud Anda: https://shopee.co.id/kopikita")


@pytest.mark.parametrize(
    "pasted",
    [
        "https://tokopediа.com/kopikita",  # Cyrillic а
        "https://xn--tokopedi-86g.com/",
        "https://ѕһорее.com",  # all Cyrillic
        "https://shορee.co.id",  # Greek ο, ρ
    ],
)
def test_letters_of_other_scripts(pasted):
    assert_refused(pasted, "huruf asing")


def test_an_own_script_is_accepted_with_a_warning():
    found = recognise("https://ꦧꦠꦶꦏ꧀.id/")
    assert found.address.startswith("https://xn--")
    assert "huruf khusus" in found.warning


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "toko.localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104
        "100.64.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fe80::1]",
        "[fc00::1]",
        "printer.local",
        "kasir.lan",
        "server.internal",
        "gudang",
        "127.0.0.1.nip.io",
        "localtest.me",
        "１２７.0.0.1",
    ],
)
def test_private_addresses(host):
    assert_refused(f"https://{host}/", "hanya ada di komputer atau jaringan sendiri")


@pytest.mark.parametrize("pasted", ["localhost:8000/admin", "127.0.0.1/admin", "192.168.1.1", "[::1]"])
def test_private_addresses_without_scheme(pasted):
    assert_refused(pasted, "hanya ada di komputer atau jaringan sendiri")


@pytest.mark.parametrize(
    "pasted", ["https://8.8.8.8/", "https://134744072/", "https://[2001:4860:4860::8888]/"]
)
def test_public_addresses_in_digits(pasted):
    assert_refused(pasted, "berupa angka")


@pytest.mark.parametrize("pasted", ["https://shopee.co.id:8443/kopikita", "http://kopikita.com:8080/"])
def test_ports(pasted):
    assert_refused(pasted, "nomor pintu")


def test_a_redirect_inside_a_platform_is_judged_by_its_target():
    assert_refused("https://l.facebook.com/l.php?u=http%3A%2F%2F127.0.0.1%2F", "jaringan sendiri")
    assert_refused("https://l.facebook.com/l.php?u=javascript%3Aalert(1)", "tidak lengkap")
    assert_refused("https://l.instagram.com/?u=https%3A%2F%2Ftokopedia.com%40evil.tld", "menyamar")
