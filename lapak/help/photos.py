"""The guide to good photos: what to do, why, and which two drawings show it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Tip:
    """One thing to mind. `key` names the drawings `lapak/help/photos/<key>-good.svg` and `-bad.svg`."""

    key: str
    do: str
    why: str
    good: str
    """What the good drawing shows, for who can't see it; `bad` the same."""
    bad: str

    @property
    def good_drawing(self) -> str:
        """Return the template of the good example."""
        return f"lapak/help/photos/{self.key}-good.svg"

    @property
    def bad_drawing(self) -> str:
        """Return the template of the bad example."""
        return f"lapak/help/photos/{self.key}-bad.svg"


def tips() -> list[Tip]:
    """Return the tips, the most useful first."""
    return [
        Tip(
            "light",
            _("Dekat jendela, siang hari"),
            _("Cahaya dari samping membuat warna barang benar. Matikan lampu kilat."),
            _("Toples di dekat jendela, terang dan jelas"),
            _("Toples di ruangan gelap, hampir tidak terlihat"),
        ),
        Tip(
            "near",
            _("Dekat: barang memenuhi foto"),
            _("Di HP pembeli fotonya hanya sebesar dua jari. Maju selangkah, jangan perbesar dengan jari."),
            _("Toples memenuhi foto"),
            _("Toples kecil di tengah ruangan yang luas"),
        ),
        Tip(
            "plain",
            _("Latar polos"),
            _("Kain polos, meja kayu, atau selembar karton sudah cukup. Singkirkan yang lain."),
            _("Toples di depan latar polos"),
            _("Toples di antara gelas, kardus, dan kabel"),
        ),
        Tip(
            "sharp",
            _("Tajam: ketuk barangnya di layar, tahan napas"),
            _("Lap dulu lensa HP. Sandarkan siku di meja supaya tidak goyang."),
            _("Toples dengan tulisan yang terbaca"),
            _("Toples yang kabur dan berbayang"),
        ),
        Tip(
            "whole",
            _("Utuh, tidak terpotong"),
            _("Sisakan sedikit ruang di sekeliling. Pegang HP lurus di depan barang, jangan dari atas."),
            _("Toples utuh dengan sedikit ruang di sekelilingnya"),
            _("Toples miring, tutupnya terpotong di tepi foto"),
        ),
        Tip(
            "one",
            _("Satu foto, satu barang"),
            _("Punya lima rasa? Buat lima produk, atau lima foto. Foto pertama yang paling menjual."),
            _("Satu toples"),
            _("Lima toples berdesakan, tidak jelas mana yang dijual"),
        ),
        Tip(
            "words",
            _("Tanpa tulisan tempelan"),
            _("Harga dan nomor HP ada tempatnya sendiri dan bisa berubah; di foto keduanya menutupi barang."),
            _("Toples tanpa tulisan tempelan"),
            _("Toples tertutup tulisan PROMO, harga, dan nomor HP"),
        ),
        Tip(
            "size",
            _("Tunjukkan besarnya"),
            _(
                "Tambahkan satu foto dengan tangan atau sendok di sampingnya: pembeli langsung tahu ukurannya."
            ),
            _("Toples dengan sendok di sampingnya"),
            _("Toples sendirian, besarnya tidak bisa dikira-kira"),
        ),
    ]
