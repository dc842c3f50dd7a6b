"""Texts that a new site starts with and that its editors look after from then on.

They say only what this site does and does not do. What somebody owes is for the law and its offices
to say, so nothing about rates, thresholds or duties stands here.
"""

TAX_TITLE = "Apakah saya kena pajak?"

TAX_INTRODUCTION = "Pertanyaan ini wajar. Ini jawabannya, sejauh menyangkut lapak di situs ini."

TAX_BODY = """
<h2>Apakah situs ini memungut pajak atau biaya?</h2>
<p>Tidak. Membuka lapak di sini tidak dipungut biaya. Situs ini juga tidak menerima uang: pembeli memesan lewat
WhatsApp atau toko daring Anda, lalu membayar langsung kepada Anda.</p>
<h2>Apakah situs ini menanyakan penghasilan saya?</h2>
<p>Tidak. Yang diminta hanya yang perlu dilihat pembeli: nama lapak, barang, dan cara menghubungi Anda. NIB boleh
kosong, dan bila diisi tidak ditampilkan kepada pengunjung.</p>
<h2>Siapa yang melihat data saya?</h2>
<ul>
<li>Pembeli melihat nama lapak, barang, harga, dan nomor yang Anda isi di lapak.</li>
<li>Dinas melihat juga data usaha yang Anda daftarkan, untuk memeriksa lapak.</li>
<li>Pemilik lapak lain hanya melihat apa yang dilihat pembeli.</li>
</ul>
<p>Anda boleh meminta data Anda diperbaiki, disalin, atau dihapus. Hubungi dinas.</p>
<h2>Lalu, apakah usaha saya sendiri kena pajak?</h2>
<p>Situs ini tidak dapat menjawabnya. Aturan pajak ditetapkan negara dan tergantung usaha masing-masing. Tanyakan
kepada kantor pajak, atau minta petugas dinas menemani Anda bertanya. Jangan percaya orang yang meminta uang atas nama
situs ini.</p>
"""
