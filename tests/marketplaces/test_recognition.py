"""What people paste, and what it is."""

import pytest

from marketplaces.enums import LinkKind
from marketplaces.recognition import Catalogue, recognise, shipped_entries

SHOP, PRODUCT, SHORT, CHAT, UNKNOWN = (
    LinkKind.SHOP,
    LinkKind.PRODUCT,
    LinkKind.SHORT_LINK,
    LinkKind.CHAT,
    LinkKind.UNKNOWN,
)


def seen(text, **options):
    """Platform, kind and address in one value."""
    found = recognise(text, **options)
    return found.platform, found.kind, found.address


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        (
            "Cek produk ini di Shopee! https://shopee.co.id/product/12/34 buruan!",
            "https://shopee.co.id/product/12/34",
        ),
        (
            "Kopi Bubuk Rp15.000 hanya di Tokopedia:\nhttps://tokopedia.link/abc.",
            "https://tokopedia.link/abc",
        ),
        ("Yuk mampir (https://www.tokopedia.com/kopikita).", "https://www.tokopedia.com/kopikita"),
        ("*https://shopee.co.id/kopikita*", "https://shopee.co.id/kopikita"),
        ("[Toko kami](https://shopee.co.id/kopikita)", "https://shopee.co.id/kopikita"),
        ("<https://shopee.co.id/kopikita>", "https://shopee.co.id/kopikita"),
        ("“https://shopee.co.id/kopikita”", "https://shopee.co.id/kopikita"),
        ("Tokopedia : tokopedia.com/kopikita", "https://www.tokopedia.com/kopikita"),
        ("HTTPS://WWW.TOKOPEDIA.COM/KOPIKITA", "https://www.tokopedia.com/kopikita"),
        ("https://www.tokopedia.com/ kopikita", "https://www.tokopedia.com/kopikita"),
        ("https:// shopee.co.id/kopikita", "https://shopee.co.id/kopikita"),
        ("https//shopee.co.id/kopikita", "https://shopee.co.id/kopikita"),
        ("https:/shopee.co.id/kopikita", "https://shopee.co.id/kopikita"),
        ("https;//shopee.co.id/kopikita", "https://shopee.co.id/kopikita"),
        ("htps://shopee.co.id/kopikita", "https://shopee.co.id/kopikita"),
        ("hhttps://shopee.co.id/kopikita", "https://shopee.co.id/kopikita"),
        ("https://https://shopee.co.id/kopikita", "https://shopee.co.id/kopikita"),
        ("//shopee.co.id/kopikita", "https://shopee.co.id/kopikita"),
        ("https:\\\\shopee.co.id\\kopikita", "https://shopee.co.id/kopikita"),
        ("https://sho\u200bpee.co.id/kopi\u00adkita", "https://shopee.co.id/kopikita"),
        ("\u202ehttps://shopee.co.id/kopikita", "https://shopee.co.id/kopikita"),
        ("https://shopee.co.id./kopikita", "https://shopee.co.id/kopikita"),
        ("https://shopee.co.id:443/kopikita", "https://shopee.co.id/kopikita"),
        ("https://ｓhopee.co.id/kopikita", "https://shopee.co.id/kopikita"),
        ("https://shp.ee/abc.;https://i.ytimg.com/x.jpg", "https://shp.ee/abc"),
        ("https://shopee.co.id/Kopi-i.12.34,Kopi", "https://shopee.co.id/product/12/34"),
        (
            "kunjungi https://evil.example/ atau https://shopee.co.id/kopikita",
            "https://shopee.co.id/kopikita",
        ),
        (
            "https://l.instagram.com/?u=https%3A%2F%2Fshopee.co.id%2Fkopikita&e=A",
            "https://shopee.co.id/kopikita",
        ),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fshopee.co.id%2Fkopikita",
            "https://shopee.co.id/kopikita",
        ),
        ("https://www.google.com/url?q=https://shopee.co.id/kopikita&sa=D", "https://shopee.co.id/kopikita"),
    ],
)
def test_address_inside_what_was_pasted(pasted, address):
    found = recognise(pasted)
    assert (found.address, found.error) == (address, "")
    assert found.platform in {"shopee", "tokopedia"}


@pytest.mark.parametrize(
    "pasted",
    [
        "WA 0812-3456-7890",
        "wa: +62 812 3456 7890",
        "WhatsApp 62812.3456.7890",
        "Whatsapp : +6208123456 7890",
        "wa 81234567890",
        "wa.me/0812 3456 7890",
        "https://wa.me/6281234567890?text=Halo%20kak",
        "https://wa.me/+6281234567890",
        "https://wa.me/081234567890",
        "https:/wa.me/081234567890",
        "https://api.whatsapp.com/send?phone=6281234567890&text=Halo,%0Amau%20pesan",
        "https://api.whatsapp.com/send/?phone=62+812+3456+7890&text&app_absent=0",
        "https://web.whatsapp.com/send?phone=0812-3456-7890",
        "whatsapp://send?phone=6281234567890&text=Halo",
    ],
)
def test_whatsapp_in_any_form(pasted):
    assert seen(pasted) == ("whatsapp", CHAT, "https://wa.me/6281234567890")


def test_number_with_a_whatsapp_label_is_a_chat():
    assert seen("0812-3456-7890", hint="WhatsApp") == ("whatsapp", CHAT, "https://wa.me/6281234567890")


def test_whatsapp_catalogue_and_messages():
    assert seen("https://wa.me/c/081234567890") == ("whatsapp", SHOP, "https://wa.me/c/6281234567890")
    assert seen("https://wa.me/p/123/6281234567890") == (
        "whatsapp",
        PRODUCT,
        "https://wa.me/p/123/6281234567890",
    )
    assert seen("https://wa.me/message/MPG3QK") == ("whatsapp", SHORT, "https://wa.me/message/MPG3QK")
    assert seen("https://wa.link/lxzsw3") == ("whatsapp", SHORT, "https://wa.link/lxzsw3")
    group = recognise("https://chat.whatsapp.com/AbCdEf")
    assert (group.platform, group.kind, group.error) == ("whatsapp", UNKNOWN, "")
    assert "grup" in group.warning


@pytest.mark.parametrize(
    "pasted",
    [
        "0812-3456-7890",
        "+6281234567890",
        "81234567890",
        "62 812 3456 7890",
        "Bu Siti 0812.3456.7890",
        "tel:+6281234567890",
    ],
)
def test_mobile_number_is_offered_as_a_chat(pasted):
    found = recognise(pasted)
    assert (found.platform, found.kind, found.address) == (
        "phone_only",
        UNKNOWN,
        "https://wa.me/6281234567890",
    )
    assert "0812-3456-7890" in found.warning


def test_first_mobile_number_of_a_cell_counts():
    assert recognise("0542.7318806/08124619372").address == "https://wa.me/628124619372"
    assert recognise("0812 3456 7890 atau 0813 1111 2222").address == "https://wa.me/6281234567890"


@pytest.mark.parametrize("pasted", ["(021) 555-1234", "0283-351234"])
def test_landline_is_refused_as_a_link(pasted):
    found = recognise(pasted)
    assert (found.platform, found.address) == ("phone_only", "")
    assert "telepon rumah atau kantor" in found.error


@pytest.mark.parametrize(("pasted", "words"), [("6.28123E+12", "lembar hitung"), ("723405", "tidak lengkap")])
def test_numbers_that_lack_digits(pasted, words):
    found = recognise(pasted)
    assert (found.platform, found.address) == ("phone_only", "")
    assert words in found.error


@pytest.mark.parametrize(
    "pasted", ["https://wa.me/", "https://wa.me/0820303", "https://api.whatsapp.com/send?phone="]
)
def test_whatsapp_link_without_a_number(pasted):
    found = recognise(pasted)
    assert (found.platform, found.kind, found.address) == ("whatsapp", UNKNOWN, "")
    assert "Nomor WhatsApp" in found.error


def test_foreign_whatsapp_number_is_kept_with_a_warning():
    found = recognise("https://wa.me/60123456789")
    assert found.address == "https://wa.me/60123456789"
    assert "bukan nomor Indonesia" in found.warning


@pytest.mark.parametrize(
    ("pasted", "hint", "platform", "address"),
    [
        ("IG: @kopi.kita", "", "instagram", "https://www.instagram.com/kopi.kita"),
        ("Instagram @kopi.kita", "", "instagram", "https://www.instagram.com/kopi.kita"),
        ("ig kopikita", "", "instagram", "https://www.instagram.com/kopikita"),
        ("@kopikita (IG)", "", "instagram", "https://www.instagram.com/kopikita"),
        ("IG: kopi.id", "", "instagram", "https://www.instagram.com/kopi.id"),
        ("@kopikita di TikTok", "", "tiktok_shop", "https://www.tiktok.com/@kopikita"),
        ("Shopee: kopikita", "", "shopee", "https://shopee.co.id/kopikita"),
        ("tokped kopikita", "", "tokopedia", "https://www.tokopedia.com/kopikita"),
        ("fb: kopi.kita", "", "facebook", "https://www.facebook.com/kopi.kita"),
        ("yt @kopikita", "", "youtube", "https://www.youtube.com/@kopikita"),
        ("@kopikita", "Instagram", "instagram", "https://www.instagram.com/kopikita"),
        ("kopikita", "TikTok kami", "tiktok_shop", "https://www.tiktok.com/@kopikita"),
        ("kopi_kita", "", "instagram", "https://www.instagram.com/kopi_kita"),
    ],
)
def test_account_names(pasted, hint, platform, address):
    found = recognise(pasted, hint=hint)
    assert (found.platform, found.kind, found.address) == (platform, SHOP, address)
    assert address in found.warning


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("@kopikita", "Akun @kopikita ini di mana"),
        ("Kopi Kita Official", "Ini nama toko, bukan alamat"),
        ("Tokopedia: Kopi Kita Tegal", "Ini nama toko, bukan alamat"),
        ("Facebook", "Ini nama Facebook, bukan alamat toko Anda"),
        ("Kopikita", "Ini nama, bukan alamat"),
        ("nama@contoh.com", "alamat surel"),
        ("mailto:nama@contoh.com", "alamat surel"),
        ("", "Belum ada tautan"),
        ("  \n ", "Belum ada tautan"),
        ("-", "Belum ada tautan"),
        ("belum ada", "Belum ada tautan"),
        ("https://", "tidak lengkap"),
        ("https://co.id/", "tidak lengkap"),
        ("https://shopee.co.id", "halaman depan Shopee"),
        ("https://www.instagram.com/", "halaman depan Instagram"),
        ("x" * 2001, "terlalu panjang"),
    ],
)
def test_what_is_no_address_is_explained(pasted, words):
    found = recognise(pasted)
    assert words in found.error
    assert found.address == ""


@pytest.mark.parametrize(
    ("pasted", "slug", "words"),
    [
        ("https://www.jd.id/", "jd_id", "31 Maret 2023"),
        ("https://www.blanja.com/store/kopi", "blanja", "sudah tutup"),
        ("elevenia.co.id", "elevenia", "sudah tutup"),
        ("https://qlapa.com/kopikita", "qlapa", "sudah tutup"),
    ],
)
def test_closed_platforms_are_refused_kindly(pasted, slug, words):
    found = recognise(pasted)
    assert (found.platform, found.address) == (slug, "")
    assert words in found.error


def test_bukalapak_is_accepted_with_the_date_it_stopped_selling_goods():
    assert "9 Februari 2025" in recognise("bukalapak.com/u/kopikita").warning


@pytest.mark.parametrize(
    ("pasted", "platform", "address", "words"),
    [
        ("https://kopi.store/a?id=5&utm_source=x", "unknown", "https://kopi.store/a?id=5", "belum mengenal"),
        ("www.kopikita.co.id/a/", "unknown", "https://www.kopikita.co.id/a/", "belum mengenal"),
        ("kopikita.com", "website", "https://kopikita.com/", "situs Anda sendiri"),
        ("website: kopikita.com/toko", "website", "https://kopikita.com/toko", "situs Anda sendiri"),
        ("https://kopi.blogspot.com/a", "website", "https://kopi.blogspot.com/a", "situs Anda"),
        ("https://kopikita.con/", "unknown", "https://kopikita.con/", "akhiran"),
        ("https://shopee.co.th/kopi-i.1.2", "unknown", "https://shopee.co.th/kopi-i.1.2", "negara lain"),
        ("https://a.example/?u=https://shp.ee", "unknown", "https://a.example/?u=https://shp.ee", "akhiran"),
    ],
)  # fmt: skip
def test_unknown_https_is_accepted_with_a_warning(pasted, platform, address, words):
    found = recognise(pasted)
    assert (found.platform, found.kind, found.address, found.error) == (platform, UNKNOWN, address, "")
    assert words in found.warning


def test_unknown_http_is_refused_with_the_https_address():
    found = recognise("http://kopikita.com/toko")
    assert found.address == ""
    assert found.suggestion == "https://kopikita.com/toko"
    assert "https://kopikita.com/toko" in found.error


def test_a_platform_closed_by_the_data_is_refused():
    entries = [
        entry | {"state": "closed", "note": "Sudah tutup, ya."} if entry["slug"] == "shopee" else entry
        for entry in shipped_entries()
    ]
    found = recognise("https://shopee.co.id/kopikita", catalogue=Catalogue.from_entries(entries))
    assert (found.platform, found.address, found.error) == ("shopee", "", "Sudah tutup, ya.")
