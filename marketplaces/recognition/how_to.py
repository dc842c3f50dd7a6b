"""How a merchant gets the link, platform by platform: the words and an address as it looks when it is right."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplaces.enums import PlatformSlug


@dataclass(frozen=True, slots=True)
class HowTo:
    """What to do, one sentence a step, and an example of what is to be pasted."""

    steps: tuple[str, ...]
    example: str


def how_to(slug: str = "") -> HowTo:
    """Return how to get the link of one's shop on a platform; "" and unknown platforms get the general words."""
    steps, example = _OWN_WAYS.get(slug, _IN_ANY_APP)
    return HowTo(tuple(step() for step in steps), example)


def _share():
    return _("Ketuk Bagikan (tanda panah), lalu Salin tautan.")


def _paste():
    return _("Kembali ke sini, tahan jari di kotak, lalu ketuk Tempel.")


_IN_ANY_APP = (
    (lambda: _("Buka toko Anda di aplikasinya, seperti pembeli membukanya."), _share, _paste),
    "https://www.tokopedia.com/namatoko",
)


def _app(name: str, example: str):
    return (
        (lambda: _("Buka aplikasi %(platform)s, lalu buka toko Anda.") % {"platform": name}, _share, _paste),
        example,
    )


def _as_buyer(name: str, example: str):
    return (
        (
            lambda: _("Buka %(platform)s seperti pembeli dan cari tempat usaha Anda.") % {"platform": name},
            _share,
            _paste,
        ),
        example,
    )


def _profile(name: str, example: str):
    return (
        (
            lambda: _("Buka aplikasi %(platform)s, lalu buka profil usaha Anda.") % {"platform": name},
            _share,
            _paste,
        ),
        example,
    )


def _browser(name: str, example: str):
    return (
        (
            lambda: _("Buka halaman usaha Anda di %(platform)s dengan peramban.") % {"platform": name},
            lambda: _("Ketuk kotak alamat di atas layar, lalu ketuk Salin."),
            _paste,
        ),
        example,
    )


_OWN_WAYS = {
    PlatformSlug.TOKOPEDIA: _app("Tokopedia", "https://www.tokopedia.com/namatoko"),
    PlatformSlug.TIKTOK_SHOP: _profile("TikTok", "https://www.tiktok.com/@namatoko"),
    PlatformSlug.SHOPEE: _app("Shopee", "https://shopee.co.id/namatoko"),
    PlatformSlug.SHOPEEFOOD: _as_buyer(
        "ShopeeFood", "https://shopee.co.id/universal-link/now-food/shop/1234567"
    ),
    PlatformSlug.BLIBLI: _app("Blibli", "https://www.blibli.com/merchant/nama-toko/NAT-12345"),
    PlatformSlug.BUKALAPAK: _app("Bukalapak", "https://www.bukalapak.com/u/namatoko"),
    PlatformSlug.BHINNEKA: _browser("Bhinneka", "https://www.bhinneka.com/toko-nama-toko"),
    PlatformSlug.PADI_UMKM: _browser("PaDi UMKM", "https://padiumkm.id/store/12345-nama-toko"),
    PlatformSlug.LAZADA: _app("Lazada", "https://www.lazada.co.id/shop/nama-toko"),
    PlatformSlug.GOFOOD: _as_buyer("GoFood", "https://gofood.link/a/AbCdEf1"),
    PlatformSlug.GRABFOOD: _as_buyer("GrabFood", "https://r.grab.com/g/6-abcdef"),
    PlatformSlug.E_KATALOG: _browser("e-Katalog", "https://katalog.inaproc.id/nama-usaha"),
    PlatformSlug.FACEBOOK: _profile("Facebook", "https://www.facebook.com/namatoko"),
    PlatformSlug.YOUTUBE: _profile("YouTube", "https://www.youtube.com/@namatoko"),
    PlatformSlug.INSTAGRAM: (
        (
            lambda: _("Buka profil Instagram Anda. Nama akun ada di paling atas, tanpa spasi."),
            lambda: _("Tulis di sini: Instagram, lalu @ dan nama akun itu."),
        ),
        "Instagram @namatoko",
    ),
    PlatformSlug.WHATSAPP: (
        (lambda: _("Tulis nomor WhatsApp lengkap. Spasi dan garis boleh."),),
        "0812-3456-7890",
    ),
    PlatformSlug.WEBSITE: (
        (
            lambda: _("Buka situs Anda dengan peramban."),
            lambda: _("Ketuk kotak alamat di atas layar, lalu ketuk Salin."),
            _paste,
        ),
        "https://namatoko.com",
    ),
}
