"""The sentences that recognition says to the person who pasted something."""

from django.utils.translation import gettext as _


def say(name, /, **values):
    """The sentence called `name` in the current language, filled with `values`."""
    return _SENTENCES[name]().format(**values)


_SENTENCES = {
    # Refused
    "empty": lambda: _("Belum ada tautan. Tempel alamat toko Anda, atau kosongkan saja."),
    "too_long": lambda: _("Teks ini terlalu panjang (lebih dari {limit} huruf). Tempel alamatnya saja."),
    "dangerous": lambda: _(
        "Ini bukan alamat toko, melainkan perintah yang bisa membahayakan pembeli, jadi tidak kami terima. "
        "Tempel alamat yang diawali https://."
    ),
    "app_only": lambda: _(
        "Alamat ini hanya terbuka di dalam aplikasi. Di aplikasi, ketuk Bagikan lalu Salin tautan, dan tempel "
        "alamat yang diawali https://."
    ),
    "scheme": lambda: _(
        "Alamat yang diawali “{scheme}:” tidak bisa dipakai. Tempel alamat yang diawali https://."
    ),
    "email": lambda: _("Ini alamat surel, bukan alamat toko. Tempel alamat toko Anda yang diawali https://."),
    "user_info": lambda: _(
        "Alamat ini menyamar: bagian sebelum tanda @ bukan situs tujuannya. Tujuan sebenarnya adalah {host}. "
        "Tempel alamat asli toko Anda."
    ),
    "private": lambda: _(
        "Alamat {host} hanya ada di komputer atau jaringan sendiri; pembeli tidak bisa membukanya."
    ),
    "ip": lambda: _(
        "Alamat berupa angka ({host}) tidak kami terima. Tempel alamat dengan nama, misalnya https://namatoko.com."
    ),
    "port": lambda: _(
        "Alamat dengan nomor pintu (:{port}) tidak kami terima. Tempel alamat tanpa angka itu."
    ),
    "broken": lambda: _(
        "Alamat ini tidak lengkap atau salah ketik. Salin ulang dari tombol Bagikan, lalu tempel."
    ),
    "look_alike": lambda: _(
        "Alamat {host} mirip {platform}, tetapi bukan alamat {platform} yang asli (yang asli: {home}). "
        "Demi keamanan pembeli tidak kami terima."
    ),
    "letters": lambda: _(
        "Alamat {host} memakai huruf asing yang mirip huruf biasa. Demi keamanan pembeli tidak kami terima; "
        "ketik ulang alamatnya dengan huruf biasa."
    ),
    "insecure": lambda: _(
        "Alamat ini diawali http:// yang tidak aman. Coba buka {suggestion}; kalau terbuka, tempel alamat itu."
    ),
    "home": lambda: _(
        "Ini halaman depan {platform}, bukan toko Anda. Buka toko Anda di {platform}, ketuk Bagikan lalu Salin "
        "tautan, dan tempel di sini."
    ),
    "closed": lambda: _("{platform} sudah tutup, jadi tautan ini tidak bisa dibuka pembeli lagi."),
    "wa_number": lambda: _(
        "Nomor WhatsApp di tautan ini tidak lengkap atau salah. Tulis nomornya saja, misalnya 0812-3456-7890."
    ),
    "wa_handle": lambda: _("Untuk WhatsApp, tulis nomornya, misalnya 0812-3456-7890."),
    "landline": lambda: _(
        "Ini nomor telepon rumah atau kantor, biasanya tidak ada di WhatsApp. Isi di kolom telepon, bukan di sini."
    ),
    "bad_phone": lambda: _(
        "Nomor ini tidak lengkap atau salah ketik. Tulis nomor WhatsApp lengkap, misalnya 0812-3456-7890."
    ),
    "sci_phone": lambda: _(
        "Nomor ini rusak oleh lembar hitung ({text}). Ketik ulang nomor lengkapnya, misalnya 0812-3456-7890."
    ),
    "handle": lambda: _(
        "Akun @{name} ini di mana? Tulis bersama nama tempatnya, misalnya “Instagram @{name}” atau "
        "“TikTok @{name}”, atau tempel alamat lengkapnya."
    ),
    "platform_name": lambda: _(
        "Ini nama {platform}, bukan alamat toko Anda di sana. Buka toko Anda, ketuk Bagikan lalu Salin tautan, "
        "dan tempel di sini."
    ),
    "display_name": lambda: _(
        "Ini nama toko, bukan alamat. Nama akun tidak memakai spasi. Buka toko Anda di aplikasinya, ketuk Bagikan "
        "lalu Salin tautan, dan tempel di sini."
    ),
    "word": lambda: _(
        "Ini nama, bukan alamat. Tempel alamat yang diawali https://, atau tulis bersama nama tempatnya, "
        "misalnya “Instagram {name}”."
    ),
    "suggestion": lambda: _("Mungkin maksud Anda: {suggestion}"),
    # Accepted with a warning
    "unknown": lambda: _(
        "Kami belum mengenal {host}. Tautan ini tetap bisa dipakai; buka sekali dan pastikan benar milik Anda."
    ),
    "ending": lambda: _(
        "Kami tidak mengenal akhiran alamat {host}; mungkin salah ketik. Buka sekali dan pastikan tampil."
    ),
    "website": lambda: _("Kami anggap ini situs Anda sendiri. Buka sekali dan pastikan tampil dengan benar."),
    "unknown_page": lambda: _(
        "Ini halaman {platform}, tetapi bukan halaman toko atau produk. Lebih baik tempel alamat toko Anda."
    ),
    "post": lambda: _(
        "Ini kiriman atau video di {platform}, bukan halaman toko atau profil Anda. Lebih baik tempel alamat profil."
    ),
    "picture": lambda: _("Ini alamat gambar, bukan halaman toko atau produk."),
    "group": lambda: _("Ini undangan grup atau saluran {platform}, bukan nomor atau halaman usaha."),
    "short": lambda: _(
        "Ini tautan pendek: tujuannya tidak terlihat. Lebih baik tempel alamat tujuannya langsung."
    ),
    "map": lambda: _("Ini tautan peta. Isi letak lapak di bagian Tempat; tautan ini tetap bisa dipakai."),
    "cut_off": lambda: _("Alamat ini tampak terpotong di ujungnya. Salin ulang dari tombol Bagikan."),
    "foreign": lambda: _(
        "Ini {platform} negara lain ({host}), bukan {platform} Indonesia. Pembeli di sini mungkin tidak bisa memesan."
    ),
    "phone": lambda: _(
        "Ini nomor telepon, jadi kami buatkan tautan WhatsApp ke {phone}. Pastikan nomornya aktif."
    ),
    "foreign_phone": lambda: _("Nomor WhatsApp ini bukan nomor Indonesia. Periksa lagi angkanya."),
    "guess": lambda: _(
        "Kami kira ini akun {platform}: {address}. Buka sekali dan pastikan benar milik Anda."
    ),
    "idn": lambda: _("Alamat {host} memakai huruf khusus; periksa sekali lagi."),
    "glued": lambda: _("Ada spasi di dalam alamat; kami sambungkan menjadi {address}."),
    "limited": lambda: _(
        "{platform} sudah tidak melayani seperti dulu; tautan ini mungkin tidak berguna lagi."
    ),
}
