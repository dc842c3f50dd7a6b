"""Names that the rest of the site uses for platforms and kinds of links."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlatformSlug(models.TextChoices):
    """Every platform a link can belong to. The closed ones are kept so that we can say so kindly."""

    TOKOPEDIA = "tokopedia", "Tokopedia"
    TIKTOK_SHOP = "tiktok_shop", "TikTok Shop"
    SHOPEE = "shopee", "Shopee"
    SHOPEEFOOD = "shopeefood", "ShopeeFood"
    BLIBLI = "blibli", "Blibli"
    BUKALAPAK = "bukalapak", "Bukalapak"
    BHINNEKA = "bhinneka", "Bhinneka"
    PADI_UMKM = "padi_umkm", "PaDi UMKM"
    LAZADA = "lazada", "Lazada"
    GOFOOD = "gofood", "GoFood"
    GRABFOOD = "grabfood", "GrabFood"
    WHATSAPP = "whatsapp", "WhatsApp"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    YOUTUBE = "youtube", "YouTube"
    E_KATALOG = "e_katalog", "e-Katalog"
    WEBSITE = "website", _("Situs sendiri")
    PHONE_ONLY = "phone_only", _("Nomor telepon")
    UNKNOWN = "unknown", _("Tautan lain")
    JD_ID = "jd_id", "JD.ID"
    BLANJA = "blanja", "Blanja"
    ELEVENIA = "elevenia", "Elevenia"
    QLAPA = "qlapa", "Qlapa"


class PlatformKind(models.TextChoices):
    """What sort of service a platform is."""

    MARKETPLACE = "marketplace", _("Lokapasar")
    FOOD_DELIVERY = "food_delivery", _("Pesan antar makanan")
    CHAT = "chat", _("Obrolan")
    SOCIAL = "social", _("Media sosial")
    PROCUREMENT = "procurement", _("Pengadaan pemerintah")
    WEBSITE = "website", _("Situs")
    OTHER = "other", _("Lainnya")


class PlatformState(models.TextChoices):
    """Whether a link to the platform is still of use to a buyer."""

    OPEN = "open", _("Buka")
    LIMITED = "limited", _("Terbatas: tautan diterima dengan peringatan")
    CLOSED = "closed", _("Tutup: tautan ditolak dan tidak ditampilkan")


class LinkKind(models.TextChoices):
    """What a link leads to. The words of the CSV table are spelled by the command `recognise_links`."""

    SHOP = "shop", _("Toko")
    PRODUCT = "product", _("Produk")
    SHORT_LINK = "short_link", _("Tautan pendek")
    CHAT = "chat", _("Obrolan")
    UNKNOWN = "unknown", _("Belum dikenali")


class LinkState(models.TextChoices):
    """What a look at a link's address found; unknown is everything that proves nothing."""

    OK = "ok", _("Hidup")
    GONE = "gone", _("Mati")
    UNKNOWN = "unknown", _("Belum pasti")
