"""The forms of address of each platform."""

import pytest

from marketplaces.enums import LinkKind
from marketplaces.recognition import recognise

SHOP, PRODUCT, SHORT, CHAT, UNKNOWN = (
    LinkKind.SHOP,
    LinkKind.PRODUCT,
    LinkKind.SHORT_LINK,
    LinkKind.CHAT,
    LinkKind.UNKNOWN,
)
UUID = "8571aff2-33b6-4f54-9fd9-a132a900eb17"
HEX = "631a5db28755a8a98960aa89"


def seen(text, **options):
    """Platform, kind and address in one value."""
    found = recognise(text, **options)
    return found.platform, found.kind, found.address


@pytest.mark.parametrize(
    ("pasted", "platform", "kind", "address"),
    [
        # Tokopedia
        ("https://www.tokopedia.com/kopikita", "tokopedia", SHOP, "https://www.tokopedia.com/kopikita"),
        ("https://m.tokopedia.com/KopiKita/", "tokopedia", SHOP, "https://www.tokopedia.com/kopikita"),
        ("http://tokopedia.com/kopikita/product", "tokopedia", SHOP, "https://www.tokopedia.com/kopikita"),
        (
            "https://tokopedia.com/kopikita/etalase/kopi",
            "tokopedia",
            SHOP,
            "https://www.tokopedia.com/kopikita",
        ),
        (
            "https://www.tokopedia.com/kopikita/kopi-bubuk-200g?extParam=src%3Dsearch&whid=0",
            "tokopedia",
            PRODUCT,
            "https://www.tokopedia.com/kopikita/kopi-bubuk-200g",
        ),
        ("https://tokopedia.link/abcDEF", "tokopedia", SHORT, "https://tokopedia.link/abcDEF"),
        ("https://tk.tokopedia.com/ZSabc/", "tokopedia", SHORT, "https://tk.tokopedia.com/ZSabc"),
        ("https://www.tokopedia.com/p/makanan", "tokopedia", UNKNOWN, "https://www.tokopedia.com/p/makanan"),
        ("https://seller.tokopedia.com/x", "tokopedia", UNKNOWN, "https://seller.tokopedia.com/x"),
        # TikTok Shop
        ("tiktok.com/@KopiKita?_t=8abc&_r=1", "tiktok_shop", SHOP, "https://www.tiktok.com/@kopikita"),
        (
            "https://shop-id.tokopedia.com/pdp/kopi-bubuk/1730811847233275332?x=1",
            "tiktok_shop",
            PRODUCT,
            "https://shop-id.tokopedia.com/pdp/kopi-bubuk/1730811847233275332",
        ),
        (
            "https://shop-id.tokopedia.com/view/shop?utm_source=x&seller_id=77",
            "tiktok_shop",
            SHOP,
            "https://shop-id.tokopedia.com/view/shop?seller_id=77",
        ),
        (
            "https://shop-id.tokopedia.com/view/shop",
            "tiktok_shop",
            UNKNOWN,
            "https://shop-id.tokopedia.com/view/shop",
        ),
        ("https://vt.tokopedia.com/t/ZSabc/", "tiktok_shop", SHORT, "https://vt.tokopedia.com/t/ZSabc"),
        ("https://vt.tiktok.com/ZSabc/", "tiktok_shop", SHORT, "https://vt.tiktok.com/ZSabc"),
        ("https://vm.tiktok.com/ZMabc", "tiktok_shop", SHORT, "https://vm.tiktok.com/ZMabc"),
        ("https://www.tiktok.com/t/ZTabc/", "tiktok_shop", SHORT, "https://www.tiktok.com/t/ZTabc"),
        # Shopee, ShopeeFood
        ("https://shopee.co.id/kopi_kita?smtt=0.0.9", "shopee", SHOP, "https://shopee.co.id/kopi_kita"),
        ("m.shopee.co.id/shop/123/search?page=0", "shopee", SHOP, "https://shopee.co.id/shop/123"),
        (
            "https://shopee.co.id/Kopi-Bubuk-i.12.34?sp_atk=1&xptdk=2",
            "shopee",
            PRODUCT,
            "https://shopee.co.id/product/12/34",
        ),
        ("https://shopee.co.id/product/12/34", "shopee", PRODUCT, "https://shopee.co.id/product/12/34"),
        ("https://shopee.co.id/kopikita/12/34", "shopee", PRODUCT, "https://shopee.co.id/product/12/34"),
        ("https://shopee.co.id/opaanlp/12/34", "shopee", PRODUCT, "https://shopee.co.id/product/12/34"),
        ("https://s.shopee.co.id/AbC12", "shopee", SHORT, "https://s.shopee.co.id/AbC12"),
        ("https://id.shp.ee/AbC12", "shopee", SHORT, "https://id.shp.ee/AbC12"),
        ("shp.ee/AbC12", "shopee", SHORT, "https://shp.ee/AbC12"),
        ("shope.ee/AbC12", "shopee", SHORT, "https://shope.ee/AbC12"),
        (
            "https://shopee.co.id/now-food/shop/22?shareChannel=copy_link",
            "shopeefood",
            SHOP,
            "https://shopee.co.id/universal-link/now-food/shop/22",
        ),
        ("https://spf.shopee.co.id/1qRm", "shopeefood", SHORT, "https://spf.shopee.co.id/1qRm"),
        # The other marketplaces
        (
            "https://www.blibli.com/merchant/kopi-kita/KOK-60045?page=1",
            "blibli",
            SHOP,
            "https://www.blibli.com/merchant/kopi-kita/KOK-60045",
        ),
        (
            "https://www.blibli.com/p/kopi/is--KOK-60021-00244-00014?pickupPointCode=PP-1",
            "blibli",
            PRODUCT,
            "https://www.blibli.com/p/kopi/is--KOK-60021-00244-00014",
        ),
        ("https://s.blibli.com/GNtk/0qrt", "blibli", SHORT, "https://s.blibli.com/GNtk/0qrt"),
        ("https://bukalapak.com/u/kopikita", "bukalapak", SHOP, "https://www.bukalapak.com/u/kopikita"),
        (
            "https://m.bukalapak.com/p/makanan/kopi/z2a6-jual-kopi?dtm_source=x",
            "bukalapak",
            PRODUCT,
            "https://www.bukalapak.com/p/makanan/kopi/z2a6-jual-kopi",
        ),
        (
            "https://www.bhinneka.com/toko-kopi-kita",
            "bhinneka",
            SHOP,
            "https://www.bhinneka.com/toko-kopi-kita",
        ),
        (
            "https://bhinneka.com/kopi-sku3320816341",
            "bhinneka",
            PRODUCT,
            "https://www.bhinneka.com/kopi-sku3320816341",
        ),
        (
            f"https://www.padiumkm.id/store/{HEX}?page=2",
            "padi_umkm",
            SHOP,
            f"https://padiumkm.id/store/{HEX}",
        ),
        ("https://padiumkm.id/store/68374-kopi", "padi_umkm", SHOP, "https://padiumkm.id/store/68374-kopi"),
        (
            f"https://padiumkm.id/product/kopi/{HEX}",
            "padi_umkm",
            PRODUCT,
            f"https://padiumkm.id/product/kopi/{HEX}",
        ),
        (
            "https://www.lazada.co.id/shop/kopi-kita/",
            "lazada",
            SHOP,
            "https://www.lazada.co.id/shop/kopi-kita",
        ),
        (
            "http://lazada.co.id/products/kopi-i1-s2.html?spm=a2o4j&search=1",
            "lazada",
            PRODUCT,
            "https://www.lazada.co.id/products/kopi-i1-s2.html",
        ),
        ("https://s.lazada.co.id/s.b7283", "lazada", SHORT, "https://s.lazada.co.id/s.b7283"),
        (
            f"https://gofood.co.id/tegal/restaurants/kopi-kita-{UUID}?page=2",
            "gofood",
            SHOP,
            f"https://gofood.co.id/tegal/restaurant/kopi-kita-{UUID}",
        ),
        ("https://gofood.link/a/R9gT", "gofood", SHORT, "https://gofood.link/a/R9gT"),
        (
            "https://food.grab.com/id/id/restaurant/kopi-kita-delivery/6-C7DG?sourceID=1",
            "grabfood",
            SHOP,
            "https://food.grab.com/id/id/restaurant/kopi-kita-delivery/6-C7DG",
        ),
        ("https://r.grab.com/g/2-1-6-C66B", "grabfood", SHORT, "https://r.grab.com/g/2-1-6-C66B"),
        ("https://katalog.inaproc.id/cv-kopi", "e_katalog", SHOP, "https://katalog.inaproc.id/cv-kopi"),
        (
            "https://katalog.inaproc.id/cv-kopi/kopi",
            "e_katalog",
            PRODUCT,
            "https://katalog.inaproc.id/cv-kopi/kopi",
        ),
        # Social networks
        (
            "https://instagram.com/Kopi.Kita_/?igsh=abc",
            "instagram",
            SHOP,
            "https://www.instagram.com/kopi.kita_",
        ),
        ("https://www.instagram.com/p/ByMP/", "instagram", UNKNOWN, "https://www.instagram.com/p/ByMP"),
        ("https://ig.me/m/kopikita", "instagram", CHAT, "https://ig.me/m/kopikita"),
        ("https://m.facebook.com/kopikita?mibextid=x", "facebook", SHOP, "https://www.facebook.com/kopikita"),
        (
            "https://web.facebook.com/profile.php?id=1000&_rdc=1",
            "facebook",
            SHOP,
            "https://www.facebook.com/profile.php?id=1000",
        ),
        (
            "https://www.facebook.com/share/1AbC/?mibextid=x",
            "facebook",
            SHORT,
            "https://www.facebook.com/share/1AbC",
        ),
        ("https://m.me/kopikita", "facebook", CHAT, "https://m.me/kopikita"),
        ("https://youtube.com/@kopikita?si=abc", "youtube", SHOP, "https://www.youtube.com/@kopikita"),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", "youtube", UNKNOWN, "https://youtu.be/dQw4w9WgXcQ"),
        (
            "https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=4",
            "youtube",
            UNKNOWN,
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        # Link hubs and maps
        ("https://linktr.ee/kopikita", "unknown", SHORT, "https://linktr.ee/kopikita"),
        ("https://maps.app.goo.gl/iMWk", "unknown", UNKNOWN, "https://maps.app.goo.gl/iMWk"),
    ],
)
def test_addresses_of_each_platform(pasted, platform, kind, address):
    assert seen(pasted) == (platform, kind, address)
    assert recognise(pasted).error == ""
